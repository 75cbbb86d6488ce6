"""The table of transitions, looked at as a whole."""

from itertools import product

import pytest

from hall.errors import WrongState
from hall.ticket import FINAL_STATES, TicketState
from server.rules.transitions import TRANSITIONS, Act, may_follow, state_after


@pytest.mark.parametrize(("state", "act"), [*product(TicketState, Act)])
def test_what_is_not_in_the_table_is_refused(state: TicketState, act: Act) -> None:
    if (state, act) in TRANSITIONS:
        assert may_follow(state, act)
        assert state_after(state, act) is TRANSITIONS[state, act]
    else:
        assert not may_follow(state, act)
        with pytest.raises(WrongState) as refusal:
            state_after(state, act)
        assert refusal.value.facts == {"act": act.value, "state": state.value}


def test_nothing_follows_from_a_final_state() -> None:
    assert not [state for state, _ in TRANSITIONS if state in FINAL_STATES]


def test_every_state_that_is_reached_leads_to_an_end() -> None:
    ends = set(FINAL_STATES)
    while more := {state for (state, _), to in TRANSITIONS.items() if to in ends} - ends:
        ends |= more

    assert set(TRANSITIONS.values()) | {TicketState.WAITING} <= ends


def test_the_day_can_end_whatever_a_visitor_is_at() -> None:
    reached = set(TRANSITIONS.values()) | {TicketState.WAITING}

    assert all(may_follow(state, Act.EXPIRE) for state in reached - FINAL_STATES)


def test_a_visitor_is_called_before_being_served() -> None:
    assert not may_follow(TicketState.WAITING, Act.START)
    assert not may_follow(TicketState.CALLED, Act.FINISH)
