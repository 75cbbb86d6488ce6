"""Checks of a hall's calendar: every day in it is said once, and every hour is one."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from hall.hall_plan import Calendar, Holiday, MakeUpDay, Opening
from hall.plan_faults import Fault, Located
from hall.plan_files import Draft, each


def check_calendar(draft: Draft) -> Iterator[Fault]:
    """Years are years, days follow one another and are said once, and hours are hours."""
    open_weekdays = {day for hall in draft.halls for session in hall.record.hours for day in session.weekdays}
    for calendar in draft.calendars:
        for place, year in enumerate(calendar.record.covers):
            if not 2000 <= year <= 2999:
                yield calendar.fault("covers", place, what=f"is {year}; write a year, as in 2026")
        yield from _holiday_faults(each(calendar, "holidays"))
        for make_up in each(calendar, "make_up_days"):
            yield from _make_up_faults(make_up, calendar.record, open_weekdays)
        for special in each(calendar, "special_days"):
            yield from _hours_faults(special)
        for key in ("make_up_days", "special_days"):
            yield from _said_twice(each(calendar, key))


def _holiday_faults(holidays: Sequence[Located[Holiday]]) -> Iterator[Fault]:
    for one in holidays:
        if one.record.until < one.record.since:
            yield one.fault("until", what=f"{one.record.until} is before since ({one.record.since}); write a later day")
    for one, other in combinations(holidays, 2):
        if one.record.since <= other.record.until and other.record.since <= one.record.until:
            yield other.fault("since", what=f"shares days with the holiday at {one.place}; write each day once")


def _make_up_faults(make_up: Located[MakeUpDay], calendar: Calendar, open_weekdays: set[int]) -> Iterator[Fault]:
    weekday, day = make_up.record.weekday, make_up.record.day
    if weekday not in open_weekdays:
        what = f"is {weekday}; write the weekday (1 Monday … 7 Sunday) whose [[hours]] of hall.toml hold on this day"
        yield make_up.fault("weekday", what=what)
    if any(holiday.since <= day <= holiday.until for holiday in calendar.holidays):
        yield make_up.fault("day", what=f"{day} is within a holiday; end the holiday before it, or take this day out")


def _hours_faults(special: Located[Any]) -> Iterator[Fault]:
    openings: list[Located[Opening]] = each(special, "hours")
    if not openings:
        yield special.fault("hours", what="is an empty list; write opening hours, or make this day a holiday")
    for one in openings:
        if one.record.opens >= one.record.closes:
            yield one.fault("closes", what=f"{one.record.closes} is not after {one.record.opens}; write a later time")
    for one, other in combinations(openings, 2):
        if one.record.opens < other.record.closes and other.record.opens < one.record.closes:
            yield other.fault("opens", what="overlaps other hours of this day; make them follow one another")


def _said_twice(days: Sequence[Located[Any]]) -> Iterator[Fault]:
    seen: dict[date, str] = {}
    for one in days:
        if one.record.day in seen:
            yield one.fault("day", what=f"{one.record.day} is already at {seen[one.record.day]}; write each day once")
        seen.setdefault(one.record.day, one.place)
