"""Checks of a hall's files: on every day it is clear where each matter is handled, and somebody serves it there."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hall.placement import find_placement, list_placements_of
from hall.places import HANDLED_HERE, Department, HandlingMode, Matter, Placement
from hall.plan_faults import Fault, Located
from hall.plan_files import Draft, each

_DAY = timedelta(days=1)


def check_placements(draft: Draft) -> Iterator[Fault]:
    """Placements follow one another; those of a department leave no day without one."""
    opens_on = _opens_on(draft)
    holders: list[Located[Any]] = [*draft.departments, *draft.matters]
    for holder in holders:
        for placement in each(holder, "placements"):
            yield from _placement_faults(placement, opens_on)
        yield from _overlaps(holder)
    for department in draft.departments:
        yield from _gaps(department, opens_on)
        yield from _never_here(department)


def check_queues(draft: Draft) -> Iterator[Fault]:
    """Every queue is served by a window, and every window serves one."""
    served = {queue for window in draft.windows for queue in window.record.queues}
    for queue in draft.queues:
        if queue.record.queue_id not in served:
            yield queue.fault("queue_id", what="is served by no window; add it to the queues of one, or take it out")
    for window in draft.windows:
        if not window.record.queues:
            yield window.fault("queues", what="is an empty list; name at least one queue that this window serves")


def check_matter_handling(draft: Draft) -> Iterator[Fault]:
    """A matter that is ever handled here has a queue; an authorised one is at a department that has windows."""
    departments = {one.record.department_id: one.record for one in draft.departments}
    for matter in draft.matters:
        department = departments.get(matter.record.department)
        if department is None:
            continue
        placements = list(list_placements_of(matter.record, department, _opens_on(draft)))
        if matter.record.queue is None and any(one.mode in HANDLED_HERE for _, one in placements):
            yield matter.fault("queue", what="is missing though the matter is handled here; name the queue to wait in")
        yield from _authorised_faults(draft, matter, placements, departments)


def check_featured(draft: Draft) -> Iterator[Fault]:
    """The matters on the kiosk's first screen can be had in this hall."""
    departments = {one.record.department_id: one.record for one in draft.departments}
    matters = {one.record.matter_id: one.record for one in draft.matters}
    for hall in draft.halls:
        for place, name in enumerate(hall.record.featured):
            matter = matters.get(name)
            department = departments.get(matter.department) if matter else None
            if matter is None or department is None:
                continue
            placements = list_placements_of(matter, department, hall.record.opens_on)
            if not any(one.mode in HANDLED_HERE for _, one in placements):
                what = f'"{name}" is never handled in this hall; feature one that is'
                yield hall.fault("featured", place, what=what)


def _placement_faults(located: Located[Placement], opens_on: date) -> Iterator[Fault]:
    one = located.record
    if one.since and one.until and one.until < one.since:
        yield located.fault("until", what=f"{one.until} is before since ({one.since}); write a later day")
    if one.since and one.since < opens_on:
        what = f"{one.since} is before the hall opens ({opens_on}); leave since out to begin with the hall"
        yield located.fault("since", what=what)
    if one.mode is HandlingMode.DELEGATED and not one.towns:
        yield located.fault("towns", what="is missing; name the towns' centres that handle it")
    if one.mode is not HandlingMode.DELEGATED and one.towns:
        yield located.fault("towns", what=f'belongs to mode "delegated" only, not to "{one.mode}"; take it out')
    if one.mode in {HandlingMode.NOT_MOVED_IN, HandlingMode.ELSEWHERE} and one.note is None:
        yield located.fault("note", what="is missing; tell visitors where to go")


def _overlaps(holder: Located[Any]) -> Iterator[Fault]:
    placements = _in_order(holder)
    for before, after in pairwise(placements):
        if after.record.since is None or before.record.until is None or after.record.since <= before.record.until:
            what = "overlaps another placement; give the earlier one an until and this one a since on the day after"
            yield after.fault(what=what)


def _never_here(department: Located[Department]) -> Iterator[Fault]:
    for placement in each(department, "placements"):
        if placement.record.mode is HandlingMode.ELSEWHERE:
            what = 'is "elsewhere", which is for single matters; write "not_moved_in" for a department'
            yield placement.fault("mode", what=what)


def _gaps(holder: Located[Department], opens_on: date) -> Iterator[Fault]:
    placements = _in_order(holder)
    if not placements:
        yield holder.fault("placements", what='is an empty list; write at least [{ mode = "comprehensive" }]')
        return
    covered_until = opens_on - _DAY
    for located in placements:
        since = located.record.since or opens_on
        if since - _DAY > covered_until:
            what = f"nothing holds from {covered_until + _DAY} to {since - _DAY}; add a placement for these days"
            yield located.fault("since", what=what)
        covered_until = max(covered_until, located.record.until or date.max)
    if covered_until < date.max:
        what = f"nothing holds after {covered_until}; add a placement, or take this until out"
        yield placements[-1].fault("until", what=what)


def _authorised_faults(
    draft: Draft,
    matter: Located[Matter],
    placements: list[tuple[date, Placement]],
    departments: dict[str, Department],
) -> Iterator[Fault]:
    days = [day for day, one in placements if one.mode is HandlingMode.AUTHORISED]
    name = matter.record.at_department
    if name is None and days:
        yield matter.fault("at_department", what="is missing; name the department whose window is authorised")
    if name is None or name not in departments:
        return
    if not days:
        yield matter.fault("at_department", what='belongs to mode "authorised" only; take it out or add that placement')
    for day in days:
        there = find_placement(departments[name].placements, day)
        if there is None or there.mode is not HandlingMode.PERMANENT:
            what = f'"{name}" has no window of its own on {day}; name a department in mode "permanent"'
            yield matter.fault("at_department", what=what)
    queues = {one.record.queue for one in draft.matters if one.record.department == name}
    if days and matter.record.queue not in queues:
        yield matter.fault(
            "queue", what=f'is not a queue of "{name}", whose window handles this; name one of its queues'
        )


def _in_order(holder: Located[Any]) -> list[Located[Placement]]:
    return sorted(each(holder, "placements"), key=lambda one: one.record.since or date.min)


def _opens_on(draft: Draft) -> date:
    return draft.halls[0].record.opens_on
