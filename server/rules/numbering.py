"""Which number a ticket gets: counted up within its series and business date, never the same one twice a day."""

from dataclasses import dataclass

from hall.errors import SeriesUsedUp
from hall.places import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as counted (`12`) and as printed and spoken (`A012`)."""

    value: int
    text: str


def next_number(series: Series, *, last: int | None) -> Number:
    """Return the number after the last one given out today.

    Args:
        series: its prefix and range.
        last: the value last given out on this business date, None before the first.

    Raises:
        SeriesUsedUp: the range has ended; it does not begin again, because a number names one visit a day.
    """
    value = series.first if last is None else last + 1
    if value > series.last:
        raise SeriesUsedUp(f"series {series.series_id}: all numbers up to {series.last} are given out today")
    return Number(value=value, text=f"{series.prefix}{value:0{series.digits}d}")
