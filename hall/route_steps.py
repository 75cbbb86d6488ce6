"""What a person does along a route, said in few steps: which way at the start, turns, lifts, which side at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import floor

from hall.geometry import bearing_deg, distance_m, turn_deg
from hall.places import Floor, Node, Text
from hall.plane import Point
from hall.walk import TURN_FROM_DEG

AHEAD_WITHIN_DEG = 45.0
"""What is seen within this angle of the way one faces is "ahead"."""

SPUR_M = 3.0
"""A first or last bit shorter than this (from the kiosk to the aisle, from the aisle to the window) is not said."""

DOORWAY_M = 5.0
"""A bit shorter than this next to a lift or stairs is the way through its door: only a turn into it is said."""


class Side(StrEnum):
    """Where something is, as seen by the person on the way."""

    AHEAD = "ahead"
    LEFT = "left"
    RIGHT = "right"
    BEHIND = "behind"


class StepKind(StrEnum):
    """What one does in a step."""

    START = "start"
    STRAIGHT = "straight"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    TAKE_LIFT = "take_lift"
    TAKE_STAIRS = "take_stairs"
    ARRIVE = "arrive"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """One thing to do, or to see at the end.

    `metres` are rounded to 5 (0 where nothing is walked); `landmark` is what the step leads to, said in place of the
    metres; `floor` is the floor that a lift or stairs lead to. `windows` (none: a room) and `side` belong to the
    arrival, which has metres when a room is seen from afar. At the start, `side` is the way to go as seen by someone
    who faces the kiosk (None: not known), and of a lift or stairs to which side one turns into them (None: they are
    straight ahead).
    """

    kind: StepKind
    metres: int = 0
    landmark: Text | None = None
    floor: str | None = None
    floor_name: Text | None = None
    windows: tuple[str, ...] = ()
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorWalk:
    """The part of a route on one floor: the nodes walked (one where nothing is), and how one came here."""

    floor: Floor
    nodes: tuple[Node, ...]
    came_by: StepKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is at the end of a route: windows (none: a room), and the point that the visitor stands before or sees."""

    windows: tuple[str, ...]
    front: Point


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight part of a walk, with what stands at its end."""

    heading_deg: float
    metres: float
    landmark: Text | None


def list_steps(walks: Sequence[FloorWalk], goal: Goal, facing: Point | None) -> tuple[RouteStep, ...]:
    """Return the steps of a route.

    Args:
        walks: at least one, in the order walked.
        goal: what is at the end of the last.
        facing: the direction (dx, dy) that the visitor faces at the start, None where not known.
    """
    steps: list[RouteStep] = []
    heading, door_side = bearing_deg(Point(0, 0), facing) if facing else None, None
    for walk, following in zip(walks, [*walks[1:], None], strict=True):
        if walk.came_by:
            name = walk.floor.name
            steps.append(RouteStep(kind=walk.came_by, floor=walk.floor.floor_id, floor_name=name, side=door_side))
            heading = None
        stretches = _list_stretches(walk.nodes)
        shown = _leave_out_ends(stretches, from_door=walk.came_by is not None, to_door=following is not None)
        steps += _walk_steps(stretches, shown, heading, is_start=walk.came_by is None)
        if stretches:
            heading = shown[-1].heading_deg
        door_side = _door_side(stretches, shown)
    return (*steps, _arrival(goal, walks[-1].nodes[-1].at, heading))


def _list_stretches(nodes: Sequence[Node]) -> list[_Stretch]:
    """Return the straight parts of a walk: neighbouring edges of nearly one direction are one part."""
    stretches: list[_Stretch] = []
    begin = nodes[0].at
    for before, after in pairwise(nodes):
        bend = turn_deg(stretches[-1].heading_deg, bearing_deg(before.at, after.at)) if stretches else 180.0
        if abs(bend) < TURN_FROM_DEG:
            stretches.pop()
        else:
            begin = before.at
        stretches.append(_Stretch(bearing_deg(begin, after.at), distance_m(begin, after.at), after.landmark))
    return stretches


def _leave_out_ends(stretches: list[_Stretch], *, from_door: bool, to_door: bool) -> list[_Stretch]:
    """Return the stretches worth saying: without the short first and last bits, but never none of some."""
    shown = stretches
    if len(shown) > 1 and shown[-1].metres < (DOORWAY_M if to_door else SPUR_M):
        shown = shown[:-1]
    if len(shown) > 1 and shown[0].metres < (DOORWAY_M if from_door else SPUR_M):
        shown = shown[1:]
    return shown


def _door_side(stretches: list[_Stretch], shown: list[_Stretch]) -> Side | None:
    """Return to which side one turns through a door, where the bit through it is not said."""
    if not shown or shown[-1] is stretches[-1]:
        return None
    turn = turn_deg(shown[-1].heading_deg, stretches[-1].heading_deg)
    return None if abs(turn) < TURN_FROM_DEG else Side.LEFT if turn > 0 else Side.RIGHT


def _walk_steps(
    stretches: list[_Stretch], shown: list[_Stretch], facing_deg: float | None, *, is_start: bool
) -> list[RouteStep]:
    """Return a step for each stretch that is said; a turn out of a door is measured against the way through it."""
    steps: list[RouteStep] = []
    heading = facing_deg
    for place, stretch in enumerate(shown):
        kind, side = StepKind.START, None
        if is_start and place == 0:
            side = None if heading is None else _side(turn_deg(heading, stretch.heading_deg))
        else:
            kind = _turn_kind(stretches[0].heading_deg if heading is None else heading, stretch.heading_deg)
        steps.append(RouteStep(kind=kind, metres=_rounded(stretch.metres), landmark=stretch.landmark, side=side))
        heading = stretch.heading_deg
    return steps


def _turn_kind(before_deg: float, after_deg: float) -> StepKind:
    turn = turn_deg(before_deg, after_deg)
    if abs(turn) < TURN_FROM_DEG:
        return StepKind.STRAIGHT
    return StepKind.TURN_LEFT if turn > 0 else StepKind.TURN_RIGHT


def _arrival(goal: Goal, stand: Point, heading: float | None) -> RouteStep:
    is_there = stand == goal.front
    side = None if heading is None or is_there else _side(turn_deg(heading, bearing_deg(stand, goal.front)))
    beyond_m = 0.0 if goal.windows else distance_m(stand, goal.front)
    return RouteStep(
        kind=StepKind.ARRIVE,
        metres=_rounded(beyond_m) if beyond_m > SPUR_M else 0,
        windows=goal.windows,
        side=side,
    )


def _side(turn_deg: float) -> Side:
    if abs(turn_deg) <= AHEAD_WITHIN_DEG:
        return Side.AHEAD
    if abs(turn_deg) >= 180.0 - AHEAD_WITHIN_DEG:
        return Side.BEHIND
    return Side.LEFT if turn_deg > 0 else Side.RIGHT


def _rounded(metres: float) -> int:
    return max(5, 5 * floor(metres / 5 + 0.5))
