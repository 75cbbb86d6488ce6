"""Queues for which no numbers are given at present."""

from datetime import datetime

from sqlalchemy import bindparam, select

from hall.moments import from_us, to_us
from hall.places import Text
from server.store import tables
from server.store.hall_read import HALL, HallRead
from server.store.hall_tx import HallTx

_halted = tables.halted_queue.c
HALTED_SINCE = select(_halted.since_us).where(_halted.hall_id == HALL, _halted.queue_id == bindparam("queue_id"))


def halt_queue(tx: HallTx, queue_id: str, reason: Text, *, is_automatic: bool) -> None:
    """Halt a queue that is not halted, or give another reason."""
    values = {
        "reason_zh": reason.zh,
        "reason_en": reason.en,
        "is_automatic": int(is_automatic),
        "since_us": to_us(tx.now),
    }
    if tx.live.find_halt(queue_id) is None:
        tx.insert(tables.halted_queue, queue_id=queue_id, **values)
    else:
        tx.update(tables.halted_queue, {"queue_id": queue_id}, **values)
    tx.live.set_halt(queue_id, reason, is_automatic=is_automatic)


def end_halt(tx: HallTx, queue_id: str) -> None:
    """Give numbers for a queue again."""
    tx.delete(tables.halted_queue, {"queue_id": queue_id})
    tx.live.set_halt(queue_id, None)


def find_halted_since(read: HallRead, queue_id: str) -> datetime | None:
    """Return since when no numbers are given for a queue (or for the present reason), None when they are."""
    row = read.find_row(HALTED_SINCE, queue_id=queue_id)
    return None if row is None else from_us(row.since_us)
