"""One window more, now: the hall played forward with each window that could be opened, beside the hall as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from server.rules.waits.chance import Chance
from server.rules.waits.layout import Layout, Span
from server.rules.waits.learner import Learner
from server.rules.waits.present import Doing, Present, WindowNow
from server.rules.waits.rollout import Pass, Wait, play_forward


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore:
    """What a window would do: `before` and `after` are medians of the queue that gains most of those with people."""

    window: int
    queue: int
    before_s: float
    after_s: float
    waiting: int
    saved_s: float


def could_open(layout: Layout, present: Present) -> list[int]:
    """Return the windows that are shut or paused, and serve somebody who waits."""
    waits = set(present.queues)
    return [
        window
        for window, state in enumerate(present.windows)
        if state.doing <= Doing.AWAY and not waits.isdisjoint(layout.serves[window])
    ]


def play_open(
    learner: Learner,
    present: Present,
    window: int,
    hours: Sequence[Span],
    *,
    before: Pass,
    make_chance: Callable[[], Chance],
) -> OneMore | None:
    """Return what opening a window at this moment would do, None where no estimate can be made of it."""
    layout = learner.layout
    queues = set(layout.serves[window])
    spans = list(layout.spans)
    spans[window] = tuple(hours)
    opened = list(present.windows)
    opened[window] = WindowNow(doing=Doing.FREE, since=present.now, freed_at=present.now)
    changed = replace(layout, spans=tuple(spans))
    after = play(learner, replace(present, windows=opened), changed, window, make_chance())
    gains = {
        queue: (one.median, other.median)
        for queue in queues.intersection(present.queues)
        if (one := _next(before, layout, queue)) is not None and (other := _next(after, layout, queue)) is not None
    }
    if not gains:
        return None
    queue = max(gains, key=lambda each: gains[each][0] - gains[each][1])
    pairs = zip(before.waiting, after.waiting, present.queues, strict=True)
    saved = [one.median - other.median for one, other, _ in pairs if one is not None and other is not None]
    return OneMore(
        window=window,
        queue=queue,
        before_s=gains[queue][0],
        after_s=gains[queue][1],
        waiting=sum(each in queues for each in present.queues),
        saved_s=sum(saved),
    )


def play(learner: Learner, present: Present, layout: Layout, window: int, chance: Chance) -> Pass:
    """Play the windows forward that share queues with one."""
    group = next(each for each in layout.groups() if window in each)
    return play_forward(
        layout,
        present,
        habits=learner.habits,
        durations=learner.durations,
        arrivals=learner.arrivals,
        chance=chance,
        groups=[group],
    )


def _next(found: Pass, layout: Layout, queue: int) -> Wait | None:
    return found.following[queue * layout.ranks]
