"""A queue's figures as events, boards and pages tell them."""

from collections.abc import Callable, Iterable
from functools import partial

from hall.queue_now import QueueNow
from hall.ticket import Ticket, WaitRange
from server.rules.hall_today import HallToday
from server.rules.waiting import estimate_wait
from server.store.live import Live
from server.store.waiting_line import Waiting


def queue_now(live: Live, today: HallToday, queue_id: str) -> QueueNow:
    """Return how a queue stands; `wait` is what the next visitor would wait."""
    waiting = live.count_waiting(queue_id)
    return QueueNow(
        queue_id=queue_id,
        waiting=waiting,
        open_windows=live.count_open(today.list_windows_of(queue_id)),
        wait=wait_of_next(live, today, queue_id),
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


def wait_of_next(live: Live, today: HallToday, queue_id: str) -> WaitRange | None:
    """Return what the next visitor of a queue would wait."""
    people_ahead = live.count_waiting(queue_id)
    return _wait(live, today, queue_id, people_ahead, lambda: today.waits.find_next(queue_id, on=today.business_date))


def wait_of(live: Live, today: HallToday, ticket: Ticket | Waiting, *, people_ahead: int) -> WaitRange | None:
    """Return what a ticket still waits, behind so many people."""
    queue_id = ticket.queue_id
    look_up = partial(today.waits.find_ticket, ticket.ticket_id, queue_id, on=today.business_date)
    return _wait(live, today, queue_id, people_ahead, look_up)


def _wait(
    live: Live, today: HallToday, queue_id: str, people_ahead: int, look_up: Callable[[], WaitRange | None]
) -> WaitRange | None:
    """Return a wait as it was looked up; the first day's estimate where nobody looks ahead; none while none is open."""
    windows = today.list_windows_of(queue_id)
    first = estimate_wait(
        people_ahead,
        open_windows=live.count_open(windows),
        free_windows=live.count_free(windows),
        usual_minutes=today.usual_minutes(queue_id),
    )
    if first is None or first.high_min == 0 or not today.waits.is_wanted:
        return first
    return look_up()
