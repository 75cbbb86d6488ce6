"""Issue: a visitor takes a number."""

from dataclasses import dataclass
from datetime import timedelta

from hall.errors import AlreadyWaiting, BadInput
from hall.exchange import IssueRequest
from hall.language import CODES
from hall.moments import to_us
from hall.ticket import IssuedTicket, Place, Source, Ticket, TicketState
from hall.ticket_events import TicketIssued
from server.actions.figures import queue_now
from server.actions.in_line import in_line_as_new
from server.actions.lines import keep_last_key, last_key_of
from server.actions.may_issue import assert_may_issue
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.rules.itinerary import Building, Stop, order_stops
from server.rules.lining_up import place_on_arrival
from server.rules.numbering import Number, next_number
from server.store.counters import last_number_of, round_of
from server.store.credentials import hash_token
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import NewTicket, add_ticket, find_last_of_kiosk, find_open_of_person, is_number_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who gives a number out, and how the addresses of visitors' pages are made."""

    actor: Actor
    pages: VisitPages


def issue(tx: HallTx, today: HallToday, request: IssueRequest, *, actor: Actor, pages: VisitPages) -> IssuedTicket:
    """Give the next number of the first matter's series, behind everyone in its queue.

    Raises:
        BadInput, UnknownMatter, NotHandledHere, HallClosed, DayClosed, QueueStopped, MayNotBeServed, QuotaUsedUp,
        AlreadyWaiting, SeriesUsedUp: no number was given out.
    """
    stops = plan_stops(tx, today, request, kiosk_id=actor.name)
    _refuse_double(tx, today, request, actor)
    assert_may_issue(tx, today, stops, consent=request.consent, identity=request.identity)
    issuer = Issuer(actor=actor, pages=pages)
    place = place_on_arrival(tx.now, last_key_us=last_key_of(tx, today))
    return take_number(tx, today, request, stops, place=place, issuer=issuer)


def plan_stops(tx: HallTx, today: HallToday, request: IssueRequest, *, kiosk_id: str) -> tuple[Stop, ...]:
    """Return the stops of a visit in the order in which papers are had in time, stairs saved, and waiting.

    Raises:
        BadInput, UnknownMatter, NotHandledHere: a matter cannot be dealt with here, or is named twice.
    """
    if request.language not in CODES:
        raise BadInput(f"language: {request.language!r} is not one of {', '.join(CODES)}")
    matters = (request.matter_id, *request.then)
    if request.source is Source.OFFLINE:
        raise BadInput("source: a number that was given out offline is adopted, not issued")
    if len(set(matters)) != len(matters):
        raise BadInput("then: names a matter twice")
    stops = tuple(stop_of(today, matter_id) for matter_id in matters)
    if len(stops) == 1:
        return stops
    return order_stops(
        stops,
        _building_of(today, kiosk_id),
        waiting={stop.queue_id: tx.live.count_waiting(stop.queue_id) for stop in stops},
    )


def take_number(
    tx: HallTx, today: HallToday, request: IssueRequest, stops: tuple[Stop, ...], *, place: Place, issuer: Issuer
) -> IssuedTicket:
    """Add a ticket for some matters in their order, its first leg at a place in line."""
    first, *further = stops
    series_id, number = _give_number(tx, today, first.queue_id)
    ticket = Ticket(
        ticket_id=tx.next_ticket_id(),
        number=number.text,
        business_date=today.business_date,
        state=TicketState.WAITING,
        matter_id=first.matter_id,
        queue_id=first.queue_id,
        then=tuple(stop.matter_id for stop in further),
        priority_requested=request.priority_requested,
        source=request.source,
        arrived_at=tx.now,
        entered_at=tx.now,
        place=place,
    )
    told = in_line_as_new(tx, today, ticket)
    token = issuer.pages.make_token()
    new = NewTicket(
        ticket=ticket,
        series_id=series_id,
        number_value=number.value,
        number_round=number.round,
        issued_by=issuer.actor.name,
        identity=request.identity,
        language=request.language,
        people_ahead=tx.live.count_waiting(first.queue_id) if told.people_ahead is None else told.people_ahead,
        token_hash=hash_token(token),
    )
    add_ticket(tx, new)
    keep_last_key(tx, today, to_us(tx.now))
    happened = TicketIssued.of(ticket, queue=queue_now(tx.live, today, ticket.queue_id), wait=told.wait)
    tx.record(happened, actor=issuer.actor, ticket_id=ticket.ticket_id)
    return IssuedTicket(
        ticket=ticket,
        token=token,
        page_url=issuer.pages.url(token),
        slip_code=issuer.pages.code_of(token),
        people_ahead=told.people_ahead,
        wait=told.wait,
        not_yet=told.not_yet,
        legs=tuple(today.leg_in(stop.queue_id, stop.matter_id) for stop in stops),
    )


def stop_of(today: HallToday, matter_id: str) -> Stop:
    """Return the stop of a visit for a matter; raises UnknownMatter or NotHandledHere."""
    queue = today.get_queue(today.queue_of(matter_id))
    materials = today.get_matter(matter_id).matter.materials
    return Stop(
        matter_id=matter_id,
        queue_id=queue.queue_id,
        floor=today.floor_of_queue(queue.queue_id),
        after_others=queue.after_others,
        needs=frozenset(giver for material in materials for giver in material.given_by),
    )


def _building_of(today: HallToday, kiosk_id: str) -> Building:
    floors = today.directory.floors
    return Building(
        floors=[floor.floor_id for floor in floors],
        way_out=next((floor for floor in floors if floor.entrances), floors[0]).floor_id,
        start=today.find_floor_of_kiosk(kiosk_id),
    )


def _refuse_double(tx: HallTx, today: HallToday, request: IssueRequest, actor: Actor) -> None:
    """Check that neither this person nor a second tap has a number for the matter already."""
    known = None
    if request.identity is not None:
        known = find_open_of_person(tx, request.identity, request.matter_id)
    elif today.rules.double_tap_s:
        last = find_last_of_kiosk(tx, actor.name, request.matter_id)
        since = tx.now - timedelta(seconds=today.rules.double_tap_s)
        known = last if last is not None and last.arrived_at > since else None
    if known is not None:
        raise AlreadyWaiting(
            f"{known.number} is open for this matter; print it again", number=known.number, ticket=known.ticket_id
        )


def _give_number(tx: HallTx, today: HallToday, queue_id: str) -> tuple[str, Number]:
    series, day = today.get_series(queue_id), today.business_date
    reopenable_since = tx.now - timedelta(seconds=today.rules.reopen_s)
    last_number, last_round = last_number_of(series.series_id), round_of(series.series_id)
    number = next_number(
        series,
        last=tx.counters.find(day, last_number),
        last_round=tx.counters.get(day, last_round),
        in_use=lambda value: is_number_out(tx, series.series_id, value, day, reopenable_since=reopenable_since),
    )
    tx.counters.set(day, last_number, number.value)
    if number.round:
        tx.counters.set(day, last_round, number.round)
    return series.series_id, number
