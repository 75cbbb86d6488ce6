"""What was announced of a year becomes a calendar; of a year not announced nothing is guessed."""

from datetime import date, time

from hall.calendar_seed import find_announced
from hall.hall_plan import Calendar, Holiday, MakeUpDay
from hall.places import Session, Text

HOURS = (
    Session(weekdays=(2, 3), opens=time(9), closes=time(12)),
    Session(weekdays=(4, 5), opens=time(9), closes=time(12)),
)


def get_announced(year: int) -> Calendar:
    announced = find_announced(year, HOURS)
    assert announced is not None
    return announced


def days(holiday: Holiday) -> tuple[str, str, str]:
    return (f"{holiday.since:%m-%d}", f"{holiday.until:%m-%d}", holiday.name.zh)


def test_the_holidays_of_2026_are_those_of_the_announcement() -> None:
    announced = get_announced(2026)

    assert announced.covers == (2026,)
    assert [days(holiday) for holiday in announced.holidays] == [
        ("01-01", "01-03", "元旦"),
        ("02-15", "02-23", "春节"),
        ("04-04", "04-06", "清明"),
        ("05-01", "05-05", "劳动节"),
        ("06-19", "06-21", "端午"),
        ("09-25", "09-27", "中秋"),
        ("10-01", "10-07", "国庆节"),
    ]
    assert [f"{make_up.day:%m-%d}" for make_up in announced.make_up_days] == [
        "01-04",
        "02-14",
        "02-28",
        "05-09",
        "09-20",
        "10-10",
    ]


def test_a_make_up_day_has_the_hours_of_the_first_weekday_that_has_any() -> None:
    assert get_announced(2026).make_up_days[0] == MakeUpDay(
        day=date(2026, 1, 4),
        weekday=2,
        name=Text(zh="元旦调休上班", en="Working day in exchange for New Year's Day"),
    )


def test_festivals_that_meet_are_one_holiday_with_both_names() -> None:
    october = [holiday for holiday in get_announced(2025).holidays if holiday.since.month == 10]

    assert [days(holiday) for holiday in october] == [("10-01", "10-08", "国庆节、中秋")]
    assert october[0].name.en == "National Day and Mid-autumn Festival"


def test_new_year_s_days_of_december_come_with_the_new_year_and_stay_in_their_own() -> None:
    holidays = get_announced(2023).holidays

    assert (holidays[0].since, holidays[0].until) == (date(2022, 12, 31), date(2022, 12, 31))
    assert (holidays[1].since, holidays[1].until) == (date(2023, 1, 1), date(2023, 1, 2))


def test_of_a_year_not_announced_nothing_is_guessed() -> None:
    assert find_announced(2999, HOURS) is None
    assert find_announced(2000, HOURS) is None
