"""How moments and business dates stand in columns: whole numbers, alike in every database."""

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_us(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, exactly (a float timestamp would lose the last digit)."""
    return (moment - _EPOCH) // _MICROSECOND


def from_us(value: int) -> datetime:
    """Return the moment of a column."""
    return _EPOCH + timedelta(microseconds=value)


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
