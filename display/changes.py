"""What a piece of news means for calling: who is called anew, and whose calling is over."""

from dataclasses import dataclass

from hall.events import BusinessDayStarted, Event
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.stream import Connected, Happened, StreamNews
from hall.ticket import Call, TicketState
from hall.ticket_events import (
    TicketCalled,
    TicketCallUndone,
    TicketCancelled,
    TicketExpired,
    TicketFinished,
    TicketHeld,
    TicketNoShow,
    TicketOverdue,
    TicketReopened,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Calls not seen before (oldest first), tickets that came to the window, and tickets that left it.

    Who was called by mistake, is overdue, parked or sent on has left it like one who is done.
    `wipes` tells that nothing from before holds any more: a new business day, or another record.
    """

    called: tuple[Call, ...] = ()
    came: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    wipes: bool = False


def changes_of(news: StreamNews, *, before: Snapshot | None, seen_call_id: int) -> Changes:
    """Return what the news changes for the eyes and ears of the hall.

    Args:
        news: the next from the stream.
        before: the hall before it, None at the very start.
        seen_call_id: the newest call that was already taken into account.
    """
    match news:
        case Connected(snapshot=snapshot):
            wipes = before is not None and _is_other_record(before, snapshot)
            return _of_snapshot(snapshot, 0 if wipes else seen_call_id, wipes=wipes)
        case Happened(event=event, snapshot=snapshot):
            return _of_event(event, snapshot)
        case _:
            return Changes()


def _is_other_record(before: Snapshot, now: Snapshot) -> bool:
    return before.epoch != now.epoch or before.business_date != now.business_date


def _of_snapshot(snapshot: Snapshot, seen_call_id: int, *, wipes: bool) -> Changes:
    newest = newest_of_each_ticket(snapshot.calls)
    called = [call for call in newest if call.state is TicketState.CALLED and call.call_id > seen_call_id]
    return Changes(
        called=tuple(sorted(called, key=lambda call: call.call_id)),
        came=frozenset(call.ticket_id for call in newest if call.state is TicketState.SERVING),
        left=frozenset(
            call.ticket_id for call in newest if call.state not in {TicketState.CALLED, TicketState.SERVING}
        ),
        wipes=wipes,
    )


def _of_event(event: Event, after: Snapshot) -> Changes:
    match event.body:
        case TicketCalled():
            return Changes(called=after.calls[:1])
        case TicketStarted() | TicketResumed() | TicketReopened():
            return Changes(came=frozenset({event.body.ticket_id}))
        case TicketCallUndone() | TicketOverdue() | TicketHeld() | TicketTransferred() | TicketFinished():
            return Changes(left=frozenset({event.body.ticket_id}))
        case TicketCancelled() | TicketNoShow() | TicketExpired():
            return Changes(left=frozenset({event.body.ticket_id}))
        case BusinessDayStarted():
            return Changes(wipes=True)
        case _:
            return Changes()
