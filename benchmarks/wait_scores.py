"""How good estimates were: their loss, whether ranges held, and whether they were too long or too short.

Everything is in minutes. The pinball loss over the 10, 50 and 90 % points is least for whoever tells these points
truly, so that one figure rewards a right middle and an honest, narrow range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

BANDS = ((0.0, 10.0), (10.0, 30.0), (30.0, float("inf")))
BAND_LEAST = 40
Row = tuple[float, float, float, float]
"""The true wait, and the three points, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What some estimates came to; coverage in parts of a hundred, for each band of medians with enough of them."""

    asks: int
    mean_wait: float
    mean_error: float
    bias: float
    coverage: float
    width: float
    loss: float
    bands: tuple[float | None, ...]


def score(rows: Sequence[Row]) -> Score:
    """Return what some estimates came to."""
    minutes = [(true / 60, min(low, mid) / 60, mid / 60, max(high, mid) / 60) for true, low, mid, high in rows]
    held = [low - 1e-3 <= true <= high + 1e-3 for true, low, _, high in minutes]
    bands = []
    for begins, ends in BANDS:
        there = [is_held for is_held, row in zip(held, minutes, strict=True) if begins <= row[2] < ends]
        bands.append(100 * fmean(there) if len(there) >= BAND_LEAST else None)
    return Score(
        asks=len(rows),
        mean_wait=fmean(row[0] for row in minutes),
        mean_error=fmean(abs(row[2] - row[0]) for row in minutes),
        bias=fmean(row[2] - row[0] for row in minutes),
        coverage=100 * fmean(held),
        width=fmean(row[3] - row[1] for row in minutes),
        loss=fmean(_pinball(*row) for row in minutes),
        bands=tuple(bands),
    )


def _pinball(true: float, low: float, middle: float, high: float) -> float:
    pairs = ((0.1, low), (0.5, middle), (0.9, high))
    return fmean(max(share * (true - point), (share - 1) * (true - point)) for share, point in pairs)
