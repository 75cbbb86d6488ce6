"""Checks of a hall's files that need one record only: words that are not blank, numbers and hours."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from zoneinfo import ZoneInfo

from hall.places import Hall, Session
from hall.plan_faults import Fault, Located
from hall.plan_files import Draft, each
from hall.rules import Rules
from hall.toml_lines import KeyPath

MOST_WEIGHT = 10
"""A share of a tenth is the least that a visitor would notice."""

_MAY_BE_ZERO = frozenset(
    {
        "last_issue_min",
        "offline_numbers",
        "overdue_after_calls",
        "overdue_expires_min",
        "overdue_limit",
        "reprint_limit",
        "longest_wait_min",
        "unanswered_min",
        "double_tap_s",
        "appointment_early_min",
        "appointment_late_min",
        "appointment_share",
        "undo_call_s",
        "reopen_s",
    }
)
"""Rules that 0 leaves out; of the others 0 would mean nothing."""


def check_words(draft: Draft) -> Iterator[Fault]:
    """No text is blank, in either language."""
    groups: tuple[list[Any], ...] = (
        draft.halls,
        draft.floors,
        draft.queues,
        draft.windows,
        draft.departments,
        draft.themes,
        draft.matters,
        draft.towns,
        draft.calendars,
    )
    for group in groups:
        for located in group:
            for path in _blank_words(located.record, ()):
                yield located.fault(*path, what="is blank; write it, or leave the key out where it is not needed")


def check_hall(draft: Draft) -> Iterator[Fault]:
    """The time zone exists, opening hours are hours, and the rules of calling can be kept."""
    for hall in draft.halls:
        if not _is_time_zone(hall.record.time_zone):
            yield hall.fault("time_zone", what="is not a time zone; write it as in Asia/Shanghai")
        if not hall.record.hours:
            yield hall.fault("hours", what="says no opening hours; add at least one [[hours]]")
        yield from _hours_faults(hall)
        yield from _rules_faults(hall)


def check_matter_values(draft: Draft) -> Iterator[Fault]:
    """A matter says for whom it is, what to bring and how long it takes."""
    for matter in draft.matters:
        one = matter.record
        for key in ("audiences", "materials"):
            if not getattr(one, key):
                yield matter.fault(key, what="is an empty list; name at least one")
        if one.limit_days < 0:
            yield matter.fault("limit_days", what=f"is {one.limit_days}; write working days, 0 for on the spot")
        if one.minutes < 1:
            yield matter.fault("minutes", what=f"is {one.minutes}; write the minutes usually spent at the window")
        if one.online is not None and not one.online.startswith("https://"):
            yield matter.fault("online", what="is not an address; write it from https:// on")


def check_everyday_words(draft: Draft) -> Iterator[Fault]:
    """English everyday words are English, and stand once."""
    holders: tuple[Located[Any], ...] = (*draft.departments, *draft.matters)
    for holder in holders:
        for place, words in enumerate(holder.record.also_en):
            if any("\u4e00" <= letter <= "\u9fff" for letter in words):
                yield holder.fault("also_en", place, what=f'"{words}" is Chinese; write it under also')
            elif words.lower() in (earlier.lower() for earlier in holder.record.also_en[:place]):
                yield holder.fault("also_en", place, what=f'"{words}" stands here twice; take one out')


def _blank_words(value: object, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(value, str) and not value.strip():
        yield path
    elif is_dataclass(value):
        for field in fields(value):
            yield from _blank_words(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _blank_words(item, (*path, place))


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError):  # not known; not even the form of one
        return False
    return True


def _hours_faults(hall: Located[Hall]) -> Iterator[Fault]:
    earlier: list[Session] = []
    for located in each(hall, "hours"):
        session: Session = located.record
        if not session.weekdays or not all(1 <= day <= 7 for day in session.weekdays):
            yield located.fault(
                "weekdays", what="must be numbers from 1 (Monday) to 7 (Sunday); write them as in [1, 2, 3, 4, 5]"
            )
        if session.opens >= session.closes:
            yield located.fault("closes", what=f"{session.closes} is not after {session.opens}; write a later time")
        if any(_overlap(session, other) for other in earlier):
            yield located.fault("opens", what="overlaps other hours of the same weekday; make them follow one another")
        earlier.append(session)


def _overlap(a: Session, b: Session) -> bool:
    return bool(set(a.weekdays) & set(b.weekdays)) and a.opens < b.closes and b.opens < a.closes


def _rules_faults(hall: Located[Hall]) -> Iterator[Fault]:
    rules: Rules = hall.record.rules
    for field in fields(rules):
        value, least = getattr(rules, field.name), 0 if field.name in _MAY_BE_ZERO else 1
        if type(value) is int and value < least:
            yield hall.fault("rules", field.name, what=f"is {value}; write {least} or more")
    if rules.overdue_min_calls > rules.max_calls > 0:
        what = f"is {rules.overdue_min_calls}, more calls than max_calls allows ({rules.max_calls}); lower it"
        yield hall.fault("rules", "overdue_min_calls", what=what)
    if rules.stale_call_supervisor_s < rules.stale_call_s:
        what = f"is {rules.stale_call_supervisor_s}, before the window itself is told ({rules.stale_call_s}); raise it"
        yield hall.fault("rules", "stale_call_supervisor_s", what=what)
    if rules.appointment_share > 100:
        yield hall.fault("rules", "appointment_share", what=f"is {rules.appointment_share}; write 0 to 100")


def check_weights(draft: Draft) -> Iterator[Fault]:
    """A window that gives its queues shares gives each one, between 1 and 10."""
    for window in draft.windows:
        one = window.record
        if one.weights and len(one.weights) != len(one.queues):
            what = f"has {len(one.weights)} numbers for {len(one.queues)} queues; write one for each, in their order"
            yield window.fault("weights", what=what)
        if any(not 1 <= weight <= MOST_WEIGHT for weight in one.weights):
            yield window.fault("weights", what=f"must be whole numbers from 1 to {MOST_WEIGHT}")
