"""Which number a ticket gets: counted up within its series and business date, never one that is still out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hall.errors import SeriesUsedUp
from hall.hall_plan import AfterLast, Series

MOST_DIGITS = 5
"""A number is read out digit by digit, and has to be remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as counted (`12`) and as printed and spoken (`A012`).

    `round` is how often the range has begun again today: within a round values only rise, so that series, date,
    round and value together name one ticket, and the text alone one that is not finished.
    """

    value: int
    text: str
    round: int = 0


def next_number(series: Series, *, last: int | None, last_round: int = 0, in_use: Callable[[int], bool]) -> Number:
    """Return the number after the last one given out today.

    After the range a series goes on with one digit more (A1000 after A999), or begins again with the numbers
    that are free, as its `after_last` says; where none of them is free it goes on as well.

    Args:
        series: its prefix, range and what it leaves out.
        last: the value last given out on this business date, None before the first.
        last_round: the round of that value.
        in_use: whether a ticket of today with this value is still open, or may be opened again; only asked once
            the range has begun again, since before that every value is new.

    Raises:
        SeriesUsedUp: the next number would have more than five digits.
    """
    for value, round_ in _candidates(series, last=last, last_round=last_round):
        if not _is_skipped(series, value) and (round_ == 0 or not in_use(value)):
            return Number(value=value, text=_text(series, value), round=round_)
    most = 10**MOST_DIGITS - 1
    raise SeriesUsedUp(f"series {series.series_id}: all numbers up to {most} are given out today; tell the guide desk")


def _candidates(series: Series, *, last: int | None, last_round: int) -> Iterator[tuple[int, int]]:
    """Yield values with their rounds in the order in which they are tried."""
    after = series.first - 1 if last is None else last
    for value in range(max(after + 1, series.first), series.last + 1):
        yield value, last_round
    if last is not None and series.after_last is AfterLast.WRAP:
        for value in range(series.first, series.last + 1):
            yield value, last_round + 1
    for value in range(max(after + 1, 10**series.digits), 10**MOST_DIGITS):
        yield value, last_round


def _is_skipped(series: Series, value: int) -> bool:
    return series.skip != () and _text(series, value).endswith(series.skip)


def _text(series: Series, value: int) -> str:
    return f"{series.prefix}{value:0{series.digits}d}"
