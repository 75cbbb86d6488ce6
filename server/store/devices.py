"""Devices beside their tokens: codes for pairing, the last heartbeat, commands from afar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select

from hall.devices import Answer, CommandDevice, DeviceCommand, Health, SentCommand
from hall.errors import BadInput
from hall.exchange import Role
from hall.moments import from_us, to_us
from hall.wire import from_json, to_json
from server.store import tables
from server.store.columns import from_us_or_none
from server.store.credentials import Device
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_code, _device = tables.pairing_code.c, tables.device.c
_health, _command = tables.device_health.c, tables.kiosk_command.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCode:
    """A code for pairing; `used_by` is the key of the request that used it."""

    code_id: str
    code_hash: str
    device: Device
    expires_at: datetime
    wrong_tries: int = 0
    used_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardDevice:
    """A device and its last heartbeat; no health when it never spoke, or spoke as no version any more does."""

    device: Device
    heard_at: datetime | None
    health: Health | None
    is_revoked: bool = False
    help_since: datetime | None = None


CODES = select(
    _code.code_id, _code.code_hash, _code.kind, _code.name, _code.expires_us, _code.wrong_tries, _code.used_by
).where(_code.hall_id == HALL)
DEVICES = (
    select(_device.kind, _device.name, _device.revoked_us, _device.help_us, _health.heard_us, _health.health)
    .join_from(
        tables.device,
        tables.device_health,
        and_(_health.hall_id == _device.hall_id, _health.kind == _device.kind, _health.name == _device.name),
        isouter=True,
    )
    .where(_device.hall_id == HALL)
    .order_by(_device.kind, _device.name)
)
HEARD = select(_health.heard_us).where(
    _health.hall_id == HALL, _health.kind == bindparam("kind"), _health.name == bindparam("name")
)
SELECT_COMMAND = select(
    _command.command_id, _command.kiosk, _command.asked, _command.sent_us, _command.sent_by, _command.answer
).where(_command.hall_id == HALL)
WAITING = SELECT_COMMAND.where(_command.kiosk == bindparam("kiosk"), _command.answer.is_(None)).order_by(
    _command.command_id
)
COMMAND_BY_ID = SELECT_COMMAND.where(
    _command.kiosk == bindparam("kiosk"), _command.command_id == bindparam("command_id")
)
ANSWERED_BEFORE = select(_command.command_id).where(
    _command.hall_id == HALL, _command.answer.is_not(None), _command.sent_us < bindparam("before_us")
)


HELP_OF = select(_device.help_us).where(
    _device.hall_id == HALL, _device.kind == bindparam("kind"), _device.name == bindparam("name")
)


def save_help(tx: HallTx, kiosk: str, *, since: datetime | None) -> bool:
    """Note since when a kiosk's visitor waits for somebody, None for not any more; return whether that changed."""
    key = {"kind": Role.KIOSK.value, "name": kiosk}
    row = tx.find_row(HELP_OF, **key)
    if row is None or (row.help_us is None) == (since is None):
        return False
    tx.update(tables.device, key, help_us=None if since is None else to_us(since))
    return True


def list_codes(read: HallRead) -> list[StoredCode]:
    """Return every code that is kept, whether or not it may be used."""
    return [
        StoredCode(
            code_id=row.code_id,
            code_hash=row.code_hash,
            device=Device(role=Role(row.kind), name=row.name),
            expires_at=from_us(row.expires_us),
            wrong_tries=row.wrong_tries,
            used_by=row.used_by,
        )
        for row in read.list_rows(CODES)
    ]


def add_code(tx: HallTx, code: StoredCode) -> None:
    """Keep a code."""
    tx.insert(
        tables.pairing_code,
        code_id=code.code_id,
        code_hash=code.code_hash,
        kind=code.device.role.value,
        name=code.device.name,
        expires_us=to_us(code.expires_at),
        wrong_tries=code.wrong_tries,
        used_by=code.used_by,
    )


def save_code(tx: HallTx, code: StoredCode) -> None:
    """Note that a code was used, or that a wrong one was typed while it could be."""
    tx.update(tables.pairing_code, {"code_id": code.code_id}, wrong_tries=code.wrong_tries, used_by=code.used_by)


def forget_code(tx: HallTx, code_id: str) -> None:
    """Forget a code."""
    tx.delete(tables.pairing_code, {"code_id": code_id})


def save_health(tx: HallTx, device: Device, health: Health) -> None:
    """Keep a device's heartbeat in place of its last one."""
    key = {"kind": device.role.value, "name": device.name}
    values = {"heard_us": to_us(tx.now), "health": to_json(health).decode()}
    if tx.find_row(HEARD, **key) is None:
        tx.insert(tables.device_health, **key, **values)
    else:
        tx.update(tables.device_health, key, **values)


def list_heard(read: HallRead) -> list[HeardDevice]:
    """Return every device with its last heartbeat, displays after kiosks."""
    return [
        HeardDevice(
            device=Device(role=Role(row.kind), name=row.name),
            heard_at=from_us_or_none(row.heard_us),
            health=_health_of(row.health),
            is_revoked=row.revoked_us is not None,
            help_since=from_us_or_none(row.help_us),
        )
        for row in sorted(read.list_rows(DEVICES), key=lambda row: (row.kind != Role.KIOSK, row.kind, row.name))
    ]


def add_command(tx: HallTx, command: DeviceCommand, *, kiosk: str, sent_by: str) -> None:
    """Keep a command until its kiosk fetches and answers it."""
    tx.insert(
        tables.kiosk_command,
        command_id=command.command_id,
        kiosk=kiosk,
        asked=to_json(command.asked).decode(),
        sent_us=to_us(command.sent_at),
        sent_by=sent_by,
        answer=None,
    )


def list_waiting(read: HallRead, kiosk: str) -> list[SentCommand]:
    """Return the commands that a kiosk has not answered, oldest first."""
    return [_sent_of(row) for row in read.list_rows(WAITING, kiosk=kiosk)]


def find_command(read: HallRead, *, kiosk: str, command_id: int) -> tuple[SentCommand, Answer | None] | None:
    """Return a command of a kiosk and its answer, if there is one."""
    row = read.find_row(COMMAND_BY_ID, kiosk=kiosk, command_id=command_id)
    if row is None:
        return None
    return _sent_of(row), None if row.answer is None else Answer(row.answer)


def save_answer(tx: HallTx, command_id: int, answer: Answer) -> None:
    """Note what became of a command."""
    tx.update(tables.kiosk_command, {"command_id": command_id}, answer=answer.value)


def forget_answered(tx: HallTx, *, before: datetime) -> None:
    """Forget commands that were sent before a moment and have been answered; the events tell of them."""
    for row in tx.list_rows(ANSWERED_BEFORE, before_us=to_us(before)):
        tx.delete(tables.kiosk_command, {"command_id": row.command_id})


def _sent_of(row: AnyRow) -> SentCommand:
    command = DeviceCommand(
        command_id=row.command_id, sent_at=from_us(row.sent_us), asked=from_json(CommandDevice, row.asked)
    )
    return SentCommand(command=command, sent_by=row.sent_by)


def _health_of(text: str | None) -> Health | None:
    try:
        return None if text is None else from_json(Health, text)
    except BadInput:
        return None
