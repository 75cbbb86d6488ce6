"""Chance as the roll-out takes it, from outside, and the quantiles of what it leads to."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import exp, fsum, log, sqrt
from operator import mul
from statistics import NormalDist
from typing import Protocol

NORMAL = NormalDist()
POINTS_A_PLACE = 8
LEAST_HEIGHT = 1e-4
BEYOND_ALL = 0.3
"""A value beyond all that were seen is so much longer in the mean than what is known of it."""


class Chance(Protocol):
    """A generator of random numbers, as `random.Random` is one."""

    def random(self) -> float:
        """Return a number from 0 until just before 1."""
        ...

    def gauss(self, _mu: float, _sigma: float, /) -> float:
        """Return a number of the normal law."""
        ...

    def expovariate(self, _rate: float, /) -> float:
        """Return a number of the exponential law with this rate."""
        ...


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of a sample in order, at place share·(n + 1): two of these hold their share on average."""
    place = min(max(share * (len(ordered) + 1) - 1, 0.0), len(ordered) - 1.0)
    below = int(place)
    if below + 1 >= len(ordered):
        return ordered[below]
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def smooth_quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of a sample in order, as a mean over its neighbours: it wavers less from sample to sample.

    Source: Harrell and Davis, A new distribution-free quantile estimator, Biometrika 69 (1982).
    """
    first, weights = _neighbours(len(ordered), share)
    return fsum(map(mul, weights, ordered[first : first + len(weights)]))


@lru_cache(maxsize=1_000)
def _neighbours(count: int, share: float) -> tuple[int, tuple[float, ...]]:
    """Return the first place that counts for a quantile, and what each from there on counts: by the beta law."""
    a, b = (count + 1) * share - 1, (count + 1) * (1 - share) - 1
    points = [(place + 0.5) / (count * POINTS_A_PLACE) for place in range(count * POINTS_A_PLACE)]
    logs = [a * log(point) + b * log(1 - point) for point in points]
    most = max(logs)
    heights = [exp(each - most) for each in logs]
    places = [sum(heights[place : place + POINTS_A_PLACE]) for place in range(0, len(heights), POINTS_A_PLACE)]
    counting = [place for place, height in enumerate(places) if height > LEAST_HEIGHT * max(places)]
    kept = places[counting[0] : counting[-1] + 1]
    return counting[0], tuple(height / sum(kept) for height in kept)


def lognormal_points(count: int, variation: float) -> tuple[float, ...]:
    """Return evenly likely points, in order, of the lognormal law with mean 1 and a coefficient of variation."""
    sigma = sqrt(log(1 + variation * variation))
    points = [exp(sigma * NORMAL.inv_cdf((place + 0.5) / count)) for place in range(count)]
    mean = sum(points) / count
    return tuple(point / mean for point in points)


def mean_beyond(ordered: Sequence[float], least: float) -> float:
    """Return the mean of the values above some least one, or a little more than it where there is none."""
    first = bisect_right(ordered, least)
    if first >= len(ordered):
        return least + BEYOND_ALL * max(least, 0.1)
    return fsum(ordered[first:]) / (len(ordered) - first)


def beyond(ordered: Sequence[float], least: float, chance: Chance) -> float:
    """Return one of the values above some least one by chance, or a little more than it where there is none."""
    first = bisect_right(ordered, least)
    if first >= len(ordered):
        return least + BEYOND_ALL * chance.expovariate(1.0) * max(least, 0.1)
    return ordered[first + int(chance.random() * (len(ordered) - first))]
