"""Look at how right the waits were that visitors were told, by business date."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hall.errors import BadInput
from hall.estimates import EstimateRecord, PromisesOfDay
from hall.ticket_events import TicketCalled, TicketIssued
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.rules.promises import PromisesOfEvents, bands_of, promises_of
from server.store.day_events import find_day, list_day_events
from server.store.hall_read import HallRead

KINDS = (TicketIssued.__name__, TicketCalled.__name__)
DAYS_KEPT = 800
ONE_DAY = timedelta(days=1)
FRESH_FOR = timedelta(seconds=30)
"""A day that is not over is counted anew after so long: the public page may be asked for often."""


class PromiseBoard:
    """The days that were asked for: a past one is counted once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._days: dict[date, PromisesOfEvents | None] = {}
        self._fresh: dict[date, tuple[datetime, PromisesOfEvents | None]] = {}
        self._lock = threading.Lock()

    def look(self, read: HallRead, today: HallToday, month: str | None, *, now: datetime) -> EstimateRecord:
        """Return the record of a month, None for the present one.

        Raises:
            BadInput: that is no month.
        """
        first = _first_of(month) if month else today.business_date.replace(day=1)
        days = {day: found for day in _days_of(first) if (found := self._day(read, today, day, now=now)) is not None}
        everything = [kept for each in days.values() for kept in each.kept]
        return EstimateRecord(
            month=f"{first:%Y-%m}",
            without=sum(each.without for each in days.values()),
            promises=promises_of(everything),
            bands=bands_of(everything),
            days=tuple(PromisesOfDay(business_date=day, promises=promises_of(each.kept)) for day, each in days.items()),
        )

    def _day(self, read: HallRead, today: HallToday, day: date, *, now: datetime) -> PromisesOfEvents | None:
        if day > today.business_date:
            return None
        with self._lock:
            if day in self._days:
                return self._days[day]
            counted_at, found = self._fresh.get(day, (None, None))
        if counted_at is not None and counted_at <= now < counted_at + FRESH_FOR:
            return found
        found = _count(read, today, day)
        if day < today.business_date - ONE_DAY and midnight(day + ONE_DAY, today.zone) < now:
            with self._lock:
                if len(self._days) >= DAYS_KEPT:
                    self._days.clear()
                self._days[day] = found
                self._fresh.pop(day, None)
        else:
            with self._lock:
                self._fresh[day] = now, found
        return found


def _count(read: HallRead, today: HallToday, day: date) -> PromisesOfEvents | None:
    span = find_day(read, day, begins=midnight(day, today.zone), ends=midnight(day + ONE_DAY, today.zone))
    if span is None:
        return None
    promises = PromisesOfEvents()
    for event in list_day_events(read, span, KINDS):
        promises.take(event.body, event.at)
    return promises


def _first_of(month: str) -> date:
    try:
        return datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        raise BadInput(f"month: {month!r} is none; write it as 2026-11") from None


def _days_of(first: date) -> Iterator[date]:
    day = first
    while day.month == first.month:
        yield day
        day += ONE_DAY
