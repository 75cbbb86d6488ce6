"""How right the waits were that visitors were told when they took their numbers: GET /api/v1/estimates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What was told, and how it turned out; the shares are parts of 1, minutes have one decimal, None without any.

    Attributes:
        told: numbers whose visitors were told a range, and that were called.
        kept: those of them that were called within it; kept_share is their part.
        late: those that were called after it.
        mean_error_min: how far the call was from the middle of the range.
        bias_min: the same with its sign: below 0 people waited longer than they were told.
        mean_width_min: how wide the ranges were.
    """

    told: int
    kept: int
    late: int
    kept_share: float | None
    mean_error_min: float | None
    bias_min: float | None
    mean_width_min: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesInBand:
    """The same of the numbers whose range has its middle from `from_min` until before `until_min` (None: no end)."""

    from_min: int
    until_min: int | None
    promises: Promises


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesOfDay:
    """The same of one business date."""

    business_date: date
    promises: Promises


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRecord:
    """The record of a month: of all its dates together, by how long the wait was, and of each date.

    Attributes:
        month: as 2026-11.
        without: numbers that were called and whose visitors were told no range, since none could be trusted.
    """

    month: str
    without: int
    promises: Promises
    bands: tuple[PromisesInBand, ...]
    days: tuple[PromisesOfDay, ...]
