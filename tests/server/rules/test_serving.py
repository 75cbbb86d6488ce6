"""A ticket at a window."""

from datetime import date, timedelta

import pytest

from hall.errors import NoShowTooSoon, RecalledTooSoon, WrongState
from hall.places import Rules
from hall.ticket import Ticket, TicketState
from server.rules.serving import (
    acts_at_window,
    called,
    cancelled,
    expired,
    finished,
    not_come,
    recalled,
    started,
)
from server.rules.transitions import Act
from tests.fakes.hall_server import at

RULES = Rules(recall_interval_s=15, max_calls=3, no_show_min_calls=2, no_show_grace_s=60)
CALLED_AT = at(9, 30)
WAITING = Ticket(
    ticket_id=1,
    number="A001",
    business_date=date(2026, 3, 2),
    state=TicketState.WAITING,
    matter_id="insure",
    queue_id="social",
    arrived_at=at(9),
)
CALLED = called(WAITING, window_id="2", now=CALLED_AT)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_a_call_names_window_and_time() -> None:
    assert (CALLED.state, CALLED.window_id, CALLED.call_count) == (TicketState.CALLED, "2", 1)
    assert CALLED.first_called_at == CALLED.last_called_at == CALLED_AT


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
    twice = recalled(CALLED, rules=RULES, now=CALLED_AT + seconds(15))
    thrice = recalled(twice, rules=RULES, now=CALLED_AT + seconds(30))

    with pytest.raises(RecalledTooSoon):
        recalled(thrice, rules=RULES, now=CALLED_AT + seconds(3600))


def test_a_visitor_who_was_called_once_is_not_given_up() -> None:
    with pytest.raises(NoShowTooSoon) as refusal:
        not_come(CALLED, rules=RULES, now=CALLED_AT + seconds(3600))

    assert refusal.value.facts == {"calls": 1}


def test_a_visitor_has_the_grace_after_the_last_call() -> None:
    twice = recalled(CALLED, rules=RULES, now=CALLED_AT + seconds(20))

    with pytest.raises(NoShowTooSoon) as refusal:
        not_come(twice, rules=RULES, now=CALLED_AT + seconds(79))
    assert refusal.value.facts == {"seconds": 1}
    assert not_come(twice, rules=RULES, now=CALLED_AT + seconds(80)).state is TicketState.NO_SHOW


def test_a_visit_is_started_and_finished() -> None:
    serving = started(CALLED, now=CALLED_AT + seconds(40))
    done = finished(serving, now=CALLED_AT + seconds(400))

    assert (done.state, done.started_at, done.finished_at) == (
        TicketState.DONE,
        CALLED_AT + seconds(40),
        CALLED_AT + seconds(400),
    )
    assert done.arrived_at == WAITING.arrived_at


def test_only_a_waiting_visitor_can_give_the_number_up() -> None:
    assert cancelled(WAITING, now=at(10)).state is TicketState.CANCELLED
    with pytest.raises(WrongState):
        cancelled(CALLED, now=at(10))


def test_what_is_left_over_expires() -> None:
    assert expired(started(CALLED, now=at(10)), now=at(10)).state is TicketState.EXPIRED


def offered(ticket: Ticket | None, *, is_open: bool = True, anyone_waits: bool = True) -> set[Act]:
    return set(acts_at_window(ticket, is_open=is_open, anyone_waits=anyone_waits, rules=RULES))


def test_a_free_window_may_call_when_somebody_waits() -> None:
    assert offered(None) == {Act.CALL_NEXT}
    assert offered(None, anyone_waits=False) == set()
    assert offered(None, is_open=False) == set()


def test_a_window_with_a_called_visitor_may_call_again_or_start() -> None:
    assert offered(CALLED) == {Act.RECALL, Act.START}


def test_no_show_is_offered_once_the_calls_are_made_and_recall_no_longer_after_the_last() -> None:
    twice = recalled(CALLED, rules=RULES, now=CALLED_AT + seconds(15))
    thrice = recalled(twice, rules=RULES, now=CALLED_AT + seconds(30))

    assert offered(twice) == {Act.RECALL, Act.START, Act.NO_SHOW}
    assert offered(thrice) == {Act.START, Act.NO_SHOW}


def test_a_window_that_serves_may_only_finish() -> None:
    assert offered(started(CALLED, now=at(10))) == {Act.FINISH}
