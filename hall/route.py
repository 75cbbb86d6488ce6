"""From a kiosk to the nearest window that serves a queue: the way to draw, to time and to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from hall.errors import BadInput, UnknownWindow
from hall.geometry import distance_m
from hall.places import Directory, Node, PathKind, Window
from hall.plane import Point, Rect
from hall.route_steps import FloorWalk, Goal, RouteStep, StepKind, list_steps
from hall.walk import WALKING_M_PER_S, Graph, Hop, find_walks, make_graph

NEXT_TO_M = 1.0
"""Windows with no more than this between them stand together."""

_STEP_OF = {PathKind.LIFT: StepKind.TAKE_LIFT, PathKind.STAIRS: StepKind.TAKE_STAIRS}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLeg:
    """The line to draw on one floor; the last point of the last leg is the front of the window."""

    floor: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way to `window`, the nearest of those asked for."""

    window: str
    legs: tuple[RouteLeg, ...]
    steps: tuple[RouteStep, ...]
    metres: float
    seconds: float
    step_free: bool


def find_route(directory: Directory, start_node: str, *, windows: Sequence[str], step_free: bool) -> Route:
    """Return the quickest way from a node to the nearest of some windows.

    Args:
        directory: the hall.
        start_node: a kiosk's or an entrance's node.
        windows: ids of the windows that will do, e.g. those of a `Handling`.
        step_free: leave out stairs. Even without it a route may have none: see `Route.step_free`.

    Raises:
        UnknownWindow: no windows given, or one that is not in the hall.
        BadInput: no such node, or no way to any of the windows (a checked hall has one from every kiosk).
    """
    graph = make_graph(directory.floors, directory.paths, step_free=step_free)
    if start_node not in graph.nodes:
        raise BadInput(f"no node {start_node} in this hall")
    walks = find_walks(graph, start_node)
    targets = _get_windows(directory, windows)
    reached = [window for window in targets if window.node in walks]
    if not reached:
        raise BadInput(f"no way from {start_node} to window {', '.join(windows)}")
    nearest = min(
        reached, key=lambda window: seconds_of(walks[window.node]) + _approach_m(graph, window) / WALKING_M_PER_S
    )
    return _make_route(directory, graph, walks[nearest.node], _Target(nearest, tuple(targets), start_node))


def window_front(place: Rect, node: Point) -> Point:
    """Return the middle of the side of a window that faces its node: where the visitor stands."""
    centre_x, centre_y = place.middle
    sides = (
        Point(centre_x, place.y_m),
        Point(centre_x, place.y_m + place.depth_m),
        Point(place.x_m, centre_y),
        Point(place.x_m + place.width_m, centre_y),
    )
    return min(sides, key=lambda side: distance_m(side, node))


def split_by_floor(graph: Graph, start_node: str, hops: Sequence[Hop]) -> list[FloorWalk]:
    """Return the walk on each floor; a floor that is only passed by lift or stairs has none."""
    walks = [FloorWalk(floor=graph.floors[start_node], nodes=(graph.nodes[start_node],))]
    for hop in hops:
        last = walks[-1]
        end = graph.nodes[hop.end]
        if hop.kind is PathKind.WALK:
            walks[-1] = FloorWalk(floor=last.floor, nodes=(*last.nodes, end), came_by=last.came_by)
            continue
        came_by = _STEP_OF[hop.kind]
        if last.came_by is came_by and len(last.nodes) == 1:
            walks.pop()
        walks.append(FloorWalk(floor=graph.floors[hop.end], nodes=(end,), came_by=came_by))
    return walks


def facing_at(directory: Directory, start: Node) -> Point | None:
    """Return the way a visitor faces who has just used the kiosk at a node, or come in at the door there."""
    for floor in directory.floors:
        for kiosk in floor.kiosks:
            if kiosk.node == start.node_id:
                return Point(kiosk.at.x_m - start.at.x_m, kiosk.at.y_m - start.at.y_m)
        for entrance in floor.entrances:
            if entrance.node == start.node_id:
                return Point(start.at.x_m - entrance.at.x_m, start.at.y_m - entrance.at.y_m)
    return None


def seconds_of(hops: Sequence[Hop]) -> float:
    """Return how long some hops take."""
    return sum(hop.seconds for hop in hops)


@dataclass(frozen=True, slots=True)
class _Target:
    """The window gone to, among those that will do, and from where."""

    window: Window
    asked: tuple[Window, ...]
    start_node: str


def _get_windows(directory: Directory, ids: Sequence[str]) -> list[Window]:
    """Return the windows in the order of the hall."""
    wanted = set(ids)
    found = [window for window in directory.windows if window.window_id in wanted]
    unknown = wanted - {window.window_id for window in found}
    if unknown or not found:
        raise UnknownWindow(f"no window {', '.join(sorted(unknown)) or 'was named'}")
    return found


def _make_route(directory: Directory, graph: Graph, hops: tuple[Hop, ...], target: _Target) -> Route:
    front = window_front(target.window.place, graph.nodes[target.window.node].at)
    walks = split_by_floor(graph, target.start_node, hops)
    goal = Goal(windows=_standing_together(target), front=front)
    return Route(
        window=target.window.window_id,
        legs=_legs(walks, front),
        steps=list_steps(walks, goal, facing_at(directory, graph.nodes[target.start_node])),
        metres=sum(hop.metres for hop in hops) + _approach_m(graph, target.window),
        seconds=seconds_of(hops) + _approach_m(graph, target.window) / WALKING_M_PER_S,
        step_free=all(hop.kind is not PathKind.STAIRS for hop in hops),
    )


def _legs(walks: Sequence[FloorWalk], front: Point) -> tuple[RouteLeg, ...]:
    legs = [RouteLeg(floor=walk.floor.floor_id, points=tuple(node.at for node in walk.nodes)) for walk in walks]
    legs[-1] = RouteLeg(floor=legs[-1].floor, points=(*legs[-1].points, front))
    return tuple(leg for leg in legs if len(leg.points) > 1)


def _standing_together(target: _Target) -> tuple[str, ...]:
    """Return those of the windows asked for that stand in one row with the one gone to."""
    together = [target.window]
    rest = [window for window in target.asked if window.floor == target.window.floor and window != target.window]
    while near := [one for one in rest if any(_gap_m(one.place, other.place) <= NEXT_TO_M for other in together)]:
        together += near
        rest = [one for one in rest if one not in near]
    return tuple(window.window_id for window in target.asked if window in together)


def _gap_m(a: Rect, b: Rect) -> float:
    x_gap = max(a.x_m, b.x_m) - min(a.x_m + a.width_m, b.x_m + b.width_m)
    y_gap = max(a.y_m, b.y_m) - min(a.y_m + a.depth_m, b.y_m + b.depth_m)
    return hypot(max(x_gap, 0.0), max(y_gap, 0.0))


def _approach_m(graph: Graph, window: Window) -> float:
    node = graph.nodes[window.node].at
    return distance_m(node, window_front(window.place, node))
