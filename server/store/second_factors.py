"""Second factors: what somebody's authenticator app and the server share, and the codes on paper beside it.

The secret is kept as it is, since every code is worked out from it; recovery codes only as SHA-256, as they are long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from hall.moments import from_us, to_us
from server.store import staff_tables
from server.store.credentials import hash_token
from server.store.hall_read import HALL, HallRead
from server.store.hall_tx import HallTx

_factor, _recovery = staff_tables.second_factor.c, staff_tables.recovery_code.c

FACTOR = select(_factor.secret, _factor.last_step, _factor.offered, _factor.offered_us).where(
    _factor.hall_id == HALL, _factor.clerk == bindparam("clerk")
)
SET_FACTORS = select(_factor.clerk).where(_factor.hall_id == HALL, _factor.secret.is_not(None))
RECOVERY_CODES = select(_recovery.code_hash).where(_recovery.hall_id == HALL, _recovery.clerk == bindparam("clerk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """What is known of somebody's second factor.

    Attributes:
        secret: None before the first code of an app was typed.
        last_step: the step of time of the last code that was used.
        offered: another secret, whose first code has not been typed yet; it came at `offered_at`.
    """

    secret: bytes | None
    last_step: int
    offered: bytes | None
    offered_at: datetime | None


def find_second_factor(read: HallRead, clerk: str) -> SecondFactor | None:
    """Return what is known of somebody's second factor."""
    row = read.find_row(FACTOR, clerk=clerk)
    if row is None:
        return None
    return SecondFactor(
        secret=None if row.secret is None else bytes.fromhex(row.secret),
        last_step=row.last_step,
        offered=None if row.offered is None else bytes.fromhex(row.offered),
        offered_at=None if row.offered_us is None else from_us(row.offered_us),
    )


def list_with_second_factor(read: HallRead) -> frozenset[str]:
    """Return the names of those who sign in with a second factor."""
    return frozenset(row.clerk for row in read.list_rows(SET_FACTORS))


def save_offered(tx: HallTx, clerk: str, secret: bytes) -> None:
    """Keep a secret whose first code is still to be typed; the one that is set stays good meanwhile."""
    values = {"offered": secret.hex(), "offered_us": to_us(tx.now)}
    if not tx.update(staff_tables.second_factor, {"clerk": clerk}, **values):
        tx.insert(staff_tables.second_factor, clerk=clerk, **values)


def set_second_factor(tx: HallTx, clerk: str, secret: bytes, *, step: int, recovery_codes: Iterable[str]) -> None:
    """Set a secret, in place of the one before, with new codes on paper; `step` is that of the code that was typed."""
    known = {"secret": secret.hex(), "last_step": step, "set_us": to_us(tx.now), "offered": None, "offered_us": None}
    tx.update(staff_tables.second_factor, {"clerk": clerk}, **known)
    tx.delete(staff_tables.recovery_code, {"clerk": clerk})
    for code in recovery_codes:
        tx.insert(staff_tables.recovery_code, clerk=clerk, code_hash=hash_token(code))


def note_used(tx: HallTx, clerk: str, step: int) -> None:
    """Write down the last code that was used: neither it nor an older one is good again."""
    tx.update(staff_tables.second_factor, {"clerk": clerk}, last_step=step)


def use_recovery_code(tx: HallTx, clerk: str, code: str) -> int | None:
    """Use a code on paper up; return how many are left, None if it is none."""
    wanted, known = hash_token(code), {row.code_hash for row in tx.list_rows(RECOVERY_CODES, clerk=clerk)}
    if wanted not in known:
        return None
    tx.delete(staff_tables.recovery_code, {"clerk": clerk, "code_hash": wanted})
    return len(known) - 1


def remove_second_factor(tx: HallTx, clerk: str) -> None:
    """Take a second factor away, with its codes on paper."""
    tx.delete(staff_tables.recovery_code, {"clerk": clerk})
    tx.delete(staff_tables.second_factor, {"clerk": clerk})
