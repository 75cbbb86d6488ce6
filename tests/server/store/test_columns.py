"""Moments and dates in columns."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from server.store.columns import from_us, from_us_or_none, from_yyyymmdd, to_us, to_us_or_none, to_yyyymmdd


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert from_us(to_us(moment)) == moment


@given(st.dates())
def test_a_date_comes_back(day: date) -> None:
    assert from_yyyymmdd(to_yyyymmdd(day)) == day


def test_a_date_reads_as_it_is_written() -> None:
    assert to_yyyymmdd(date(2012, 3, 1)) == 20120301


def test_what_has_not_come_stays_empty() -> None:
    assert to_us_or_none(None) is None
    assert from_us_or_none(None) is None
