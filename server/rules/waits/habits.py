"""What a hall does beside serving: who does not come, how long people walk, when windows open late or pause.

Each figure is a count that begins with a few cases of a usual hall and is led by the hall's own before long.
"""

from collections import deque
from dataclasses import dataclass, field

from server.rules.waits.chance import Chance

NO_SHOW_CALLS = 50.0
NO_SHOW_SHARE = 0.08
NO_SHOW_MATTER_CALLS = 30.0
CLOSURES_KEPT = 60
PAUSES_KEPT = 200
USUAL_CLOSURE_S = 2_400.0
USUAL_PAUSE_S = 480.0
USUAL_BEGINNING = 4.0
"""How many cases of its own a list of lengths needs to count as much as the usual law."""


@dataclass(slots=True)
class Mean:
    """A running mean that begins with a usual value as if it had been seen so many times."""

    usual: float
    strength: float
    most: float = 400.0
    count: float = 0.0
    total: float = 0.0

    def learn(self, value: float) -> None:
        """Take a value; the oldest fade."""
        if self.count >= self.most:
            self.total *= 1 - 1 / self.most
            self.count *= 1 - 1 / self.most
        self.count += 1
        self.total += value

    @property
    def value(self) -> float:
        """What it is now."""
        return (self.usual * self.strength + self.total) / (self.strength + self.count)


@dataclass(slots=True)
class Lengths:
    """Lengths that were seen, and a usual one for as long as there are few."""

    usual_s: float
    kept: deque[float]

    def learn(self, length_s: float) -> None:
        """Take one."""
        self.kept.append(length_s)

    def draw_rest(self, lasted_s: float, chance: Chance) -> float:
        """Return how much longer one that has lasted so long may last."""
        longer = [each for each in self.kept if each > lasted_s]
        if chance.random() * (len(longer) + USUAL_BEGINNING) < len(longer):
            return longer[int(chance.random() * len(longer))] - lasted_s
        return chance.expovariate(1.0) * self.usual_s


@dataclass(slots=True)
class Habits:
    """The hall's own figures; what a `Mean` of 0 and 1 holds is a share."""

    matters: int
    walk: Mean = field(default_factory=lambda: Mean(25.0, 8.0))
    timeout: Mean = field(default_factory=lambda: Mean(75.0, 8.0))
    gap: Mean = field(default_factory=lambda: Mean(15.0, 8.0))
    late: Mean = field(default_factory=lambda: Mean(90.0, 6.0, 100.0))
    opened: Mean = field(default_factory=lambda: Mean(0.97, 20.0, 200.0))
    no_show: Mean = field(default_factory=lambda: Mean(NO_SHOW_SHARE, NO_SHOW_CALLS, 4_000.0))
    never_back: Mean = field(default_factory=lambda: Mean(0.2, 5.0, 60.0))
    comes_back: Mean = field(default_factory=lambda: Mean(0.05, 10.0, 400.0))
    back_after: Mean = field(default_factory=lambda: Mean(420.0, 3.0, 100.0))
    closures: Lengths = field(default_factory=lambda: Lengths(USUAL_CLOSURE_S, deque(maxlen=CLOSURES_KEPT)))
    pauses: Lengths = field(default_factory=lambda: Lengths(USUAL_PAUSE_S, deque(maxlen=PAUSES_KEPT)))
    open_s: float = 40 * 3_600.0
    paused: float = 0.5
    waited_s: float = 200 * 3_600.0
    left: float = 0.5
    no_shows: list[Mean] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin each matter with the hall's share of those who do not come."""
        self.no_shows = [Mean(0.0, 0.0, 1_000.0) for _ in range(self.matters)]

    def learn_called(self, matter: int, *, came: bool) -> None:
        """Take how a call ended."""
        value = 0.0 if came else 1.0
        self.no_show.learn(value)
        self.no_shows[matter].learn(value)

    def no_show_share(self, matter: int) -> float:
        """Return how likely somebody who is called for a matter does not come."""
        own = self.no_shows[matter]
        return (self.no_show.value * NO_SHOW_MATTER_CALLS + own.total) / (NO_SHOW_MATTER_CALLS + own.count)

    @property
    def pause_rate(self) -> float:
        """How often an open window pauses, in each second."""
        return self.paused / self.open_s

    @property
    def leaving_rate(self) -> float:
        """How often somebody who waits gives the number back, in each second."""
        return self.left / self.waited_s
