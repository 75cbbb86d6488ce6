"""Which placement holds on a day: a matter's own before its department's."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hall.places import Department, Matter, Placement


def find_placement(placements: Iterable[Placement], day: date) -> Placement | None:
    """Return the placement that holds on a day; a missing `since` or `until` is open on that side."""
    for placement in placements:
        if (placement.since or date.min) <= day <= (placement.until or date.max):
            return placement
    return None


def find_placement_of(matter: Matter, department: Department, day: date) -> Placement | None:
    """Return the placement that holds for a matter on a day on which the hall is open."""
    return find_placement(matter.placements, day) or find_placement(department.placements, day)


def list_placements_of(matter: Matter, department: Department, opens_on: date) -> Iterator[tuple[date, Placement]]:
    """Yield every placement that ever holds for a matter, with the first day on which it does, from `opens_on` on."""
    before = None
    for day in sorted({opens_on, *_days_of_change((*matter.placements, *department.placements), opens_on)}):
        placement = find_placement_of(matter, department, day)
        if placement and placement is not before:
            yield day, placement
        before = placement


def _days_of_change(placements: Iterable[Placement], opens_on: date) -> Iterator[date]:
    for placement in placements:
        if placement.since and placement.since > opens_on:
            yield placement.since
        if placement.until and placement.until >= opens_on:
            yield placement.until + timedelta(days=1)
