"""Every state of every screen, each with the longest words that it may hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hall.clock import SetClock
from hall.errors import (
    AlreadyWaiting,
    DayClosed,
    HallClosed,
    MayNotBeServed,
    QueueStopped,
    QuotaUsedUp,
    SeriesUsedUp,
    ServerAway,
)
from hall.events import QueueHalted
from hall.places import Audience, Text
from hall.ticket import LegPlan, PriorityClass
from kiosk.link import LineDown
from kiosk.offline.permit import Bar
from kiosk.outlooks import ASK_EVERY_S
from kiosk.printer_watch import PaperTrouble
from kiosk.taking import Answered
from kiosk.visit import PaperState, Reading, Scope
from kiosk.wishes import Wishes
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.glass import Glass, Show
from tests.kiosk.states_behind import STATES_BEHIND
from tests.kiosk.states_of_doors import STATES_OF_DOORS
from tests.kiosk.states_of_matters import (
    matter_of,
    offline_ticket_of,
    printed_again,
    ticket_of,
    unanswered,
    without_paper,
)
from tests.kiosk.states_of_numbers import STATES_OF_NUMBERS
from tests.kiosk.words import sample_directory

LONG_REASON = Text(
    zh="窗口暂时无人，请稍后再来或询问导办台", en="No window is open for this now; please ask at the guide desk"
)
RETIREMENT = Scope(audience=Audience.PERSON, theme_id="retirement")
"""Several of its matters are asked for by words that are not in their names."""

WAITS = [(7, (12, 18)), (2, (5, 9)), (11, (20, 28)), (0, (0, 0)), (4, None)]


def make_hall(day: date = date(2026, 3, 2)) -> FakeHall:
    """Return the sample hall with queues of every kind."""
    hall = FakeHall(directory=sample_directory(day), clock=SetClock(at(9, 42)))
    for place, queue in enumerate(hall.snapshot.queues):
        waiting, wait = WAITS[place % len(WAITS)]
        hall.set_queue(queue.queue_id, waiting=waiting, open_windows=0 if place == 7 else 1, wait=wait)
    return hall


def take_ticket(glass: Glass, matter_id: str = "social_insurance_registration") -> None:
    glass.tap(f"home.featured.{matter_id}")
    glass.tap("matter.take_ticket")
    glass.answer()


def _tap(*keys: str) -> Show:
    def show(glass: Glass) -> None:
        for key in keys:
            glass.tap(key)

    return show


def _typed(query: str) -> Show:
    def show(glass: Glass) -> None:
        glass.reception.open_search()
        glass.reception.type_query(query)
        glass.app._show()
        glass.settle()

    return show


def _elsewhere(mode: str) -> Show:
    def show(glass: Glass) -> None:
        matters = glass.reception.hall.guide.directory.matters
        glass.reception.choose_matter(next(one.matter.matter_id for one in matters if one.handling.mode == mode))

    return show


def _refused(error: Exception) -> Show:
    def show(glass: Glass) -> None:
        matter_of("business_licence")(glass)
        glass.reception.take_ticket()
        glass.desk.refuse(error)

    return show


def _waited(seconds: float) -> Show:
    def show(glass: Glass) -> None:
        matter_of("business_licence")(glass)
        glass.reception.take_ticket()
        glass.wait(seconds)

    return show


def _found(query: str, key: str) -> Show:
    def show(glass: Glass) -> None:
        _typed(query)(glass)
        glass.tap(key)

    return show


def _help(answer: str, show: Show) -> Show:
    """Somebody has asked for help; `answer` is what became of it."""

    def show_it(glass: Glass) -> None:
        show(glass)
        glass.reception.help.call()
        if answer != "asking":
            glass.desk.answer_help(is_heard=answer != "unheard")
        if answer == "coming":
            glass.reception.help.take_answer()

    return show_it


def _no_window(glass: Glass) -> None:
    matter_of("business_licence")(glass)
    glass.desk.hall.set_queue(glass.reception.chosen.handling.queue, waiting=4, open_windows=0)
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _no_estimate(glass: Glass) -> None:
    matter_of("business_licence")(glass)
    glass.desk.hall.set_queue(glass.reception.chosen.handling.queue, waiting=4, open_windows=2)
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _endless_wait(glass: Glass) -> None:
    matter_of("business_licence")(glass)
    glass.desk.hall.set_queue(glass.reception.chosen.handling.queue, waiting=41, open_windows=1, wait=(90, None))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _long_waits(glass: Glass) -> None:
    for queue in glass.desk.hall.snapshot.queues:
        glass.desk.hall.set_queue(queue.queue_id, waiting=128, open_windows=1, wait=(134, 268))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _stopped(glass: Glass) -> None:
    matter_of("business_licence")(glass)
    queue = glass.desk.hall.queue_now(glass.reception.chosen.handling.queue)
    glass.desk.hall.happen(QueueHalted(queue=replace(queue, stopped=LONG_REASON)))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _outlook(error: Exception, then: Show) -> Show:
    """The first screen has asked for its first matters, and was told why there is no number."""

    def show(glass: Glass) -> None:
        for _ in range(3):
            glass.wait(ASK_EVERY_S)
            glass.desk.fail_errand(error)
        then(glass)
        glass.app._refresh_now()

    return show


def _mute(show: Show) -> Show:
    """Somebody asked for the voice, and it cannot be heard."""

    def show_it(glass: Glass) -> None:
        visit = glass.reception.visit
        glass.read(visit.language, visit.reading | {Reading.VOICE})
        glass.app.is_mute = True
        show(glass)

    return show_it


def _fault_with_number(glass: Glass) -> None:
    take_ticket(glass)
    glass.reception.recover()
    issued = glass.reception.visit.issued
    assert issued is not None
    glass.reception.take_paper_news(issued.ticket.ticket_id, PaperState.PRINTED)


def _more_time(glass: Glass) -> None:
    glass.reception.open_departments()
    glass.wait(61)


def _wish(act: Callable[[Wishes], None], *, first: str = "business_licence") -> Show:
    def show(glass: Glass) -> None:
        matter_of(first)(glass)
        act(glass.reception.wishes)

    return show


def _basket(glass: Glass) -> None:
    for matter_id in ("business_licence", "social_insurance_registration", "marriage_registration"):
        glass.reception.wishes.look_for_another()
        matter_of(matter_id)(glass)
        glass.reception.wishes.add_and_look()


def _home_basket(glass: Glass) -> None:
    _basket(glass)
    glass.reception.wishes.look_for_another()


def _kept(show: Show) -> Show:
    """Some matters are kept for one number already."""

    def show_it(glass: Glass) -> None:
        _home_basket(glass)
        show(glass)
        glass.app._refresh_now()

    return show_it


def _outlook_of(matter_id: str, error: Exception) -> Show:
    """A matter of which no number is to be had, as its page learns when it comes on."""

    def show(glass: Glass) -> None:
        matter_of(matter_id)(glass)
        glass.desk.fail_errand(error)

    return show


def _starting(glass: Glass) -> None:
    visit = glass.reception.visit
    glass.begin_anew(make_hall(), language=visit.language, reading=visit.reading, is_started=False)


def _away(glass: Glass) -> None:
    """A kiosk that was switched on before its server."""
    _starting(glass)
    glass.reception.take_link_news(LineDown(error=ServerAway()))
    glass.wait(21)
    glass.app._refresh_now()


def _several(glass: Glass) -> None:
    """One number for three matters on two floors, and priority asked for."""
    glass.reception.wishes.choose_priority(PriorityClass.DISABLED)
    _basket(glass)  # last: whoever says who they are comes back to one matter, and would ask for that alone
    glass.reception.take_ticket()
    intent = glass.desk.taking.pursued[-1]
    issued = glass.desk.hall.issue(intent.matter_id)
    legs = tuple(LegPlan(matter_id=each, queue_id="", windows=()) for each in (intent.matter_id, *intent.then))
    ticket = replace(issued.ticket, priority_requested=PriorityClass.DISABLED)
    glass.reception.take_ticket_news(Answered(intent=intent, issued=replace(issued, legs=legs, ticket=ticket)))
    glass.pump(2)


STATES: dict[str, Show] = {
    "starting": _starting,
    "starting_away": _away,
    "home": lambda _glass: None,
    "home_mute": _mute(lambda _glass: None),
    "matters_mute": _mute(lambda glass: glass.reception.open_matters(RETIREMENT)),
    "home_closed": _outlook(HallClosed(until="2026-03-03T09:00+08:00"), lambda _glass: None),
    "home_full": _outlook(QuotaUsedUp(limit="day", may_book=1), lambda _glass: None),
    "matter_full": _outlook(QuotaUsedUp(limit="day", may_book=1), matter_of("social_insurance_registration")),
    "matter_closed": _outlook(DayClosed(), matter_of("business_licence")),
    "home_long_waits": _long_waits,
    "home_basket": _wish(lambda wishes: wishes.add_another()),
    "home_basket_many": _home_basket,
    "matters_chosen": _kept(lambda glass: glass.reception.open_matters(Scope(department_id="social_insurance"))),
    "search_chosen": _kept(_typed("yyzz")),
    "matter_chosen": _kept(matter_of("marriage_registration")),
    "matter_full_basket": _kept(_outlook_of("medical_reimbursement", QuotaUsedUp(limit="day", may_book=1))),
    "materials": _wish(lambda wishes: wishes.open_materials()),
    "matter_online": matter_of("insurance_record_print"),
    "materials_online": _wish(lambda wishes: wishes.open_materials(), first="insurance_record_print"),
    "priority": _wish(lambda wishes: wishes.open_priority()),
    "basket": _basket,
    "themes": _tap("home.browse.person"),
    "departments": _tap("home.browse.departments"),
    "matters": lambda glass: glass.reception.open_matters(Scope(department_id="civil_affairs")),
    "search": _tap("home.search"),
    "search_found": _tap("home.search", "search.key.S", "search.key.B"),
    "search_own": _typed("guohaole"),
    "search_why": _typed("kaimianguan"),
    "search_why_en": _typed("noodle shop"),
    "search_why_parts": _typed("wodeyanglaojintingfale"),
    "search_nothing": _tap("home.search", "search.key.Q", "search.key.Q", "search.key.X", "search.key.Z"),
    "floors": _tap("home.browse.floors", "floors.3"),
    "floors_sought": _found("cesuo", "search.page.floors"),
    "floors_amenity": _found("fuyin", "search.page.floors"),
    "floors_desk": _found("daobantai", "search.page.floors"),
    "hours": _found("jidianxiaban", "search.page.hours"),
    "home_help_called": _help("called", lambda _glass: None),
    "home_help_unheard": _help("unheard", lambda _glass: None),
    "matter_help_asking": _help("asking", matter_of("business_licence")),
    "matter_help_coming": _help("coming", matter_of("business_licence")),
    "matter_help_unheard": _help("unheard", matter_of("business_licence")),
    "search_window": _typed("12"),
    "floors_window": _found("12", "search.window.12"),
    "floors_empty": _tap("home.browse.floors", "floors.1"),
    "more_time": _more_time,
    "matter": matter_of("business_licence"),
    "matter_stopped": _stopped,
    "matter_no_window": _no_window,
    "matter_no_estimate": _no_estimate,
    "matter_endless_wait": _endless_wait,
    "matter_delegated": _elsewhere("delegated"),
    "matter_not_moved_in": _elsewhere("not_moved_in"),
    "matter_never_here": _elsewhere("elsewhere"),
    "matter_never_here_online": matter_of("trademark"),
    "taking": _waited(2),
    "trouble": _waited(11),
    "trouble_barred": unanswered("business_licence", Bar.HALL_CLOSED),
    "fault": lambda glass: glass.reception.recover(),
    "fault_number": _fault_with_number,
    "refused": _refused(SeriesUsedUp()),
    "refused_consent": _refused(MayNotBeServed(verdict="needs_consent", waiting=123, minutes=95)),
    "refused_no_time": _refused(MayNotBeServed(verdict="over", waiting=123, minutes=95)),
    "refused_closed": _refused(HallClosed(until="2026-10-08T09:00+08:00")),
    "refused_halted": _refused(QueueStopped(reason_zh=LONG_REASON.zh, reason_en=LONG_REASON.en)),
    "refused_quota": _refused(QuotaUsedUp(limit="slot", next_slot="2026-10-08T14:00+08:00", may_book=1)),
    "refused_waiting": _refused(AlreadyWaiting(number="WW8888", ticket=1)),
    "ticket": ticket_of("business_licence"),
    "ticket_long_name": ticket_of("pension_certification", PaperState.PRINTED),
    "ticket_several": _several,
    "ticket_mute": _mute(ticket_of("business_licence")),
    "ticket_mute_jam": _mute(ticket_of("business_licence", PaperState.JAM)),
    "offline_offer": unanswered("business_licence", None),
    "offline_ticket": offline_ticket_of("business_licence"),
    "offline_ticket_no_paper": offline_ticket_of("business_licence", PaperState.NO_PAPER),
    "ticket_no_paper": ticket_of("business_licence", PaperState.NO_PAPER),
    "ticket_still_none": printed_again(ticket_of("business_licence", PaperState.NO_PAPER)),
    "ticket_jam": ticket_of("business_licence", PaperState.JAM),
    "matter_no_paper": without_paper(PaperTrouble.NO_PAPER, matter_of("business_licence")),
    "matter_printer_away": without_paper(PaperTrouble.PRINTER_AWAY, matter_of("business_licence")),
    "basket_no_paper": without_paper(PaperTrouble.COVER_OPEN, _basket),
    **STATES_OF_DOORS,
    **STATES_OF_NUMBERS,
    **STATES_BEHIND,
}
