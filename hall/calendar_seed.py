"""What the State Council has announced of a year's holidays, as a calendar to begin from (docs/decisions/0008)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import chinese_calendar

from hall.hall_plan import Calendar, Holiday, MakeUpDay
from hall.places import Session, Text

_DAY = timedelta(days=1)
_NEW_YEAR = chinese_calendar.Holiday.new_years_day.value


def find_announced(year: int, hours: Sequence[Session]) -> Calendar | None:
    """Return a year's holidays and make-up days, or None while they are not announced.

    Days at the end of the year before that belong to New Year's Day come with it. Which weekday's hours a make-up day
    has is not announced: the first weekday on which the hall opens is written, for the hall to look at.
    """
    if not _is_announced(year):
        return None
    days = [day for day in _days(date(year - 1, 12, 1), date(year, 12, 31)) if _belongs(day, year)]
    closed = [day for day in days if chinese_calendar.is_holiday(day)]
    weekday = min(weekday for session in hours for weekday in session.weekdays)
    return Calendar(
        covers=(year,),
        holidays=tuple(_holidays(closed)),
        make_up_days=tuple(
            MakeUpDay(day=day, weekday=weekday, name=_make_up_name(day)) for day in days if day not in closed
        ),
    )


def _is_announced(year: int) -> bool:
    """Whether the year's National Day is known; single days around New Year may come with another year."""
    try:
        return _occasion(date(year, 10, 1)) is not None
    except NotImplementedError:  # how the library says that it knows nothing of a year
        return False


def _belongs(day: date, year: int) -> bool:
    """Whether a day is one of the year's occasions; those of December before are New Year's Day's."""
    occasion = _occasion(day)
    return occasion is not None and (day.year == year or occasion == _NEW_YEAR)


def _holidays(days: Sequence[date]) -> Iterator[Holiday]:
    """Yield runs of days as one holiday each: never across two years, and with all names where festivals meet."""
    runs = groupby(enumerate(days), key=lambda numbered: (numbered[1].year, numbered[1] - numbered[0] * _DAY))
    for run in (([day for _, day in numbered]) for _, numbered in runs):
        occasions = [chinese_calendar.Holiday(word) for word in dict.fromkeys(_occasion(day) for day in run)]
        name = Text(
            zh="、".join(occasion.chinese for occasion in occasions),
            en=" and ".join(occasion.value for occasion in occasions),
        )
        yield Holiday(since=run[0], until=run[-1], name=name)


def _make_up_name(day: date) -> Text:
    occasion = chinese_calendar.Holiday(_occasion(day))
    return Text(zh=f"{occasion.chinese}调休上班", en=f"Working day in exchange for {occasion.value}")


def _occasion(day: date) -> str | None:
    """Return what a day is off, or worked, for; None for an ordinary day."""
    occasion: str | None = chinese_calendar.get_holiday_detail(day)[1]
    return occasion


def _days(first: date, last: date) -> Iterator[date]:
    return (first + ahead * _DAY for ahead in range((last - first).days + 1))
