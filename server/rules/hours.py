"""When the hall is open: weekdays' hours, then what its calendar says of single days; nothing is ever guessed.

A year that the calendar does not cover has the hours of its weekdays; `hall.calendar_warnings` warns of it in time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hall.clock import business_date_at
from hall.hall_plan import Calendar, HallPlan, Holiday, MakeUpDay, Opening, SpecialDay
from hall.opening import OpenPhase, Phase
from hall.places import Session, Text

DAYS_SEARCHED = 400
"""How far ahead an opening is looked for: longer than a year, so that yearly opening days are found."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What opening depends on, whatever the date; `open_always` makes every moment one of opening."""

    sessions: tuple[Session, ...]
    calendar: Calendar
    zone: ZoneInfo
    open_always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """Whether the hall is open at a moment, and until when this holds.

    `until` is when it closes (open), opens again after the break, or opens next (closed); None when it is always
    open, or no opening is known. `reason` is the calendar's word: while open for today's hours ("延时服务"), while
    closed for the first day that keeps it closed ("国庆节"); None when only weekdays' hours decide.
    """

    phase: Phase
    until: datetime | None
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time from `begins` until just before `ends`."""

    begins: datetime
    ends: datetime


def hours_of(plan: HallPlan) -> Hours:
    """Return what a hall's files say of its opening."""
    return Hours(
        sessions=plan.hall.hours,
        calendar=plan.calendar,
        zone=ZoneInfo(plan.hall.time_zone),
        open_always=plan.hall.open_always,
    )


def open_state(hours: Hours, at: datetime) -> OpenState:
    """Return whether the hall is open at an aware moment, until when, and what the calendar says of it."""
    if hours.open_always:
        return OpenState(phase=Phase.OPEN, until=None)
    today = business_date_at(at, hours.zone)
    spans = list_spans(hours, today)
    if not spans or at < spans[0].begins or at >= spans[-1].ends:
        return _closed(hours, at, today)
    reason = _why_open(hours.calendar, today)
    span = next(span for span in spans if at < span.ends)
    if at < span.begins:
        return OpenState(phase=Phase.BREAK, until=span.begins, reason=reason)
    return OpenState(phase=Phase.OPEN, until=span.ends, reason=reason)


def list_phases(hours: Hours, day: date) -> tuple[OpenPhase, ...]:
    """Return how the doors stand one after another from a date's midnight on, to the first opening after the date."""
    ends, at = midnight(day + _DAY, hours.zone), midnight(day, hours.zone)
    phases: list[OpenPhase] = []
    while True:
        state = open_state(hours, at)
        phases.append(OpenPhase(since=at, phase=state.phase, until=state.until, reason=state.reason))
        if state.until is None or at >= ends:
            return tuple(phases)
        at = state.until


def remaining_minutes(hours: Hours, at: datetime) -> float | None:
    """Return the working minutes from an aware moment to the day's last closing, breaks left out.

    Before the first opening those of the whole day, after the last closing 0, None when the hall never closes.
    """
    if hours.open_always:
        return None
    spans = list_spans(hours, business_date_at(at, hours.zone))
    return sum(max(span.ends - max(span.begins, at), timedelta(0)) / _MINUTE for span in spans)


def list_spans(hours: Hours, day: date) -> tuple[Span, ...]:
    """Return when the hall is open on a business date, in order, in UTC; hours that touch become one span.

    Hours that are always open are one span from midnight to midnight.
    """
    if hours.open_always:
        return (Span(begins=midnight(day, hours.zone), ends=midnight(day + _DAY, hours.zone)),)
    return _spans(_openings(hours, day), day, hours.zone)


def is_working_day(hours: Hours, day: date) -> bool:
    """Whether the hall's weekdays and calendar have it open on a date.

    `open_always` lets a hall be tried at night; it makes no Sunday a working day.
    """
    return bool(_openings(hours, day))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which a business date begins, in UTC."""
    return _moment(day, time(), zone)


def _openings(hours: Hours, day: date) -> tuple[Opening, ...]:
    special = _find_special_day(hours.calendar, day)
    return _usual_openings(hours, day) if special is None else special.hours


def _usual_openings(hours: Hours, day: date) -> tuple[Opening, ...]:
    """Return a day's hours but for special ones."""
    make_up = _find_make_up_day(hours.calendar, day)
    if make_up is None and _find_holiday(hours.calendar, day) is not None:
        return ()
    weekday = day.isoweekday() if make_up is None else make_up.weekday
    sessions = [session for session in hours.sessions if weekday in session.weekdays]
    return tuple(Opening(opens=session.opens, closes=session.closes) for session in sessions)


def _closed(hours: Hours, at: datetime, today: date) -> OpenState:
    reason = _why_not_as_usual(hours, at, today)
    for day in (today + ahead * _DAY for ahead in range(DAYS_SEARCHED)):
        opens = next((span.begins for span in list_spans(hours, day) if at < span.begins), None)
        if opens is not None:
            return OpenState(phase=Phase.CLOSED, until=opens, reason=reason)
        holiday = _find_holiday(hours.calendar, day)
        reason = reason or (holiday.name if holiday else None)
    return OpenState(phase=Phase.CLOSED, until=None, reason=reason)


def _why_open(calendar: Calendar, day: date) -> Text | None:
    decisive = _find_special_day(calendar, day) or _find_make_up_day(calendar, day)
    return decisive.name if decisive is not None else None


def _why_not_as_usual(hours: Hours, at: datetime, day: date) -> Text | None:
    """Return the name of special hours that keep the hall closed at a moment when it is usually open."""
    special = _find_special_day(hours.calendar, day)
    if special is None:
        return None
    usual = _spans(_usual_openings(hours, day), day, hours.zone)
    return special.name if any(span.begins <= at < span.ends for span in usual) else None


def _find_special_day(calendar: Calendar, day: date) -> SpecialDay | None:
    return next((special for special in calendar.special_days if special.day == day), None)


def _find_make_up_day(calendar: Calendar, day: date) -> MakeUpDay | None:
    return next((make_up for make_up in calendar.make_up_days if make_up.day == day), None)


def _find_holiday(calendar: Calendar, day: date) -> Holiday | None:
    return next((holiday for holiday in calendar.holidays if holiday.since <= day <= holiday.until), None)


def _spans(openings: tuple[Opening, ...], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    spans: list[Span] = []
    for opening in sorted(openings, key=lambda one: one.opens):
        span = Span(begins=_moment(day, opening.opens, zone), ends=_moment(day, opening.closes, zone))
        if spans and span.begins <= spans[-1].ends:
            spans[-1] = Span(begins=spans[-1].begins, ends=max(span.ends, spans[-1].ends))
        else:
            spans.append(span)
    return tuple(spans)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
