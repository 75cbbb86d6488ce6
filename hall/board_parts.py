"""What every board shows beside the calls, whatever draws it: queues, missed numbers, windows away; pure."""

from dataclasses import dataclass
from datetime import datetime

from hall.at_once import as_told
from hall.coverage import Coverage
from hall.events import WindowState
from hall.places import Directory
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsAway:
    """The windows that take nobody, by their ids in the hall's order; `back` are paused ones, and till when."""

    paused: tuple[str, ...] = ()
    back: tuple[tuple[str, datetime], ...] = ()
    closed: tuple[str, ...] = ()


def queues_shown(snapshot: Snapshot, directory: Directory, coverage: Coverage) -> tuple[QueueNow, ...]:
    """Return the queues that have a card: those covered, or of the whole hall those where something happens.

    They keep the hall's order whatever their numbers, so that people find theirs in the same place again.
    """
    covered = coverage.queues_in(directory)
    queues = tuple(
        as_told(queue, snapshot, directory.windows) for queue in snapshot.queues if queue.queue_id in covered
    )
    if coverage.is_whole_hall:
        return tuple(queue for queue in queues if _is_busy(queue)) or queues
    return queues


def missed_numbers(snapshot: Snapshot, directory: Directory, coverage: Coverage) -> tuple[str, ...]:
    """Return the overdue numbers of the covered queues in the order in which people look for them."""
    covered = coverage.queues_in(directory)
    return tuple(sorted(each.number for each in snapshot.overdue if each.queue_id in covered))


def find_windows_away(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, now: datetime
) -> WindowsAway | None:
    """Return the windows that take nobody; none while all are closed, which the doors tell better.

    Times are in the zone of `now`.
    """
    covered = coverage.windows_in(directory)
    windows = [window for window in snapshot.windows if window.window_id in covered]
    back = tuple((each.window_id, until) for each in windows if (until := each.back_at(now)) is not None)
    told = {window_id for window_id, _until in back}
    paused = tuple(
        each.window_id for each in windows if each.state is WindowState.PAUSED and each.window_id not in told
    )
    closed = tuple(each.window_id for each in windows if each.state is WindowState.CLOSED)
    if not (paused or back or closed) or len(closed) == len(windows):
        return None
    return WindowsAway(paused=paused, back=back, closed=closed)


def _is_busy(queue: QueueNow) -> bool:
    return queue.waiting > 0 or queue.open_windows > 0 or queue.stopped is not None
