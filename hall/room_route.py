"""From a kiosk to the nearest of some rooms: toilets, lifts, the guide desk."""

from collections.abc import Set
from dataclasses import dataclass

from hall.errors import BadInput
from hall.geometry import distance_m, nearest_in
from hall.places import Directory, Floor, PathKind, Room, RoomKind
from hall.route import facing_at, seconds_of, split_by_floor
from hall.route_steps import Goal, RouteStep, list_steps
from hall.walk import WALKING_M_PER_S, Graph, Hop, find_walks, make_graph

OFF_AISLE = 4.0
"""How many times as far a metre counts that no aisle leads along: a wall may stand there (chosen)."""

_SHAFTS = frozenset({RoomKind.LIFT, RoomKind.STAIRS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRoute:
    """A way to `room` on `floor`, up to where it is before one's eyes: a plan does not say where its door is."""

    room: Room
    floor: Floor
    steps: tuple[RouteStep, ...]


def find_room_route(directory: Directory, start_node: str, *, rooms: Set[str], step_free: bool) -> RoomRoute | None:
    """Return the quickest way from a node to the nearest of some rooms; None when there is none.

    Args:
        directory: the hall.
        start_node: a kiosk's or an entrance's node.
        rooms: ids of the rooms that will do.
        step_free: leave out stairs.

    Raises:
        BadInput: no such node.
    """
    graph = make_graph(directory.floors, directory.paths, step_free=step_free)
    if start_node not in graph.nodes:
        raise BadInput(f"no node {start_node} in this hall")
    ways = [
        _way_to_room(graph, hops, node, room)
        for node, hops in find_walks(graph, start_node).items()
        for room in graph.floors[node].rooms
        if room.room_id in rooms and not _is_shut_in(graph, node, room)
    ]
    if not ways:
        return None
    way = min(ways, key=lambda way: way.seconds)
    walks = split_by_floor(graph, start_node, way.hops)
    seen_at = nearest_in(way.room.place, walks[-1].nodes[-1].at)
    return RoomRoute(
        room=way.room,
        floor=walks[-1].floor,
        steps=list_steps(walks, Goal(windows=(), front=seen_at), facing_at(directory, graph.nodes[start_node])),
    )


@dataclass(frozen=True, slots=True)
class _WayToRoom:
    """A way to a room by one of the nodes of its floor."""

    room: Room
    hops: tuple[Hop, ...]
    seconds: float


def _way_to_room(graph: Graph, hops: tuple[Hop, ...], node: str, room: Room) -> _WayToRoom:
    """Return the way by a node; one that leads into the room (a lift, stairs) is told up to where one turns into it."""
    at = graph.nodes[node].at
    beyond_m = distance_m(at, nearest_in(room.place, at))
    is_walked = bool(hops) and hops[-1].kind is PathKind.WALK
    seconds = seconds_of(hops) + OFF_AISLE * beyond_m / WALKING_M_PER_S
    return _WayToRoom(room=room, hops=hops[:-1] if is_walked and not beyond_m else hops, seconds=seconds)


def _is_shut_in(graph: Graph, node: str, goal: Room) -> bool:
    """Whether a node is within a lift or stairs, from where nothing is seen, that are not where one goes."""
    at = graph.nodes[node].at
    shafts = (room for room in graph.floors[node].rooms if room.kind in _SHAFTS and room != goal)
    return any(nearest_in(room.place, at) == at for room in shafts)
