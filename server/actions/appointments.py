"""Appointments: a slot is booked, cancelled, or checked in for, which gives at most one ticket."""

import secrets
from datetime import datetime, time, timedelta

from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.clock import business_date_at
from hall.errors import AppointmentNotOpen, BadInput, NotHandledHere, SlotFull, UnknownAppointment
from hall.events import AppointmentBooked, AppointmentCancelled
from hall.exchange import IssueRequest
from hall.opening import Phase
from hall.phone_hash import hash_phone
from hall.ticket import IssuedTicket
from server.actions.issue import Issuer, plan_stops, take_number
from server.actions.lines import last_key_of
from server.actions.may_issue import assert_may_check_in
from server.rules.hall_today import HallToday
from server.rules.hours import open_state
from server.rules.lining_up import place_of_appointment
from server.store.appointments import (
    NewAppointment,
    add_appointment,
    count_booked,
    end_appointment,
    forget_person,
    get_appointment,
    has_appointment,
    list_open_of_person,
    list_persons_before,
)
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx

CODE_DIGITS = 6
SLOT = timedelta(minutes=30)
"""Length of a slot where the queue's quota says none."""

BOOKED_AHEAD = timedelta(days=366)
"""A slot further ahead is a slip of the pen."""


def make_code() -> str:
    """Return digits that a visitor types; with the hall's few open appointments nobody hits one by chance."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def book_appointment(tx: HallTx, today: HallToday, request: BookAppointment, *, actor: Actor) -> Appointment:
    """Book a slot for a matter.

    Raises:
        UnknownMatter, NotHandledHere, BadInput, SlotFull: nothing was booked.
    """
    matter = today.get_matter(request.matter_id)
    queue_id = matter.handling.queue
    if not matter.handling.is_here or queue_id is None:
        raise NotHandledHere(f"{request.matter_id} is handled elsewhere", mode=matter.handling.mode.value)
    if request.slot.tzinfo is None:
        raise BadInput("slot: say the time zone, as in 2026-11-25T10:00:00+08:00")
    if request.slot <= tx.now:
        raise BadInput(f"slot: {request.slot.isoformat()} is past")
    if request.slot > tx.now + BOOKED_AHEAD:
        raise BadInput(f"slot: {request.slot.date()} is more than {BOOKED_AHEAD.days} days ahead")
    if open_state(today.hours, request.slot).phase is not Phase.OPEN:
        raise BadInput(f"slot: the hall is closed at {request.slot.isoformat()}")
    _assert_room(tx, today, queue_id, request.slot)
    code = make_code()
    while has_appointment(tx, code):
        code = make_code()
    identity = request.identity if request.phone is None else hash_phone(tx.hall_id, request.phone)
    new = NewAppointment(
        code=code, matter_id=request.matter_id, queue_id=queue_id, slot=request.slot, identity=identity
    )
    booked = add_appointment(tx, new)
    happened = AppointmentBooked(appointment_id=booked.appointment_id, matter_id=booked.matter_id, slot=booked.slot)
    tx.record(happened, actor=actor)
    return booked


def find_appointments(read: HallRead, today: HallToday, identity: str) -> tuple[Appointment, ...]:
    """Return a person's open appointments of the business date, earliest first.

    Raises:
        UnknownAppointment: there is none.
    """
    known = [
        each
        for each in list_open_of_person(read, identity)
        if business_date_at(each.slot, today.zone) == today.business_date
    ]
    if not known:
        raise UnknownAppointment("no open appointment of this person today")
    return tuple(known)


def forget_persons(tx: HallTx, today: HallToday) -> None:
    """Forget who booked the slots of past dates that nobody came for."""
    midnight = datetime.combine(today.business_date, time(), tzinfo=today.zone)
    for appointment_id in list_persons_before(tx, today.queue_ids, midnight):
        forget_person(tx, appointment_id)


def cancel_appointment(tx: HallTx, _today: HallToday, code: str, *, actor: Actor) -> Appointment:
    """Give a booked slot back.

    Raises:
        UnknownAppointment, AppointmentNotOpen: nothing was changed.
    """
    known = _get_open(tx, code)
    end_appointment(tx, known.appointment_id, ticket_id=None)
    tx.record(AppointmentCancelled(appointment_id=known.appointment_id), actor=actor)
    return get_appointment(tx, code)


def check_in(tx: HallTx, today: HallToday, code: str, request: CheckIn, *, issuer: Issuer) -> IssuedTicket:
    """Give the visitor who booked a slot today a number, at the place that the rule of appointments gives.

    Raises:
        UnknownAppointment, AppointmentNotOpen, HallClosed, DayClosed, NotHandledHere: no number was given out.
    """
    known = _get_open(tx, code)
    day = business_date_at(known.slot, today.zone)
    if day != today.business_date:
        slot = known.slot.astimezone(today.zone)
        raise AppointmentNotOpen(f"the appointment is for {day}", date=day.isoformat(), slot=slot.isoformat())
    assert_may_check_in(tx, today)
    wanted = IssueRequest(matter_id=known.matter_id, language=request.language, source=request.source)
    stops = plan_stops(tx, today, wanted, kiosk_id=issuer.actor.name)
    place = place_of_appointment(known.slot, rules=today.rules, now=tx.now, last_key_us=last_key_of(tx, today))
    issued = take_number(tx, today, wanted, stops, place=place, issuer=issuer)
    end_appointment(tx, known.appointment_id, ticket_id=issued.ticket.ticket_id)
    return issued


def _get_open(tx: HallTx, code: str) -> Appointment:
    known = get_appointment(tx, code)
    if not known.is_open:
        raise AppointmentNotOpen("the appointment was used or cancelled")
    return known


def _assert_room(tx: HallTx, today: HallToday, queue_id: str, slot: datetime) -> None:
    quota = today.get_queue(queue_id).quota
    if quota is None or quota.a_slot is None:
        return
    length = SLOT if quota.slot_min is None else timedelta(minutes=quota.slot_min)
    local = slot.astimezone(today.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    begins = midnight + (local - midnight) // length * length
    if count_booked(tx, queue_id, begins, begins + length) >= quota.a_slot:
        raise SlotFull(f"{quota.a_slot} appointments are booked from {begins:%H:%M} on", slot=begins.isoformat())
