"""限号: whether a queue's or matter's quota has room for one more number, and what to say where it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall.places import Quota
from server.rules.hours import Hours, list_spans, midnight


class Limit(StrEnum):
    """Which of a quota's limits is reached."""

    PERSON = "person"
    DAY = "day"
    SLOT = "slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of the working day with a quota of its own, from `begins` until just before `ends`.

    Numbers count in it from `counts_since` on, which is earlier where the hall was not open before: who comes
    before the opening, or in the break, takes of the slot that opens next.
    """

    counts_since: datetime
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """How many of today's numbers count against a quota: all but those cancelled before they were called.

    `slots` holds those taken in each slot, by its `begins`; a slot without an entry has none. `person` are this
    visitor's own, None where it is not known who it is: then nothing is held against anybody.
    """

    day: int = 0
    slots: Mapping[datetime, int]
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhausted:
    """That a quota is used up, and what can still be done.

    `next_slot` is the next one today with room, only where the slot is what is full; `may_book` whether an
    appointment for another time is a way.
    """

    limit: Limit
    next_slot: Slot | None
    may_book: bool


def find_exhausted(
    quota: Quota, used: Used, *, slots: tuple[Slot, ...], at: datetime, takes_appointments: bool
) -> Exhausted | None:
    """Return which limit keeps one more number from being given out, or None when there is room.

    Args:
        quota: a queue's or a matter's; where both have one, ask for each.
        used: what counts against that quota.
        slots: today's slots (`list_slots`); empty where the quota has none.
        at: now.
        takes_appointments: whether the hall takes appointments for it.
    """
    if _is_reached(quota.a_person, used.person):
        return Exhausted(limit=Limit.PERSON, next_slot=None, may_book=takes_appointments)
    if _is_reached(quota.a_day, used.day):
        return Exhausted(limit=Limit.DAY, next_slot=None, may_book=takes_appointments)
    to_come = [slot for slot in slots if at < slot.ends]
    with_room = [slot for slot in to_come if not _is_reached(quota.a_slot, used.slots.get(slot.begins, 0))]
    if with_room[:1] == to_come[:1]:
        return None
    next_slot = with_room[0] if with_room else None
    return Exhausted(limit=Limit.SLOT, next_slot=next_slot, may_book=takes_appointments)


def list_slots(quota: Quota, hours: Hours, day: date) -> tuple[Slot, ...]:
    """Return a quota's slots on a business date, in order; empty when it has none, or the hall is closed.

    They follow the clock (9:00, 9:30 …) and are cut where the hall opens and closes.
    """
    if quota.slot_min is None or quota.a_slot is None:
        return ()
    length = timedelta(minutes=quota.slot_min)
    day_begins = midnight(day, hours.zone)
    slots: list[Slot] = []
    for span in list_spans(hours, day):
        begins = span.begins
        while begins < span.ends:
            ends = min(day_begins + ((begins - day_begins) // length + 1) * length, span.ends)
            counts_since = slots[-1].ends if slots else day_begins
            slots.append(Slot(counts_since=counts_since, begins=begins, ends=ends))
            begins = ends
    return tuple(slots)


def _is_reached(most: int | None, used: int | None) -> bool:
    return most is not None and used is not None and used >= most
