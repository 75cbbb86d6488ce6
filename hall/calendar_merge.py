"""Puts what was announced of a year beside what the hall wrote in its calendar, and never in its place."""

from dataclasses import dataclass, replace
from datetime import date

from hall.hall_plan import Calendar, Holiday, MakeUpDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What is to be added to a hall's calendar, and what was announced otherwise than the hall has it."""

    added: Calendar
    differing: tuple[Holiday | MakeUpDay, ...]


def merge(own: Calendar, announced: Calendar) -> Merge:
    """Compare a hall's calendar with a year that was announced.

    A day of which the hall says something stays as it is. To a year that the hall covers already nothing is added
    at all: what is not there was left out on purpose.
    """
    days: list[Holiday | MakeUpDay] = [*announced.holidays, *announced.make_up_days]
    new = [one for one in days if not _agrees(own, one)]
    is_covered = set(announced.covers) <= set(own.covers)
    differing = tuple(one for one in new if is_covered or _contradicts(own, one))
    added = Calendar(
        covers=() if is_covered else announced.covers,
        holidays=tuple(one for one in new if isinstance(one, Holiday) and one not in differing),
        make_up_days=tuple(one for one in new if isinstance(one, MakeUpDay) and one not in differing),
    )
    return Merge(added=added, differing=differing)


def joined(own: Calendar, added: Calendar) -> Calendar:
    """Return a calendar with the additions after what is there."""
    return replace(
        own,
        covers=own.covers + added.covers,
        holidays=own.holidays + added.holidays,
        make_up_days=own.make_up_days + added.make_up_days,
    )


def _agrees(own: Calendar, one: Holiday | MakeUpDay) -> bool:
    if isinstance(one, MakeUpDay):
        return any(one.day == other.day for other in own.make_up_days)
    return any(other.since <= one.since and one.until <= other.until for other in own.holidays)


def _contradicts(own: Calendar, one: Holiday | MakeUpDay) -> bool:
    since, until = _first_and_last(one)
    shares_holiday = any(other.since <= until and since <= other.until for other in own.holidays)
    return shares_holiday or any(since <= other.day <= until for other in own.make_up_days)


def _first_and_last(one: Holiday | MakeUpDay) -> tuple[date, date]:
    return (one.day, one.day) if isinstance(one, MakeUpDay) else (one.since, one.until)
