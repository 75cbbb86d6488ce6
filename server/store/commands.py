"""Commands that were done, by idempotency key, and the answers that repeats get."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

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
