"""The quickest way through the walkable graph: Dijkstra over the nodes and paths of all floors."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from hall.places import Floor, Node, Path, PathKind, Point

WALKING_M_PER_S = 1.2
"""An unhurried adult; the usual figure for pedestrian crossings."""


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
    """Return the quickest way from a node to every node that can be reached, itself included (no hops)."""
    last_hop: dict[str, Hop | None] = {}
    waiting: list[tuple[float, int, str, Hop | None]] = [(0.0, 0, start, None)]
    pushed = 0
    while waiting:
        seconds, _, node, hop = heapq.heappop(waiting)
        if node in last_hop:
            continue
        last_hop[node] = hop
        for onward in graph.hops[node]:
            if onward.end not in last_hop:
                pushed += 1
                heapq.heappush(waiting, (seconds + onward.seconds, pushed, onward.end, onward))
    return {node: _hops_to(node, last_hop) for node in last_hop}


def distance_m(a: Point, b: Point) -> float:
    """Return the straight distance between two points of a floor."""
    return hypot(b.x_m - a.x_m, b.y_m - a.y_m)


def _hop(path: Path, start: Node, end: Node) -> Hop:
    metres = distance_m(start.at, end.at) if path.kind is PathKind.WALK else 0.0
    seconds = metres / WALKING_M_PER_S if path.seconds is None else path.seconds
    return Hop(start=start.node_id, end=end.node_id, kind=path.kind, metres=metres, seconds=seconds)


def _hops_to(node: str, last_hop: Mapping[str, Hop | None]) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    hop = last_hop[node]
    while hop:
        hops.append(hop)
        hop = last_hop[hop.start]
    return tuple(reversed(hops))
