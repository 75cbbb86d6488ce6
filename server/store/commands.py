"""Commands that were done, by idempotency key, and the answers that repeats get."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import zip_longest

from sqlalchemy import bindparam, select

from hall.moments import to_us
from server.store import tables
from server.store.hall_read import HALL, AnySelect, HallRead


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommand:
    """A write that was done: what was asked (as a fingerprint) and what was answered (JSON).

    `answer` is None when it held a secret that must not be kept.
    """

    key: str
    fingerprint: str
    status: int
    answer: str | None


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
    size = 1 << (len(wanted) - 1).bit_length()
    names = [f"key_{place}" for place in range(size)]
    rows = read.list_rows(known_by(size), **dict(zip_longest(names, wanted, fillvalue=wanted[-1])))
    return {
        row.key: StoredCommand(key=row.key, fingerprint=row.fingerprint, status=row.status, answer=row.answer)
        for row in rows
    }


@cache
def known_by(size: int) -> AnySelect:
    """Return the select of the commands known by any of so many keys.

    A parameter for each: a list of keys would have its text made anew for each batch of acts.
    """
    command = tables.command.c
    keys = [bindparam(f"key_{place}", type_=command.command_key.type) for place in range(size)]
    return select(command.command_key.label("key"), command.fingerprint, command.status, command.answer).where(
        command.hall_id == HALL, command.command_key.in_(keys)
    )


def list_keys_before(read: HallRead, moment: datetime, *, most: int) -> list[str]:
    """Return the keys of the oldest commands that were done before a moment."""
    return [row.command_key for row in read.list_rows(KEYS_BEFORE, at_us=to_us(moment), most=most)]
