"""Whether what was told came true, and how much an estimate is stretched for that.

Slow on purpose: a day's tickets share their fate, so that thousands of them are few facts.
"""

from bisect import bisect_left, insort
from collections import deque
from math import exp, log

from server.rules.waits.chance import quantile
from server.rules.waits.rollout import Wait

KEPT = 3_000
TRUST = 1_500.0
"""How many outcomes count as much as the estimate's own word for its width."""


OFFSET_S = 60.0
"""Added to every wait before ratios are taken: a minute is as much to a short wait as it is to anybody."""

LEAST_HALF_WIDTH = 0.05


class Calibration:
    """Learns from outcomes, and stretches estimates."""

    def __init__(self) -> None:
        """Begin without any outcome."""
        self._kept: deque[float] = deque()
        self._ordered: list[float] = []

    def learn(self, told: Wait, waited_s: float) -> None:
        """Take how long somebody waited who had been told an estimate, before it was stretched."""
        off = log((waited_s + OFFSET_S) / (told.median + OFFSET_S))
        outer = told.high if off > 0 else told.low
        half = max(LEAST_HALF_WIDTH, abs(log((outer + OFFSET_S) / (told.median + OFFSET_S))))
        place = max(-8.0, min(8.0, off / half))
        if len(self._kept) == KEPT:
            del self._ordered[bisect_left(self._ordered, self._kept.popleft())]
        self._kept.append(place)
        insort(self._ordered, place)

    def stretch(self, told: Wait, *, wider: float) -> Wait:
        """Return an estimate as wide as outcomes have shown it to be, and `wider` as long as there are none."""
        own = len(self._ordered) / (len(self._ordered) + TRUST)
        below, middle, above = (
            (own * quantile(self._ordered, share) if own else 0.0) + (1 - own) * usual
            for share, usual in ((0.1, -wider), (0.5, 0.0), (0.9, wider))
        )
        points = sorted(_moved(told, place) for place in (below, middle, above))
        return Wait(low=points[0], median=points[1], high=points[2])


def _moved(told: Wait, place: float) -> float:
    """Return the point of an estimate at so many half widths from its median."""
    outer = told.high if place > 0 else told.low
    half = abs(log((outer + OFFSET_S) / (told.median + OFFSET_S)))
    return max(0.0, (told.median + OFFSET_S) * exp(place * half) - OFFSET_S)
