from datetime import timedelta

from display.turns import DWELL, NO_TURNS, Turns
from hall.ticket import Call
from tests.display.scenes import MORNING

A_SECOND = timedelta(seconds=1)


def make_call(call_id: int, *, ticket_id: int | None = None, call_count: int = 1) -> Call:
    ticket = ticket_id or call_id
    return Call(
        call_id=call_id,
        ticket_id=ticket,
        number=f"A{ticket:03}",
        matter_id="m",
        queue_id="q",
        window_id="5",
        call_count=call_count,
        at=MORNING,
    )


def turns_after(turns: Turns, seconds: float) -> Turns:
    return turns.at(MORNING + timedelta(seconds=seconds))


def test_the_first_call_gets_the_card_at_once():
    turns = NO_TURNS.add(make_call(1), MORNING)

    assert turns.shown == make_call(1)
    assert turns.next_at() is None


def test_a_second_call_waits_until_the_first_was_shown_for_six_seconds():
    turns = NO_TURNS.add(make_call(1), MORNING).add(make_call(2), MORNING + A_SECOND)

    assert turns_after(turns, 6).shown == make_call(1)
    assert turns_after(turns, 7).shown == make_call(2)
    assert turns.next_at() == MORNING + DWELL


def test_a_call_that_comes_after_the_dwell_does_not_wait():
    turns = NO_TURNS.add(make_call(1), MORNING)

    assert turns.add(make_call(2), MORNING + DWELL).shown == make_call(2)


def test_fifty_calls_in_a_second_all_get_their_turn_in_order():
    turns = NO_TURNS
    for call_id in range(1, 51):
        turns = turns.add(make_call(call_id), MORNING + timedelta(milliseconds=20 * call_id))

    seen = []
    now = MORNING + A_SECOND
    while turns.pending:
        now += A_SECOND
        turns = turns.at(now)
        assert turns.shown is not None
        if not seen or seen[-1] != turns.shown.call_id:
            seen.append(turns.shown.call_id)

    assert seen == list(range(1, 51))
    assert now - MORNING >= 49 * DWELL


def test_a_recall_of_the_number_on_the_card_starts_its_time_anew_and_keeps_the_card():
    turns = NO_TURNS.add(make_call(1), MORNING).add(make_call(2), MORNING)
    recalled = turns.add(make_call(3, ticket_id=1, call_count=2), MORNING + 5 * A_SECOND)

    assert recalled.shown == make_call(3, ticket_id=1, call_count=2)
    assert recalled.next_at() == MORNING + 5 * A_SECOND + DWELL


def test_a_recall_of_a_number_that_waits_takes_its_place():
    turns = NO_TURNS
    for call_id in (1, 2, 3):
        turns = turns.add(make_call(call_id), MORNING)
    turns = turns.add(make_call(4, ticket_id=2, call_count=2), MORNING)

    assert [call.call_id for call in turns.pending] == [4, 3]


def test_a_number_that_left_its_window_leaves_the_card_and_the_next_takes_it():
    turns = NO_TURNS.add(make_call(1), MORNING).add(make_call(2), MORNING)

    assert turns.drop(1).at(MORNING + A_SECOND).shown == make_call(2)


def test_a_visitor_who_came_need_not_wait_for_the_card_but_may_stay_on_it():
    turns = NO_TURNS.add(make_call(1), MORNING).add(make_call(2), MORNING)

    assert turns.drop_pending(2).pending == ()
    assert turns.drop_pending(1).shown == make_call(1)
