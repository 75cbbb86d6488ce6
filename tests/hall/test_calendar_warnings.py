"""A year of which the calendar knows nothing is told in time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hall.calendar_warnings import UnknownYear, calendar_warnings, warnings_of
from hall.hall_plan import Calendar
from hall.plan import load_plan
from tests.hall.conftest import TINY_HALL

CALENDAR = Calendar(covers=(2026,))
SOON = UnknownYear(year=2027, begins_in=timedelta(days=31))


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 30)])
def test_until_thirty_days_before_the_year_ends_there_is_nothing_to_say(today: date) -> None:
    assert calendar_warnings(CALENDAR, today) == ()


def test_from_thirty_days_before_on_the_next_year_is_told() -> None:
    assert calendar_warnings(CALENDAR, date(2026, 12, 1)) == (SOON,)
    assert calendar_warnings(CALENDAR, date(2026, 12, 31)) == (replace(SOON, begins_in=timedelta(days=1)),)


def test_a_calendar_that_covers_the_next_year_too_is_well() -> None:
    assert calendar_warnings(Calendar(covers=(2026, 2027)), date(2026, 12, 31)) == ()


def test_a_year_that_has_begun_is_still_told() -> None:
    assert calendar_warnings(CALENDAR, date(2027, 3, 1)) == (UnknownYear(year=2027, begins_in=timedelta(0)),)


def test_a_warning_says_what_is_wrong_when_and_what_to_do() -> None:
    said = str(SOON)

    assert "knows nothing of 2027 yet, which begins in 31 days" in said
    assert "./yinhao hall calendar 2027" in said
    assert "has begun" in str(UnknownYear(year=2027, begins_in=timedelta(0)))


def test_today_is_the_hall_s_own() -> None:
    plan = load_plan(TINY_HALL)

    assert warnings_of(plan, datetime(2026, 11, 30, 15, 59, tzinfo=UTC)) == ()
    assert warnings_of(plan, datetime(2026, 11, 30, 16, 0, tzinfo=UTC)) == (SOON,)
