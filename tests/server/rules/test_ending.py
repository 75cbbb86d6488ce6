"""A ticket's end, and the way back from one that was pressed by mistake."""

from dataclasses import replace

import pytest

from hall.errors import UndoTooLate, WrongState
from hall.ticket import Result, TicketState
from server.rules.ending import cancelled, finished, given_up, left_over, reopened
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import CALLED, RULES, SERVING, WAITING, in_state, seconds

DONE_AT = at(10)
DONE = finished(SERVING, result=Result.PENDING, now=DONE_AT)


def test_a_visit_is_finished_with_its_result() -> None:
    assert (DONE.state, DONE.result, DONE.finished_at) == (TicketState.DONE, Result.PENDING, DONE_AT)
    assert DONE.arrived_at == WAITING.arrived_at


def test_a_mistaken_finish_is_undone_as_if_it_had_not_been() -> None:
    assert reopened(DONE, rules=RULES, now=DONE_AT + seconds(299)) == SERVING
    with pytest.raises(UndoTooLate):
        reopened(DONE, rules=RULES, now=DONE_AT + seconds(300))


@pytest.mark.parametrize("state", [TicketState.WAITING, TicketState.HELD, TicketState.OVERDUE])
def test_a_number_can_be_given_up_while_nobody_is_occupied_with_it(state: TicketState) -> None:
    assert cancelled(in_state(state), now=at(10)).state is TicketState.CANCELLED


def test_a_number_cannot_be_given_up_at_the_window() -> None:
    for ticket in (CALLED, SERVING, DONE):
        with pytest.raises(WrongState):
            cancelled(ticket, now=at(10))


def test_an_overdue_number_that_does_not_come_back_is_a_no_show() -> None:
    assert given_up(in_state(TicketState.OVERDUE), now=at(10)).state is TicketState.NO_SHOW


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (TicketState.WAITING, TicketState.EXPIRED),
        (TicketState.CALLED, TicketState.EXPIRED),
        (TicketState.HELD, TicketState.EXPIRED),
        (TicketState.OVERDUE, TicketState.NO_SHOW),
        (TicketState.SERVING, TicketState.DONE),
    ],
)
def test_the_end_of_the_day_leaves_nobody_open_and_says_that_its_times_mean_nothing(
    state: TicketState, end: TicketState
) -> None:
    ticket = left_over(replace(WAITING, state=state), now=at(18))

    assert (ticket.state, ticket.time_unreliable, ticket.finished_at) == (end, True, at(18))
