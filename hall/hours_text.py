"""When the hall is open, in words: the weekdays' hours, and the days that its calendar makes different."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from hall.hall_plan import Calendar
from hall.language import Language
from hall.places import Session, Text

DAYS_TOLD = timedelta(days=60)
"""How far ahead different days are told: nobody plans a visit much longer before."""


def hours_text(sessions: tuple[Session, ...], language: Language) -> str:
    """Say the hours of the week; weekdays with the same hours in one, Monday to Friday."""
    days_of: dict[tuple[tuple[time, time], ...], list[int]] = {}
    for weekday in range(1, 8):
        times = tuple(sorted((one.opens, one.closes) for one in sessions if weekday in one.weekdays))
        if times:
            days_of.setdefault(times, []).append(weekday)
    return language.text("rules.opening.session_break").join(
        language.text("rules.opening.session", days=_weekdays(days, language), times=_times(times, language))
        for times, days in days_of.items()
    )


def rest_days_text(sessions: tuple[Session, ...], language: Language) -> str:
    """Name the weekdays on which the hall does not open; empty where it opens on each."""
    open_on = {day for one in sessions for day in one.weekdays}
    rest = [day for day in range(1, 8) if day not in open_on]
    return _weekdays(rest, language) if rest else ""


def different_days_text(calendar: Calendar, today: date, language: Language) -> str:
    """Say which of the next days differ from the hours of their weekday; nothing where none is known."""
    told = sorted(_list_days(calendar, today, language))
    return language.text("rules.opening.session_break").join(text for _, text in told)


def _list_days(calendar: Calendar, today: date, language: Language) -> Iterator[tuple[date, str]]:
    until = today + DAYS_TOLD
    for holiday in calendar.holidays:
        if today <= holiday.until and holiday.since <= until:
            yield holiday.since, _day("closed", holiday.since, holiday.until, holiday.name, language)
    for make_up in calendar.make_up_days:
        if today <= make_up.day <= until:
            weekday = language.text(f"rules.weekday.{make_up.weekday}")
            yield make_up.day, _day("made_up", make_up.day, make_up.day, make_up.name, language, weekday=weekday)
    for special in calendar.special_days:
        if today <= special.day <= until:
            times = _times(tuple((one.opens, one.closes) for one in special.hours), language)
            yield (
                special.day,
                _day("special" if times else "closed", special.day, special.day, special.name, language, times=times),
            )


def _day(key: str, since: date, until: date, name: Text, language: Language, **facts: str) -> str:
    first, last = _date(since, language), _date(until, language)
    dates = first if since == until else language.text("rules.dates.run", first=first, last=last)
    return language.text(f"rules.opening.{key}", dates=dates, name=language.of(name), **facts)


def _date(day: date, language: Language) -> str:
    return language.text("rules.date", month=language.text(f"rules.month.{day.month}"), day=day.day)


def _weekdays(days: list[int], language: Language) -> str:
    names = [language.text(f"rules.weekday.{day}") for day in days]
    is_run = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    if is_run:
        return language.text("rules.weekdays.run", first=names[0], last=names[-1])
    return language.text("rules.list.and").join(names)


def _times(times: tuple[tuple[time, time], ...], language: Language) -> str:
    spans = [f"{opens.hour}:{opens:%M}–{closes.hour}:{closes:%M}" for opens, closes in times]
    return language.text("rules.list.and").join(spans)
