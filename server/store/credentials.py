"""Devices, clerks and sessions. Tokens are kept only as SHA-256: 256 random bits need no slow hash."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import and_, bindparam, select

from hall.exchange import Role
from hall.moments import from_us, to_us
from server.store import staff_tables, tables
from server.store.hall_read import HALL, AnySelect, HallRead
from server.store.hall_tx import HallTx

_device, _clerk, _session = tables.device.c, staff_tables.clerk.c, staff_tables.session.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A kiosk or display that may speak to the server."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Someone on the staff, who may sign in at some windows; at every one when there are none."""

    name: str
    password_hash: str
    role: Role = Role.CLERK
    windows: tuple[str, ...] = ()

    def may_serve(self, window_id: str) -> bool:
        """Whether the clerk may sign in there."""
        return not self.windows or window_id in self.windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Someone signed in, at a window or (without one) at the hall's desk."""

    session_id: str
    clerk: str
    role: Role
    window_id: str | None
    expires_at: datetime


DEVICE_BY_TOKEN = select(_device.kind, _device.name).where(
    _device.hall_id == HALL, _device.token_hash == bindparam("token_hash")
)
DEVICE_BY_NAME = select(_device.name).where(
    _device.hall_id == HALL, _device.kind == bindparam("kind"), _device.name == bindparam("name")
)
CLERK_BY_NAME = select(_clerk.name, _clerk.password_hash, _clerk.role, _clerk.windows).where(
    _clerk.hall_id == HALL, _clerk.name == bindparam("name")
)
SELECT_SESSION = (
    select(_session.session_id, _session.clerk, _clerk.role, _session.window_id, _session.expires_us)
    .join_from(
        staff_tables.session,
        staff_tables.clerk,
        and_(_clerk.hall_id == _session.hall_id, _clerk.name == _session.clerk),
    )
    .where(_session.hall_id == HALL, _session.ended_us.is_(None))
)
SESSION_BY_TOKEN = SELECT_SESSION.where(_session.token_hash == bindparam("token_hash"))
SESSION_BY_ID = SELECT_SESSION.where(_session.session_id == bindparam("session_id"))


def hash_token(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def find_device(read: HallRead, token_hash: str) -> Device | None:
    """Return the device whose token has this hash."""
    row = read.find_row(DEVICE_BY_TOKEN, token_hash=token_hash)
    return None if row is None else Device(role=Role(row.kind), name=row.name)


def has_device(read: HallRead, device: Device) -> bool:
    """Whether there is a device of that kind and name."""
    return read.find_row(DEVICE_BY_NAME, kind=device.role.value, name=device.name) is not None


def save_device(tx: HallTx, device: Device, *, token_hash: str) -> None:
    """Add a device, or give one that exists a new token; the old one ends, and what its machine might do alone."""
    key = {"kind": device.role.value, "name": device.name}
    if has_device(tx, device):
        nobody = {"installation": None, "renewal": None, "renewed_us": None}
        tx.update(tables.device, key, token_hash=token_hash, **nobody)
    else:
        tx.insert(tables.device, **key, token_hash=token_hash, created_us=to_us(tx.now))


def find_clerk(read: HallRead, name: str) -> Clerk | None:
    """Return a clerk by name."""
    row = read.find_row(CLERK_BY_NAME, name=name)
    if row is None:
        return None
    windows = tuple(row.windows.split(",")) if row.windows else ()
    return Clerk(name=row.name, password_hash=row.password_hash, role=Role(row.role), windows=windows)


def save_clerk(tx: HallTx, clerk: Clerk) -> None:
    """Add a clerk, or give one that exists a new password and windows."""
    values = {
        "password_hash": clerk.password_hash,
        "role": clerk.role.value,
        "windows": ",".join(clerk.windows),
    }
    if find_clerk(tx, clerk.name) is not None:
        tx.update(staff_tables.clerk, {"name": clerk.name}, **values)
    else:
        tx.insert(staff_tables.clerk, name=clerk.name, **values, created_us=to_us(tx.now))


def find_session_by_token(read: HallRead, token_hash: str, *, now: datetime) -> Session | None:
    """Return the session whose token has this hash, unless it has ended."""
    return _session_of(read, SESSION_BY_TOKEN, now=now, token_hash=token_hash)


def find_session(read: HallRead, session_id: str, *, now: datetime) -> Session | None:
    """Return a session unless it has ended."""
    return _session_of(read, SESSION_BY_ID, now=now, session_id=session_id)


def add_session(tx: HallTx, session: Session, *, token_hash: str) -> None:
    """Add a session."""
    tx.insert(
        staff_tables.session,
        session_id=session.session_id,
        token_hash=token_hash,
        clerk=session.clerk,
        window_id=session.window_id,
        created_us=to_us(tx.now),
        expires_us=to_us(session.expires_at),
    )


def end_session(tx: HallTx, session_id: str) -> None:
    """End a session; its token is worth nothing from now on."""
    tx.update(staff_tables.session, {"session_id": session_id}, ended_us=to_us(tx.now))


def _session_of(read: HallRead, statement: AnySelect, *, now: datetime, **key: str) -> Session | None:
    row = read.find_row(statement, **key)
    if row is None or from_us(row.expires_us) <= now:
        return None
    return Session(
        session_id=row.session_id,
        clerk=row.clerk,
        role=Role(row.role),
        window_id=row.window_id,
        expires_at=from_us(row.expires_us),
    )
