"""What a kiosk asks about numbers that are taken and appointments that are booked, over the real server."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hall.appointment import BookAppointment, CheckIn
from hall.client import HallClient, new_key
from hall.errors import (
    DayClosed,
    NotHandledHere,
    QueueStopped,
    ReprintLimitReached,
    UnknownAppointment,
    UnknownTicket,
    WrongState,
)
from hall.exchange import CancelRequest, HaltQueue, PrintReport, Role, WithReason
from hall.phone_hash import hash_phone
from hall.places import Text
from hall.taken_number import ReprintRequest
from hall.ticket import IssuedTicket, NotYet, PrintState, TicketState
from tests.server.running import RunningHall, act
from tests.server.web.test_rules import overseer

PHONE = "13800138000"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    with RunningHall(tmp_path) as hall:
        yield hall


def miss(hall: RunningHall, clerk: HallClient) -> None:
    act(clerk, "2", "call-next")
    hall.clock.advance(timedelta(seconds=20))
    act(clerk, "2", "recall")
    hall.clock.advance(timedelta(seconds=90))
    act(clerk, "2", "overdue")


def printed(hall: RunningHall, issued: IssuedTicket) -> None:
    report = PrintReport(print_state=PrintState.PRINTED)
    hall.kiosk.report_print(issued.ticket.ticket_id, report, key=new_key())


def test_a_number_is_found_as_typed_and_by_its_slip(hall: RunningHall) -> None:
    hall.issue()
    issued = hall.issue()

    typed = hall.kiosk.find_number(issued.ticket.number.lower())

    assert typed.ticket.ticket_id == issued.ticket.ticket_id
    assert typed.people_ahead == 1
    assert typed.may_cancel
    assert not typed.may_come_back
    assert hall.kiosk.find_number_of_page(issued.token) == typed


@pytest.mark.parametrize("number", ["A999", "", "号"])
def test_a_number_that_nobody_has_is_named(hall: RunningHall, number: str) -> None:
    with pytest.raises(UnknownTicket):
        hall.kiosk.find_number(number or "-")
    with pytest.raises(UnknownTicket):
        hall.kiosk.find_number_of_page(number or "-")


def test_a_missed_number_comes_back_at_the_kiosk_and_says_when_it_is_due(hall: RunningHall) -> None:
    clerk = hall.sign_in()
    issued = hall.issue()
    for _ in range(5):
        hall.issue()
    miss(hall, clerk)
    assert hall.kiosk.find_number(issued.ticket.number).may_come_back

    hall.kiosk.reactivate_ticket(issued.ticket.ticket_id, key=new_key())

    back = hall.kiosk.find_number(issued.ticket.number)
    assert back.ticket.state is TicketState.WAITING
    assert back.calls_left == 3
    assert not back.may_come_back


def test_a_slip_that_is_there_keeps_its_page(hall: RunningHall) -> None:
    issued = hall.issue()

    again = hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(token=issued.token), key=new_key())

    assert again.page_url == issued.page_url
    assert hall.kiosk.get_visit(issued.token).number == again.ticket.number
    assert [leg.matter_id for leg in again.legs] == [issued.ticket.matter_id]


def test_the_code_of_a_lost_slip_opens_nothing_once_it_was_printed_again(hall: RunningHall) -> None:
    issued = hall.issue()
    key = new_key()

    again = hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=key)

    assert hall.kiosk.get_visit(again.token).number == issued.ticket.number
    assert hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=key) == again
    with pytest.raises(UnknownTicket):
        hall.kiosk.get_visit(issued.token)


def test_another_tickets_token_does_not_keep_a_page(hall: RunningHall) -> None:
    mine, other = hall.issue(), hall.issue()

    again = hall.kiosk.reprint_ticket(mine.ticket.ticket_id, ReprintRequest(token=other.token), key=new_key())

    assert again.token not in {mine.token, other.token}
    assert hall.kiosk.get_visit(other.token).number == other.ticket.number


def test_visitors_print_as_often_as_the_rule_says(hall: RunningHall) -> None:
    issued = hall.issue()
    printed(hall, issued)
    assert hall.kiosk.find_number(issued.ticket.number).reprints_left == 2
    for _ in range(2):
        printed(hall, hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=new_key()))

    assert hall.kiosk.find_number(issued.ticket.number).reprints_left == 0
    with pytest.raises(ReprintLimitReached):
        hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=new_key())


def test_a_number_that_has_ended_is_not_printed(hall: RunningHall) -> None:
    issued = hall.issue()
    hall.kiosk.cancel_ticket(issued.ticket.ticket_id, CancelRequest(), key=new_key())

    with pytest.raises(WrongState):
        hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=new_key())


def test_an_appointment_is_found_by_the_telephone_number_that_booked_it(hall: RunningHall) -> None:
    guide = overseer(hall, Role.GUIDE)
    slot = hall.clock.now() + timedelta(minutes=30)
    booked = guide.book_appointment(BookAppointment(matter_id="insure", slot=slot, phone=PHONE), key=new_key())
    tomorrow = BookAppointment(matter_id="insure", slot=slot + timedelta(days=1), phone=PHONE)
    guide.book_appointment(tomorrow, key=new_key())

    assert hall.kiosk.find_appointments(hash_phone("small", PHONE)) == (booked,)
    assert PHONE not in hall.read_record()
    hall.kiosk.check_in(booked.code, CheckIn(), key=new_key())
    with pytest.raises(UnknownAppointment):
        hall.kiosk.find_appointments(hash_phone("small", PHONE))


def test_who_came_too_early_is_told_from_when_and_not_that_nobody_is_ahead(hall: RunningHall) -> None:
    guide = overseer(hall, Role.GUIDE)
    hall.sign_in()
    slot = hall.clock.now() + timedelta(minutes=30)
    booked = guide.book_appointment(BookAppointment(matter_id="insure", slot=slot), key=new_key())

    issued = hall.kiosk.check_in(booked.code, CheckIn(), key=new_key())

    told = hall.kiosk.find_number(issued.ticket.number)
    page = hall.kiosk.get_visit(issued.token)
    for view in (issued, told, page, hall.kiosk.look_ahead(issued.ticket.ticket_id)):
        assert (view.people_ahead, view.not_yet) == (None, NotYet.TOO_EARLY)
    assert issued.wait is told.wait is page.wait is None
    assert page.callable_from == issued.ticket.place.not_before

    hall.clock.advance(timedelta(minutes=20))
    page = hall.kiosk.get_visit(issued.token)
    assert (page.people_ahead, page.not_yet, page.callable_from) == (0, None, None)
    again = hall.kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(token=issued.token), key=new_key())
    assert (again.people_ahead, again.not_yet) == (0, None)


def test_who_did_not_come_is_forgotten_the_next_day(hall: RunningHall) -> None:
    guide = overseer(hall, Role.GUIDE)
    slot = hall.clock.now() + timedelta(minutes=30)
    guide.book_appointment(BookAppointment(matter_id="insure", slot=slot, identity="somebody"), key=new_key())
    assert "somebody" in hall.read_record()

    hall.clock.advance(timedelta(days=1))
    hall.issue()

    assert "somebody" not in hall.read_record()


def test_whether_a_number_is_to_be_had_is_told_before_it_is_asked_for(hall: RunningHall) -> None:
    hall.kiosk.assert_number_to_be_had("insure")
    guide = overseer(hall, Role.SUPERVISOR)
    queue_id = hall.issue().ticket.queue_id
    guide.stop_queue(queue_id, HaltQueue(reason=Text(zh="系统维护", en="Maintenance")), key=new_key())

    with pytest.raises(QueueStopped) as refused:
        hall.kiosk.assert_number_to_be_had("insure")

    assert refused.value.facts["reason_zh"] == "系统维护"
    with pytest.raises(NotHandledHere):
        hall.kiosk.assert_number_to_be_had("subsidy")


def test_a_day_that_was_closed_says_nothing_of_the_next(hall: RunningHall) -> None:
    hall.issue()
    overseer(hall, Role.SUPERVISOR).close_day(WithReason(reason="停电"), key=new_key())
    with pytest.raises(DayClosed):
        hall.kiosk.assert_number_to_be_had("insure")

    hall.clock.advance(timedelta(days=1))

    hall.kiosk.assert_number_to_be_had("insure")
