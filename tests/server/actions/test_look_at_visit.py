"""Visits as their pages show them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.exchange import VisitView
from hall.language import load_languages
from hall.ticket import TicketState
from server.actions.directions import Wayfinder
from server.actions.leave_window import sign_out
from server.actions.look_at_visit import view_visits
from server.settings import ASSETS
from server.store.hall_read import HallRead
from server.store.tickets import list_visits
from tests.server.lane_hall import LaneHall, cancelling
from tests.server.plans import small_hall_today


@pytest.fixture(scope="module")
def ways() -> Wayfinder:
    languages = load_languages(ASSETS / "languages")
    return Wayfinder(chinese=languages["zh"], english=languages["en"])


def look(lane_hall: LaneHall, ways: Wayfinder, ticket_ids: list[int]) -> dict[int, VisitView]:
    def question(read: HallRead) -> dict[int, VisitView]:
        return view_visits(
            read, small_hall_today(), list_visits(read, ticket_ids), ways=ways, now=lane_hall.clock.now()
        )

    return lane_hall.ask(question)


def test_many_looked_at_together_look_as_they_do_alone(lane_hall: LaneHall, ways: Wayfinder) -> None:
    ids = [lane_hall.issue(matter).ticket.ticket_id for matter in ("insure", "marry", "insure", "insure", "marry")]
    lane_hall.act(lane_hall.sign_in("2"), "call-next")
    lane_hall.submit(cancelling(ids[2])).result(10)

    together = look(lane_hall, ways, ids)

    assert together == {id_: look(lane_hall, ways, [id_])[id_] for id_ in ids}
    assert [together[id_].people_ahead for id_ in ids] == [None, 0, None, 0, 1]
    assert [together[id_].state for id_ in ids[:3]] == [TicketState.CALLED, TicketState.WAITING, TicketState.CANCELLED]


def test_a_wait_is_told_only_while_it_lasts(lane_hall: LaneHall, ways: Wayfinder) -> None:
    ids = [lane_hall.issue().ticket.ticket_id for _ in range(2)]
    assert look(lane_hall, ways, ids)[ids[1]].wait is None, "no window is open"
    desk = lane_hall.sign_in("2")
    assert look(lane_hall, ways, ids)[ids[1]].wait is not None

    lane_hall.act(desk, "call-next")

    assert look(lane_hall, ways, ids)[ids[0]].wait is None


def test_who_is_called_is_sent_to_that_window(lane_hall: LaneHall, ways: Wayfinder) -> None:
    id_ = lane_hall.issue().ticket.ticket_id
    waiting = look(lane_hall, ways, [id_])[id_]
    lane_hall.act(lane_hall.sign_in("2"), "call-next")

    called = look(lane_hall, ways, [id_])[id_]

    assert (waiting.window, called.window) == (None, "2")
    assert waiting.directions is not None
    assert called.directions is not None
    assert "windows 1 and 2" in waiting.directions.en
    assert "window 2" in called.directions.en


def test_who_is_parked_is_told_only_the_window_that_may_take_them_up(lane_hall: LaneHall, ways: Wayfinder) -> None:
    id_ = lane_hall.issue().ticket.ticket_id
    desk, other = lane_hall.sign_in("2"), lane_hall.sign_in("1", clerk="bert")
    for act in ("call-next", "start"):
        lane_hall.act(desk, act)
    lane_hall.act(desk, "hold", reason="copies")
    parked = look(lane_hall, ways, [id_])[id_]

    lane_hall.act(desk, "pause", reason="lunch", back_in_minutes=10)
    paused = look(lane_hall, ways, [id_])[id_]
    lane_hall.submit(lambda tx, today: sign_out(tx, today, desk, leave_waiting=True, hand_over_holds=True)).result(10)
    left = look(lane_hall, ways, [id_])[id_]
    lane_hall.sign_out(other)
    closed = look(lane_hall, ways, [id_])[id_]

    assert (parked.windows, parked.is_served, parked.is_returned) == (("2",), True, False)
    assert (paused.windows, paused.is_served) == (("2",), False)
    assert paused.back_at == lane_hall.clock.now() + timedelta(minutes=10)
    assert (left.windows, left.is_served, left.back_at) == (("1",), True, None)
    assert (closed.windows, closed.is_served, closed.back_at) == (("1", "2"), False, None)


def test_who_was_sent_back_is_told_so(lane_hall: LaneHall, ways: Wayfinder) -> None:
    id_ = lane_hall.issue().ticket.ticket_id
    desk, other = lane_hall.sign_in("2"), lane_hall.sign_in("3", clerk="bert")
    for act in ("call-next", "start"):
        lane_hall.act(desk, act)
    lane_hall.act(desk, "transfer", to_window="3", matter_id="licence", returns=True)
    for act in ("call-next", "start", "finish"):
        lane_hall.act(other, act)

    back = look(lane_hall, ways, [id_])[id_]

    assert (back.state, back.is_returned, back.windows) == (TicketState.HELD, True, ("2",))


def test_a_line_without_an_open_window_tells_when_the_first_is_back(lane_hall: LaneHall, ways: Wayfinder) -> None:
    id_ = lane_hall.issue().ticket.ticket_id
    one, two = lane_hall.sign_in("1", clerk="bert"), lane_hall.sign_in("2")
    lane_hall.act(one, "pause", reason="lunch", back_in_minutes=30, leave_waiting=True)
    still_open = look(lane_hall, ways, [id_])[id_]
    lane_hall.act(two, "pause", reason="lunch", back_in_minutes=10, leave_waiting=True)
    paused_at = lane_hall.clock.now()

    paused = look(lane_hall, ways, [id_])[id_]
    lane_hall.clock.advance(timedelta(minutes=10))
    late = look(lane_hall, ways, [id_])[id_]

    assert (still_open.is_served, still_open.back_at) == (True, None)
    assert (paused.is_served, paused.people_ahead, paused.back_at) == (False, 0, paused_at + timedelta(minutes=10))
    assert late.back_at == paused_at + timedelta(minutes=30), "what nobody kept is told no longer"


def test_a_kiosk_that_is_not_on_the_plan_sends_from_the_door(ways: Wayfinder) -> None:
    directory = small_hall_today().directory
    ground, first = directory.floors
    door = replace(ground.entrances[0], node="1-door")
    with_door = replace(directory, floors=(replace(ground, entrances=(door,)), first))

    from_kiosk = ways.describe(with_door, kiosk="K1", windows=("1",))
    from_door = ways.describe(with_door, kiosk="K9", windows=("1",))

    assert from_kiosk is not None
    assert from_door is not None
    assert from_door != from_kiosk
    assert ways.describe(directory, kiosk="K9", windows=("1",)) is None, "this door is not on the walkable graph"
