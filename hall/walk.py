"""The best way through the walkable graph of all floors: quick, and with few turns (Dijkstra, 1959)."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hall.geometry import bearing_deg, distance_m, turn_deg
from hall.places import Floor, Node, Path, PathKind

WALKING_M_PER_S = 1.2
"""An unhurried adult; the usual figure for pedestrian crossings."""

TURN_FROM_DEG = 25.0
"""A bend smaller than this is not a turn."""

TURN_S = 3.0
"""What a turn costs, in seconds that one would rather walk straight on (chosen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One edge, in the direction in which it is walked."""

    start: str
    end: str
    kind: PathKind
    metres: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes by id with their floors, and the hops that leave each."""

    nodes: Mapping[str, Node]
    floors: Mapping[str, Floor]
    hops: Mapping[str, tuple[Hop, ...]]


def make_graph(floors: Iterable[Floor], paths: Iterable[Path], *, step_free: bool) -> Graph:
    """Return the graph of a hall, without its stairs when it is to be step-free."""
    nodes = {node.node_id: (node, floor) for floor in floors for node in floor.nodes}
    hops: dict[str, list[Hop]] = {node_id: [] for node_id in nodes}
    for path in paths:
        if step_free and path.kind is PathKind.STAIRS:
            continue
        for start, end in ((path.a, path.b), (path.b, path.a)):
            hops[start].append(_hop(path, nodes[start][0], nodes[end][0]))
    return Graph(
        nodes={node_id: node for node_id, (node, _) in nodes.items()},
        floors={node_id: floor for node_id, (_, floor) in nodes.items()},
        hops={node_id: tuple(leaving) for node_id, leaving in hops.items()},
    )


def find_walks(graph: Graph, start: str) -> dict[str, tuple[Hop, ...]]:
    """Return the best way from a node to every node that can be reached, itself included (no hops).

    The best is the quickest where each turn counts as `TURN_S` more: a way that is easily told and kept
    in mind is worth a few steps. So what is searched are ways to come to a node, not nodes.
    """
    found: dict[str, tuple[Hop, ...]] = {}
    seen: set[Hop] = set()
    waiting: list[tuple[float, int, str, tuple[Hop, ...]]] = [(0.0, 0, start, ())]
    pushed = 0
    while waiting:
        cost_s, _, node, hops = heapq.heappop(waiting)
        if hops and hops[-1] in seen:
            continue
        seen.update(hops[-1:])
        found.setdefault(node, hops)
        for onward in graph.hops[node]:
            if onward not in seen:
                pushed += 1
                onward_s = cost_s + onward.seconds + (TURN_S if _is_turn(graph, hops, onward) else 0.0)
                heapq.heappush(waiting, (onward_s, pushed, onward.end, (*hops, onward)))
    return found


def _hop(path: Path, start: Node, end: Node) -> Hop:
    metres = distance_m(start.at, end.at) if path.kind is PathKind.WALK else 0.0
    seconds = metres / WALKING_M_PER_S if path.seconds is None else path.seconds
    return Hop(start=start.node_id, end=end.node_id, kind=path.kind, metres=metres, seconds=seconds)


def _is_turn(graph: Graph, before: Sequence[Hop], onward: Hop) -> bool:
    """Whether one turns between the last hop and the next, both walked."""
    if not before or PathKind.WALK is not before[-1].kind or PathKind.WALK is not onward.kind:
        return False
    came, here, next_ = (graph.nodes[node].at for node in (before[-1].start, onward.start, onward.end))
    return abs(turn_deg(bearing_deg(came, here), bearing_deg(here, next_))) >= TURN_FROM_DEG
