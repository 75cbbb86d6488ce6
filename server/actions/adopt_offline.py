"""Adopt offline: numbers that a kiosk gave out while the server was away become tickets like any other.

Each is adopted once, whatever is repeated: what was handed over is kept by lease and number, in the transaction that
adds the ticket. It waits by the time at which its visitor came, keeps its number, and its page is the one that the
paper leads to. What cannot be lined up any more ends at once and is led to the guide desk, never lost in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hall.astray import Astray
from hall.errors import NotHandledHere, UnknownMatter, UnknownTicket
from hall.exchange import IssueRequest
from hall.moments import to_us
from hall.offline import Adopted, Adoptions, AdoptNumbers, OfflineNumber, Permission, number_text
from hall.queue_now import QueueNow
from hall.ticket import IssuedTicket, LegPlan, Place, Source, Ticket, TicketState
from hall.ticket_events import TicketAstray, TicketCallUndone, TicketIssued
from hall.wire import from_json, to_json
from server.actions.cancel import cancel
from server.actions.desk import leave_at
from server.actions.figures import list_all_now, queue_now
from server.actions.lines import keep_last_key
from server.actions.permit_offline import read_permission
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.rules.offline import HallThen, corrected_arrival, find_astray, in_order, led_to_desk, taken_back
from server.store.commands import StoredCommand, list_commands
from server.store.credentials import hash_token
from server.store.hall_tx import Actor, HallTx
from server.store.halts import find_halted_since
from server.store.offline import (
    AdoptedNumber,
    Lease,
    add_adopted,
    add_lease,
    find_lease,
    is_token_taken,
    list_adopted,
    list_leases,
)
from server.store.tickets import NewTicket, add_ticket, get_ticket, save_ticket
from server.store.waiting_line import count_before
from server.store.windows import get_window

ISSUED = 201
"""What a request for a number is answered with."""

GIVEN_BACK = "its visitor holds {number}: the answer was lost"
LEFT = "left the kiosk before the number was shown"

OPEN_AWAY_FROM_WINDOWS = frozenset({TicketState.WAITING, TicketState.HELD, TicketState.OVERDUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopter:
    """Who hands numbers over, where visitors' pages are, and what tells a request for a number from every other."""

    actor: Actor
    pages: VisitPages
    fingerprint_of: Callable[[IssueRequest], str]


def adopt_offline(tx: HallTx, today: HallToday, wanted: AdoptNumbers, *, adopter: Adopter) -> Adoptions:
    """Make tickets of numbers that were given under a permission; those that are tickets already stay as they are.

    Raises:
        NotOurPermission: nothing was changed.
    """
    permission = read_permission(tx, wanted.permission, kiosk=adopter.actor.name)
    _ensure_lease(tx, permission)
    done = {number.token: _adopt(tx, today, number, permission, adopter=adopter) for number in in_order(wanted.numbers)}
    return Adoptions(adopted=tuple(done[number.token] for number in wanted.numbers))


def _adopt(tx: HallTx, today: HallToday, number: OfflineNumber, permission: Permission, *, adopter: Adopter) -> Adopted:
    known = list_adopted(tx, permission.lease_id, number.value)
    token_hash = hash_token(number.token)
    same = next((each for each in known if each.token_hash == token_hash), None)
    if same is not None:
        return _told(tx, same, permission)
    arrived_at = corrected_arrival(number, permission, now=tx.now)
    queue_id = _find_queue(today, number.asked)
    then = HallThen(
        business_date=today.business_date,
        is_day_closed=tx.is_day_closed,
        first_queue=queue_id,
        halted_since=None if queue_id is None else find_halted_since(tx, queue_id),
    )
    astray = Astray.NUMBER_TWICE if known else find_astray(number, permission, arrived_at, then)
    ticket = _ticket(tx, number, permission, queue_id=queue_id or number.queue_id, arrived_at=arrived_at)
    adopted = AdoptedNumber(
        lease_id=permission.lease_id,
        value=number.value,
        copy_no=len(known),
        ticket_id=ticket.ticket_id,
        token_hash=token_hash,
        astray=astray,
        told_at=number.told_at,
        arrived_at=arrived_at,
    )
    _add(tx, today, ticket, number, adopted, adopter=adopter)
    _settle_request(tx, today, ticket, number, adopter=adopter)
    if astray is not None:
        ticket = _lead_to_desk(tx, today, ticket, astray, actor=adopter.actor)
    elif number.is_left:
        ticket = cancel(tx, today, ticket.ticket_id, reason=LEFT, actor=adopter.actor)
    return Adopted(
        value=number.value, number=ticket.number, ticket_id=ticket.ticket_id, state=ticket.state, astray=astray
    )


def _told(tx: HallTx, same: AdoptedNumber, permission: Permission) -> Adopted:
    """Return what a number is that was handed over before; of past days only that it was."""
    try:
        state = get_ticket(tx, same.ticket_id).state
    except UnknownTicket:
        state = TicketState.EXPIRED
    return Adopted(
        value=same.value,
        number=number_text(permission.prefix, same.value),
        ticket_id=same.ticket_id,
        state=state,
        astray=same.astray,
    )


def _ensure_lease(tx: HallTx, permission: Permission) -> None:
    """Know the lease again that was given after the backup from which this record was brought back."""
    if find_lease(tx, permission.lease_id) is not None:
        return
    others = list_leases(tx, permission.kiosk, permission.business_date)
    lease = Lease(
        lease_id=permission.lease_id,
        kiosk=permission.kiosk,
        installation=permission.installation,
        business_date=permission.business_date,
        first=permission.first,
        last=permission.last,
        is_current=not any(other.is_current for other in others),
    )
    add_lease(tx, lease)


def _find_queue(today: HallToday, asked: IssueRequest) -> str | None:
    """Return the queue in which a visit begins, None when one of its matters is not handled here any more."""
    try:
        first, *_ = [today.queue_of(matter_id) for matter_id in (asked.matter_id, *asked.then)]
    except (UnknownMatter, NotHandledHere):
        return None
    return first


def _ticket(
    tx: HallTx, number: OfflineNumber, permission: Permission, *, queue_id: str, arrived_at: datetime
) -> Ticket:
    return Ticket(
        ticket_id=tx.next_ticket_id(),
        number=number_text(permission.prefix, number.value),
        business_date=permission.business_date,
        state=TicketState.WAITING,
        matter_id=number.asked.matter_id,
        queue_id=queue_id,
        then=number.asked.then,
        priority_requested=number.asked.priority_requested,
        source=Source.OFFLINE,
        arrived_at=arrived_at,
        entered_at=arrived_at,
        place=Place(key_us=to_us(arrived_at), since=arrived_at),
    )


def _add(
    tx: HallTx, today: HallToday, ticket: Ticket, number: OfflineNumber, adopted: AdoptedNumber, *, adopter: Adopter
) -> None:
    is_taken = is_token_taken(tx, adopted.token_hash)
    new = NewTicket(
        ticket=ticket,
        series_id=f"offline:{adopter.actor.name}",
        number_value=number.value,
        number_round=adopted.copy_no,
        issued_by=adopter.actor.name,
        identity=number.asked.identity,
        language=number.asked.language,
        people_ahead=_count_ahead(tx, ticket),
        token_hash=hash_token(adopter.pages.make_token()) if is_taken else adopted.token_hash,
    )
    add_ticket(tx, new)
    add_adopted(tx, adopted)
    if adopted.astray is None:
        keep_last_key(tx, today, ticket.place.key_us)
    happened = TicketIssued.of(ticket, queue=_queue_now(tx, today, ticket.queue_id))
    tx.record(happened, actor=adopter.actor, ticket_id=ticket.ticket_id)


def _count_ahead(tx: HallTx, ticket: Ticket) -> int:
    """Return how many of its queue came before a ticket that is about to be added."""
    return count_before(tx, (ticket.queue_id,), key_us=ticket.place.key_us, ticket_id=ticket.ticket_id)


def _queue_now(tx: HallTx, today: HallToday, queue_id: str) -> QueueNow:
    """Return how a queue stands; one that the plan no longer has stands still."""
    if queue_id not in today.queue_ids:
        return QueueNow(queue_id=queue_id, waiting=0, open_windows=0)
    return queue_now(tx.live, today, queue_id)


def _lead_to_desk(tx: HallTx, today: HallToday, before: Ticket, astray: Astray, *, actor: Actor) -> Ticket:
    ticket = save_ticket(tx, before, led_to_desk(before, now=tx.now))
    happened = TicketAstray(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        business_date=ticket.business_date,
        astray=astray,
        queue=_queue_now(tx, today, ticket.queue_id),
    )
    tx.record(happened, actor=actor, ticket_id=ticket.ticket_id)
    return ticket


def _settle_request(tx: HallTx, today: HallToday, ticket: Ticket, number: OfflineNumber, *, adopter: Adopter) -> None:
    """See to it that the request which was not answered makes no second ticket, whenever it comes.

    Where it has made one, that is given back: nobody was ever told its number. Where it has not come, it is answered
    with this ticket from now on.
    """
    key = number.request_key
    if key is None:
        return
    known = list_commands(tx, [key]).get(key)
    if known is None:
        answer = IssuedTicket(
            ticket=ticket,
            token=number.token,
            page_url=adopter.pages.url(number.token),
            slip_code=adopter.pages.find_code(tx, number.token, ticket_id=ticket.ticket_id),
            people_ahead=None,
            wait=None,
            legs=_list_legs(today, ticket),
        )
        command = StoredCommand(
            key=key,
            fingerprint=adopter.fingerprint_of(number.asked),
            status=ISSUED,
            answer=to_json(answer).decode(),
        )
        tx.keep_command(command)
    elif known.answer is not None:
        _give_back(tx, today, from_json(IssuedTicket, known.answer).ticket.ticket_id, ticket, actor=adopter.actor)


def _list_legs(today: HallToday, ticket: Ticket) -> tuple[LegPlan, ...]:
    """Return the stops of a visit; none where a matter is not handled here any more."""
    try:
        return tuple(today.plan_leg(matter_id) for matter_id in (ticket.matter_id, *ticket.then))
    except (UnknownMatter, NotHandledHere):
        return ()


def _give_back(tx: HallTx, today: HallToday, ticket_id: int, instead: Ticket, *, actor: Actor) -> None:
    """End a ticket whose number was never told; one that somebody is being served with is left alone."""
    try:
        ticket = get_ticket(tx, ticket_id)
    except UnknownTicket:
        return  # of a day long past
    if ticket.source is Source.OFFLINE:
        return
    if ticket.state is TicketState.CALLED:
        ticket = _take_call_back(tx, today, ticket, actor=actor)
    if ticket.state in OPEN_AWAY_FROM_WINDOWS:
        cancel(tx, today, ticket_id, reason=GIVEN_BACK.format(number=instead.number), actor=actor)


def _take_call_back(tx: HallTx, today: HallToday, before: Ticket, *, actor: Actor) -> Ticket:
    """Free the window that called a number which nobody was told."""
    assert before.window_id is not None, "a called ticket has a window"
    window = get_window(tx, before.window_id)
    ticket = save_ticket(tx, before, taken_back(before))
    leave_at(tx, window, ticket)
    happened = TicketCallUndone(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_all_now(tx.live, today, (*today.get_window(window.window_id).queues, ticket.queue_id)),
    )
    tx.record(happened, actor=actor, ticket_id=ticket.ticket_id)
    return ticket
