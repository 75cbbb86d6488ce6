"""Whether a queue's next visitor would really be called at once: nobody else may wait for the free window; pure."""

from collections.abc import Iterable
from dataclasses import replace

from hall.events import WindowState
from hall.places import Window
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot


def as_told(queue: QueueNow, snapshot: Snapshot, windows: Iterable[Window]) -> QueueNow:
    """Return a queue as visitors are told of it: without the wait of nought where every free window is waited for.

    A queue's own figures do not know that its free window is about to call somebody of another queue that it serves.
    """
    if queue.wait is None or queue.wait.high_min != 0:
        return queue
    waiting = {each.queue_id: each.waiting for each in snapshot.queues}
    free = {each.window_id for each in snapshot.windows if each.state is WindowState.OPEN and each.number is None}
    own = [window for window in windows if queue.queue_id in window.queues]
    is_at_once = any(
        not any(waiting.get(other, 0) for other in window.queues if other != queue.queue_id)
        for window in [each for each in own if each.window_id in free] or own
    )
    return queue if is_at_once or not own else replace(queue, wait=None)
