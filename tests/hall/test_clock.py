"""The business date is the calendar day in the hall's zone, whatever the machine's own zone is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.clock import SetClock, SteadyClock, SystemClock, business_date_at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_the_date_changes_at_midnight_in_the_hall() -> None:
    before = datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)

    assert business_date_at(before, SHANGHAI) == date(2026, 11, 23)
    assert business_date_at(before + timedelta(seconds=1), SHANGHAI) == date(2026, 11, 24)


def test_midnight_utc_changes_nothing() -> None:
    assert business_date_at(datetime(2026, 11, 24, 0, 0, tzinfo=UTC), SHANGHAI) == date(2026, 11, 24)


def test_a_set_clock_moves_only_when_moved() -> None:
    clock = SetClock(datetime(2026, 11, 24, tzinfo=UTC))

    clock.advance(timedelta(minutes=5))

    assert clock.now() == clock.now() == datetime(2026, 11, 24, 0, 5, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SetClock(datetime(2026, 11, 24))  # noqa: DTZ001


def test_the_system_clock_tells_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_steady_clock_takes_no_part_in_a_jump_of_the_system_clock() -> None:
    system = SetClock(datetime(2026, 11, 24, tzinfo=UTC))
    steady = SteadyClock(system)

    system.advance(timedelta(hours=-3))

    assert timedelta(0) <= steady.now() - datetime(2026, 11, 24, tzinfo=UTC) < timedelta(minutes=1)
