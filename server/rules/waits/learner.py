"""What a hall teaches, event by event: durations, habits and arrivals, and what each window does just now."""

from dataclasses import dataclass, field

from server.rules.waits.arrivals import Arrivals
from server.rules.waits.durations import Durations
from server.rules.waits.habits import Habits
from server.rules.waits.layout import Layout
from server.rules.waits.present import Doing, WindowNow

LATE_MOST_S = 1_800.0
EARLY_MOST_S = 1_200.0
GAP_MOST_S = 300.0
WALK_MOST_S = 900.0
BY_PLAN_S = 900.0
"""A window that closes so near the end of its hours closes by plan."""

CASE_LEAST_S = 5.0
"""Shorter ones are slips of the hand."""

FIRST_DAY_WIDER, POOLS_WIDER = 1.1, 1.05
"""How much wider ranges are told on a hall's first day, and later where windows serve different matters.

A roll-out knows how chance varies, not how wrong it is about a hall that it has never seen; with many lines that is
more than with one, where its own word holds (measured: decision 0019).
"""


@dataclass(slots=True)
class _Window:
    doing: Doing = Doing.CLOSED
    since: float = float("-inf")
    matter: int = 0
    freed_at: float = float("-inf")
    is_asked: bool = False
    open_since: float | None = None
    closed_at: float | None = None
    opened: set[int] = field(default_factory=set)


class Learner:
    """Lives through a hall's days. Unknown or missing events lead to no error: what does not fit teaches nothing."""

    def __init__(self, layout: Layout) -> None:
        """Begin with what is configured."""
        matters = len(layout.configured_s)
        self.layout = layout
        self.durations = Durations(layout.configured_s)
        self.habits = Habits(matters=matters)
        self.arrivals = Arrivals(matters=matters, ranks=layout.ranks)
        self._windows = [_Window() for _ in layout.serves]
        self._knows_a_day = False

    @property
    def wider(self) -> float:
        """How much wider than it was played a range is told, as long as no outcomes speak for it."""
        if self.durations.is_first_day:
            return FIRST_DAY_WIDER
        return POOLS_WIDER if len({*self.layout.serves}) > 1 else 1.0

    def begin_day(self, layout: Layout) -> None:
        """Begin another day, with its own hours of the windows."""
        if self._knows_a_day:
            self._learn_hours()
            self.durations.begin_day()
            self.arrivals.begin_day()
        self.layout, self._knows_a_day = layout, True
        self._windows = [_Window() for _ in layout.serves]

    def came(self, matter: int, rank: int, at: float) -> None:
        """Somebody lined up: with a new number, or sent from another window."""
        self.arrivals.learn(matter, rank, at)

    def called(self, window: int, matter: int, at: float, *, waited: float) -> None:
        """A window called somebody who had waited so long."""
        state = self._windows[window]
        if state.is_asked and state.doing is Doing.FREE and at - state.freed_at <= GAP_MOST_S:
            self.habits.gap.learn(max(0.0, at - state.freed_at))
        self._see_open(state, at)
        self.habits.waited_s += max(0.0, waited)
        state.doing, state.since, state.matter, state.is_asked = Doing.CALLED, at, matter, False

    def started(self, window: int, matter: int, at: float) -> None:
        """The visitor came to the window."""
        state = self._windows[window]
        if state.doing is Doing.CALLED:
            self.habits.learn_called(state.matter, came=True)
            if 0 <= at - state.since <= WALK_MOST_S:
                self.habits.walk.learn(at - state.since)
        self._see_open(state, at)
        state.doing, state.since, state.matter = Doing.SERVING, at, matter

    def finished(self, window: int, at: float, *, is_asked: bool, counts: bool = True) -> None:
        """A case ended at a window; `is_asked`: somebody waits for it; `counts`: its length says something."""
        state = self._windows[window]
        if state.doing is Doing.SERVING and counts and at - state.since >= CASE_LEAST_S:
            self.durations.learn(state.matter, at - state.since)
        self._free(state, at, is_asked=is_asked)

    def missed(self, window: int, at: float, *, is_asked: bool) -> None:
        """Nobody came who was called."""
        state = self._windows[window]
        if state.doing is Doing.CALLED:
            self.habits.learn_called(state.matter, came=False)
            self.habits.comes_back.learn(0.0)
            if 0 <= at - state.since <= WALK_MOST_S:
                self.habits.timeout.learn(at - state.since)
        self._free(state, at, is_asked=is_asked)

    def left(self, *, waited: float) -> None:
        """Somebody gave the number back who had waited so long."""
        self.habits.waited_s += max(0.0, waited)
        self.habits.left += 1

    def came_back(self, *, after_s: float) -> None:
        """Somebody lined up again who had not come when called."""
        self.habits.comes_back.total += 1.0
        self.habits.back_after.learn(after_s)

    def opened(self, window: int, at: float) -> None:
        """A window opened, or took people again after a pause."""
        state = self._windows[window]
        if state.doing is Doing.AWAY:
            self.habits.pauses.learn(max(0.0, at - state.since))
        elif state.doing is Doing.CLOSED:
            self._learn_opening(window, state, at)
        if state.doing in {Doing.AWAY, Doing.CLOSED}:
            state.doing, state.since, state.freed_at, state.is_asked = Doing.FREE, at, at, False
        self._see_open(state, at)

    def paused(self, window: int, at: float) -> None:
        """A window takes nobody for a while."""
        self._stop(self._windows[window], Doing.AWAY, at)
        self.habits.paused += 1

    def closed(self, window: int, at: float) -> None:
        """A window was left."""
        state = self._windows[window]
        by_plan = any(abs(at - ends) <= BY_PLAN_S for _, ends in self.layout.spans[window])
        within = any(opens <= at < ends for opens, ends in self.layout.spans[window])
        state.closed_at = at if within and not by_plan else None
        self._stop(state, Doing.CLOSED, at)

    def window_now(self, window: int) -> WindowNow:
        """Return what a window does."""
        state = self._windows[window]
        return WindowNow(doing=state.doing, since=state.since, matter=state.matter, freed_at=state.freed_at)

    def is_open(self, window: int) -> bool:
        """Whether a window takes people."""
        return self._windows[window].doing >= Doing.FREE

    def tell_cases_in_hand(self, now: float) -> None:
        """Let cases that have lasted long count for what today brings, before they are over."""
        lasted: dict[int, list[float]] = {}
        for state in self._windows:
            if state.doing is Doing.SERVING:
                lasted.setdefault(state.matter, []).append(now - state.since)
        for matter in range(len(self.layout.configured_s)):
            self.durations.in_hand(matter, lasted.get(matter, ()))

    def _free(self, state: _Window, at: float, *, is_asked: bool) -> None:
        if state.doing in {Doing.CALLED, Doing.SERVING}:
            state.doing = Doing.FREE if state.open_since is not None else Doing.CLOSED
        state.since = state.freed_at = at
        state.is_asked = is_asked

    def _see_open(self, state: _Window, at: float) -> None:
        if state.open_since is None:
            state.open_since = at

    def _stop(self, state: _Window, doing: Doing, at: float) -> None:
        if state.open_since is not None:
            self.habits.open_s += max(0.0, at - state.open_since)
        state.open_since = None
        state.doing, state.since = doing, at

    def _learn_opening(self, window: int, state: _Window, at: float) -> None:
        spans = self.layout.spans[window]
        if state.closed_at is not None and any(opens <= state.closed_at <= at < ends for opens, ends in spans):
            self.habits.closures.learn(at - state.closed_at)
            self.habits.never_back.learn(0.0)
        else:
            for place, (opens, _) in enumerate(spans):
                if place not in state.opened and -EARLY_MOST_S <= at - opens <= LATE_MOST_S:
                    self.habits.late.learn(max(0.0, at - opens))
        state.opened |= {place for place, (opens, ends) in enumerate(spans) if opens - EARLY_MOST_S <= at < ends}
        state.closed_at = None

    def _learn_hours(self) -> None:
        """Learn from the day that ends which planned hours came to nothing."""
        for state, spans in zip(self._windows, self.layout.spans, strict=True):
            for place in range(len(spans)):
                self.habits.opened.learn(1.0 if place in state.opened else 0.0)
            if state.closed_at is not None:
                self.habits.never_back.learn(1.0)
