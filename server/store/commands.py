"""Commands that were done, by idempotency key, and the answers that repeats get."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from hall.moments import to_us
from server.store import tables
from server.store.hall_read import HALL, HallRead


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommand:
    """A write that was done: what was asked (as a fingerprint) and what was answered (JSON).

    `answer` is None when it held a secret that must not be kept.
    """

    key: str
    fingerprint: str
    status: int
    answer: str | None


LIST_COMMANDS = select(
    tables.command.c.command_key.label("key"),
    tables.command.c.fingerprint,
    tables.command.c.status,
    tables.command.c.answer,
).where(tables.command.c.hall_id == HALL, tables.command.c.command_key.in_(bindparam("keys", expanding=True)))
"""The commands known by any of some keys."""


KEYS_BEFORE = (
    select(tables.command.c.command_key)
    .where(tables.command.c.hall_id == HALL, tables.command.c.at_us < bindparam("at_us"))
    .order_by(tables.command.c.at_us)
    .limit(bindparam("most"))
)
"""The keys of the oldest commands."""


def list_commands(read: HallRead, keys: Iterable[str]) -> dict[str, StoredCommand]:
    """Return the commands that were done under any of the keys."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = read.list_rows(LIST_COMMANDS, keys=wanted)
    return {
        row.key: StoredCommand(key=row.key, fingerprint=row.fingerprint, status=row.status, answer=row.answer)
        for row in rows
    }


def list_keys_before(read: HallRead, moment: datetime, *, most: int) -> list[str]:
    """Return the keys of the oldest commands that were done before a moment."""
    return [row.command_key for row in read.list_rows(KEYS_BEFORE, at_us=to_us(moment), most=most)]
