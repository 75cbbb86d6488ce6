"""Checks of a hall's files: every id is there once, and whatever names one names one that exists."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from hall.plan_faults import Fault, Located, did_you_mean
from hall.plan_files import Draft, each
from hall.toml_lines import KeyPath

_ID = re.compile(r"[A-Za-z0-9_-]+")


def check_ids(draft: Draft) -> Iterator[Fault]:
    """Ids hold letters, digits, - and _ only, and each is used once for its kind."""
    yield from _check_group(draft.halls, "hall_id")
    yield from _check_group(draft.floors, "floor_id")
    for key, id_key in (("rooms", "room_id"), ("nodes", "node_id"), ("kiosks", "kiosk_id")):
        yield from _check_group(_on_floors(draft, key), id_key)
    for floor in draft.floors:
        yield from _check_group(each(floor, "zones"), "zone_id")
    yield from _check_group(draft.series, "series_id")
    yield from _check_group(draft.queues, "queue_id")
    yield from _check_group(draft.windows, "window_id")
    yield from _check_group(draft.departments, "department_id")
    yield from _check_group(draft.themes, "theme_id")
    yield from _check_group(draft.matters, "matter_id")
    yield from _check_group(draft.towns, "town_id")


def check_references(draft: Draft) -> Iterator[Fault]:
    """What is named exists."""
    queues = _known(draft.queues, "queue_id")
    for queue in draft.queues:
        yield from _refer(queue, "series", "series", _known(draft.series, "series_id"))
    for window in draft.windows:
        yield from _refer(window, "queues", "queue", queues)
    for matter in draft.matters:
        yield from _refer(matter, "queue", "queue", queues)
        yield from _refer(matter, "department", "department", _known(draft.departments, "department_id"))
        yield from _refer(matter, "at_department", "department", _known(draft.departments, "department_id"))
        yield from _refer(matter, "themes", "theme", _known(draft.themes, "theme_id"))
        for material in each(matter, "materials"):
            yield from _refer(material, "given_by", "matter", _known(draft.matters, "matter_id"))
    for theme in draft.themes:
        yield from _refer(theme, "first", "matter", _known(draft.matters, "matter_id"))
    for hall in draft.halls:
        yield from _refer(hall, "featured", "matter", _known(draft.matters, "matter_id"))
    holders: list[Located[Any]] = [*draft.departments, *draft.matters]
    for holder in holders:
        for placement in each(holder, "placements"):
            yield from _refer(placement, "towns", "town", _known(draft.towns, "town_id"))
    yield from _floor_references(draft)


def _floor_references(draft: Draft) -> Iterator[Fault]:
    nodes_of = {floor.record.floor_id: [node.node_id for node in floor.record.nodes] for floor in draft.floors}
    zones_of = {floor.record.floor_id: [zone.zone_id for zone in floor.record.zones] for floor in draft.floors}
    for window in draft.windows:
        floor_id = window.record.floor
        yield from _refer(window, "floor", "floor", nodes_of)
        if floor_id in nodes_of:
            yield from _refer(window, "node", f"node on floor {floor_id}", nodes_of[floor_id])
            yield from _refer(window, "zone", f"zone on floor {floor_id}", zones_of[floor_id])
    for floor in draft.floors:
        here = nodes_of[floor.record.floor_id]
        for place in (*each(floor, "kiosks"), *each(floor, "entrances")):
            yield from _refer(place, "node", f"node on floor {floor.record.floor_id}", here)
    nodes = draft.list_nodes()
    for path in draft.paths:
        yield from _refer(path, "a", "node", nodes)
        yield from _refer(path, "b", "node", nodes)
    for aisle in draft.aisles:
        for step, name in enumerate(aisle.record):
            yield from _refer_one(aisle, (step,), name, ("node", nodes))


def _check_group(group: Iterable[Located[Any]], key: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for located in group:
        name = getattr(located.record, key)
        if not _ID.fullmatch(name):
            yield located.fault(key, what=f'"{name}" cannot be an id; use the letters a to z, digits, - and _')
        elif name in seen:
            yield located.fault(key, what=f'"{name}" is already used at {seen[name]}; give each its own id')
        else:
            seen[name] = located.place


def _refer(holder: Located[Any], key: str, kind: str, known: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for every id under a key (one, several or None) that is not known."""
    value = getattr(holder.record, key)
    ids = set(known)
    if isinstance(value, str):
        yield from _refer_one(holder, (key,), value, (kind, ids))
    elif value is not None:
        for place, name in enumerate(value):
            yield from _refer_one(holder, (key, place), name, (kind, ids))


def _refer_one(holder: Located[Any], path: KeyPath, name: str, known: tuple[str, set[str]]) -> Iterator[Fault]:
    kind, ids = known
    if name not in ids:
        yield holder.fault(*path, what=f'"{name}" is not the id of a {kind}; {did_you_mean(name, ids)}')


def _known(group: Iterable[Located[Any]], key: str) -> set[str]:
    return {getattr(located.record, key) for located in group}


def _on_floors(draft: Draft, key: str) -> list[Located[Any]]:
    return [one for floor in draft.floors for one in each(floor, key)]
