"""Queues for which no numbers are given at present."""

from hall.moments import to_us
from hall.places import Text
from server.store import tables
from server.store.hall_tx import HallTx


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
