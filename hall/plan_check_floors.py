"""Checks of a hall's files: what is drawn lies on its floor, and a way leads to every window without stairs."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from hall.geometry import crosses, is_inside, is_rect_inside, is_within, overlaps
from hall.places import Floor, Path, PathKind, RoomKind, Window
from hall.plan_faults import Fault, Located
from hall.plan_files import Draft, each
from hall.plane import Point, Rect
from hall.walk import find_walks, make_graph

_OFF_FLOOR = "lies outside the floor's outline; check its numbers [x, y], in metres"
_NOT_WALKED_THROUGH = frozenset({RoomKind.NOT_OURS, RoomKind.DESK})


def check_places(draft: Draft) -> Iterator[Fault]:
    """Windows, rooms, nodes, kiosks and doors lie on their floor; windows do not overlap, and no node is in one."""
    if not any(floor.record.kiosks for floor in draft.floors):
        yield draft.floors[0].fault("kiosks", what="no floor has a kiosk; add at least one")
    for floor in draft.floors:
        outline = floor.record.outline
        if len(outline) < 3:
            yield floor.fault("outline", what="has fewer than three corners; write all corners in order")
            continue
        windows = [window for window in draft.windows if window.record.floor == floor.record.floor_id]
        for located in (*windows, *each(floor, "rooms")):
            yield from _rect_faults(located, located.record.place, outline)
        for node in each(floor, "nodes"):
            yield from _node_faults(node, node.record.at, outline, windows)
        for located in (*each(floor, "kiosks"), *each(floor, "entrances")):
            if not is_inside(located.record.at, outline):
                yield located.fault("at", what=_OFF_FLOOR)
        yield from _overlapping(windows)


def check_paths(draft: Draft) -> Iterator[Fault]:
    """Walking stays on one floor and goes round windows, desks and what is not ours; lifts and stairs change floors."""
    floor_of = {node.node_id: floor.record for floor in draft.floors for node in floor.record.nodes}
    at = {node.node_id: node.at for floor in floor_of.values() for node in floor.nodes}
    for path in draft.list_paths():
        one = path.record
        if one.a not in floor_of or one.b not in floor_of:
            continue
        if one.kind is not PathKind.WALK:
            yield from _lift_or_stairs_faults(path, is_one_floor=floor_of[one.a] is floor_of[one.b])
        elif floor_of[one.a] is not floor_of[one.b]:
            yield path.fault(what=f"{one.a} and {one.b} are on two floors; join them by lift or stairs in paths.toml")
        else:
            for obstacle in _obstacles(draft, floor_of[one.a], at[one.a], at[one.b]):
                yield path.fault(what=f"the way from {one.a} to {one.b} leads through {obstacle}; lead it around")


def check_ways(draft: Draft) -> Iterator[Fault]:
    """Every window can be reached from every kiosk and entrance, also without stairs."""
    starts = list(_starts(draft))
    for _, located in starts:
        if located.record.node is None:
            yield located.fault("node", what="is missing; name the node just inside the door")
    known = draft.list_nodes()
    if not all({path.record.a, path.record.b} <= known for path in draft.list_paths()):
        return
    reached = {step_free: _reached(draft, starts, step_free=step_free) for step_free in (False, True)}
    for window in draft.windows:
        if window.record.node not in known:
            continue
        cut_off = [name for name, nodes in reached[False].items() if window.record.node not in nodes]
        stairs = [name for name, nodes in reached[True].items() if window.record.node not in nodes]
        if cut_off:
            what = f"there is no way here from {', '.join(cut_off)}; join it to other nodes in aisles or paths.toml"
            yield window.fault("node", what=what)
        elif stairs:
            what = f"can only be reached by stairs from {', '.join(stairs)}; add a lift or a level way"
            yield window.fault("node", what=what)


def _rect_faults(located: Located[Any], place: Rect, outline: Sequence[Point]) -> Iterator[Fault]:
    if place.width_m <= 0 or place.depth_m <= 0:
        yield located.fault("place", what="has no size; write [x, y, width, depth], all in metres")
    elif not is_rect_inside(place, outline):
        yield located.fault("place", what="reaches beyond the floor's outline; check [x, y, width, depth], in metres")


def _node_faults(
    node: Located[Any], at: Point, outline: Sequence[Point], windows: Sequence[Located[Window]]
) -> Iterator[Fault]:
    if not is_inside(at, outline):
        yield node.fault("at", what=_OFF_FLOOR)
    for window in windows:
        if is_within(at, window.record.place):
            yield node.fault("at", what=f"lies inside window {window.record.window_id}; put it in front of the window")


def _overlapping(windows: Sequence[Located[Window]]) -> Iterator[Fault]:
    for one, other in combinations(windows, 2):
        if overlaps(one.record.place, other.record.place):
            what = f"overlaps window {one.record.window_id} at {one.place}; move one of them"
            yield other.fault("place", what=what)


def _lift_or_stairs_faults(path: Located[Path], *, is_one_floor: bool) -> Iterator[Fault]:
    if is_one_floor:
        yield path.fault("kind", what=f'"{path.record.kind}" joins two nodes of one floor; use it between floors')
    if path.record.seconds is None or path.record.seconds <= 0:
        yield path.fault("seconds", what="is missing; write how long it usually takes, with waiting, as in 25")


def _obstacles(draft: Draft, floor: Floor, start: Point, end: Point) -> Iterator[str]:
    for window in draft.windows:
        if window.record.floor == floor.floor_id and crosses(start, end, window.record.place):
            yield f"window {window.record.window_id}"
    for room in floor.rooms:
        if room.kind in _NOT_WALKED_THROUGH and crosses(start, end, room.place):
            yield f"room {room.room_id}"


def _starts(draft: Draft) -> Iterator[tuple[str, Located[Any]]]:
    for floor in draft.floors:
        for kiosk in each(floor, "kiosks"):
            yield f"kiosk {kiosk.record.kiosk_id}", kiosk
        for entrance in each(floor, "entrances"):
            yield f"entrance {entrance.record.name.en}", entrance


def _reached(draft: Draft, starts: Sequence[tuple[str, Located[Any]]], *, step_free: bool) -> dict[str, set[str]]:
    """Return the nodes that each kiosk or entrance can reach, of those whose own node is known."""
    floors = [floor.record for floor in draft.floors]
    graph = make_graph(floors, [path.record for path in draft.list_paths()], step_free=step_free)
    return {name: set(find_walks(graph, one.record.node)) for name, one in starts if one.record.node in graph.nodes}
