"""What a visitor sees of one matter: a glass that is large enough for one of them may be too small for the next."""

from collections.abc import Callable, Iterable

from hall.places import Directory, MatterToday, Text
from hall.ticket import TicketState
from kiosk.offline.permit import Bar
from kiosk.printer_watch import PaperTrouble
from kiosk.visit import PaperState
from tests.kiosk.glass import Glass, Show
from tests.kiosk.numbers import PAGE, number_view


def matter_of(matter_id: str) -> Show:
    """The page of a matter, as whoever chose it from a list sees it."""
    return lambda glass: glass.reception.choose_matter(matter_id)


def materials_of(matter_id: str, *, ticked: int = 0) -> Show:
    """What to bring, some of it ticked off."""

    def show(glass: Glass) -> None:
        matter_of(matter_id)(glass)
        glass.reception.wishes.open_materials()
        for place in range(ticked):
            glass.reception.wishes.tick_material(place)

    return show


def ticket_of(matter_id: str, state: PaperState = PaperState.PRINTED) -> Show:
    """The number that was got for a matter."""

    def show(glass: Glass) -> None:
        matter_of(matter_id)(glass)
        glass.reception.take_ticket()
        glass.answer()
        glass.reception.take_paper_news(1, state)

    return show


def printed_again(got: Show) -> Show:
    """The slip was asked for once more, and again there is no paper."""

    def show(glass: Glass) -> None:
        got(glass)
        glass.reception.print_again()
        glass.reception.take_paper_news(1, PaperState.NO_PAPER)

    return show


def unanswered(matter_id: str, bar: Bar | None) -> Show:
    """The server is away; unless barred, the kiosk may give a number of its own."""

    def show(glass: Glass) -> None:
        glass.desk.offline.barred = bar
        matter_of(matter_id)(glass)
        glass.reception.take_ticket()
        glass.wait(11)

    return show


def offline_ticket_of(matter_id: str, state: PaperState = PaperState.PRINTED) -> Show:
    """The number that the kiosk gave by itself."""

    def show(glass: Glass) -> None:
        unanswered(matter_id, None)(glass)
        glass.reception.offline.take()
        glass.desk.give_offline(value=118)
        glass.pump(2)
        issued = glass.reception.visit.issued
        assert issued is not None
        glass.reception.take_paper_news(issued.ticket.ticket_id, state)

    return show


def own_number_of(matter_id: str, state: TicketState = TicketState.WAITING) -> Show:
    """Somebody holds the slip of such a number before the scanner."""

    def show(glass: Glass) -> None:
        glass.reception.take_scan(PAGE)
        glass.desk.do_errand(number_view(glass.desk.hall, matter_id, state))

    return show


def without_paper(trouble: PaperTrouble, show: Show) -> Show:
    """The printer is known to be in trouble beforehand."""

    def show_it(glass: Glass) -> None:
        glass.reception.take_printer_news(trouble)
        show(glass)

    return show_it


def without_window(show: Show) -> Show:
    """No window calls those who wait for the matter on the glass."""

    def show_it(glass: Glass) -> None:
        show(glass)
        queue_id = glass.reception.chosen.handling.queue
        if queue_id is not None:
            glass.desk.hall.set_queue(queue_id, waiting=4, open_windows=0)
        glass.desk.tell_snapshot()
        glass.app._refresh_now()

    return show_it


def noted(show: Show) -> Show:
    """What the page says was asked for on paper, and there is none."""

    def show_it(glass: Glass) -> None:
        show(glass)
        glass.reception.note(note=PaperState.NO_PAPER)

    return show_it


PAGES_ANYWHERE: dict[str, Callable[[str], Show]] = {
    "matter": matter_of,
    "matter_noted": lambda matter_id: noted(matter_of(matter_id)),
}
"""The pages of a matter that is done elsewhere."""

PAGES_HERE: dict[str, Callable[[str], Show]] = {
    "matter": matter_of,
    "matter_no_paper": lambda matter_id: without_paper(PaperTrouble.NO_PAPER, matter_of(matter_id)),
    "matter_no_window": lambda matter_id: without_window(matter_of(matter_id)),
    "materials": materials_of,
    "materials_begun": lambda matter_id: noted(materials_of(matter_id, ticked=1)),
    "ticket": ticket_of,
    "ticket_no_paper": lambda matter_id: ticket_of(matter_id, PaperState.NO_PAPER),
    "offline_ticket": offline_ticket_of,
    "my_number": own_number_of,
    "my_number_overdue": lambda matter_id: own_number_of(matter_id, TicketState.OVERDUE),
}
"""Those of one that is done in the hall."""


PAGES = PAGES_HERE | PAGES_ANYWHERE


def list_pages(matters: Iterable[MatterToday], only: Iterable[str] = tuple(PAGES)) -> dict[str, Show]:
    """Return what brings a glass to each page of some matters, by the names of both."""
    return {
        f"{page}:{today.matter.matter_id}": show(today.matter.matter_id)
        for today in matters
        for page, show in (PAGES_HERE if today.handling.is_here else PAGES_ANYWHERE).items()
        if page in only and (today.matter.materials or today.matter.online or not page.startswith("materials"))
    }


Measure = Callable[[MatterToday, str], int]
"""How long something of a matter is in a language."""


def list_wordiest(directory: Directory) -> list[MatterToday]:
    """Return, of the matters done here and of those done elsewhere, those that need the most room for something."""
    offices = {each.department_id: each.name for each in directory.departments}
    measures: list[Measure] = [
        lambda today, code: _length((today.matter.name,), code),
        lambda today, code: _length((offices[today.matter.department],), code),
        lambda today, code: _length(today.matter.materials, code),
        lambda today, _code: len(today.matter.materials),
        lambda today, code: max((_length((each,), code) for each in today.matter.materials), default=0),
        lambda today, code: _length((today.matter.fee,) if today.matter.fee else (), code),
        lambda today, _code: len(today.handling.windows) + len(today.handling.towns),
    ]
    here = [each for each in directory.matters if each.handling.is_here]
    others = [each for each in directory.matters if not each.handling.is_here]
    online = [each for each in here if each.matter.online]
    found = {
        max(some, key=lambda today: measure(today, code)).matter.matter_id: None
        for some in (here, online, others)
        for measure in measures
        for code in ("zh", "en")
    }
    return [each for each in directory.matters if each.matter.matter_id in found]


def _length(texts: Iterable[Text], code: str) -> int:
    return sum(len(getattr(text, code)) for text in texts)
