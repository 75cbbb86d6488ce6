"""Transfers and visits of several matters, on the real record."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall.errors import BadInput, QueueStopped, QuotaUsedUp, TargetNotOpen, UnknownWindow, WrongState
from hall.exchange import IssueRequest, WindowView
from hall.places import Quota, Text
from hall.ticket import IssuedTicket, PriorityClass, Result, Ticket, TicketState, Why
from hall.ticket_events import Onward, TicketTransferred
from server.actions.halt import stop_queue
from server.actions.issue import issue
from server.actions.lines import order_of_queue
from server.store.database import Database
from tests.server.lane_hall import KIOSK, PAGES, LaneHall
from tests.server.plans import small_plan


def serving_at_2(hall: LaneHall) -> tuple[Ticket, "Desks"]:
    issued = hall.issue("insure")
    desks = Desks(hall)
    hall.act(desks.two, "call-next")
    hall.act(desks.two, "start")
    return hall.ticket(issued.ticket.ticket_id), desks


class Desks:
    """Anna at window 2, bert at window 3."""

    def __init__(self, hall: LaneHall) -> None:
        self.two = hall.sign_in("2", clerk="anna")
        self.three = hall.sign_in("3", clerk="bert")


def issue_several(hall: LaneHall, *matters: str) -> IssuedTicket:
    request = IssueRequest(matter_id=matters[0], then=matters[1:])
    return hall.do(IssuedTicket, lambda tx, today: issue(tx, today, request, actor=KIOSK, pages=PAGES))


def test_a_transferred_visitor_keeps_number_and_arrival_and_stands_by_arrival(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    lane_hall.clock.advance(timedelta(minutes=5))
    later = lane_hall.issue("licence")

    view = lane_hall.act(desks.two, "transfer", queue_id="commerce", note="带复印件")

    assert view.ticket is None
    moved = lane_hall.ticket(ticket.ticket_id)
    assert (moved.state, moved.number, moved.arrived_at) == (TicketState.WAITING, "A001", ticket.arrived_at)
    assert (moved.queue_id, moved.leg_no, moved.note) == ("commerce", 2, "带复印件")
    lane_hall.settle()
    body = lane_hall.events[-1].body
    assert isinstance(body, TicketTransferred)
    assert (body.from_window, body.onward, body.queue.queue_id, body.queue.waiting) == (
        "2",
        Onward.TRANSFER,
        "commerce",
        2,
    )
    called = lane_hall.act(desks.three, "call-next").ticket
    assert called is not None
    assert called.ticket_id == ticket.ticket_id
    assert later.ticket.ticket_id != ticket.ticket_id


def test_a_ticket_for_a_window_waits_for_that_window(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)

    lane_hall.act(desks.two, "transfer", to_window="3")

    place = lane_hall.ticket(ticket.ticket_id).place
    assert place.for_window == "3"
    assert [one.number for one in lane_hall.window("3").waiting] == ["A001"]
    lane_hall.sign_out(desks.three)
    assert lane_hall.ticket(ticket.ticket_id).place.for_window is None


def test_a_ticket_for_a_clerk_follows_the_clerk(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)

    lane_hall.act(desks.two, "transfer", to_clerk="bert", priority_class=PriorityClass.ELDERLY)

    called = lane_hall.act(desks.three, "call-next").ticket
    assert called is not None
    assert (called.ticket_id, called.priority_class) == (ticket.ticket_id, PriorityClass.ELDERLY)


def test_a_ticket_that_is_to_return_comes_back_to_the_window_that_sent_it(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    lane_hall.act(desks.two, "transfer", queue_id="commerce", returns=True)
    lane_hall.act(desks.three, "call-next")
    lane_hall.act(desks.three, "start")

    lane_hall.act(desks.three, "finish")

    back = lane_hall.ticket(ticket.ticket_id)
    assert (back.state, back.leg_no, back.returns_to) == (TicketState.HELD, 3, None)
    held = lane_hall.window("2").held
    assert [(each.ticket_id, each.reason, each.clerk) for each in held] == [(ticket.ticket_id, "返回", "anna")]
    lane_hall.act(desks.two, "resume", ticket_id=ticket.ticket_id, call=True)
    lane_hall.act(desks.two, "start")
    lane_hall.act(desks.two, "finish")
    assert lane_hall.ticket(ticket.ticket_id).state is TicketState.DONE


def test_a_ticket_that_is_to_return_does_so_after_a_further_window_and_with_its_own_matter(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    other = lane_hall.sign_in("1", clerk="dora")
    lane_hall.act(desks.two, "transfer", to_window="3", matter_id="licence", returns=True)
    assert lane_hall.ticket(ticket.ticket_id).queue_id == "commerce"
    lane_hall.act(desks.three, "call-next")
    lane_hall.act(desks.three, "start")
    lane_hall.act(desks.three, "transfer", to_window="1")
    lane_hall.act(other, "call-next")
    lane_hall.act(other, "start")

    lane_hall.act(other, "finish")

    back = lane_hall.ticket(ticket.ticket_id)
    assert (back.state, back.place.for_window, back.returns_to) == (TicketState.HELD, "2", None)
    assert (back.matter_id, back.queue_id) == (ticket.matter_id, ticket.queue_id)


def test_a_ticket_that_is_sent_to_the_window_it_was_to_return_to_has_returned(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    lane_hall.act(desks.two, "transfer", to_window="3", returns=True)
    lane_hall.act(desks.three, "call-next")
    lane_hall.act(desks.three, "start")
    lane_hall.act(desks.three, "transfer", to_window="2")
    lane_hall.act(desks.two, "call-next")
    lane_hall.act(desks.two, "start")

    lane_hall.act(desks.two, "finish")

    assert lane_hall.ticket(ticket.ticket_id).state is TicketState.DONE


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ({}, BadInput),
        ({"queue_id": "commerce", "to_window": "3"}, BadInput),
        ({"to_window": "2"}, BadInput),
        ({"to_window": "1"}, TargetNotOpen),
        ({"to_window": "77"}, UnknownWindow),
        ({"to_clerk": "nobody"}, TargetNotOpen),
        ({"queue_id": "civil"}, TargetNotOpen),
    ],
)
def test_nobody_is_sent_where_nobody_takes_them(
    lane_hall: LaneHall, target: dict[str, Any], refusal: type[Exception]
) -> None:
    ticket, desks = serving_at_2(lane_hall)
    before = lane_hall.window("2")

    with pytest.raises(refusal):
        lane_hall.act(desks.two, "transfer", **target)

    assert lane_hall.ticket(ticket.ticket_id) == ticket
    assert lane_hall.window("2") == before


def test_only_who_is_served_is_sent_on(lane_hall: LaneHall) -> None:
    lane_hall.issue("insure")
    desks = Desks(lane_hall)
    lane_hall.act(desks.two, "call-next")

    with pytest.raises(WrongState):
        lane_hall.act(desks.two, "transfer", queue_id="commerce")


def test_a_visit_of_several_matters_goes_from_line_to_line_with_one_number(lane_hall: LaneHall) -> None:
    desks = Desks(lane_hall)
    issued = issue_several(lane_hall, "licence", "insure")
    assert issued.legs[0].matter_id == issued.ticket.matter_id
    assert issued.ticket.then == (issued.legs[1].matter_id,)
    windows = {"insure": desks.two, "licence": desks.three}

    numbers = []
    for leg in issued.legs:
        view = lane_hall.act(windows[leg.matter_id], "call-next")
        assert view.ticket is not None
        numbers.append((view.ticket.number, view.ticket.matter_id))
        lane_hall.act(windows[leg.matter_id], "start")
        lane_hall.act(windows[leg.matter_id], "finish")

    assert numbers == [(issued.ticket.number, leg.matter_id) for leg in issued.legs]
    assert lane_hall.ticket(issued.ticket.ticket_id).state is TicketState.DONE


def test_a_matter_that_was_dealt_with_on_the_way_is_not_waited_for(lane_hall: LaneHall) -> None:
    desks = Desks(lane_hall)
    issued = issue_several(lane_hall, "insure", "licence")
    first, second = (leg.matter_id for leg in issued.legs)
    desk = {"insure": desks.two, "licence": desks.three}[first]
    lane_hall.act(desk, "call-next")
    lane_hall.act(desk, "start")

    lane_hall.act(desk, "finish", items=(first, second))

    assert lane_hall.ticket(issued.ticket.ticket_id).state is TicketState.DONE


def test_a_finish_that_sends_a_visit_on_tells_what_was_dealt_with(lane_hall: LaneHall) -> None:
    desks = Desks(lane_hall)
    issued = issue_several(lane_hall, "insure", "licence")
    first, second = (leg.matter_id for leg in issued.legs)
    desk = {"insure": desks.two, "licence": desks.three}[first]
    lane_hall.act(desk, "call-next")
    lane_hall.act(desk, "start")

    lane_hall.act(desk, "finish", result=Result.PENDING)

    went_on = lane_hall.events[-1].body
    assert isinstance(went_on, TicketTransferred)
    assert (went_on.onward, went_on.matter_id) == (Onward.NEXT_LEG, second)
    assert (went_on.result, went_on.items) == (Result.PENDING, (first,))


def test_a_matter_is_named_once(lane_hall: LaneHall) -> None:
    with pytest.raises(BadInput):
        issue_several(lane_hall, "insure", "insure")


def test_a_mistaken_finish_is_taken_back(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    done = lane_hall.act(desks.two, "finish")
    assert done.finished == ticket.ticket_id

    view: WindowView = lane_hall.act(desks.two, "reopen", ticket_id=ticket.ticket_id)

    assert view.ticket is not None
    assert (view.ticket.state, view.served_today) == (TicketState.SERVING, 0)
    lane_hall.act(desks.two, "finish")
    assert lane_hall.window("2").served_today == 1


def test_a_ticket_whose_sender_has_left_meanwhile_waits_in_its_line(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    lane_hall.act(desks.two, "transfer", queue_id="commerce", returns=True)
    lane_hall.sign_out(desks.two)
    lane_hall.act(desks.three, "call-next")
    lane_hall.act(desks.three, "start")

    lane_hall.act(desks.three, "finish")

    back = lane_hall.ticket(ticket.ticket_id)
    assert (back.state, back.queue_id, back.place.for_window) == (TicketState.WAITING, "social", None)


@pytest.mark.parametrize("returns", [False, True])
def test_a_finish_that_sent_the_visit_on_is_taken_back(lane_hall: LaneHall, *, returns: bool) -> None:
    issued = issue_several(lane_hall, "insure", "licence")
    desks = Desks(lane_hall)
    desk = desks.two
    lane_hall.act(desk, "call-next")
    lane_hall.act(desk, "start")
    if returns:
        lane_hall.act(desk, "transfer", to_window="3", returns=True)
        desk = desks.three
        lane_hall.act(desk, "call-next")
        lane_hall.act(desk, "start")
    before = lane_hall.ticket(issued.ticket.ticket_id)
    lane_hall.clock.advance(timedelta(minutes=2))
    lane_hall.act(desk, "finish")
    lane_hall.clock.advance(timedelta(minutes=1))
    view = lane_hall.window(desk.window_id)
    assert (view.finished, "reopen" in view.acts) == (before.ticket_id, True)

    lane_hall.act(desk, "reopen", ticket_id=before.ticket_id)

    after = lane_hall.ticket(before.ticket_id)
    kept = ("state", "leg_no", "matter_id", "queue_id", "window_id", "then", "returns_to", "started_at", "held_s")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    lane_hall.act(desk, "finish")
    assert lane_hall.ticket(before.ticket_id).leg_no == before.leg_no + 1


def test_a_finish_that_sent_the_visit_on_stands_once_the_next_window_has_called(lane_hall: LaneHall) -> None:
    issued = issue_several(lane_hall, "insure", "licence")
    desks = Desks(lane_hall)
    lane_hall.act(desks.two, "call-next")
    lane_hall.act(desks.two, "start")
    lane_hall.act(desks.two, "finish")
    lane_hall.act(desks.three, "call-next")

    view = lane_hall.window("2")

    assert (view.finished, "reopen" in view.acts) == (None, False)
    with pytest.raises(WrongState):
        lane_hall.act(desks.two, "reopen", ticket_id=issued.ticket.ticket_id)


@pytest.mark.parametrize("matters", [("insure", "licence"), ("licence", "insure")])
def test_a_quota_counts_every_leg_in_whatever_order(database: Database, matters: tuple[str, str]) -> None:
    plan = small_plan()
    queues = tuple(replace(each, quota=Quota(a_day=2) if each.queue_id == "commerce" else None) for each in plan.queues)
    hall = LaneHall(database, plan=replace(plan, queues=queues))
    issue_several(hall, *matters)
    issue_several(hall, *matters)

    for refused in (("licence",), matters):
        with pytest.raises(QuotaUsedUp):
            issue_several(hall, *refused)
    assert hall.issue("insure").ticket.queue_id == "social"
    hall.close()


def test_an_ended_leg_still_counts_in_its_quota(database: Database) -> None:
    plan = small_plan()
    queues = tuple(replace(each, quota=Quota(a_day=1) if each.queue_id == "social" else None) for each in plan.queues)
    hall = LaneHall(database, plan=replace(plan, queues=queues))
    issue_several(hall, "insure", "licence")
    desks = Desks(hall)
    for act in ("call-next", "start", "finish"):
        hall.act(desks.two, act)

    with pytest.raises(QuotaUsedUp):
        hall.issue("insure")
    hall.close()


@pytest.mark.parametrize("matters", [("insure", "licence"), ("licence", "insure")])
def test_no_number_is_given_for_a_visit_whose_later_queue_is_halted(
    lane_hall: LaneHall, matters: tuple[str, str]
) -> None:
    reason = Text(zh="停电", en="Power cut")
    lane_hall.run(
        lambda tx: stop_queue(tx, lane_hall.almanac.on(lane_hall.clock.now().date()), "commerce", reason, actor=KIOSK)
    )

    with pytest.raises(QueueStopped):
        issue_several(lane_hall, *matters)
    assert lane_hall.issue("insure").ticket.number == "A001"


def test_the_order_of_a_queue_ends_with_those_who_are_kept_for_a_window(lane_hall: LaneHall) -> None:
    ticket, desks = serving_at_2(lane_hall)
    lane_hall.issue("insure")
    lane_hall.sign_in("1", clerk="dora")
    lane_hall.act(desks.two, "transfer", to_window="1")
    lane_hall.issue("insure")
    today = lane_hall.almanac.on(ticket.business_date)

    order = lane_hall.ask(lambda read: order_of_queue(read, today, "social", now=lane_hall.clock.now()))

    assert [(waiting.number, why) for waiting, why in order] == [
        ("A002", Why.ARRIVAL),
        ("A003", Why.ARRIVAL),
        ("A001", None),
    ]
