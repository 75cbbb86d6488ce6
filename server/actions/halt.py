"""Halt: no more numbers for a queue, for a reason that visitors read. Who waits is called as before."""

from hall.errors import BadInput
from hall.events import QueueHalted, QueueReopened
from hall.places import Text
from hall.queue_now import QueueNow
from server.actions.figures import queue_now
from server.rules.hall_today import HallToday
from server.store.hall_tx import SYSTEM, Actor, HallTx
from server.store.halts import end_halt, halt_queue

LEFT = Text(
    zh="窗口暂时无人，请稍后再来或询问导办台", en="No window is open for this now; please ask at the guide desk"
)
"""The reason when the last window of a queue was left with people waiting."""

REASON_MOST = 200


def stop_queue(tx: HallTx, today: HallToday, queue_id: str, reason: Text, *, actor: Actor) -> QueueNow:
    """Give no more numbers for a queue until it is opened again; a new reason replaces an old one.

    Raises:
        UnknownQueue, BadInput: nothing was changed.
    """
    today.get_queue(queue_id)
    if not (reason.zh.strip() and reason.en.strip()):
        raise BadInput("reason: say it in both languages; visitors read it")
    for words in (reason.zh, reason.en):
        if len(words) > REASON_MOST or not words.isprintable():
            raise BadInput(f"reason: up to {REASON_MOST} characters on one line, none that cannot be printed")
    return _halt(tx, today, queue_id, reason, actor=actor, is_automatic=False)


def open_queue(tx: HallTx, today: HallToday, queue_id: str, *, actor: Actor) -> QueueNow:
    """Give numbers for a queue again; one that is not halted stays as it is.

    Raises:
        UnknownQueue: nothing was changed.
    """
    today.get_queue(queue_id)
    if tx.live.find_halt(queue_id) is not None:
        end_halt(tx, queue_id)
        tx.record(QueueReopened(queue=queue_now(tx.live, today, queue_id)), actor=actor)
    return queue_now(tx.live, today, queue_id)


def halt_left_queues(tx: HallTx, today: HallToday, queue_ids: list[str]) -> None:
    """Give no more numbers for queues whose last window was left, until one opens."""
    for queue_id in queue_ids:
        if tx.live.find_halt(queue_id) is None:
            _halt(tx, today, queue_id, LEFT, actor=SYSTEM, is_automatic=True)


def open_left_queues(tx: HallTx, today: HallToday, window_id: str) -> None:
    """Give numbers again for the queues of a window that opened, where only the lack of a window had ended it."""
    for queue_id in today.get_window(window_id).queues:
        if tx.live.is_halted_automatically(queue_id):
            open_queue(tx, today, queue_id, actor=SYSTEM)


def _halt(tx: HallTx, today: HallToday, queue_id: str, reason: Text, *, actor: Actor, is_automatic: bool) -> QueueNow:
    halt_queue(tx, queue_id, reason, is_automatic=is_automatic)
    now = queue_now(tx.live, today, queue_id)
    tx.record(QueueHalted(queue=now), actor=actor)
    return now
