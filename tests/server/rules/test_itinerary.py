"""Visits with several matters."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.itinerary import Building, Stop, order_stops

FLOORS = ("1", "2", "3")


def stop(name: str, floor: str, queue_id: str | None = None, *, last: bool = False, needs: str = "") -> Stop:
    return Stop(
        matter_id=name, queue_id=queue_id or name, floor=floor, after_others=last, needs=frozenset(needs.split())
    )


def order(stops: Sequence[Stop], *, start: str | None = "1", way_out: str = "1", **waiting: int) -> list[str]:
    building = Building(floors=FLOORS, way_out=way_out, start=start)
    return [each.matter_id for each in order_stops(stops, building, waiting=waiting)]


def test_charges_come_last_although_they_are_nearest() -> None:
    stops = [stop("pay", "2", last=True), stop("land", "3"), stop("marry", "2")]

    assert order(stops, start="2")[-1] == "pay"


def test_a_floor_is_done_with_before_the_next() -> None:
    stops = [stop("a", "3"), stop("b", "2"), stop("c", "3"), stop("d", "1")]

    assert order(stops, start="3") == ["a", "c", "b", "d"]
    assert order(stops, start=None) == ["d", "b", "a", "c"]


def test_on_a_floor_the_shortest_line_comes_first() -> None:
    stops = [stop("a", "2"), stop("b", "2"), stop("c", "2")]

    assert order(stops, start="2", a=9, b=2) == ["c", "b", "a"]


def test_matters_of_one_queue_stay_together_as_they_were_named() -> None:
    stops = [stop("a1", "2", "a"), stop("b", "2"), stop("a2", "2", "a")]

    assert order(stops, start="2", a=1, b=1) == ["a1", "a2", "b"]


def test_a_paper_is_fetched_before_the_matter_that_asks_for_it() -> None:
    stops = [stop("insure", "2", needs="licence other_licence"), stop("licence", "3")]

    assert order(stops, licence=9) == ["licence", "insure"]
    assert order(stops, start="2", licence=9) == ["licence", "insure"]
    assert order([stop("insure", "2", needs="licence"), stop("marry", "3")], marry=9) == ["insure", "marry"]


def test_nobody_is_sent_back_to_a_floor_for_the_charges() -> None:
    stops = [stop("insure", "2"), stop("licence", "3"), stop("pay", "2", last=True)]

    assert order(stops, licence=9) == ["licence", "insure", "pay"]


def test_of_two_floors_as_far_that_with_fewer_people_comes_first() -> None:
    stops = [stop("a", "2"), stop("b", "3")]

    assert order(stops, a=9, b=4) == ["b", "a"]
    assert order(stops, a=4, b=9) == ["a", "b"]


def test_a_shorter_line_is_no_reason_to_come_back_to_a_floor() -> None:
    stops = [stop("a", "2"), stop("b", "3"), stop("c", "2")]

    assert order(stops, start="2", a=9, b=0, c=3) == ["c", "a", "b"]


def test_what_gives_a_paper_comes_first_even_if_it_is_the_charges() -> None:
    assert order([stop("x", "2", needs="pay"), stop("pay", "2", last=True)]) == ["pay", "x"]


def test_two_matters_that_ask_for_each_other_are_still_both_done() -> None:
    assert sorted(order([stop("a", "2", needs="b"), stop("b", "2", needs="a")])) == ["a", "b"]


ONE = st.builds(
    Stop,
    matter_id=st.uuids().map(str),
    queue_id=st.sampled_from("abc"),
    floor=st.sampled_from(FLOORS),
    after_others=st.booleans(),
)
STOPS, FEW = (st.lists(ONE, min_size=1, max_size=most) for most in (6, 5))


@settings(deadline=None)
@given(STOPS, st.sampled_from([*FLOORS, None]))
def test_every_matter_is_dealt_with_once_and_what_is_last_is_last(stops: list[Stop], start: str | None) -> None:
    ordered = order_stops(stops, Building(floors=FLOORS, way_out="1", start=start), waiting={})

    assert sorted(each.matter_id for each in ordered) == sorted(each.matter_id for each in stops)
    assert [each.after_others for each in ordered] == sorted(each.after_others for each in stops)


@settings(deadline=None)
@given(FEW, st.sampled_from(FLOORS), st.data())
def test_no_other_order_is_better(stops: list[Stop], start: str, data: st.DataObject) -> None:
    first = frozenset({stops[-1].matter_id})
    stops = [replace(each, needs=first) if data.draw(st.booleans()) else each for each in stops]
    waiting = {queue: data.draw(st.integers(0, 5), label=queue) for queue in "abc"}
    building = Building(floors=FLOORS, way_out="1", start=start)

    best = order_stops(stops, building, waiting=waiting)

    assert all(cost(best, start, waiting) <= cost(other, start, waiting) for other in permutations(stops))


def cost(stops: Sequence[Stop], start: str, waiting: dict[str, int]) -> tuple[object, ...]:
    """Return what an order costs, by the plain words of the rule."""
    early = sum(
        len(stops) * len(stop.needs & {later.matter_id for later in stops[place + 1 :]})
        + sum(not stop.after_others and before.after_others for before in stops[:place])
        for place, stop in enumerate(stops)
    )
    path = [int(start), *(int(stop.floor) for stop in stops)]
    changes = sum(a != b for a, b in pairwise(path))
    stairs = sum(abs(a - b) for a, b in pairwise([*path, 1]))
    queues = len(list(groupby(stops, key=lambda stop: stop.queue_id)))
    return early, changes, stairs, queues, [waiting[stop.queue_id] for stop in stops]
