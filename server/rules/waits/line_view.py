"""A line as it looks from outside: the figures by which queues are judged that nobody can play forward.

What is read here are only counts and past waits, so that it holds where windows do not tell what they do.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, log1p

from server.rules.waits.layout import Layout

OFFSET_S = 60.0
BUMPS = ((11.25, 0.75), (12.0, 0.75), (9.0, 0.75))
"""Hours of the day around which waits differ, and for how long."""

LONGEST_S = 6 * 3_600.0


@dataclass(slots=True)
class LineView:
    """Who waits, seen from outside.

    Attributes:
        keys: for each queue and rank, at `queue * ranks + rank`, the keys of those who wait, in order.
        open_windows: for each queue how many windows call from it.
        shares: how much of a queue's windows another queue has, for the queues that share any.
        mean_s: for each queue how long one of its cases takes.
        last_wait_s: what the last one waited who was called from a line.
    """

    keys: list[list[float]]
    open_windows: list[int]
    shares: list[dict[int, float]]
    mean_s: Sequence[float]
    last_wait_s: dict[int, float] = field(default_factory=dict)


def shares_of(layout: Layout, is_open: Sequence[bool]) -> tuple[list[int], list[dict[int, float]]]:
    """Return how many windows call from each queue, and how much of theirs each other queue has."""
    able = [layout.windows_of(queue) for queue in range(layout.queues)]
    there = [{window for window in windows if is_open[window]} or set(windows) for windows in able]
    shares: list[dict[int, float]] = []
    for mine in there:
        others = {queue for window in mine for queue in layout.serves[window]}
        shares.append({queue: len(mine & there[queue]) / max(1, len(there[queue])) for queue in others})
    return [sum(is_open[window] for window in windows) for windows in able], shares


def features(view: LineView, *, ranks: int, queue: int, rank: int, key: float, now: float) -> list[float]:
    """Return what a regression is made of: past waits, work ahead, counts, and the time of day."""
    windows = max(1, view.open_windows[queue])
    ahead = _before(view, queue, ranks, rank, key)
    work = sum(
        _before(view, other, ranks, rank, key) * share * view.mean_s[other]
        for other, share in view.shares[queue].items()
    )
    by_length = (work + view.mean_s[queue]) / windows
    by_average = ahead * view.mean_s[queue] / windows
    line = queue * ranks + rank
    last = view.last_wait_s.get(line, by_average)
    keys = view.keys[line]
    head = now - keys[0] if keys and keys[0] < key else last
    hour = now / 3_600.0
    return [
        1.0,
        *(log(max(0.0, each) + OFFSET_S) for each in (by_length, last, head, by_average)),
        log1p(ahead),
        log1p(sum(map(len, view.keys))),
        log1p(view.open_windows[queue]),
        log1p(sum(view.open_windows)),
        1.0 if rank else 0.0,
        *(max(0.0, 1 - abs(hour - middle) / width) for middle, width in BUMPS),
        hour - 13.0,
    ]


def _before(view: LineView, queue: int, ranks: int, rank: int, key: float) -> int:
    """Return how many of a queue go before: of its own rank who came earlier, and all of higher ones."""
    lines = view.keys[queue * ranks : (queue + 1) * ranks]
    return bisect_left(lines[rank], key) + sum(map(len, lines[rank + 1 :]))
