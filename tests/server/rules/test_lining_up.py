"""Places in line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.errors import OverdueLimitReached, WrongState
from hall.moments import to_us
from hall.rules import Rules, TransferOrder
from hall.ticket import PriorityClass, Ticket, TicketState
from server.rules.lining_up import (
    came_back,
    moved_on,
    place_in_next_line,
    place_of_appointment,
    place_on_arrival,
    place_when_missed,
)
from server.rules.transitions import Act
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import ARRIVED_AT, RULES, SERVING, WAITING, called_times

SLOT = at(10)


def overdue(count: int = 1, *, calls: int = 0) -> Ticket:
    missed = replace(called_times(2), state=TicketState.OVERDUE, overdue_count=count)
    return replace(missed, place=place_when_missed(missed.place, calls=calls, rules=RULES))


def back(ticket: Ticket, *, calls: int, waiting: int = 9, is_by_staff: bool = False) -> Ticket:
    return came_back(
        ticket,
        Act.REACTIVATE,
        calls=calls,
        waiting=waiting,
        is_by_staff=is_by_staff,
        rules=RULES,
        now=at(10),
    )


def test_an_overdue_number_is_due_after_the_calls_of_the_rule_counted_from_when_it_was_missed() -> None:
    ticket = back(overdue(calls=7), calls=8)

    assert (ticket.state, ticket.place.due_calls, ticket.window_id) == (TicketState.WAITING, 10, None)
    assert ticket.arrived_at == ARRIVED_AT


def test_where_fewer_wait_than_calls_are_missing_it_is_the_last_of_them() -> None:
    assert back(overdue(calls=7), calls=7, waiting=2).place == place_on_arrival(at(10))
    assert back(overdue(calls=7), calls=7, waiting=3).place.due_calls == 10


def test_whoever_has_priority_does_not_come_back_before_those_who_wait() -> None:
    first = replace(overdue(calls=7), priority_class=PriorityClass.ELDERLY)

    assert back(first, calls=7, waiting=2).place.due_calls == 9
    assert back(first, calls=7, waiting=3).place.due_calls == 10
    assert back(first, calls=7, waiting=0).place == place_on_arrival(at(10))


def test_visitors_come_back_by_themselves_as_often_as_the_rule_says() -> None:
    assert back(overdue(2), calls=0).state is TicketState.WAITING
    with pytest.raises(OverdueLimitReached):
        back(overdue(3), calls=0)
    assert back(overdue(3), calls=0, is_by_staff=True).state is TicketState.WAITING


def test_only_staff_bring_a_no_show_back() -> None:
    gone = replace(overdue(), state=TicketState.NO_SHOW, finished_at=at(9, 50))

    with pytest.raises(WrongState):
        back(gone, calls=0)
    restored = came_back(gone, Act.RESTORE, calls=0, waiting=9, is_by_staff=True, rules=RULES, now=at(10))
    assert (restored.state, restored.finished_at) == (TicketState.WAITING, None)


@pytest.mark.parametrize("minutes", [-15, -1, 0, 10])
def test_who_is_in_time_for_an_appointment_has_the_slot(minutes: int) -> None:
    now = SLOT + timedelta(minutes=minutes)
    place = place_of_appointment(SLOT, rules=RULES, now=now)

    assert (place.appointment_at, place.not_before, place.key_us) == (SLOT, None, to_us(now))


def test_who_is_early_may_not_be_called_before_one_is_in_time() -> None:
    place = place_of_appointment(SLOT, rules=RULES, now=at(9, 44))

    assert (place.appointment_at, place.not_before) == (SLOT, at(9, 45))


def test_who_is_a_moment_late_is_like_anyone_who_comes_now() -> None:
    now = at(10, 10) + timedelta(microseconds=1)

    assert place_of_appointment(SLOT, rules=RULES, now=now) == place_on_arrival(now)


@pytest.mark.parametrize(
    ("order", "first", "key"),
    [
        (TransferOrder.ARRIVAL, to_us(at(8)), to_us(ARRIVED_AT)),
        (TransferOrder.HEAD, to_us(at(8)), to_us(at(8)) - 1),
        (TransferOrder.HEAD, None, to_us(at(10))),
        (TransferOrder.TAIL, to_us(at(8)), to_us(at(10))),
    ],
)
def test_a_ticket_that_is_sent_on_stands_where_the_rule_says(order: TransferOrder, first: int | None, key: int) -> None:
    place = place_in_next_line(SERVING, order, first_key_us=first, now=at(10))

    assert (place.key_us, place.since) == (key, at(10))


def test_a_ticket_that_goes_on_keeps_number_and_arrival_and_begins_a_leg() -> None:
    place = place_in_next_line(SERVING, TransferOrder.ARRIVAL, first_key_us=None, now=at(10))
    ticket = moved_on(
        SERVING,
        Act.TRANSFER,
        matter_id="licence",
        queue_id="commerce",
        place=place,
        priority_class=PriorityClass.NORMAL,
        note="带复印件",
    )

    assert (ticket.number, ticket.arrived_at, ticket.leg_no) == (SERVING.number, SERVING.arrived_at, 2)
    assert (ticket.state, ticket.queue_id, ticket.window_id) == (TicketState.WAITING, "commerce", None)
    assert (ticket.entered_at, ticket.started_at, ticket.first_called_at, ticket.call_count) == (at(10), None, None, 0)
    assert ticket.note == "带复印件"


def test_only_who_is_being_served_goes_on() -> None:
    for ticket in (WAITING, called_times(1)):
        with pytest.raises(WrongState):
            moved_on(
                ticket,
                Act.TRANSFER,
                matter_id="licence",
                queue_id="commerce",
                place=ticket.place,
                priority_class=PriorityClass.NORMAL,
            )


def test_the_rule_may_let_an_overdue_number_be_next_at_once() -> None:
    place = place_when_missed(WAITING.place, calls=4, rules=Rules(overdue_after_calls=0))

    assert place.due_calls == 4
