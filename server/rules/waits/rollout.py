"""A pass: the hall played forward many times, and what that says of everybody who waits or would come next."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.rules.waits.arrivals import Arrivals, Newcomers
from server.rules.waits.chance import Chance, smooth_quantile
from server.rules.waits.draw import Draw, known_of
from server.rules.waits.durations import Durations
from server.rules.waits.habits import Habits
from server.rules.waits.layout import Layout
from server.rules.waits.present import Present

DRAWS_MOST = 200
DRAWS_LEAST = 27
WORK_MOST = 72_000.0
"""A pass plays about so many calls: a small hall in more draws, which waver less, a large one in fewer."""

WORK_A_WINDOW = 4.0
"""What a window costs in a draw beside those who wait, in calls; measured."""

WORK_OF_OVERTAKERS = 2.5
"""By how much a draw costs more in which everybody is played who comes later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An estimate in seconds from the moment of its pass: the 10, 50 and 90 % points."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What a pass found; None where too few draws came to a call.

    Attributes:
        at: the moment.
        waiting: for each of `Present.waiting` how long that person still waits.
        following: for each queue and rank, at `queue * ranks + rank`, how long one more would wait.
    """

    at: float
    waiting: Sequence[Wait | None]
    following: Sequence[Wait | None]


def play_forward(  # noqa: PLR0913 -- a pass takes all that is known
    layout: Layout,
    present: Present,
    *,
    habits: Habits,
    durations: Durations,
    arrivals: Arrivals,
    chance: Chance,
    groups: Sequence[Sequence[int]] | None = None,
    draws: int | None = None,
) -> Pass:
    """Play a hall forward from its present.

    Args:
        layout: the hall.
        present: how it stands.
        habits: what it does beside serving.
        durations: how long matters take.
        arrivals: who comes later.
        chance: where everything comes from that is not known.
        groups: the windows to play, those that share queues together; all at once where none are named.
        draws: how often; as many as are worth it where none are named.
    """
    draws = draws or draws_worth(present)
    times: list[list[float]] = [[] for _ in range(present.waiting)]
    following: list[list[float]] = [[] for _ in range(layout.queues * layout.ranks)]
    for windows in [range(len(layout.serves))] if groups is None else groups:
        known = known_of(
            layout,
            present,
            windows,
            habits=habits,
            durations=durations,
            newcomers=_newcomers(layout, present, windows, arrivals),
        )
        served = {queue for window in windows for queue in layout.serves[window]}
        lines = [queue * layout.ranks + rank for queue in sorted(served) for rank in range(layout.ranks)]
        left = sum(queue in served for queue in present.queues)
        for _ in range(draws):
            draw = Draw(known, times, chance)
            draw.lines.ask(lines)
            draw.play(left)
            for line in lines:
                at = draw.lines.called_next[line]
                if at is not None:
                    following[line].append(at)
    least = draws * 0.5
    return Pass(
        at=present.now,
        waiting=[_wait(each, present.now, least) for each in times],
        following=[_wait(each, present.now, least) for each in following],
    )


def draws_worth(present: Present) -> int:
    """Return how often a hall is played forward: by how much there is to play, so that no pass takes too long."""
    work = present.waiting + WORK_A_WINDOW * len(present.windows)
    if present.overtaken:
        work *= WORK_OF_OVERTAKERS
    return int(min(DRAWS_MOST, max(DRAWS_LEAST, WORK_MOST / max(1.0, work))))


def _newcomers(layout: Layout, present: Present, windows: Sequence[int], arrivals: Arrivals) -> Newcomers | None:
    least = 0 if present.overtaken else 1
    if least >= layout.ranks:
        return None
    served = {queue for window in windows for queue in layout.serves[window]}
    matters = [matter for matter, queue in enumerate(layout.queue_of) if queue in served]
    return Newcomers(arrivals, matters=matters, least_rank=least, now=present.now) if matters else None


def _wait(times: list[float], now: float, least: float) -> Wait | None:
    if len(times) < least:
        return None
    times.sort()
    low, median, high = (max(0.0, smooth_quantile(times, share) - now) for share in (0.1, 0.5, 0.9))
    return Wait(low=low, median=median, high=high)
