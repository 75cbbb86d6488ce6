"""States near a break or the closing, and of a number whose window is not open."""

from dataclasses import replace

from hall.clock import SetClock
from hall.errors import MayNotBeServed
from hall.opening import OpenPhase, Phase
from hall.ticket import PriorityClass
from kiosk.flow import NO_ANSWER_AFTER_S
from kiosk.outlooks import ASK_EVERY_S
from kiosk.taking import Answered
from tests.fakes.hall_server import at
from tests.kiosk.glass import Glass, Show

MATTER = "business_licence"
MORNING, NOON, AFTERNOON, EVENING = at(9), at(12), at(13, 30), at(17)
DAY = (
    OpenPhase(since=MORNING, phase=Phase.OPEN, until=NOON),
    OpenPhase(since=NOON, phase=Phase.BREAK, until=AFTERNOON),
    OpenPhase(since=AFTERNOON, phase=Phase.OPEN, until=EVENING),
    OpenPhase(since=EVENING, phase=Phase.CLOSED, until=None),
)
LATE = MayNotBeServed(verdict="needs_consent", waiting=0, minutes=18)


def stand(
    glass: Glass, hour: int, minute: int, *, waiting: int, wait: tuple[int, int | None] | None, open_windows: int = 1
) -> None:
    """Have the hall's day, a time of it, and a line."""
    hall = glass.desk.hall
    assert isinstance(hall.clock, SetClock)
    hall.clock.advance(at(hour, minute) - hall.clock.now())
    hall.snapshot = hall.first = replace(hall.snapshot, phases=DAY, at=hall.clock.now())
    queue_id = str(glass.reception.guide.matter(MATTER).handling.queue)
    hall.set_queue(queue_id, waiting=waiting, open_windows=open_windows, wait=wait)
    glass.desk.tell_snapshot()


def take(glass: Glass) -> None:
    glass.reception.choose_matter(MATTER)
    glass.reception.take_ticket()
    glass.answer()


def _before_break(then: Show, *, wait: tuple[int, int | None] | None = (90, None), open_windows: int = 1) -> Show:
    def show(glass: Glass) -> None:
        stand(glass, 11, 25, waiting=9, wait=wait, open_windows=open_windows)
        then(glass)
        glass.app._refresh_now()

    return show


def _look(glass: Glass) -> None:
    glass.reception.choose_matter(MATTER)


def _look_late(glass: Glass) -> None:
    stand(glass, 16, 42, waiting=0, wait=(0, 0))
    _look(glass)
    glass.desk.fail_errand(LATE)
    glass.app._refresh_now()


def _ask_late(glass: Glass) -> None:
    _look_late(glass)
    glass.reception.take_ticket()
    glass.desk.refuse(LATE)


def _take_late(glass: Glass) -> None:
    _ask_late(glass)
    glass.reception.take_anyway()
    glass.answer()


def _take_with_all(glass: Glass) -> None:
    """A window that is not open, a break, and priority asked for: the most that a ticket tells."""
    _look(glass)
    glass.reception.wishes.open_priority()
    glass.reception.wishes.choose_priority(PriorityClass.DISABLED)
    glass.reception.take_ticket()
    intent = glass.desk.taking.pursued[-1]
    issued = glass.desk.hall.issue(intent.matter_id)
    asked = replace(issued.ticket, priority_requested=PriorityClass.DISABLED)
    glass.reception.take_ticket_news(Answered(intent=intent, issued=replace(issued, ticket=asked)))
    glass.pump(2)


def _take_offline(hour: int, minute: int) -> Show:
    def show(glass: Glass) -> None:
        stand(glass, hour, minute, waiting=9, wait=None)
        _look(glass)
        glass.desk.offline.barred = None
        glass.reception.take_ticket()
        glass.wait(NO_ANSWER_AFTER_S)
        glass.reception.offline.take()
        glass.desk.give_offline(value=118)
        glass.pump(2)

    return show


def _home_late(glass: Glass) -> None:
    for queue_id in {today.handling.queue for today in glass.reception.guide.list_featured() if today.handling.queue}:
        glass.desk.hall.set_queue(queue_id, waiting=3, open_windows=1, wait=(8, 15))
    stand(glass, 16, 42, waiting=0, wait=(0, 0))
    for _ in glass.reception.guide.list_featured():
        glass.wait(ASK_EVERY_S)
        glass.desk.fail_errand(LATE)
    glass.app._refresh_now()


STATES_OF_DOORS: dict[str, Show] = {
    "matter_break": _before_break(_look),
    "matter_break_no_window": _before_break(_look, wait=None, open_windows=0),
    "home_late": _home_late,
    "matter_late": _look_late,
    "refused_late": _ask_late,
    "ticket_break": _before_break(take),
    "ticket_late": _take_late,
    "ticket_no_window": _before_break(take, wait=None, open_windows=0),
    "ticket_offline_break": _take_offline(11, 25),
    "ticket_offline_late": _take_offline(16, 10),
    "ticket_all_cautions": _before_break(_take_with_all, wait=None, open_windows=0),
}
