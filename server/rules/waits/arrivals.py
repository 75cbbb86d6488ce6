"""Who comes later: by half hours and ranks of past days, in today's measure."""

from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate

from server.rules.waits.chance import Chance

SLOT_S = 1_800.0
SLOTS = 48
LAST_HOUR_S = 3_600.0
MEASURE_STRENGTH = 60.0
"""How many of today's arrivals count as much as the mean of past days."""

FIRST_OF_MATTER = 0.5
"""Each matter begins as if somebody might have come for it."""

FORGET = 0.93
"""What a day leaves of the weight of each one before it."""


def _slots() -> list[float]:
    return [0.0] * SLOTS


@dataclass(slots=True)
class Arrivals:
    """Learns who comes when."""

    matters: int
    ranks: int
    days: float = 0.0
    days_seen: int = 0
    past: list[float] = field(default_factory=_slots)
    today: list[float] = field(default_factory=_slots)
    recent: list[float] = field(default_factory=list)
    of_matter: list[float] = field(default_factory=list)
    of_rank: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with a little of everything, and one in twelve of a higher rank."""
        self.of_matter = [FIRST_OF_MATTER] * self.matters
        self.of_rank = [20.0, *[2.0] * (self.ranks - 1)]

    def begin_day(self) -> None:
        """Add the day before to the past ones."""
        if any(self.today):
            self.past = [past * FORGET + today for past, today in zip(self.past, self.today, strict=True)]
            self.days = self.days * FORGET + 1
            self.days_seen += 1
        self.today = _slots()
        self.recent = []

    def learn(self, matter: int, rank: int, at: float) -> None:
        """Take somebody who came."""
        self.today[_slot(at)] += 1
        self.recent.append(at)
        self.of_matter[matter] += 1
        self.of_rank[min(rank, self.ranks - 1)] += 1

    def rates(self, now: float) -> list[float]:
        """Return for each half hour how many come in a second, of all matters and ranks."""
        if not self.days:
            self.recent = [at for at in self.recent if at > now - LAST_HOUR_S]
            return [len(self.recent) / LAST_HOUR_S] * SLOTS
        mean = [past / self.days / SLOT_S for past in self.past]
        here = _slot(now)
        into = now - here * SLOT_S
        expected = (sum(mean[:here]) * SLOT_S) + mean[here] * into
        measure = (MEASURE_STRENGTH + sum(self.today)) / (MEASURE_STRENGTH + expected)
        return [each * measure for each in mean]


class Newcomers:
    """Those who come later in one draw: of some matters and ranks only."""

    def __init__(self, arrivals: Arrivals, *, matters: list[int], least_rank: int, now: float) -> None:
        """Take what was learned, and whom the draw needs."""
        ranks = arrivals.of_rank[least_rank:]
        share_rank = sum(ranks) / sum(arrivals.of_rank)
        weights = [arrivals.of_matter[matter] for matter in matters]
        share_matter = sum(weights) / sum(arrivals.of_matter) if weights else 0.0
        self._rates = [rate * share_rank * share_matter for rate in arrivals.rates(now)]
        self._matters, self._least_rank = matters, least_rank
        self._by_matter = list(accumulate(weights))
        self._by_rank = list(accumulate(ranks))

    def next_after(self, at: float, chance: Chance) -> float:
        """Return when the next one comes."""
        slot = _slot(at)
        while slot < SLOTS:
            rate = self._rates[slot]
            ends = (slot + 1) * SLOT_S
            if rate > 0:
                at += chance.expovariate(rate)
                if at < ends:
                    return at
            at = ends
            slot += 1
        return float("inf")

    def draw_who(self, chance: Chance) -> tuple[int, int]:
        """Return the matter and the rank of somebody who comes."""
        matter = self._matters[bisect(self._by_matter, chance.random() * self._by_matter[-1] * 0.999999)]
        rank = bisect(self._by_rank, chance.random() * self._by_rank[-1] * 0.999999)
        return matter, self._least_rank + rank


def _slot(at: float) -> int:
    return min(max(int(at // SLOT_S), 0), SLOTS - 1)
