"""What a clerk's page offers."""

from dataclasses import replace

import pytest

from hall.ticket import Ticket
from server.rules.offering import Offer, list_acts
from server.rules.transitions import Act
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import CALLED, CALLED_AT, RULES, SERVING, called_times, seconds

FREE = Offer(
    ticket=None,
    is_open=True,
    anyone_waits=False,
    anyone_held=False,
    anyone_overdue=False,
    finished_at=None,
    call_made_at=CALLED_AT,
)


def offered(offer: Offer, *, after_s: float = 60) -> set[Act]:
    return set(list_acts(offer, rules=RULES, now=CALLED_AT + seconds(after_s)))


def with_ticket(ticket: Ticket) -> Offer:
    return replace(FREE, ticket=ticket)


@pytest.mark.parametrize(
    ("offer", "acts"),
    [
        (FREE, set()),
        (replace(FREE, anyone_waits=True), {Act.CALL_NEXT, Act.CALL_SPECIFIC}),
        (replace(FREE, anyone_held=True), {Act.RESUME, Act.RELEASE}),
        (replace(FREE, anyone_overdue=True), {Act.CALL_HERE}),
        (replace(FREE, finished_at=CALLED_AT), {Act.REOPEN}),
        (replace(FREE, finished_at=at(9)), set()),
        (replace(FREE, anyone_waits=True, is_open=False), set()),
    ],
)
def test_a_free_window_may_do_what_there_is_to_do(offer: Offer, acts: set[Act]) -> None:
    assert offered(offer) == acts


def test_a_call_can_be_undone_for_a_while() -> None:
    assert offered(with_ticket(CALLED), after_s=29) == {Act.RECALL, Act.START, Act.HOLD, Act.UNDO_CALL}
    assert offered(with_ticket(CALLED), after_s=30) == {Act.RECALL, Act.START, Act.HOLD}
    assert Act.UNDO_CALL not in offered(replace(with_ticket(CALLED), call_made_at=None), after_s=1)


def test_overdue_is_offered_once_the_calls_are_made_and_recall_no_longer_after_the_last() -> None:
    assert offered(with_ticket(called_times(2)), after_s=90) == {Act.RECALL, Act.START, Act.HOLD, Act.OVERDUE}
    assert offered(with_ticket(called_times(3)), after_s=90) == {Act.START, Act.HOLD, Act.OVERDUE}


def test_who_is_served_is_finished_with_sent_on_or_parked() -> None:
    assert offered(with_ticket(SERVING)) == {Act.FINISH, Act.TRANSFER, Act.HOLD}
    assert offered(replace(with_ticket(SERVING), is_open=False)) == {Act.FINISH, Act.TRANSFER, Act.HOLD}
