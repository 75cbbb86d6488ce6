"""Rectifying: by when a bad review is to be settled."""

from datetime import date, timedelta

from server.rules.hours import Hours, is_working_day

LOOKED_AHEAD_DAYS = 366
"""A hall that is closed for longer settles on the last of them."""


def due_day(hours: Hours, from_day: date, *, working_days: int) -> date:
    """Return the last of so many working days after one, by the hall's weekdays and calendar."""
    days = (from_day + timedelta(days=ahead) for ahead in range(1, LOOKED_AHEAD_DAYS))
    working = [day for day in days if is_working_day(hours, day)]
    return working[min(working_days, len(working)) - 1] if working else from_day + timedelta(days=working_days)
