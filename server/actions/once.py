"""Once: an act under its idempotency key is done at most once, and its answer is stored with what it wrote."""

from collections.abc import Callable
from dataclasses import dataclass

from hall.errors import KeyReused
from hall.wire import to_json
from server.actions.almanac import Almanac
from server.rules.hall_today import HallToday
from server.store.commands import StoredCommand
from server.store.hall_tx import HallTx, Note

Act = Callable[[HallTx, HallToday], object]
"""Reads, asks the rule, writes, records the event; returns the word to answer, None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A write that a client asks for.

    `fingerprint` tells one request from another under the same key: who asked, for what. `status` is what a
    success answers. A command whose answer holds a secret (`keeps_answer` false) is done anew on a repeat; of one
    that only says again how things are (`is_kept` false) nothing is remembered at all. `noted` makes the note of the
    audit trail by which its refusal is told; visitors' refusals are not.
    """

    key: str
    fingerprint: str
    status: int = 200
    keeps_answer: bool = True
    is_kept: bool = True
    noted: Callable[[], Note] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a client gets: an HTTP status and JSON, empty for none."""

    status: int
    body: bytes


def do_once(tx: HallTx, almanac: Almanac, command: Command, act: Act) -> Answer:
    """Do an act, or return the answer that its key got before.

    A refusal is not stored: it touched nothing, and the same request may succeed later.

    Raises:
        KeyReused: the key came with another request before.
        HallError: the act refused.
    """
    known = tx.commands.get(command.key)
    if known is not None and known.fingerprint != command.fingerprint:
        raise KeyReused("this Idempotency-Key came with another request before")
    if known is not None and known.answer is not None:
        return Answer(status=known.status, body=known.answer.encode())
    assert tx.business_date is not None, "the day begins before any act"
    word = act(tx, almanac.on(tx.business_date))
    body = b"" if word is None else to_json(word)
    if known is None and command.is_kept:
        kept = body.decode() if command.keeps_answer else None
        stored = StoredCommand(key=command.key, fingerprint=command.fingerprint, status=command.status, answer=kept)
        tx.keep_command(stored)
    return Answer(status=command.status, body=body)
