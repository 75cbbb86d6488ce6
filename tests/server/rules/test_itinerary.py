"""Visits with several matters."""

from hypothesis import given
from hypothesis import strategies as st

from server.rules.itinerary import Stop, order_stops

FLOORS = ("1", "2", "3")


def stop(name: str, floor: str, queue_id: str | None = None, *, last: bool = False) -> Stop:
    return Stop(matter_id=name, queue_id=queue_id or name, floor=floor, after_others=last)


def names(stops: tuple[Stop, ...]) -> list[str]:
    return [each.matter_id for each in stops]


def test_charges_come_last_although_they_are_nearest() -> None:
    stops = [stop("pay", "2", last=True), stop("land", "3"), stop("marry", "2")]

    assert names(order_stops(stops, start_floor="2", floors=FLOORS, waiting={})) == ["marry", "land", "pay"]


def test_a_floor_is_done_with_before_the_next() -> None:
    stops = [stop("a", "3"), stop("b", "2"), stop("c", "3"), stop("d", "1")]

    assert names(order_stops(stops, start_floor="3", floors=FLOORS, waiting={})) == ["a", "c", "b", "d"]
    assert names(order_stops(stops, start_floor=None, floors=FLOORS, waiting={})) == ["d", "b", "a", "c"]


def test_on_a_floor_the_shortest_line_comes_first() -> None:
    stops = [stop("a", "2"), stop("b", "2"), stop("c", "2")]

    assert names(order_stops(stops, start_floor="2", floors=FLOORS, waiting={"a": 9, "b": 2})) == ["c", "b", "a"]


def test_matters_of_one_queue_stay_together_as_they_were_named() -> None:
    stops = [stop("a1", "2", "a"), stop("b", "2"), stop("a2", "2", "a")]

    assert names(order_stops(stops, start_floor="2", floors=FLOORS, waiting={"a": 1, "b": 1})) == ["a1", "a2", "b"]


STOPS = st.lists(
    st.builds(
        Stop,
        matter_id=st.uuids().map(str),
        queue_id=st.sampled_from("abc"),
        floor=st.sampled_from(FLOORS),
        after_others=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(STOPS, st.sampled_from([*FLOORS, None]))
def test_every_matter_is_dealt_with_once_and_what_is_last_is_last(stops: list[Stop], start: str | None) -> None:
    ordered = order_stops(stops, start_floor=start, floors=FLOORS, waiting={})

    assert sorted(names(ordered)) == sorted(each.matter_id for each in stops)
    assert [each.after_others for each in ordered] == sorted(each.after_others for each in stops)
