"""What kiosks may do by themselves, and the numbers that they handed over afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from hall.astray import Astray
from hall.exchange import Role
from hall.moments import from_us, to_us
from hall.offline import StrayNumber
from server.store import tables
from server.store.columns import from_us_or_none, from_yyyymmdd, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_device, _lease, _number, _ticket = (
    tables.device.c,
    tables.offline_lease.c,
    tables.offline_number.c,
    tables.ticket.c,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Which machine a kiosk's credential is used on; all None until it first asked for a permission."""

    installation: str | None
    renewal: str | None
    renewed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Numbers of a kiosk's own series on a business date; `is_current` until another one of them has followed."""

    lease_id: str
    kiosk: str
    installation: str
    business_date: date
    first: int
    last: int
    is_current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedNumber:
    """A number that was handed over, and the ticket that it is."""

    lease_id: str
    value: int
    copy_no: int
    ticket_id: int
    token_hash: str
    astray: Astray | None
    told_at: datetime
    arrived_at: datetime


PRIVATE_KEY = select(tables.offline_key.c.private_key).where(tables.offline_key.c.hall_id == HALL)
MACHINE_OF_KIOSK = select(_device.installation, _device.renewal, _device.renewed_us).where(
    _device.hall_id == HALL, _device.kind == Role.KIOSK.value, _device.name == bindparam("kiosk")
)
SELECT_LEASE = select(
    _lease.lease_id,
    _lease.kiosk,
    _lease.installation,
    _lease.business_date,
    _lease.first_value,
    _lease.last_value,
    _lease.is_current,
).where(_lease.hall_id == HALL)
LEASE_BY_ID = SELECT_LEASE.where(_lease.lease_id == bindparam("lease_id"))
LEASES_OF_KIOSK = SELECT_LEASE.where(
    _lease.kiosk == bindparam("kiosk"), _lease.business_date == bindparam("business_date")
)
SELECT_NUMBER = select(
    _number.lease_id,
    _number.number_value,
    _number.copy_no,
    _number.ticket_id,
    _number.token_hash,
    _number.astray,
    _number.told_us,
    _number.arrived_us,
).where(_number.hall_id == HALL)
NUMBERS_BY_VALUE = SELECT_NUMBER.where(
    _number.lease_id == bindparam("lease_id"), _number.number_value == bindparam("value")
)
HIGHEST = (
    select(_number.number_value)
    .where(_number.hall_id == HALL, _number.lease_id == bindparam("lease_id"))
    .order_by(_number.number_value.desc())
    .limit(1)
)
NUMBER_OF_TICKET = SELECT_NUMBER.where(_number.ticket_id == bindparam("ticket_id"))
TOKEN_TAKEN = select(_ticket.ticket_id).where(_ticket.hall_id == HALL, _ticket.token_hash == bindparam("token_hash"))
STRAYS_SINCE = (
    select(_ticket.ticket_id, _ticket.number, _ticket.matter_id, _ticket.business_date, _ticket.arrived_us)
    .add_columns(_number.astray)
    .join_from(
        tables.offline_number,
        tables.ticket,
        (_ticket.hall_id == _number.hall_id) & (_ticket.ticket_id == _number.ticket_id),
    )
    .where(
        _number.hall_id == HALL,
        _number.adopted_us >= bindparam("since_us"),
        _number.astray.is_not(None),
    )
    .order_by(_number.adopted_us, _number.ticket_id)
)
"""Numbers that led to the guide desk, as long as they are among the live tickets."""


def find_private_key(read: HallRead) -> str | None:
    """Return the hall's private key, None before the first kiosk asked."""
    row = read.find_row(PRIVATE_KEY)
    return None if row is None else str(row.private_key)


def add_private_key(tx: HallTx, private_key: str) -> None:
    """Keep the hall's private key; it never leaves the record."""
    tx.insert(tables.offline_key, private_key=private_key, created_us=to_us(tx.now))


def find_machine(read: HallRead, kiosk: str) -> Machine | None:
    """Return on which machine a kiosk's credential is used, None for a kiosk that there is not any more."""
    row = read.find_row(MACHINE_OF_KIOSK, kiosk=kiosk)
    if row is None:
        return None
    return Machine(installation=row.installation, renewal=row.renewal, renewed_at=from_us_or_none(row.renewed_us))


def save_machine(tx: HallTx, kiosk: str, machine: Machine) -> None:
    """Note on which machine a kiosk's credential is used, and what it asked for last."""
    assert machine.renewed_at is not None, "who is noted has just asked"
    tx.update(
        tables.device,
        {"kind": Role.KIOSK.value, "name": kiosk},
        installation=machine.installation,
        renewal=machine.renewal,
        renewed_us=to_us(machine.renewed_at),
    )


def find_lease(read: HallRead, lease_id: str) -> Lease | None:
    """Return a lease."""
    row = read.find_row(LEASE_BY_ID, lease_id=lease_id)
    return None if row is None else _lease_of(row)


def list_leases(read: HallRead, kiosk: str, business_date: date) -> list[Lease]:
    """Return the leases of a kiosk on a business date, in the order of their numbers."""
    rows = read.list_rows(LEASES_OF_KIOSK, kiosk=kiosk, business_date=to_yyyymmdd(business_date))
    return sorted((_lease_of(row) for row in rows), key=lambda lease: lease.first)


def add_lease(tx: HallTx, lease: Lease) -> None:
    """Add a lease."""
    tx.insert(
        tables.offline_lease,
        lease_id=lease.lease_id,
        kiosk=lease.kiosk,
        installation=lease.installation,
        business_date=to_yyyymmdd(lease.business_date),
        first_value=lease.first,
        last_value=lease.last,
        is_current=int(lease.is_current),
        granted_us=to_us(tx.now),
    )


def save_lease(tx: HallTx, lease: Lease) -> None:
    """Write how far a lease goes now, and whether it is still the current one."""
    values = {"last_value": lease.last, "is_current": int(lease.is_current)}
    tx.update(tables.offline_lease, {"lease_id": lease.lease_id}, **values)


def find_highest(read: HallRead, lease_id: str) -> int | None:
    """Return the highest number of a lease that was handed over, None before the first."""
    row = read.find_row(HIGHEST, lease_id=lease_id)
    return None if row is None else int(row.number_value)


def list_adopted(read: HallRead, lease_id: str, value: int) -> list[AdoptedNumber]:
    """Return what was handed over under a number: one, or more when copies of a disk gave it out."""
    rows = read.list_rows(NUMBERS_BY_VALUE, lease_id=lease_id, value=value)
    return sorted((_number_of(row) for row in rows), key=lambda number: number.copy_no)


def add_adopted(tx: HallTx, number: AdoptedNumber) -> None:
    """Note that a number was handed over."""
    tx.insert(
        tables.offline_number,
        lease_id=number.lease_id,
        number_value=number.value,
        copy_no=number.copy_no,
        ticket_id=number.ticket_id,
        token_hash=number.token_hash,
        astray=None if number.astray is None else number.astray.value,
        told_us=to_us(number.told_at),
        arrived_us=to_us(number.arrived_at),
        adopted_us=to_us(tx.now),
    )


def find_astray(read: HallRead, ticket_id: int) -> Astray | None:
    """Return why a ticket leads to the guide desk, None for one that does not."""
    row = read.find_row(NUMBER_OF_TICKET, ticket_id=ticket_id)
    return None if row is None else _number_of(row).astray


def find_lease_of_page(read: HallRead, ticket_id: int, token_hash: str) -> str | None:
    """Return under which lease a kiosk printed the slip whose page a token opens, None if the server gave the token."""
    row = read.find_row(NUMBER_OF_TICKET, ticket_id=ticket_id)
    return None if row is None or row.token_hash != token_hash else str(row.lease_id)


def is_token_taken(read: HallRead, token_hash: str) -> bool:
    """Whether a token opens another visitor's page already."""
    return read.find_row(TOKEN_TAKEN, token_hash=token_hash) is not None


def list_strays(read: HallRead, *, since: datetime) -> list[StrayNumber]:
    """Return the tickets that led to the guide desk, handed over since a moment, in that order."""
    return [
        StrayNumber(
            ticket_id=row.ticket_id,
            number=row.number,
            matter_id=row.matter_id,
            business_date=from_yyyymmdd(row.business_date),
            arrived_at=from_us(row.arrived_us),
            astray=Astray(row.astray),
        )
        for row in read.list_rows(STRAYS_SINCE, since_us=to_us(since))
    ]


def _lease_of(row: AnyRow) -> Lease:
    return Lease(
        lease_id=row.lease_id,
        kiosk=row.kiosk,
        installation=row.installation,
        business_date=from_yyyymmdd(row.business_date),
        first=row.first_value,
        last=row.last_value,
        is_current=bool(row.is_current),
    )


def _number_of(row: AnyRow) -> AdoptedNumber:
    return AdoptedNumber(
        lease_id=row.lease_id,
        value=row.number_value,
        copy_no=row.copy_no,
        ticket_id=row.ticket_id,
        token_hash=row.token_hash,
        astray=None if row.astray is None else Astray(row.astray),
        told_at=from_us(row.told_us),
        arrived_at=from_us(row.arrived_us),
    )
