"""The hall as it is now, as boards and kiosks see it, and how an event moves it on."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall.events import (
    BusinessDayStarted,
    Event,
    QueueNow,
    TicketCalled,
    TicketCancelled,
    TicketFinished,
    TicketIssued,
    TicketNoShow,
    TicketStarted,
    WindowClosed,
    WindowOpened,
    WindowState,
)
from hall.ticket import Call, TicketState

CALLS_KEPT = 30
"""How many calls a snapshot remembers, newest first."""


class Continuity(StrEnum):
    """How an event stands to what was seen before it."""

    NEXT = "next"
    SEEN = "seen"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """A window's state, and the number that is there, if any."""

    window_id: str
    state: WindowState
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The hall at event number `seq`: calls newest first, queues and windows in the hall's order."""

    epoch: int
    seq: int
    at: datetime
    business_date: date
    calls: tuple[Call, ...]
    queues: tuple[QueueNow, ...]
    windows: tuple[WindowNow, ...]


def continuity(snapshot: Snapshot, event: Event) -> Continuity:
    """Tell whether an event is the next one, one already seen, or one that others are missing before."""
    if event.seq <= snapshot.seq:
        return Continuity.SEEN
    return Continuity.NEXT if event.seq == snapshot.seq + 1 else Continuity.GAP


def advance(snapshot: Snapshot, event: Event) -> Snapshot:  # noqa: PLR0911  # one return for each kind of event
    """Return the snapshot after the next event; the caller has checked `continuity`."""
    moved = replace(snapshot, seq=event.seq, at=event.at)
    match event.body:
        case BusinessDayStarted() as body:
            return _new_day(moved, body)
        case TicketCalled() as body:
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
            moved = replace(moved, calls=(call, *moved.calls)[:CALLS_KEPT])
            return _at_window(_queues(moved, (body.queue, *body.others)), body.window_id, body.number)
        case TicketStarted() as body:
            return _calls_of(moved, body.ticket_id, TicketState.SERVING)
        case TicketFinished() as body:
            return _leave(moved, body, TicketState.DONE)
        case TicketNoShow() as body:
            return _leave(moved, body, TicketState.NO_SHOW)
        case TicketIssued() | TicketCancelled() as body:
            return _queues(moved, (body.queue,))
        case WindowOpened() | WindowClosed() as body:
            return _window(moved, body)
        case _:
            return moved


def _new_day(snapshot: Snapshot, body: BusinessDayStarted) -> Snapshot:
    empty = tuple(replace(queue, waiting=0, wait=None) for queue in snapshot.queues)
    windows = tuple(replace(window, number=None) for window in snapshot.windows)
    begun = replace(snapshot, business_date=body.business_date, calls=(), queues=empty, windows=windows)
    return _queues(begun, body.queues)


def _leave(snapshot: Snapshot, body: TicketFinished | TicketNoShow, state: TicketState) -> Snapshot:
    left = _calls_of(_queues(snapshot, body.queues), body.ticket_id, state)
    return _at_window(left, body.window_id, None)


def _queues(snapshot: Snapshot, now: tuple[QueueNow, ...]) -> Snapshot:
    by_id = {queue.queue_id: queue for queue in now}
    return replace(snapshot, queues=tuple(by_id.get(queue.queue_id, queue) for queue in snapshot.queues))


def _window(snapshot: Snapshot, body: WindowOpened | WindowClosed) -> Snapshot:
    snapshot = _queues(snapshot, body.queues)
    state = WindowState.OPEN if isinstance(body, WindowOpened) else WindowState.CLOSED
    windows = tuple(
        replace(window, state=state) if window.window_id == body.window_id else window for window in snapshot.windows
    )
    return replace(snapshot, windows=windows)


def _at_window(snapshot: Snapshot, window_id: str, number: str | None) -> Snapshot:
    windows = tuple(
        replace(window, number=number) if window.window_id == window_id else window for window in snapshot.windows
    )
    return replace(snapshot, windows=windows)


def _calls_of(snapshot: Snapshot, ticket_id: int, state: TicketState) -> Snapshot:
    calls = tuple(replace(call, state=state) if call.ticket_id == ticket_id else call for call in snapshot.calls)
    return replace(snapshot, calls=calls)
