"""Parked tickets."""

import pytest

from hall.errors import HeldElsewhere, TooManyHolds, WrongState
from hall.ticket import Hold, Ticket, TicketState
from server.rules.parking import handed_over, held, released, resumed
from server.rules.transitions import Act
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import CALLED, RULES, SERVING, WAITING

HOLD = Hold(reason="复印", clerk="anna", window_id="2", since=at(10))


def parked(ticket: Ticket = SERVING) -> Ticket:
    return held(ticket, HOLD, held_there=0, rules=RULES)


def test_a_window_parks_no_more_than_the_rules_allow() -> None:
    assert held(SERVING, HOLD, held_there=2, rules=RULES).state is TicketState.HELD
    with pytest.raises(TooManyHolds):
        held(SERVING, HOLD, held_there=3, rules=RULES)


def test_only_who_is_at_the_window_is_parked() -> None:
    assert parked(CALLED).hold == HOLD
    with pytest.raises(WrongState):
        parked(WAITING)


def test_the_time_that_a_ticket_was_parked_is_no_service() -> None:
    again = resumed(parked(), Act.RESUME, window_id="2", is_holder_open=True, now=at(10, 5))

    assert (again.state, again.hold, again.held_s) == (TicketState.SERVING, None, 300)
    assert again.started_at == SERVING.started_at


def test_a_parked_ticket_belongs_to_its_window_while_somebody_is_there() -> None:
    with pytest.raises(HeldElsewhere):
        resumed(parked(), Act.RESUME, window_id="3", is_holder_open=True, now=at(10, 5))
    assert resumed(parked(), Act.RESUME, window_id="3", is_holder_open=False, now=at(10, 5)).window_id == "3"


def test_a_parked_ticket_is_released_by_its_window_while_somebody_is_there() -> None:
    with pytest.raises(HeldElsewhere):
        released(parked(), window_id="3", is_holder_open=True, now=at(10, 5))
    assert released(parked(), window_id="3", is_holder_open=False, now=at(10, 5)).state is TicketState.WAITING


def test_a_ticket_that_was_handed_over_belongs_to_whoever_takes_it() -> None:
    ticket = handed_over(parked())

    assert resumed(ticket, Act.RESUME, window_id="3", is_holder_open=True, now=at(10, 5)).window_id == "3"


def test_a_parked_ticket_can_be_called() -> None:
    again = resumed(parked(), Act.RESUME_CALLED, window_id="2", is_holder_open=True, now=at(10, 5))

    assert (again.state, again.call_count, again.last_called_at) == (TicketState.CALLED, 1, at(10, 5))
    assert again.first_called_at == CALLED.first_called_at


def test_a_released_ticket_is_where_it_was() -> None:
    ticket = released(parked(), window_id="2", is_holder_open=True, now=at(10, 5))

    assert (ticket.state, ticket.place, ticket.window_id, ticket.hold) == (
        TicketState.WAITING,
        WAITING.place,
        None,
        None,
    )
