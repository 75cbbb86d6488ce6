"""Checks of a hall's files: number series that can be printed and told apart, and quotas that leave room."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from hall.hall_plan import Series
from hall.places import Quota
from hall.plan_faults import Fault, Located
from hall.plan_files import Draft

MOST_DIGITS = 5
MINUTES_A_DAY = 24 * 60

_PREFIX = re.compile("[A-HJ-NP-Z]{1,2}")
_ENDING = re.compile(f"[0-9]{{1,{MOST_DIGITS}}}")


def check_series(draft: Draft) -> Iterator[Fault]:
    """Prefixes are told apart at a glance, and every number of a series can be printed with its digits."""
    seen: dict[str, str] = {}
    for series in draft.series:
        one = series.record
        if not _PREFIX.fullmatch(one.prefix):
            what = f'"{one.prefix}" cannot be a prefix; write one or two capitals, not I or O (they look like 1, 0)'
            yield series.fault("prefix", what=what)
        elif one.prefix in seen:
            what = f'"{one.prefix}" is already the prefix at {seen[one.prefix]}; choose another letter'
            yield series.fault("prefix", what=what)
        seen.setdefault(one.prefix, series.place)
        yield from _range_faults(series)


def check_quotas(draft: Draft) -> Iterator[Fault]:
    """A quota says something, in numbers that let at least one visitor in."""
    holders: list[Located[Any]] = [*draft.queues, *draft.matters]
    for holder in holders:
        if holder.record.quota is not None:
            yield from _quota_faults(holder, holder.record.quota)


def _range_faults(series: Located[Series]) -> Iterator[Fault]:
    one = series.record
    if not 0 < one.first <= one.last:
        yield series.fault("first", what=f"runs from {one.first} to {one.last}; begin at 1 or more, end after it")
    if not 0 < one.digits <= MOST_DIGITS:
        yield series.fault("digits", what=f"is {one.digits}; write 1 to {MOST_DIGITS}, people have to remember numbers")
    if len(str(one.last)) > one.digits:
        yield series.fault("digits", what=f"{one.last} has more than {one.digits} digits; raise digits or lower last")
    endings = [ending for ending in one.skip if _ENDING.fullmatch(ending)]
    for place, ending in enumerate(one.skip):
        if ending not in endings:
            what = f'"{ending}" is not the end of a number; write digits in quotation marks, as in "4"'
            yield series.fault("skip", place, what=what)
    values = range(one.first, one.last + 1)
    if values and all(f"{value:0{max(one.digits, 1)}d}".endswith(tuple(endings)) for value in values):
        yield series.fault("skip", what=f"leaves out every number from {one.first} to {one.last}; leave some in")


def _quota_faults(holder: Located[Any], quota: Quota) -> Iterator[Fault]:
    given = {field.name: getattr(quota, field.name) for field in fields(quota)}
    if set(given.values()) == {None}:
        yield holder.fault("quota", what="is empty; write a_day, a_slot with slot_min, or a_person, or take it out")
    for key, value in given.items():
        if value is not None and value < 1:
            yield holder.fault("quota", key, what=f"is {value}; write 1 or more, or leave it out for no limit")
    if quota.slot_min is not None and quota.slot_min > MINUTES_A_DAY:
        yield holder.fault("quota", "slot_min", what=f"is {quota.slot_min}; write the minutes of a slot, as in 30")
    if quota.a_slot is not None and quota.slot_min is None:
        yield holder.fault("quota", "slot_min", what="is missing; write how many minutes a slot has, as in 30")
    if quota.slot_min is not None and quota.a_slot is None:
        yield holder.fault("quota", "a_slot", what="is missing; write how many numbers are given out in each slot")
