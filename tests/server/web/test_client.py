"""HallClient on a real server: the requests that leave the plain way from kiosk to window."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from hall import errors
from hall.appointment import BookAppointment, CheckIn
from hall.client import HallClient, new_key
from hall.exchange import GrantPriority, HaltQueue, HoldTicket, ResumeTicket, Role, WindowView, WithReason
from hall.places import Text
from hall.taken_number import ReprintRequest
from hall.ticket import IssuedTicket, PriorityClass, TicketState
from tests.server.running import RunningHall, act
from tests.server.web.test_rules import overseer

MAINTENANCE = Text(zh="系统维护", en="Maintenance")


@pytest.fixture
def anna(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(running_hall.sign_in("2")) as client:
        yield client


@pytest.fixture
def guide(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(overseer(running_hall, Role.GUIDE)) as client:
        yield client


@pytest.fixture
def supervisor(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(overseer(running_hall, Role.SUPERVISOR)) as client:
        yield client


def code_on(issued: IssuedTicket) -> str:
    """Return the code that is printed on a slip."""
    assert issued.slip_code is not None
    return issued.slip_code


def another_code(issued: IssuedTicket) -> str:
    return f"{(int(code_on(issued)) + 1) % 10_000:04}"


def miss(hall: RunningHall, clerk: HallClient) -> IssuedTicket:
    """Have a visitor called to window 2 who does not come."""
    issued = hall.issue()
    act(clerk, "2", "call-next")
    hall.clock.advance(timedelta(seconds=15))
    act(clerk, "2", "recall")
    hall.clock.advance(timedelta(seconds=60))
    act(clerk, "2", "overdue")
    return issued


def park(clerk: HallClient) -> WindowView:
    view = act(clerk, "2", "call-next")
    assert view.ticket is not None
    wanted = HoldTicket(version=view.version, ticket_id=view.ticket.ticket_id, reason="复印")
    return clerk.act("2", "hold", wanted, key=new_key())


def test_an_overdue_number_comes_back_by_phone_kiosk_and_desk(
    running_hall: RunningHall, anna: HallClient, guide: HallClient
) -> None:
    kiosk = running_hall.kiosk
    by_phone = miss(running_hall, anna)
    assert kiosk.get_visit(by_phone.token).may_come_back
    key = new_key()
    first, again = (kiosk.reactivate_visit(by_phone.token, key=key) for _ in range(2))
    assert (first.state, again.state) == (TicketState.WAITING, TicketState.WAITING)
    with pytest.raises(errors.WrongCode):
        kiosk.cancel_visit(by_phone.token, another_code(by_phone), key=new_key())
    kiosk.cancel_visit(by_phone.token, code_on(by_phone), key=new_key())

    by_kiosk = miss(running_hall, anna)
    (found,) = kiosk.list_tickets(by_kiosk.ticket.number)
    assert kiosk.reactivate_ticket(found.ticket_id, key=new_key()).state is TicketState.WAITING
    assert kiosk.look_ahead(found.ticket_id).people_ahead == 0
    guide.cancel_visit(by_kiosk.token, code_on(by_kiosk), key=new_key())

    by_desk = miss(running_hall, anna)
    assert guide.reactivate_ticket(by_desk.ticket.ticket_id, key=new_key()).state is TicketState.WAITING


def test_a_guide_grants_priority_and_the_order_tells_it(running_hall: RunningHall, guide: HallClient) -> None:
    first, second = running_hall.issue(), running_hall.issue()
    granted = GrantPriority(priority_class=PriorityClass.ELDERLY, evidence="身份证")

    guide.grant_priority(second.ticket.ticket_id, granted, key=new_key())

    order = guide.list_order(second.ticket.queue_id)
    assert [line.number for line in order] == [second.ticket.number, first.ticket.number]
    assert order[0].priority_class is PriorityClass.ELDERLY
    assert guide.get_ticket(second.ticket.ticket_id).granted_for == "身份证"
    taken_back = GrantPriority(priority_class=PriorityClass.NORMAL, evidence="看错了")
    assert guide.grant_priority(second.ticket.ticket_id, taken_back, key=new_key()).granted_for is None


def test_a_queue_is_stopped_and_opened_again(running_hall: RunningHall, anna: HallClient) -> None:
    queue_id = running_hall.issue().ticket.queue_id

    assert anna.stop_queue(queue_id, HaltQueue(reason=MAINTENANCE), key=new_key()).stopped == MAINTENANCE
    with pytest.raises(errors.QueueStopped):
        running_hall.issue()
    assert anna.open_queue(queue_id, key=new_key()).stopped is None
    running_hall.issue()


def test_a_day_is_closed_and_opened_again(
    running_hall: RunningHall, anna: HallClient, guide: HallClient, supervisor: HallClient
) -> None:
    missed = miss(running_hall, anna)
    issued = running_hall.issue()

    supervisor.close_day(WithReason(reason="停电"), key=new_key())
    with pytest.raises(errors.DayClosed):
        running_hall.issue()
    supervisor.reopen_day(key=new_key())

    running_hall.issue()
    assert running_hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.EXPIRED
    assert running_hall.kiosk.get_ticket(missed.ticket.ticket_id).state is TicketState.NO_SHOW
    restored = guide.restore_ticket(missed.ticket.ticket_id, WithReason(reason="停电"), key=new_key())
    assert restored.state is TicketState.WAITING


def test_an_appointment_is_booked_given_back_and_checked_in(running_hall: RunningHall, guide: HallClient) -> None:
    slot = running_hall.clock.now() + timedelta(minutes=10)
    wanted = BookAppointment(matter_id="insure", slot=slot)
    first = guide.book_appointment(wanted, key=new_key())
    second = guide.book_appointment(wanted, key=new_key())

    assert not guide.cancel_appointment(first.code, key=new_key()).is_open
    issued = running_hall.kiosk.check_in(second.code, CheckIn(), key=new_key())

    assert issued.ticket.matter_id == "insure"
    with pytest.raises(errors.AppointmentNotOpen):
        running_hall.kiosk.check_in(first.code, CheckIn(), key=new_key())


def test_a_clerk_parks_and_takes_up_again(running_hall: RunningHall, anna: HallClient) -> None:
    issued = running_hall.issue()
    parked = park(anna)
    assert [each.number for each in parked.held] == [issued.ticket.number]

    wanted = ResumeTicket(version=parked.version, ticket_id=parked.held[0].ticket_id)
    resumed = anna.act("2", "resume", wanted, key=new_key())

    assert resumed.ticket is not None
    assert resumed.ticket.state is TicketState.SERVING


def test_who_leaves_says_what_becomes_of_those_who_wait_and_of_what_is_parked(
    running_hall: RunningHall, anna: HallClient
) -> None:
    running_hall.issue()
    park(anna)
    running_hall.issue()

    with pytest.raises(errors.HoldsLeft):
        anna.sign_out(key=new_key())
    with pytest.raises(errors.LastWindow):
        anna.sign_out(hand_over=True, key=new_key())
    anna.sign_out(leave_waiting=True, hand_over=True, key=new_key())

    with pytest.raises(errors.NotSignedIn):
        anna.get_window("2")


def test_a_number_is_given_up_with_the_code_on_its_slip_alone(running_hall: RunningHall) -> None:
    kiosk, issued, other = running_hall.kiosk, running_hall.issue(), running_hall.issue()
    assert code_on(issued) not in issued.page_url
    for _ in range(5):
        with pytest.raises(errors.WrongCode):
            kiosk.cancel_visit(issued.token, another_code(issued), key=new_key())
    with pytest.raises(errors.TooManyTries):
        kiosk.cancel_visit(issued.token, code_on(issued), key=new_key())
    assert kiosk.cancel_visit(other.token, code_on(other), key=new_key()).state is TicketState.CANCELLED

    running_hall.clock.advance(timedelta(seconds=6))
    key = new_key()

    assert kiosk.cancel_visit(issued.token, code_on(issued), key=key).state is TicketState.CANCELLED
    assert kiosk.cancel_visit(issued.token, code_on(issued), key=key).state is TicketState.CANCELLED


def test_who_lost_the_slip_gets_another_code_and_the_old_one_ends(running_hall: RunningHall) -> None:
    kiosk, issued = running_hall.kiosk, running_hall.issue()
    again = kiosk.reprint_ticket(issued.ticket.ticket_id, ReprintRequest(), key=new_key())

    with pytest.raises(errors.UnknownTicket):
        kiosk.cancel_visit(issued.token, code_on(issued), key=new_key())

    assert kiosk.cancel_visit(again.token, code_on(again), key=new_key()).state is TicketState.CANCELLED
