"""一票到底: in which order a visitor with several matters goes from queue to queue, with one number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One matter of a visit: its queue, the floor where most of it is served, and whether it comes after others.

    `needs` are the matters that give a paper which this one asks for; those that the visit does not have count not.
    """

    matter_id: str
    queue_id: str
    floor: str
    after_others: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """The floors from the lowest to the highest, that with the way out, and where the visitor is, if that is known."""

    floors: Sequence[str]
    way_out: str
    start: str | None = None


def order_stops(stops: Sequence[Stop], building: Building, *, waiting: Mapping[str, int]) -> tuple[Stop, ...]:
    """Return the stops in the order that saves stairs first, and then waiting.

    1. What gives a paper comes before what asks for it, and what must come last (charges) does.
    2. Each floor is gone to once where that can be, with the fewest stairs until the visitor is out of the building.
    3. Matters of one queue follow one another, and queues with fewer people come first; else what is nearer does.

    Args:
        stops: one for each matter, ten at most: every order is weighed, though no part of one twice.
        building: its floors.
        waiting: how many wait in each queue.
    """
    visit = _Visit.of(stops, building, waiting)
    best = {(0, -1): _Journey(at=visit.start)}
    for _ in stops:
        longer: dict[tuple[int, int], _Journey] = {}
        for (gone, _last), journey in best.items():
            for place in range(len(stops)):
                if not gone >> place & 1:
                    step, key = visit.go_on(journey, place, gone=gone), (gone | 1 << place, place)
                    if key not in longer or step < longer[key]:
                        longer[key] = step
        best = longer
    return tuple(stops[place] for place in min(best.values(), key=visit.cost_of).places)


class _Journey(NamedTuple):
    """A visit as far as it has gone; each part only grows, so that of two to the same stop the lesser is kept."""

    too_early: int = 0
    floors: int = 0
    stairs: int = 0
    queues: int = 0
    waits: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """The stops in figures: `needs` and `last` are sets of places in them, one bit each."""

    start: int
    out: int
    heights: tuple[int, ...]
    queues: tuple[str, ...]
    waits: tuple[int, ...]
    needs: tuple[int, ...]
    last: int

    @classmethod
    def of(cls, stops: Sequence[Stop], building: Building, waiting: Mapping[str, int]) -> Self:
        heights = {floor: height for height, floor in enumerate(building.floors)}
        bits = {stop.matter_id: 1 << place for place, stop in enumerate(stops)}
        out = heights[building.way_out]
        return cls(
            start=out if building.start is None else heights[building.start],
            out=out,
            heights=tuple(heights[stop.floor] for stop in stops),
            queues=tuple(stop.queue_id for stop in stops),
            waits=tuple(waiting.get(stop.queue_id, 0) for stop in stops),
            needs=tuple(sum(bits.get(giver, 0) for giver in stop.needs - {stop.matter_id}) for stop in stops),
            last=sum(bits[stop.matter_id] for stop in stops if stop.after_others),
        )

    def go_on(self, journey: _Journey, place: int, *, gone: int) -> _Journey:
        """Return the journey with one more stop; a paper that is not had in time weighs more than any overtaking."""
        height, places = self.heights[place], journey.places
        overtaken = 0 if self.last >> place & 1 else (self.last & gone).bit_count()
        lacking = (self.needs[place] & ~gone).bit_count()
        return _Journey(
            journey.too_early + lacking * len(self.queues) + overtaken,
            journey.floors + (height != journey.at),
            journey.stairs + abs(height - journey.at),
            journey.queues + (not places or self.queues[places[-1]] != self.queues[place]),
            (*journey.waits, self.waits[place]),
            (*places, place),
            height,
        )

    def cost_of(self, journey: _Journey) -> tuple[int, ...]:
        """Return what a whole journey costs, until the visitor is out."""
        stairs = journey.stairs + abs(journey.at - self.out)
        first, last = (journey.too_early, journey.floors, stairs, journey.queues), (journey.stairs, *journey.places)
        return (*first, *journey.waits, *last)
