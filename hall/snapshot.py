"""The hall as it is now, as boards and kiosks see it, and how an event moves it on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall.board_events import AS_EVER, BoardsNow, BoardsTold
from hall.events import (
    BusinessDayClosed,
    BusinessDayReopened,
    BusinessDayStarted,
    Event,
    EventBody,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowState,
    queues_told,
)
from hall.opening import OpenPhase
from hall.queue_now import QueueNow
from hall.ticket import Call, TicketState
from hall.ticket_events import (
    TicketAstray,
    TicketCalled,
    TicketCallUndone,
    TicketCancelled,
    TicketExpired,
    TicketFinished,
    TicketHeld,
    TicketNoShow,
    TicketOverdue,
    TicketReactivated,
    TicketReleased,
    TicketReopened,
    TicketRestored,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
)

CALLS_KEPT = 30
"""How many calls a snapshot remembers, newest first."""


class Continuity(StrEnum):
    """How an event stands to what was seen before it."""

    NEXT = "next"
    SEEN = "seen"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """A window's state, the number that is there, if any, and when a paused one is to take visitors again, if told."""

    window_id: str
    state: WindowState
    number: str | None = None
    until: datetime | None = None

    def back_at(self, now: datetime) -> datetime | None:
        """Return when the window takes visitors again, in the zone of `now`; None if nobody said, or if it is past."""
        return None if self.until is None or self.until <= now else self.until.astimezone(now.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueNow:
    """A number that was called and did not come; it can come back."""

    ticket_id: int
    number: str
    queue_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The hall at event number `seq`: calls newest first, queues and windows in the hall's order.

    Every call of a ticket has the ticket's present state: one that was taken back is `waiting` again. `overdue` are
    in the order in which the numbers were taken. `is_day_closed` tells that a supervisor has ended the day early;
    `phases` are the doors' from the date's midnight to the opening that follows the date.
    """

    epoch: int
    seq: int
    at: datetime
    business_date: date
    calls: tuple[Call, ...]
    queues: tuple[QueueNow, ...]
    windows: tuple[WindowNow, ...]
    overdue: tuple[OverdueNow, ...] = ()
    is_day_closed: bool = False
    boards: BoardsNow = AS_EVER
    phases: tuple[OpenPhase, ...] = ()


def continuity(snapshot: Snapshot, event: Event) -> Continuity:
    """Tell whether an event is the next one, one already seen, or one that others are missing before."""
    if event.seq <= snapshot.seq:
        return Continuity.SEEN
    return Continuity.NEXT if event.seq == snapshot.seq + 1 else Continuity.GAP


def advance(snapshot: Snapshot, event: Event) -> Snapshot:
    """Return the snapshot after the next event; the caller has checked `continuity`."""
    body = event.body
    moved = replace(snapshot, seq=event.seq, at=event.at)
    if isinstance(body, BusinessDayStarted):
        return _new_day(moved, body)
    if isinstance(body, TicketCalled):
        return _called(_overdue(moved, body), event, body)
    if isinstance(body, BoardsTold):
        return replace(moved, boards=boards_now(body, event.seq))
    if isinstance(body, BusinessDayClosed | BusinessDayReopened):
        moved = replace(moved, is_day_closed=isinstance(body, BusinessDayClosed))
    return _overdue(_tell_ticket(_tell_window(_queues(moved, queues_told(body)), body), body), body)


def boards_now(body: BoardsTold, seq: int) -> BoardsNow:
    """Return what all boards show after they were told so by the event of a number."""
    return BoardsNow(told_seq=seq, face=body.face, words=body.words, notice=body.notice, is_spoken=body.is_spoken)


def newest_of_each_ticket(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Return the newest call of every ticket, in the order of the calls, newest first.

    Every call of a ticket has the state that the ticket has now, so an older one, to a window where the visitor
    was before, must not be shown as if it stood.
    """
    newest: dict[int, Call] = {}
    for call in calls:
        newest.setdefault(call.ticket_id, call)
    return tuple(newest.values())


TICKET_AFTER: dict[type, TicketState] = {
    TicketStarted: TicketState.SERVING,
    TicketResumed: TicketState.SERVING,
    TicketReopened: TicketState.SERVING,
    TicketFinished: TicketState.DONE,
    TicketOverdue: TicketState.OVERDUE,
    TicketHeld: TicketState.HELD,
    TicketCallUndone: TicketState.WAITING,
    TicketTransferred: TicketState.WAITING,
    TicketReactivated: TicketState.WAITING,
    TicketRestored: TicketState.WAITING,
    TicketReleased: TicketState.WAITING,
    TicketCancelled: TicketState.CANCELLED,
    TicketNoShow: TicketState.NO_SHOW,
    TicketExpired: TicketState.EXPIRED,
    TicketAstray: TicketState.EXPIRED,
}
"""The state of a ticket after an event; who expired while being served is done, who is sent on to be parked is held."""

COMES_TO_WINDOW = (TicketResumed, TicketReopened)
LEAVES_WINDOW = (TicketFinished, TicketOverdue, TicketHeld, TicketCallUndone)

ENDS_OVERDUE = (TicketCalled, TicketReactivated, TicketNoShow, TicketCancelled, TicketExpired)

WINDOW_AFTER: dict[type, WindowState] = {
    WindowOpened: WindowState.OPEN,
    WindowPaused: WindowState.PAUSED,
    WindowClosed: WindowState.CLOSED,
}


def _called(snapshot: Snapshot, event: Event, body: TicketCalled) -> Snapshot:
    call = Call(
        call_id=event.seq,
        ticket_id=body.ticket_id,
        number=body.number,
        matter_id=body.matter_id,
        queue_id=body.queue.queue_id,
        window_id=body.window_id,
        call_count=body.call_count,
        at=event.at,
    )
    before = _calls_of(snapshot, body.ticket_id, TicketState.CALLED)
    moved = replace(before, calls=(call, *before.calls)[:CALLS_KEPT])
    return _at_window(_queues(moved, queues_told(body)), body.window_id, body.number)


def _tell_ticket(snapshot: Snapshot, body: EventBody) -> Snapshot:
    """Give the calls of the event's ticket the state that it has now."""
    state = TICKET_AFTER.get(type(body))
    if state is None:
        return snapshot
    ticket_id: int = getattr(body, "ticket_id")  # noqa: B009 -- every event in the table has one
    if isinstance(body, TicketExpired) and body.done:
        state = TicketState.DONE
    if isinstance(body, TicketTransferred) and body.is_parked:
        state = TicketState.HELD
    return _calls_of(snapshot, ticket_id, state)


def _overdue(snapshot: Snapshot, body: EventBody) -> Snapshot:
    """Keep the overdue numbers: one is added when it did not come, and leaves with whatever happens to it next."""
    if isinstance(body, TicketOverdue):
        missed = OverdueNow(ticket_id=body.ticket_id, number=body.number, queue_id=body.queue_id)
        overdue = sorted((*snapshot.overdue, missed), key=lambda each: each.ticket_id)
        return replace(snapshot, overdue=tuple(overdue))
    if not isinstance(body, ENDS_OVERDUE):
        return snapshot
    return replace(snapshot, overdue=tuple(each for each in snapshot.overdue if each.ticket_id != body.ticket_id))


def _tell_window(snapshot: Snapshot, body: EventBody) -> Snapshot:
    """Show who is at the window of the event, and whether it takes visitors."""
    if isinstance(body, WindowOpened | WindowPaused | WindowClosed):
        until = body.until if isinstance(body, WindowPaused) else None
        return _window(snapshot, body.window_id, WINDOW_AFTER[type(body)], until=until)
    if isinstance(body, COMES_TO_WINDOW):
        return _at_window(snapshot, body.window_id, body.number)
    if isinstance(body, LEAVES_WINDOW):
        return _at_window(snapshot, body.window_id, None)
    if isinstance(body, TicketTransferred):
        return _at_window(snapshot, body.from_window, None)
    return _nowhere(snapshot, body.number) if isinstance(body, TicketExpired) else snapshot


def _new_day(snapshot: Snapshot, body: BusinessDayStarted) -> Snapshot:
    empty = tuple(replace(queue, waiting=0, wait=None, stopped=None) for queue in snapshot.queues)
    windows = tuple(replace(window, number=None) for window in snapshot.windows)
    begun = replace(
        snapshot,
        business_date=body.business_date,
        calls=(),
        queues=empty,
        windows=windows,
        overdue=(),
        is_day_closed=False,
        boards=AS_EVER,
        phases=body.phases,
    )
    return _queues(begun, body.queues)


def _queues(snapshot: Snapshot, now: tuple[QueueNow, ...]) -> Snapshot:
    by_id = {queue.queue_id: queue for queue in now}
    return replace(snapshot, queues=tuple(by_id.get(queue.queue_id, queue) for queue in snapshot.queues))


def _window(snapshot: Snapshot, window_id: str, state: WindowState, *, until: datetime | None) -> Snapshot:
    windows = tuple(
        replace(window, state=state, until=until) if window.window_id == window_id else window
        for window in snapshot.windows
    )
    return replace(snapshot, windows=windows)


def _nowhere(snapshot: Snapshot, number: str) -> Snapshot:
    windows = tuple(replace(window, number=None) if window.number == number else window for window in snapshot.windows)
    return replace(snapshot, windows=windows)


def _at_window(snapshot: Snapshot, window_id: str, number: str | None) -> Snapshot:
    windows = tuple(
        replace(window, number=number) if window.window_id == window_id else window for window in snapshot.windows
    )
    return replace(snapshot, windows=windows)


def _calls_of(snapshot: Snapshot, ticket_id: int, state: TicketState) -> Snapshot:
    calls = tuple(replace(call, state=state) if call.ticket_id == ticket_id else call for call in snapshot.calls)
    return replace(snapshot, calls=calls)
