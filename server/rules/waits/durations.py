"""How long matters take at the window: what is configured, corrected by what was measured, from the first case on.

A configured time is right within about two fifths, a single case within nine tenths of its matter's mean. So a matter's
mean begins at the configured time, in the measure by which the hall's matters turn out longer or shorter as a whole,
and moves to what its own cases say the more there are. What was learned on past days and what today brings are kept
apart: today a matter may be as usual, within some hundredths, or changed, and both are weighed against each other.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, sqrt

from server.rules.waits.chance import Chance, lognormal_points, mean_beyond

CASE_VARIANCE = 0.81
"""Of one case against its matter's mean, squared and relative."""

CONFIGURED_VARIANCE = 0.16
"""Of the configured time against the matter's mean."""

DAY_VARIANCE = 0.06**2
"""Of a matter's mean from day to day."""

FIRST_DAY_COMMON_VARIANCE = 0.2**2
"""Of all configured times of a hall together."""

COMMON_VARIANCE = 0.057**2
"""Of a whole day of a hall that is known."""

LONGEST = 6.0
"""A case counts as at most so many means: beyond, somebody forgot a button."""

FORGET = 0.995
"""What a case leaves of the weight of each one before it."""

FORGET_TODAY = 0.96
"""The same for the question whether the matter has changed today."""

CHANGED_PRIOR = 0.05
CHANGED_STRENGTH = 2.5
CHANGED_LEAST_KNOWN = 8.0
CHANGED_COUNTS = 0.3
"""What a changed matter's cases count for when the day is added to what was learned."""

LONGER_MOST = 2.0
"""By so many means a matter's cases may say in the mean that the whole hall is longer."""

SHAPE_KEPT = 1_500
SHAPE_FIRST = lognormal_points(60, 0.85)


@dataclass(slots=True)
class _Matter:
    """What is known of a matter: `mean` and `strength` (in cases) of past days, and today's sums of ratios to it."""

    mean: float
    strength: float
    count: float = 0.0
    total: float = 0.0
    recent_count: float = 0.0
    recent_total: float = 0.0
    beyond: float = 0.0
    is_learned: bool = False

    def known(self) -> float:
        """Return how many cases of today the past is worth."""
        return CASE_VARIANCE / (CASE_VARIANCE / self.strength + DAY_VARIANCE * self.is_learned)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A matter's mean now: as usual, or with some likelihood changed; the strengths are in cases."""

    mean_s: float
    strength: float
    share_common: float
    changed: float
    changed_mean_s: float
    changed_strength: float


class Durations:
    """Learns how long matters take; `is_first_day` until a day with finished cases has ended."""

    def __init__(self, configured_s: Sequence[float]) -> None:
        """Take the configured times."""
        strength = CASE_VARIANCE / CONFIGURED_VARIANCE
        self._matters = [_Matter(mean=max(1.0, each), strength=strength) for each in configured_s]
        self.is_first_day = True
        self._shape: deque[float] = deque(SHAPE_FIRST, maxlen=SHAPE_KEPT)
        self._ordered = sorted(self._shape)
        self._common: tuple[float, float] | None = None

    def begin_day(self) -> None:
        """Add the day before to what was learned."""
        if not any(matter.count for matter in self._matters):
            return
        factor, variance = self._find_common()
        for matter in self._matters:
            known = matter.known()
            shares = 1 - (1 - CHANGED_COUNTS) * self._changed(matter, known, factor)
            count = matter.count * shares
            total = matter.total * shares
            before = min(matter.strength, 1 / (1 - FORGET))
            prior = factor if self.is_first_day else 1.0
            matter.mean *= (before * prior + total) / (before + count)
            if self.is_first_day:
                before = CASE_VARIANCE / (CONFIGURED_VARIANCE + variance)
                matter.is_learned = True
            matter.strength = before * FORGET**count + count
            matter.count = matter.total = matter.recent_count = matter.recent_total = matter.beyond = 0.0
        self.is_first_day = False
        self._common = None

    def learn(self, matter: int, took_s: float) -> None:
        """Take a case that was served from beginning to end."""
        known = self._matters[matter]
        ratio = min(max(took_s, 1.0) / known.mean, LONGEST * self._factor(known))
        known.count = known.count * FORGET + 1
        known.total = known.total * FORGET + ratio
        known.recent_count = known.recent_count * FORGET_TODAY + 1
        known.recent_total = known.recent_total * FORGET_TODAY + ratio
        self._common = None
        self._keep_shape(ratio / self._factor(known))

    def in_hand(self, matter: int, cases_s: Sequence[float]) -> None:
        """Note how long cases of a matter have lasted that are not over.

        What was counted so far are the short ones of those that began; each that is not over makes up for that by how
        much longer than the mean it will be, given how long it has lasted. Without this the durations of today come
        out some hundredths too short, most of all in the morning. On the first day only what they exceed the mean by
        counts: with more than that it was told worse (decision 0019).
        """
        known = self._matters[matter]
        beyond = 0.0
        if self.is_first_day:
            beyond = sum(max(0.0, each / known.mean - 1.0) for each in cases_s)
        elif cases_s:
            factor = self._factor(known)
            mean, usual_s = fsum(self._ordered) / len(self._ordered), known.mean * factor
            beyond = factor * sum(mean_beyond(self._ordered, each / usual_s * mean) / mean - 1.0 for each in cases_s)
        if beyond != known.beyond:
            known.beyond, self._common = beyond, None

    @property
    def shape(self) -> Sequence[float]:
        """Cases as parts of their matter's mean, in order; their mean is 1."""
        return self._ordered

    def mean(self, matter: int) -> float:
        """Return how long a matter takes in the mean, without what may have changed today."""
        known = self._matters[matter]
        factor, _ = self._find_common()
        strength = known.known()
        return known.mean * (strength * factor + known.total) / (strength + known.count)

    def outlook(self, matter: int) -> Outlook:
        """Return how long a matter takes now."""
        known = self._matters[matter]
        factor, _ = self._find_common()
        strength = known.known()
        usual = (strength * factor + known.total + known.beyond) / (strength + known.count)
        anew = (CHANGED_STRENGTH * factor + known.recent_total + known.beyond) / (CHANGED_STRENGTH + known.recent_count)
        return Outlook(
            mean_s=known.mean * usual,
            strength=strength + known.count,
            share_common=strength / (strength + known.count),
            changed=self._changed(known, strength, factor),
            changed_mean_s=known.mean * anew,
            changed_strength=CHANGED_STRENGTH + known.recent_count,
        )

    def common_spread(self) -> float:
        """Return the relative uncertainty that all matters share."""
        return sqrt(self._find_common()[1])

    def _factor(self, known: _Matter) -> float:
        """Return by how much a matter is longer today than it was on past days."""
        factor, _ = self._find_common()
        strength = known.known()
        usual = (strength * factor + known.total) / (strength + known.count)
        changed = self._changed(known, strength, factor)
        if changed < 0.01:
            return usual
        anew = (CHANGED_STRENGTH * factor + known.recent_total) / (CHANGED_STRENGTH + known.recent_count)
        return usual + changed * (anew - usual)

    def _changed(self, known: _Matter, strength: float, factor: float) -> float:
        """Return how likely a matter is no longer as it was: by the gamma laws that both views would lead to."""
        count, total = known.recent_count, known.recent_total + known.beyond
        if strength < CHANGED_LEAST_KNOWN or count + known.beyond == 0:
            return 0.0 if strength < CHANGED_LEAST_KNOWN else CHANGED_PRIOR
        odds = _evidence(CHANGED_STRENGTH, factor, count, total) - _evidence(strength, factor, count, total)
        odds += log(CHANGED_PRIOR / (1 - CHANGED_PRIOR))
        return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))

    def _find_common(self) -> tuple[float, float]:
        """Return by how much the whole hall is longer today, and the variance of that."""
        if self._common is None:
            weight = 1 / (FIRST_DAY_COMMON_VARIANCE if self.is_first_day else COMMON_VARIANCE)
            total = weight
            for known in self._matters:
                if known.count or known.beyond:
                    share = known.known() / (known.known() + known.count) / CASE_VARIANCE
                    longer = known.total + known.beyond - known.count
                    weight += share * known.count
                    total += share * (known.count + min(longer, LONGER_MOST * (known.count + 1)))
            self._common = total / weight, 1 / weight
        return self._common

    def _keep_shape(self, ratio: float) -> None:
        if len(self._shape) == SHAPE_KEPT:
            del self._ordered[bisect_left(self._ordered, self._shape[0])]
        self._shape.append(ratio)
        insort(self._ordered, ratio)


def draw_means(outlooks: Sequence[Outlook], spread: float, chance: Chance) -> list[float]:
    """Return a mean for each matter as it may be: all share a part of what is not known."""
    shared = spread * chance.gauss(0.0, 1.0)
    means = []
    for each in outlooks:
        if each.changed > 0.01 and chance.random() < each.changed:
            deviation = sqrt(CASE_VARIANCE / each.changed_strength)
            means.append(each.changed_mean_s * exp(chance.gauss(-deviation * deviation / 2, deviation)))
        else:
            deviation = sqrt(CASE_VARIANCE / each.strength)
            moved = shared * each.share_common
            means.append(each.mean_s * exp(moved + chance.gauss(-deviation * deviation / 2, deviation)))
    return means


def _evidence(strength: float, factor: float, count: float, total: float) -> float:
    """Return the logarithm of how likely exponential cases are whose mean has a gamma law of this strength."""
    base = strength * factor
    return lgamma(strength + count) - lgamma(strength) + strength * log(base) - (strength + count) * log(base + total)
