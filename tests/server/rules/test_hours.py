"""When the hall is open: sessions and breaks, holidays, make-up days, special hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.hall_plan import Calendar, Holiday, MakeUpDay, Opening, SpecialDay
from hall.opening import Phase, find_phase
from hall.places import Session, Text
from server.rules.hours import Hours, OpenState, Span, hours_of, list_phases, list_spans, open_state, remaining_minutes
from tests.server.plans import small_plan

ZONE = ZoneInfo("Asia/Shanghai")
WEEKDAYS = (1, 2, 3, 4, 5)
NATIONAL_DAY = Text(zh="国庆节", en="National Day")
MAKE_UP = Text(zh="国庆节调休上班", en="Working day for National Day")
LATE = Text(zh="延时服务", en="Extended hours")
SHORT = Text(zh="系统升级", en="System upgrade")
CALENDAR = Calendar(
    covers=(2026,),
    holidays=(Holiday(since=date(2026, 10, 1), until=date(2026, 10, 7), name=NATIONAL_DAY),),
    make_up_days=(MakeUpDay(day=date(2026, 10, 10), weekday=5, name=MAKE_UP),),
    special_days=(
        SpecialDay(day=date(2026, 9, 16), hours=(Opening(opens=time(9), closes=time(20)),), name=LATE),
        SpecialDay(day=date(2026, 9, 17), hours=(Opening(opens=time(9), closes=time(11)),), name=SHORT),
        SpecialDay(day=date(2026, 10, 3), hours=(Opening(opens=time(9), closes=time(12)),), name=LATE),
    ),
)
HOURS = Hours(
    sessions=(
        Session(weekdays=WEEKDAYS, opens=time(13, 30), closes=time(17)),
        Session(weekdays=WEEKDAYS, opens=time(9), closes=time(12)),
    ),
    calendar=CALENDAR,
    zone=ZONE,
)


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "phase", "until"),
    [
        (local(9, 14, 8, 59), Phase.CLOSED, local(9, 14, 9)),
        (local(9, 14, 9), Phase.OPEN, local(9, 14, 12)),
        (local(9, 14, 11, 59), Phase.OPEN, local(9, 14, 12)),
        (local(9, 14, 12), Phase.BREAK, local(9, 14, 13, 30)),
        (local(9, 14, 13, 29), Phase.BREAK, local(9, 14, 13, 30)),
        (local(9, 14, 13, 30), Phase.OPEN, local(9, 14, 17)),
        (local(9, 14, 17), Phase.CLOSED, local(9, 15, 9)),
        (local(9, 11, 18), Phase.CLOSED, local(9, 14, 9)),  # Friday evening: Monday
        (local(9, 12, 10), Phase.CLOSED, local(9, 14, 9)),  # Saturday
    ],
)
def test_weekdays_have_two_sessions_with_a_break(at: datetime, phase: Phase, until: datetime) -> None:
    assert open_state(HOURS, at) == OpenState(phase=phase, until=until)


def test_moments_are_told_in_utc_whatever_zone_they_were_asked_in() -> None:
    state = open_state(HOURS, local(9, 14, 10).astimezone(UTC))

    assert state.until == datetime(2026, 9, 14, 4, tzinfo=UTC)
    assert state.until is not None
    assert state.until.tzinfo is UTC


def test_a_holiday_is_closed_and_named_until_the_next_opening() -> None:
    calendar = replace(CALENDAR, special_days=())

    state = open_state(replace(HOURS, calendar=calendar), local(10, 2, 10))

    assert state == OpenState(phase=Phase.CLOSED, until=local(10, 8, 9), reason=NATIONAL_DAY)


def test_the_evening_before_a_holiday_already_names_it() -> None:
    calendar = replace(CALENDAR, special_days=())

    state = open_state(replace(HOURS, calendar=calendar), local(9, 30, 17))

    assert state == OpenState(phase=Phase.CLOSED, until=local(10, 8, 9), reason=NATIONAL_DAY)


def test_a_make_up_day_has_the_hours_of_the_weekday_it_stands_for() -> None:
    friday_only = Session(weekdays=(5,), opens=time(9), closes=time(16))
    hours = replace(HOURS, sessions=(friday_only,))

    assert open_state(hours, local(10, 10, 10)) == OpenState(phase=Phase.OPEN, until=local(10, 10, 16), reason=MAKE_UP)
    assert open_state(hours, local(10, 10, 16)).phase is Phase.CLOSED


def test_the_next_opening_may_be_a_make_up_day() -> None:
    assert open_state(HOURS, local(10, 9, 17)) == OpenState(phase=Phase.CLOSED, until=local(10, 10, 9))


def test_extended_hours_hold_on_their_day_and_are_named_while_open() -> None:
    assert open_state(HOURS, local(9, 16, 18)) == OpenState(phase=Phase.OPEN, until=local(9, 16, 20), reason=LATE)
    assert open_state(HOURS, local(9, 16, 20)) == OpenState(phase=Phase.CLOSED, until=local(9, 17, 9))


def test_shortened_hours_say_why_it_is_closed_when_it_is_usually_open() -> None:
    assert open_state(HOURS, local(9, 17, 11)) == OpenState(phase=Phase.CLOSED, until=local(9, 18, 9), reason=SHORT)
    assert open_state(HOURS, local(9, 17, 18)) == OpenState(phase=Phase.CLOSED, until=local(9, 18, 9))


def test_special_hours_open_a_day_of_a_holiday() -> None:
    assert open_state(HOURS, local(10, 3, 10)) == OpenState(phase=Phase.OPEN, until=local(10, 3, 12), reason=LATE)
    assert open_state(HOURS, local(10, 2, 10)).until == local(10, 3, 9)
    assert open_state(HOURS, local(10, 3, 12)) == OpenState(
        phase=Phase.CLOSED, until=local(10, 8, 9), reason=NATIONAL_DAY
    )


def test_hours_that_touch_are_one_opening() -> None:
    sessions = (
        Session(weekdays=WEEKDAYS, opens=time(9), closes=time(12)),
        Session(weekdays=WEEKDAYS, opens=time(12), closes=time(14)),
    )

    assert open_state(replace(HOURS, sessions=sessions), local(9, 14, 11)).until == local(9, 14, 14)


def test_the_year_s_end_is_no_end() -> None:
    new_year = Holiday(since=date(2026, 12, 31), until=date(2027, 1, 3), name=Text(zh="元旦", en="New Year's Day"))
    hours = replace(HOURS, calendar=Calendar(holidays=(new_year,)))

    state = open_state(hours, datetime(2026, 12, 31, 10, tzinfo=ZONE))

    assert state.until == datetime(2027, 1, 4, 9, tzinfo=ZONE)
    assert state.reason == new_year.name


def test_a_year_that_the_calendar_does_not_cover_has_the_weekdays_hours() -> None:
    assert open_state(HOURS, datetime(2027, 10, 1, 10, tzinfo=ZONE)).phase is Phase.OPEN


def test_a_hall_without_any_hours_to_come_opens_at_no_known_time() -> None:
    assert open_state(replace(HOURS, sessions=(), calendar=Calendar()), local(9, 14)).until is None


def test_a_hall_that_is_always_open_has_no_closing() -> None:
    always = replace(HOURS, open_always=True)

    assert open_state(always, local(10, 2, 3)) == OpenState(phase=Phase.OPEN, until=None)
    assert remaining_minutes(always, local(10, 2, 3)) is None
    assert list_spans(always, date(2026, 10, 2)) == (Span(begins=local(10, 2), ends=local(10, 3)),)


@pytest.mark.parametrize(
    ("at", "minutes"),
    [
        (local(9, 14, 0, 30), 180 + 210),
        (local(9, 14, 9), 180 + 210),
        (local(9, 14, 11, 45), 15 + 210),
        (local(9, 14, 12, 45), 210),
        (local(9, 14, 16, 59), 1),
        (local(9, 14, 17), 0),
        (local(9, 14, 23, 59), 0),
        (local(9, 16, 19), 60),
        (local(10, 1, 10), 0),
    ],
)
def test_remaining_minutes_are_those_of_work(at: datetime, minutes: float) -> None:
    assert remaining_minutes(HOURS, at) == minutes


def test_hours_come_from_the_hall_s_files() -> None:
    plan = replace(small_plan(), calendar=CALENDAR)

    assert hours_of(plan) == Hours(sessions=plan.hall.hours, calendar=CALENDAR, zone=ZONE, open_always=True)


def test_a_change_of_summer_time_moves_the_hours_with_the_clock_on_the_wall() -> None:
    hours = replace(HOURS, zone=ZoneInfo("Europe/Berlin"), calendar=Calendar())
    monday = datetime(2026, 3, 30, 6, 30, tzinfo=UTC)  # the clocks went forward the night before

    assert open_state(hours, monday).until == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert open_state(hours, monday - timedelta(days=3)).until == datetime(2026, 3, 27, 8, tzinfo=UTC)


times = st.integers(0, 24 * 12 - 1).map(lambda fives: time(fives // 12, fives % 12 * 5))
openings = (
    st.lists(times, min_size=2, max_size=6, unique=True)
    .map(sorted)
    .map(lambda marks: tuple(Opening(opens=a, closes=b) for a, b in zip(marks[::2], marks[1::2], strict=False)))
)
FIRST = date(2026, 9, 28)
days = st.integers(0, 20).map(lambda ahead: FIRST + timedelta(days=ahead))


@st.composite
def any_hours(draw: st.DrawFn) -> Hours:
    sessions = tuple(
        Session(weekdays=tuple(sorted(weekdays)), opens=opening.opens, closes=opening.closes)
        for weekdays in [draw(st.sets(st.integers(1, 7), min_size=1))]
        for opening in draw(openings)
    )
    calendar = Calendar(
        holidays=tuple(
            Holiday(since=day, until=day + timedelta(days=draw(st.integers(0, 4))), name=NATIONAL_DAY)
            for day in draw(st.lists(days, max_size=2, unique=True))
        ),
        make_up_days=tuple(
            MakeUpDay(day=day, weekday=draw(st.integers(1, 7)), name=MAKE_UP)
            for day in draw(st.lists(days, max_size=2, unique=True))
        ),
        special_days=tuple(
            SpecialDay(day=day, hours=draw(openings), name=LATE)
            for day in draw(st.lists(days, max_size=2, unique=True))
        ),
    )
    zone = ZoneInfo(draw(st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"])))
    return Hours(sessions=sessions, calendar=calendar, zone=zone)


moments = st.integers(0, 20 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 28, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTE = timedelta(minutes=1)


@given(hours=any_hours(), at=moments)
def test_the_phase_holds_until_the_moment_told_and_no_longer(hours: Hours, at: datetime) -> None:
    state = open_state(hours, at)

    assert state.until is not None
    assert state.until > at
    assert open_state(hours, state.until - MINUTE).phase is state.phase or state.until - MINUTE < at
    assert open_state(hours, state.until).phase is not state.phase


@given(hours=any_hours(), at=moments)
def test_what_opens_next_is_open_and_nothing_opens_before(hours: Hours, at: datetime) -> None:
    state = open_state(hours, at)
    if state.phase is Phase.OPEN or state.until is None:
        return

    assert open_state(hours, state.until).phase is Phase.OPEN
    between = at + (state.until - at) / 2
    assert open_state(hours, between).phase is not Phase.OPEN


@given(hours=any_hours(), day=days)
def test_open_break_and_closed_make_up_the_whole_day(hours: Hours, day: date) -> None:
    begins = datetime.combine(day, time(), hours.zone).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), hours.zone).astimezone(UTC)
    minutes = dict.fromkeys(Phase, timedelta(0))
    at = begins
    while at < ends:
        state = open_state(hours, at)
        until = min(state.until or ends, ends)
        minutes[state.phase] += until - at
        at = until

    assert sum(minutes.values(), timedelta(0)) == ends - begins
    assert minutes[Phase.OPEN] / MINUTE == remaining_minutes(hours, begins)


@given(hours=any_hours(), at=moments, later=st.integers(1, 600))
def test_remaining_minutes_never_grow_within_a_day(hours: Hours, at: datetime, later: int) -> None:
    then = at + later * MINUTE
    if at.astimezone(hours.zone).date() != then.astimezone(hours.zone).date():
        return
    now_min, then_min = remaining_minutes(hours, at), remaining_minutes(hours, then)

    assert now_min is not None
    assert then_min is not None
    assert 0 <= now_min - then_min <= later


def test_the_phases_of_a_day_follow_one_another_to_the_opening_after_it() -> None:
    phases = list_phases(HOURS, date(2026, 11, 24))

    assert [phase.phase for phase in phases] == [
        Phase.CLOSED,
        Phase.OPEN,
        Phase.BREAK,
        Phase.OPEN,
        Phase.CLOSED,
        Phase.OPEN,
    ]
    assert all(earlier.until == later.since for earlier, later in pairwise(phases))
    assert find_phase(phases, phases[2].since) is phases[2]
    assert find_phase(phases, phases[0].since - timedelta(seconds=1)) is None
