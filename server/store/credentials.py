"""Devices, clerks and sessions. Tokens are kept only as SHA-256: 256 random bits need no slow hash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, bindparam, select

from hall.exchange import Role
from hall.moments import from_us, to_us
from server.store import staff_tables, tables
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_device, _clerk, _session = tables.device.c, staff_tables.clerk.c, staff_tables.session.c
_past = staff_tables.past_password.c


IDLE = timedelta(minutes=30)
"""A session of which nobody makes any use for so long ends: somebody went away from a desk without signing out."""

SEEN_EVERY = timedelta(minutes=1)
"""It is written down no more often that somebody made use of a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A kiosk or display that may speak to the server."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Someone on the staff, who may sign in at some windows; at every one when there are none.

    Attributes:
        password_made_at: None for now, when it is saved.
        is_once: the password is good for choosing another one, and no more.
        is_locked: may not sign in.
    """

    name: str
    password_hash: str
    role: Role = Role.CLERK
    windows: tuple[str, ...] = ()
    password_made_at: datetime | None = None
    is_once: bool = False
    is_locked: bool = False

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
    created_at: datetime
    seen_at: datetime
    origin: str = ""

    def is_good(self, now: datetime) -> bool:
        """Whether its token opens anything: it is not over, and somebody made use of it lately."""
        return now < self.expires_at and now < self.seen_at + IDLE


DEVICE_BY_TOKEN = select(_device.kind, _device.name).where(
    _device.hall_id == HALL, _device.token_hash == bindparam("token_hash"), _device.revoked_us.is_(None)
)
DEVICE_BY_NAME = select(_device.name).where(
    _device.hall_id == HALL, _device.kind == bindparam("kind"), _device.name == bindparam("name")
)
SELECT_CLERK = select(
    *(_clerk.name, _clerk.password_hash, _clerk.role, _clerk.windows),
    *(_clerk.created_us, _clerk.password_us, _clerk.is_once, _clerk.is_locked),
).where(_clerk.hall_id == HALL)
CLERK_BY_NAME = SELECT_CLERK.where(_clerk.name == bindparam("name"))
CLERKS = SELECT_CLERK.order_by(_clerk.name)
PAST_PASSWORDS = (
    select(_past.until_us, _past.password_hash)
    .where(_past.hall_id == HALL, _past.clerk == bindparam("clerk"))
    .order_by(_past.until_us.desc())
)
SELECT_SESSION = (
    select(
        *(_session.session_id, _session.clerk, _clerk.role, _session.window_id, _session.expires_us),
        *(_session.created_us, _session.seen_us, _session.origin),
    )
    .join_from(
        staff_tables.session,
        staff_tables.clerk,
        and_(_clerk.hall_id == _session.hall_id, _clerk.name == _session.clerk, _clerk.is_locked == 0),
    )
    .where(_session.hall_id == HALL, _session.ended_us.is_(None))
)
SESSION_BY_TOKEN = SELECT_SESSION.where(_session.token_hash == bindparam("token_hash"))
SESSION_BY_ID = SELECT_SESSION.where(_session.session_id == bindparam("session_id"))
SESSIONS_OF_CLERK = SELECT_SESSION.where(_session.clerk == bindparam("clerk")).order_by(_session.created_us)


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
        nobody = {"installation": None, "renewal": None, "renewed_us": None, "revoked_us": None}
        tx.update(tables.device, key, token_hash=token_hash, **nobody)
    else:
        tx.insert(tables.device, **key, token_hash=token_hash, created_us=to_us(tx.now))


def revoke_device(tx: HallTx, device: Device) -> bool:
    """End a device's token for good; return whether there is such a device."""
    key = {"kind": device.role.value, "name": device.name}
    return tx.update(tables.device, key, revoked_us=to_us(tx.now)) > 0


def find_clerk(read: HallRead, name: str) -> Clerk | None:
    """Return a clerk by name."""
    row = read.find_row(CLERK_BY_NAME, name=name)
    return None if row is None else _clerk_of(row)


def list_clerks(read: HallRead) -> list[Clerk]:
    """Return everybody on the staff, by name."""
    return [_clerk_of(row) for row in read.list_rows(CLERKS)]


def save_clerk(tx: HallTx, clerk: Clerk) -> None:
    """Add a clerk, or give one that exists a new password and windows."""
    values = {
        "password_hash": clerk.password_hash,
        "role": clerk.role.value,
        "windows": ",".join(clerk.windows),
        "password_us": to_us(clerk.password_made_at or tx.now),
        "is_once": int(clerk.is_once),
        "is_locked": int(clerk.is_locked),
    }
    if find_clerk(tx, clerk.name) is not None:
        tx.update(staff_tables.clerk, {"name": clerk.name}, **values)
    else:
        tx.insert(staff_tables.clerk, name=clerk.name, **values, created_us=to_us(tx.now))


def list_past_passwords(read: HallRead, clerk: str) -> list[str]:
    """Return the hashes of the passwords that somebody had before, the last one first."""
    return [row.password_hash for row in read.list_rows(PAST_PASSWORDS, clerk=clerk)]


def keep_past_password(tx: HallTx, clerk: Clerk, *, most: int) -> None:
    """Keep the hash of a password that is about to be replaced, and of the last ones no more than so many."""
    rows = tx.list_rows(PAST_PASSWORDS, clerk=clerk.name)
    for row in rows[max(0, most - 1) :]:
        tx.delete(staff_tables.past_password, {"clerk": clerk.name, "until_us": row.until_us})
    if most:
        until_us = max(to_us(tx.now), rows[0].until_us + 1 if rows else 0)
        tx.insert(staff_tables.past_password, clerk=clerk.name, until_us=until_us, password_hash=clerk.password_hash)


def find_session_by_token(read: HallRead, token_hash: str, *, now: datetime) -> Session | None:
    """Return the session whose token has this hash, unless it has ended or nobody has made use of it for long."""
    row = read.find_row(SESSION_BY_TOKEN, token_hash=token_hash)
    session = None if row is None else _session_of_row(row)
    return session if session is not None and session.is_good(now) else None


def find_session(read: HallRead, session_id: str, *, now: datetime) -> Session | None:
    """Return the session that holds a window, unless its time is over.

    It holds it also when nobody has made use of it for long: whoever sits down there says so by taking over.
    """
    row = read.find_row(SESSION_BY_ID, session_id=session_id)
    return None if row is None or from_us(row.expires_us) <= now else _session_of_row(row)


def add_session(tx: HallTx, session: Session, *, token_hash: str) -> None:
    """Add a session."""
    tx.insert(
        staff_tables.session,
        session_id=session.session_id,
        token_hash=token_hash,
        clerk=session.clerk,
        window_id=session.window_id,
        created_us=to_us(session.created_at),
        expires_us=to_us(session.expires_at),
        seen_us=to_us(session.seen_at),
        origin=session.origin,
    )


def end_session(tx: HallTx, session_id: str) -> None:
    """End a session; its token is worth nothing from now on."""
    tx.update(staff_tables.session, {"session_id": session_id}, ended_us=to_us(tx.now))


def list_sessions(read: HallRead, clerk: str, *, now: datetime) -> list[Session]:
    """Return the sessions of somebody that have not ended, the oldest first."""
    found = (_session_of_row(row) for row in read.list_rows(SESSIONS_OF_CLERK, clerk=clerk))
    return [session for session in found if session.is_good(now)]


def note_seen(tx: HallTx, session_id: str) -> None:
    """Write down that somebody makes use of a session."""
    tx.update(staff_tables.session, {"session_id": session_id}, seen_us=to_us(tx.now))


def _clerk_of(row: AnyRow) -> Clerk:
    return Clerk(
        name=row.name,
        password_hash=row.password_hash,
        role=Role(row.role),
        windows=tuple(row.windows.split(",")) if row.windows else (),
        password_made_at=from_us(row.password_us or row.created_us),
        is_once=bool(row.is_once),
        is_locked=bool(row.is_locked),
    )


def _session_of_row(row: AnyRow) -> Session:
    return Session(
        session_id=row.session_id,
        clerk=row.clerk,
        role=Role(row.role),
        window_id=row.window_id,
        expires_at=from_us(row.expires_us),
        created_at=from_us(row.created_us),
        seen_at=from_us(max(row.seen_us, row.created_us)),
        origin=row.origin or "",
    )
