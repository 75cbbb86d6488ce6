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


def test_from_an_end_only_staff_bring_a_ticket_back() -> None:
    back = {act for state, act in TRANSITIONS if state in FINAL_STATES}

    assert back == {Act.RESTORE, Act.REOPEN}


def test_every_state_that_is_reached_leads_to_an_end() -> None:
    ends = set(FINAL_STATES)
    while more := {state for (state, _), to in TRANSITIONS.items() if to in ends} - ends:
        ends |= more

    assert set(TRANSITIONS.values()) | {TicketState.WAITING} <= ends


def test_the_day_can_end_whatever_a_visitor_is_at() -> None:
    reached = set(TRANSITIONS.values()) | {TicketState.WAITING}

    for state in reached - FINAL_STATES:
        ends = [TRANSITIONS[state, act] for act in (Act.EXPIRE, Act.CLOSE) if may_follow(state, act)]
        assert len(ends) == 1
        assert ends[0] in FINAL_STATES


def test_a_visitor_is_called_before_being_served() -> None:
    assert not may_follow(TicketState.WAITING, Act.START)
    assert not may_follow(TicketState.CALLED, Act.FINISH)
