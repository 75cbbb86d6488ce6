"""Moments as whole numbers, exactly: for keys and columns."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_us(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, exactly (a float timestamp would lose the last digit)."""
    return (moment - _EPOCH) // _MICROSECOND


def from_us(value: int) -> datetime:
    """Return the moment, aware and in UTC, so many microseconds after 1970 began."""
    return _EPOCH + timedelta(microseconds=value)
