"""Warns in time of a year of which the hall's calendar knows nothing: its holidays would count as open days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hall.clock import business_date_at
from hall.hall_plan import Calendar, HallPlan

WARNED_AHEAD = timedelta(days=30)
"""The State Council announces a year's holidays in October or November of the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownYear:
    """A year that the calendar does not cover; `begins_in` is zero once it has begun."""

    year: int
    begins_in: timedelta

    def __str__(self) -> str:
        """Return what is wrong and what to do, in one line."""
        return f"{self.said}; {self.remedy}"

    @property
    def said(self) -> str:
        """What is wrong."""
        when = f"which begins in {self.begins_in.days} days" if self.begins_in else "which has begun"
        return f"the calendar knows nothing of {self.year} yet, {when}: its holidays count as open days"

    @property
    def remedy(self) -> str:
        """What to do."""
        return (
            f"once they are announced run ./yinhao hall calendar {self.year} with the hall's folder, or write them "
            f"into its calendar.toml and add {self.year} to covers"
        )


def calendar_warnings(calendar: Calendar, today: date) -> tuple[UnknownYear, ...]:
    """Return the years that the calendar should cover by now: this one, and from 1 December the next."""
    last_day = date(today.year, 12, 31)
    near = [today.year, today.year + 1] if last_day - today <= WARNED_AHEAD else [today.year]
    return tuple(
        UnknownYear(year=year, begins_in=max(date(year, 1, 1) - today, timedelta(0)))
        for year in near
        if year not in calendar.covers
    )


def warnings_of(plan: HallPlan, now: datetime) -> tuple[UnknownYear, ...]:
    """Return the years that a hall's calendar should cover at an aware moment."""
    return calendar_warnings(plan.calendar, business_date_at(now, ZoneInfo(plan.hall.time_zone)))
