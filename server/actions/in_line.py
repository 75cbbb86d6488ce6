"""What is told of a ticket's place in line: people ahead and wait, or why nobody can say them yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hall.ticket import NotYet, Ticket, TicketState, WaitRange
from server.actions.figures import wait_of
from server.actions.lines import count_ahead, count_ahead_of, count_ahead_of_new, find_why_not_yet
from server.rules.hall_today import HallToday
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx
from server.store.live import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """Where a ticket stands, as visitors are told.

    `people_ahead` is None, and there is no wait, for a ticket that does not wait or may not be called yet: zero would
    read as "you are next". `not_yet` is why it may not; a wait is None too while no window is open, which `is_served`
    tells, or while none can be trusted.
    """

    people_ahead: int | None = None
    wait: WaitRange | None = None
    not_yet: NotYet | None = None
    is_served: bool = True


NOT_IN_LINE = InLine()


def in_line(read: HallRead, live: Live, today: HallToday, ticket: Ticket, *, now: datetime) -> InLine:
    """Return where a ticket stands."""
    if ticket.state is not TicketState.WAITING:
        return NOT_IN_LINE
    return _told(read, live, today, ticket, ahead=count_ahead_of(read, live, today, ticket, now=now), now=now)


def in_line_as_new(tx: HallTx, today: HallToday, ticket: Ticket) -> InLine:
    """Return where a ticket will stand that is about to be added."""
    return _told(tx, tx.live, today, ticket, ahead=count_ahead_of_new(tx, today, ticket), now=tx.now)


def list_in_line(
    read: HallRead, live: Live, today: HallToday, tickets: Iterable[Ticket], *, now: datetime
) -> Mapping[int, InLine]:
    """Return where each of some tickets stands, by ticket id; a line is worked out once for all that ask for it."""
    by_queue: dict[str, list[Ticket]] = {}
    told: dict[int, InLine] = {}
    for ticket in tickets:
        told[ticket.ticket_id] = NOT_IN_LINE
        if ticket.state is TicketState.WAITING:
            by_queue.setdefault(ticket.queue_id, []).append(ticket)
    for queue_id, those in by_queue.items():
        if len(those) == 1:
            told[those[0].ticket_id] = in_line(read, live, today, those[0], now=now)
            continue
        ahead = count_ahead(read, today, queue_id, now=now)
        for ticket in those:
            told[ticket.ticket_id] = _told(read, live, today, ticket, ahead=ahead.get(ticket.ticket_id), now=now)
    return told


def _told(read: HallRead, live: Live, today: HallToday, ticket: Ticket, *, ahead: int | None, now: datetime) -> InLine:
    if ahead is None:
        return InLine(not_yet=find_why_not_yet(read, today, ticket, now=now))
    wait = wait_of(live, today, ticket, people_ahead=ahead)
    is_served = wait is not None or live.count_open(today.list_windows_of(ticket.queue_id)) > 0
    return InLine(people_ahead=ahead, wait=wait, is_served=is_served)
