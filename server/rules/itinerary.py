"""一票到底: in which order a visitor with several matters goes from queue to queue, with one number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One matter of a visit: its queue, the floor where most of it is served, and whether it comes after others."""

    matter_id: str
    queue_id: str
    floor: str
    after_others: bool = False


def order_stops(
    stops: Sequence[Stop], *, start_floor: str | None, floors: Sequence[str], waiting: Mapping[str, int]
) -> tuple[Stop, ...]:
    """Return the stops in the order that saves stairs first, and then waiting.

    What must come last (charges) does. Before it, the visitor's own floor first, then the nearest each time; on a
    floor the queue with fewest people first; matters of one queue one after another, in the order they were named.

    Args:
        stops: one for each matter.
        start_floor: where the visitor is, None when that is not known.
        floors: every floor from the lowest to the highest.
        waiting: how many wait in each queue.
    """
    first = [stop for stop in stops if not stop.after_others]
    last = [stop for stop in stops if stop.after_others]
    ordered = _by_floor(first, start_floor, floors, waiting)
    here = ordered[-1].floor if ordered else start_floor
    return tuple(ordered + _by_floor(last, here, floors, waiting))


def _by_floor(stops: Sequence[Stop], here: str | None, floors: Sequence[str], waiting: Mapping[str, int]) -> list[Stop]:
    heights = {floor: height for height, floor in enumerate(floors)}
    left = list(stops)
    ordered: list[Stop] = []
    while left:
        height = heights.get(here, 0) if here is not None else 0
        near = min(left, key=lambda stop: (abs(heights[stop.floor] - height), heights[stop.floor])).floor
        ordered += _by_waiting([stop for stop in left if stop.floor == near], waiting)
        left = [stop for stop in left if stop.floor != near]
        here = near
    return ordered


def _by_waiting(stops: Sequence[Stop], waiting: Mapping[str, int]) -> list[Stop]:
    named = {stop.queue_id: place for place, stop in reversed(list(enumerate(stops)))}
    by_queue = sorted(stops, key=lambda stop: (waiting.get(stop.queue_id, 0), named[stop.queue_id]))
    return [stop for _, group in groupby(by_queue, key=lambda stop: stop.queue_id) for stop in group]
