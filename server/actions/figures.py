"""A queue's figures as events, boards and pages tell them."""

from collections.abc import Iterable

from hall.queue_now import QueueNow
from hall.ticket import WaitRange
from server.rules.hall_today import HallToday
from server.rules.waiting import estimate_wait
from server.store.live import Live


def queue_now(live: Live, today: HallToday, queue_id: str) -> QueueNow:
    """Return how a queue stands; `wait` is what the next visitor would wait."""
    waiting = live.count_waiting(queue_id)
    return QueueNow(
        queue_id=queue_id,
        waiting=waiting,
        open_windows=live.count_open(today.list_windows_of(queue_id)),
        wait=wait_behind(live, today, queue_id, people_ahead=waiting),
        stopped=live.find_halt(queue_id),
    )


def list_queues_now(live: Live, today: HallToday, window_id: str) -> tuple[QueueNow, ...]:
    """Return how the queues stand that a window serves, in the window's order."""
    return tuple(queue_now(live, today, queue_id) for queue_id in today.get_window(window_id).queues)


def list_others_now(live: Live, today: HallToday, window_id: str, *, queue_id: str) -> tuple[QueueNow, ...]:
    """Return how the queues stand that a window serves beside one."""
    return tuple(queue for queue in list_queues_now(live, today, window_id) if queue.queue_id != queue_id)


def list_all_now(live: Live, today: HallToday, queue_ids: Iterable[str]) -> tuple[QueueNow, ...]:
    """Return how some queues stand, in the hall's order."""
    wanted = set(queue_ids)
    return tuple(queue_now(live, today, queue_id) for queue_id in today.queue_ids if queue_id in wanted)


def wait_behind(live: Live, today: HallToday, queue_id: str, *, people_ahead: int) -> WaitRange | None:
    """Return the estimated wait behind so many people of a queue."""
    windows = today.list_windows_of(queue_id)
    return estimate_wait(
        people_ahead,
        open_windows=live.count_open(windows),
        free_windows=live.count_free(windows),
        usual_minutes=today.usual_minutes(queue_id),
    )
