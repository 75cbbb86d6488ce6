"""Tickets are taken, cancelled and printed."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from hall.errors import (
    AlreadyWaiting,
    HallClosed,
    KeyReused,
    MayNotBeServed,
    NotHandledHere,
    QuotaUsedUp,
    UnknownTicket,
    WrongState,
)
from hall.exchange import IssueRequest
from hall.places import Quota
from hall.ticket import IssuedTicket, PrintState, PriorityClass, Ticket, TicketState
from hall.ticket_events import TicketCancelled, TicketIssued, TicketPrintReported
from hall.visit_token import ALPHABET, LENGTH
from server.actions.issue import issue
from server.store import tables
from server.store.database import Database
from tests.server.lane_hall import KIOSK, PAGES, LaneHall, cancelling, issuing, refusal_of, reporting
from tests.server.plans import small_plan


def test_a_ticket_goes_to_the_end_of_its_queue(lane_hall: LaneHall) -> None:
    first, second = lane_hall.issue("insure"), lane_hall.issue("insure")
    other = lane_hall.issue("marry")

    assert [first.ticket.number, second.ticket.number, other.ticket.number] == ["A001", "A002", "B001"]
    assert [first.people_ahead, second.people_ahead, other.people_ahead] == [0, 1, 0]


def test_the_token_opens_the_page_and_is_not_in_the_record(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()

    assert issued.page_url == f"http://hall.test/t/{issued.token}"
    assert len(issued.token) == LENGTH
    assert set(issued.token) <= set(ALPHABET)
    stored = lane_hall.ask(lambda read: read.list_rows(tables.ticket.select()))
    assert issued.token not in str(stored)


def test_a_matter_that_is_handled_elsewhere_gets_no_number(lane_hall: LaneHall) -> None:
    refusal = refusal_of(lane_hall.submit_issue("subsidy"))

    assert isinstance(refusal, NotHandledHere)
    assert refusal.facts == {"mode": "delegated"}


def test_a_series_goes_on_with_a_digit_more_where_its_range_ends(database: Database) -> None:
    hall = LaneHall(database, plan=small_plan(last=2))
    for _ in range(2):
        hall.issue()

    assert hall.issue().ticket.number == "A1000"
    assert hall.issue("marry").ticket.number == "B001"
    hall.close()


def test_a_priority_is_asked_for_but_not_granted_by_a_kiosk(lane_hall: LaneHall) -> None:
    request = IssueRequest(matter_id="insure", priority_requested=PriorityClass.ELDERLY)

    issued = lane_hall.do(IssuedTicket, lambda tx, today: issue(tx, today, request, actor=KIOSK, pages=PAGES))

    assert issued.ticket.priority_class is PriorityClass.NORMAL
    row = lane_hall.ask(lambda read: read.list_rows(tables.ticket.select()))[0]
    assert row.priority_requested == "elderly"


def test_a_repeat_with_the_same_key_gets_the_first_answer(lane_hall: LaneHall) -> None:
    first = lane_hall.submit_issue(key="press-1").result(10)
    again = lane_hall.submit_issue(key="press-1").result(10)

    assert first == again
    assert lane_hall.snapshot().queues[0].waiting == 1


def test_a_key_is_for_one_request(lane_hall: LaneHall) -> None:
    lane_hall.submit_issue(key="press-1").result(10)

    with lane_hall.held():
        other = lane_hall.submit(issuing("marry"), key="press-1", fingerprint="another request")

    assert isinstance(refusal_of(other), KeyReused)


def test_a_refusal_is_not_remembered(lane_hall: LaneHall) -> None:
    cancel_later = cancelling(1)
    assert isinstance(refusal_of(lane_hall.submit(cancel_later, key="give-up")), UnknownTicket)
    lane_hall.issue()

    assert refusal_of(lane_hall.submit(cancel_later, key="give-up")) is None


def test_a_waiting_ticket_is_cancelled(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()

    ticket = lane_hall.do(Ticket, cancelling(issued.ticket.ticket_id))

    assert ticket.state is TicketState.CANCELLED
    lane_hall.settle()
    body = lane_hall.events[-1].body
    assert isinstance(body, TicketCancelled)
    assert body.queue.waiting == 0
    assert isinstance(refusal_of(lane_hall.submit(cancelling(issued.ticket.ticket_id))), WrongState)


def test_those_behind_a_cancelled_ticket_move_up(lane_hall: LaneHall) -> None:
    first = lane_hall.issue()
    lane_hall.issue()
    lane_hall.do(Ticket, cancelling(first.ticket.ticket_id))

    assert lane_hall.issue().people_ahead == 1


@pytest.mark.parametrize(
    ("state", "slips"),
    [(PrintState.PRINTED, 1), (PrintState.SENT, 1), (PrintState.UNKNOWN, 1), (PrintState.NOT_SENT, 0)],
)
def test_slips_that_may_have_come_out_are_counted(lane_hall: LaneHall, state: PrintState, slips: int) -> None:
    issued = lane_hall.issue()

    ticket = lane_hall.do(Ticket, reporting(issued.ticket.ticket_id, state))

    assert (ticket.print_state, ticket.print_count, ticket.state) == (state, slips, TicketState.WAITING)


def test_a_reprint_counts_again_and_is_an_event(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()
    lane_hall.do(Ticket, reporting(issued.ticket.ticket_id))
    lane_hall.do(Ticket, reporting(issued.ticket.ticket_id))

    assert lane_hall.ticket(issued.ticket.ticket_id).print_count == 2
    lane_hall.settle()
    kinds = [type(event.body) for event in lane_hall.events[1:]]
    assert kinds == [TicketIssued, TicketPrintReported, TicketPrintReported]


def test_a_quota_that_is_used_up_says_so_and_a_cancelled_number_frees_its_place(database: Database) -> None:
    plan = small_plan()
    queues = tuple(replace(queue, quota=Quota(a_day=2)) for queue in plan.queues)
    hall = LaneHall(database, plan=replace(plan, queues=queues))
    first = hall.issue()
    hall.issue()
    with pytest.raises(QuotaUsedUp) as refusal:
        hall.issue()
    assert refusal.value.facts == {"limit": "day", "may_book": 1}

    hall.submit(cancelling(first.ticket.ticket_id)).result(10)

    assert hall.issue().ticket.number == "A003"
    with pytest.raises(QuotaUsedUp):
        hall.issue()
    hall.close()


def test_a_closed_hall_gives_no_numbers_and_says_when_it_opens(database: Database) -> None:
    plan = small_plan()
    hall = LaneHall(database, plan=replace(plan, hall=replace(plan.hall, open_always=False)))
    hall.issue()
    hall.clock.advance(timedelta(hours=9))

    with pytest.raises(HallClosed) as refusal:
        hall.issue()

    assert refusal.value.facts["until"] == "2026-03-03T09:00+08:00"
    hall.close()


def test_who_may_not_be_served_today_agrees_first(database: Database) -> None:
    plan = small_plan()
    hall = LaneHall(database, plan=replace(plan, hall=replace(plan.hall, open_always=False)))
    hall.clock.advance(timedelta(hours=7, minutes=55))
    request = IssueRequest(matter_id="insure")

    def asking(*, consent: bool) -> IssuedTicket:
        wanted = replace(request, consent=consent)
        return hall.do(IssuedTicket, lambda tx, today: issue(tx, today, wanted, actor=KIOSK, pages=PAGES))

    with pytest.raises(MayNotBeServed) as refusal:
        asking(consent=False)
    assert refusal.value.facts["minutes"] == 5
    assert asking(consent=True).ticket.number == "A001"
    hall.close()


def test_a_person_has_one_open_number_for_a_matter(lane_hall: LaneHall) -> None:
    request = IssueRequest(matter_id="insure", identity="a-hash")
    asking = partial(issue, request=request, actor=KIOSK, pages=PAGES)
    first = lane_hall.do(IssuedTicket, asking)

    with pytest.raises(AlreadyWaiting) as refusal:
        lane_hall.do(IssuedTicket, asking)
    assert refusal.value.facts == {"number": "A001", "ticket": first.ticket.ticket_id}

    lane_hall.submit(cancelling(first.ticket.ticket_id)).result(10)
    assert lane_hall.do(IssuedTicket, asking).ticket.number == "A002"


def test_a_second_tap_gets_no_second_number_where_the_hall_wants_that(database: Database) -> None:
    plan = small_plan()
    rules = replace(plan.hall.rules, double_tap_s=3)
    hall = LaneHall(database, plan=replace(plan, hall=replace(plan.hall, rules=rules)))
    hall.issue()
    with pytest.raises(AlreadyWaiting):
        hall.issue()
    assert hall.issue("marry").ticket.number == "B001"

    hall.clock.advance(timedelta(seconds=3))

    assert hall.issue().ticket.number == "A002"
    hall.close()
