"""How moments and business dates stand in columns: whole numbers, alike in every database."""

from datetime import date, datetime

from hall.moments import from_us, to_us


def to_us_or_none(moment: datetime | None) -> int | None:
    """Return microseconds, or None for a moment that has not come."""
    return None if moment is None else to_us(moment)


def from_us_or_none(value: int | None) -> datetime | None:
    """Return the moment of a column that may be empty."""
    return None if value is None else from_us(value)


def to_yyyymmdd(day: date) -> int:
    """Return a business date as 20120301."""
    return day.year * 10_000 + day.month * 100 + day.day


def from_yyyymmdd(value: int) -> date:
    """Return the business date of a column."""
    return date(value // 10_000, value // 100 % 100, value % 100)
