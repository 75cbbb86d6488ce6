"""How many people would be called before whoever joins a queue now: at its windows others are waited for, too; pure."""

from collections.abc import Iterable, Mapping

from hall.events import WindowState
from hall.places import Window
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot


def people_before(queue: QueueNow, snapshot: Snapshot, windows: Iterable[Window]) -> int:
    """Return as the server will say with the number: at the open window that comes to a newcomer with the fewest calls.

    While no window is open, only the queue itself counts, as there. A window that shares out its calls does not come to
    all of the others first: they are counted by their shares.
    """
    waiting = {each.queue_id: each.waiting for each in snapshot.queues}
    open_ = {each.window_id for each in snapshot.windows if each.state is WindowState.OPEN}
    serving = [each for each in windows if each.window_id in open_ and queue.queue_id in each.queues]
    return min((_before_at(window, queue, waiting) for window in serving), default=queue.waiting)


def _before_at(window: Window, queue: QueueNow, waiting: Mapping[str, int]) -> int:
    others = [each for each in window.queues if each != queue.queue_id]
    if not window.weights:
        return queue.waiting + sum(waiting.get(each, 0) for each in others)
    share = dict(zip(window.queues, window.weights, strict=True))
    turns = queue.waiting + 1
    return queue.waiting + sum(
        min(waiting.get(each, 0), turns * share[each] // share[queue.queue_id]) for each in others
    )
