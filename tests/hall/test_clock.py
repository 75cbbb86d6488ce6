"""The business date is the calendar day in the hall's zone, whatever the machine's own zone is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.clock import ForwardClock, SetClock, SteadyClock, SystemClock, business_date_at

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


def test_a_clock_that_was_set_back_goes_on_slowly_until_it_is_caught_up() -> None:
    below = SetClock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    clock = ForwardClock(below)
    before = clock.now()

    below.advance(timedelta(hours=-1))
    first, second = clock.now(), clock.now()
    below.advance(timedelta(hours=2))

    assert before <= first <= second < before + timedelta(minutes=1)
    assert clock.now() == below.now()


def test_a_clock_goes_on_from_the_last_moment_told_before_it_began() -> None:
    below = SetClock(datetime(2026, 3, 2, 10, tzinfo=UTC))

    assert ForwardClock(below, not_before=below.now() + timedelta(hours=1)).now() >= below.now() + timedelta(hours=1)


def test_a_clock_that_was_a_year_ahead_is_believed_once_it_is_right() -> None:
    below = SetClock(datetime(2027, 3, 2, 10, tzinfo=UTC))
    clock = ForwardClock(below)
    clock.now()

    below.advance(timedelta(days=-365))

    assert clock.now() == below.now()
