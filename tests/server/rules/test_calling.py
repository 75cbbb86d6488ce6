"""A ticket from its call until its visitor is there, or is not."""

from dataclasses import replace
from functools import partial

import pytest

from hall.errors import OverdueTooSoon, RecalledTooSoon, UndoTooLate, WrongState
from hall.ticket import PriorityClass, TicketState, Why
from server.rules.calling import call_undone, called, missed, recalled, started
from server.rules.transitions import Act
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import (
    CALLED,
    CALLED_AT,
    RULES,
    SERVING,
    WAITING,
    called_times,
    in_state,
    seconds,
)


def test_a_call_names_window_time_and_reason() -> None:
    assert (CALLED.state, CALLED.window_id, CALLED.call_count) == (TicketState.CALLED, "2", 1)
    assert CALLED.first_called_at == CALLED.last_called_at == CALLED_AT
    assert CALLED.why is Why.ARRIVAL
    assert CALLED.place == WAITING.place


def test_a_recall_keeps_the_time_of_the_first_call() -> None:
    ticket = recalled(CALLED, rules=RULES, now=CALLED_AT + seconds(15))

    assert (ticket.state, ticket.call_count) == (TicketState.CALLED, 2)
    assert ticket.first_called_at == CALLED_AT
    assert ticket.last_called_at == CALLED_AT + seconds(15)


def test_a_recall_within_the_interval_is_refused_with_the_seconds_left() -> None:
    with pytest.raises(RecalledTooSoon) as refusal:
        recalled(CALLED, rules=RULES, now=CALLED_AT + seconds(14.2))

    assert refusal.value.facts == {"seconds": 1}


def test_after_the_last_call_there_is_no_other() -> None:
    with pytest.raises(RecalledTooSoon):
        recalled(called_times(3), rules=RULES, now=CALLED_AT + seconds(3600))


def test_an_undone_call_leaves_the_ticket_as_it_waited() -> None:
    assert call_undone(CALLED, called_at=CALLED_AT, rules=RULES, now=CALLED_AT + seconds(29)) == WAITING


def test_a_call_is_not_undone_once_the_visitor_may_be_on_the_way() -> None:
    with pytest.raises(UndoTooLate):
        call_undone(called_times(2), called_at=CALLED_AT, rules=RULES, now=CALLED_AT + seconds(30))


def test_undoing_the_call_of_a_number_that_came_back_keeps_when_it_was_first_called() -> None:
    came_back = replace(WAITING, overdue_count=1, first_called_at=at(9, 5))
    again = called(came_back, Act.CALL_NEXT, window_id="2", why=Why.OVERDUE_DUE, now=CALLED_AT)

    assert again.first_called_at == at(9, 5)
    assert call_undone(again, called_at=CALLED_AT, rules=RULES, now=CALLED_AT).first_called_at == at(9, 5)


def test_a_visitor_who_came_is_served() -> None:
    assert (SERVING.state, SERVING.started_at) == (TicketState.SERVING, CALLED_AT + seconds(40))


def test_a_visitor_who_was_called_once_is_not_overdue() -> None:
    with pytest.raises(OverdueTooSoon) as refusal:
        missed(CALLED, rules=RULES, now=CALLED_AT + seconds(3600))

    assert refusal.value.facts == {"calls": 1}


def test_a_visitor_has_the_grace_after_the_last_call() -> None:
    twice = called_times(2)

    with pytest.raises(OverdueTooSoon) as refusal:
        missed(twice, rules=RULES, now=CALLED_AT + seconds(74))
    assert refusal.value.facts == {"seconds": 1}
    overdue = missed(twice, rules=RULES, now=CALLED_AT + seconds(75))
    assert (overdue.state, overdue.overdue_count) == (TicketState.OVERDUE, 1)


def test_priority_classes_have_more_time_to_come() -> None:
    slow = replace(called_times(2), priority_class=PriorityClass.ELDERLY)

    with pytest.raises(OverdueTooSoon):
        missed(slow, rules=RULES, now=CALLED_AT + seconds(15 + 119))
    assert missed(slow, rules=RULES, now=CALLED_AT + seconds(15 + 120)).state is TicketState.OVERDUE


@pytest.mark.parametrize("state", set(TicketState) - {TicketState.CALLED})
def test_only_a_called_ticket_is_recalled_undone_started_or_missed(state: TicketState) -> None:
    ticket = in_state(state)

    for act in (recalled, partial(call_undone, called_at=at(10)), missed):
        with pytest.raises(WrongState):
            act(ticket, rules=RULES, now=at(10))
    with pytest.raises(WrongState):
        started(ticket, now=at(10))
