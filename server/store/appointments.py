"""Booked slots: each is used for at most one ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from hall.appointment import Appointment
from hall.errors import UnknownAppointment
from hall.moments import from_us, to_us
from server.store import tables
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_appointment = tables.appointment.c


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """An appointment to be added."""

    code: str
    matter_id: str
    queue_id: str
    slot: datetime
    identity: str | None


SELECT_APPOINTMENT = select(
    *(_appointment[name] for name in ("appointment_id", "code", "matter_id", "slot_us", "is_open", "ticket_id"))
).where(_appointment.hall_id == HALL)
BY_CODE = SELECT_APPOINTMENT.where(_appointment.code == bindparam("code"))
IN_SLOT = (
    select(func.count())
    .select_from(tables.appointment)
    .where(
        _appointment.hall_id == HALL,
        _appointment.queue_id == bindparam("queue_id"),
        _appointment.slot_us >= bindparam("from_us"),
        _appointment.slot_us < bindparam("until_us"),
        (_appointment.is_open == 1) | _appointment.ticket_id.is_not(None),
    )
)
OPEN_OF_PERSON = SELECT_APPOINTMENT.where(
    _appointment.identity == bindparam("identity"), _appointment.is_open == 1
).order_by(_appointment.slot_us)
PERSONS_BEFORE = select(_appointment.appointment_id).where(
    _appointment.hall_id == HALL,
    _appointment.queue_id.in_(bindparam("queue_ids", expanding=True)),
    _appointment.slot_us < bindparam("before_us"),
    _appointment.identity.is_not(None),
)
LAST_ID = select(func.coalesce(func.max(_appointment.appointment_id), 0)).where(_appointment.hall_id == HALL)


def add_appointment(tx: HallTx, new: NewAppointment) -> Appointment:
    """Write a booked slot."""
    appointment_id = tx.count(LAST_ID) + 1
    tx.insert(
        tables.appointment,
        appointment_id=appointment_id,
        code=new.code,
        matter_id=new.matter_id,
        queue_id=new.queue_id,
        slot_us=to_us(new.slot),
        is_open=1,
        ticket_id=None,
        identity=new.identity,
    )
    return Appointment(
        appointment_id=appointment_id, code=new.code, matter_id=new.matter_id, slot=new.slot, is_open=True
    )


def get_appointment(read: HallRead, code: str) -> Appointment:
    """Return an appointment by its code."""
    row = read.find_row(BY_CODE, code=code)
    if row is None:
        raise UnknownAppointment("no appointment with this code")
    return _appointment_of(row)


def has_appointment(read: HallRead, code: str) -> bool:
    """Whether a code is taken."""
    return read.find_row(BY_CODE, code=code) is not None


def list_open_of_person(read: HallRead, identity: str) -> list[Appointment]:
    """Return a person's open appointments, earliest first."""
    return [_appointment_of(row) for row in read.list_rows(OPEN_OF_PERSON, identity=identity)]


def list_persons_before(read: HallRead, queue_ids: Sequence[str], moment: datetime) -> list[int]:
    """Return the ids of some queues' appointments before a moment of which the record still knows a person."""
    rows = read.list_rows(PERSONS_BEFORE, queue_ids=list(queue_ids), before_us=to_us(moment))
    return [row.appointment_id for row in rows]


def forget_person(tx: HallTx, appointment_id: int) -> None:
    """Forget whose appointment it was."""
    tx.update(tables.appointment, {"appointment_id": appointment_id}, identity=None)


def end_appointment(tx: HallTx, appointment_id: int, *, ticket_id: int | None) -> None:
    """Note that an appointment was used for a ticket, or cancelled; whose it was is of no more use."""
    key = {"appointment_id": appointment_id, "is_open": 1}
    hit = tx.update(tables.appointment, key, is_open=0, ticket_id=ticket_id, identity=None)
    assert hit == 1, f"appointment {appointment_id} was open under the hall's lock"


def count_booked(read: HallRead, queue_id: str, since: datetime, until: datetime) -> int:
    """Return how many slots of a queue are booked, or were used, from one moment to another."""
    return read.count(IN_SLOT, queue_id=queue_id, from_us=to_us(since), until_us=to_us(until))


def _appointment_of(row: AnyRow) -> Appointment:
    return Appointment(
        appointment_id=row.appointment_id,
        code=row.code,
        matter_id=row.matter_id,
        slot=from_us(row.slot_us),
        is_open=bool(row.is_open),
        ticket_id=row.ticket_id,
    )
