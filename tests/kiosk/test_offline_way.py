"""The visitor's way to an offline number: offered when the server does not answer, taken once, never beside another."""

from dataclasses import replace

import pytest

from hall.errors import SeriesUsedUp
from hall.ticket import TicketState
from kiosk.flow import NO_ANSWER_AFTER_S, NO_ANSWER_AWAY_S, Screen, Step
from kiosk.link import LineDown
from kiosk.offline.keeper import KeptHall
from kiosk.offline.permit import Bar
from kiosk.slip import make_slip
from kiosk.taking import Answered, Refused
from kiosk.visit import PaperState
from tests.fakes.hall_server import FakeHall
from tests.kiosk.staff import Desk
from tests.kiosk.words import LANGUAGES


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.start()
    desk.offline.barred = None
    return desk


def ask(desk: Desk, *, seconds: float = NO_ANSWER_AFTER_S) -> None:
    desk.reception.choose_matter("insure")
    desk.reception.take_ticket()
    desk.wait(seconds)


def test_an_offline_number_is_offered_when_the_same_request_was_not_answered_for_ten_seconds(desk: Desk) -> None:
    ask(desk, seconds=NO_ANSWER_AFTER_S - 0.5)
    assert desk.reception.screen is Screen.TAKING

    desk.wait(0.5)

    assert desk.reception.screen is Screen.OFFLINE_OFFER
    assert len(desk.taking.pursued) == 1, "the request goes on"


def test_nobody_waits_ten_seconds_to_learn_what_the_kiosk_knows(desk: Desk) -> None:
    desk.reception.take_link_news(LineDown(error=None))
    desk.wait(25)

    ask(desk, seconds=NO_ANSWER_AWAY_S)

    assert desk.reception.screen is Screen.OFFLINE_OFFER


@pytest.mark.parametrize("bar", list(Bar))
def test_where_none_may_be_given_the_kiosk_says_why_and_where_to_go(desk: Desk, bar: Bar) -> None:
    desk.offline.barred = bar

    ask(desk)

    assert desk.reception.screen is Screen.TROUBLE
    assert desk.reception.offline.bar is bar


def test_an_appointment_is_checked_in_by_the_server_only(desk: Desk) -> None:
    desk.reception.move(Step.APPOINTMENT)
    desk.reception.check_in("123456")
    desk.wait(NO_ANSWER_AFTER_S)

    assert desk.reception.screen is Screen.TROUBLE
    assert desk.reception.offline.bar is Bar.MATTER


def test_an_answer_that_comes_while_the_offer_stands_is_the_better_one(desk: Desk) -> None:
    ask(desk)

    issued = desk.answer()

    assert desk.reception.screen is Screen.TICKET
    assert desk.reception.visit.issued == issued
    assert desk.offline.wishes == []


def test_a_number_that_was_taken_is_shown_and_printed(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()

    issued = desk.give_offline()
    desk.reception.number_shown()

    assert desk.reception.screen is Screen.OFFLINE_TICKET
    assert desk.reception.visit.paper is PaperState.PRINTING
    assert desk.paper.first == [issued]
    assert (issued.ticket.number, issued.ticket.state) == ("K2-001", TicketState.WAITING)
    assert desk.taking.dropped == desk.taking.pursued
    assert desk.taking.left == [], "the adoption gives back what the request made"


def test_a_second_tap_takes_no_second_number(desk: Desk) -> None:
    ask(desk)

    desk.reception.offline.take()
    desk.reception.offline.take()

    assert len(desk.offline.wishes) == 1


def test_the_request_goes_with_the_number_so_that_it_makes_no_second_ticket(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()

    (wish,) = desk.offline.wishes

    assert wish.intent == desk.taking.pursued[0]
    assert wish.asked.matter_id == "insure"
    assert [leg.queue_id for leg in wish.legs] == ["social"]


def test_an_answer_that_comes_after_the_offline_number_was_taken_is_left_to_the_adoption(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    intent = desk.taking.pursued[0]
    late = desk.hall.issue("insure")

    desk.reception.take_ticket_news(Answered(intent=intent, issued=late))
    desk.give_offline()
    desk.reception.take_ticket_news(Answered(intent=intent, issued=late))

    assert desk.reception.screen is Screen.OFFLINE_TICKET
    assert desk.taking.left == [], "given back twice, it would be the offline number that is cancelled"


def test_a_refusal_that_comes_after_the_offline_number_changes_nothing(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    desk.give_offline()

    desk.reception.take_ticket_news(Refused(intent=desk.taking.pursued[0], error=SeriesUsedUp()))

    assert desk.reception.screen is Screen.OFFLINE_TICKET


def test_a_number_that_could_not_be_kept_is_not_shown_and_the_request_is_given_back(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()

    desk.bar_offline(Bar.DISK)

    assert desk.reception.screen is Screen.TROUBLE
    assert desk.reception.offline.bar is Bar.DISK
    assert desk.taking.left == desk.taking.pursued


def test_whoever_does_not_want_one_goes_home_and_the_request_is_given_back(desk: Desk) -> None:
    ask(desk)

    desk.reception.go_home()

    assert desk.reception.screen is Screen.HOME
    assert desk.taking.left == desk.taking.pursued
    assert desk.offline.wishes == []


def test_a_number_whose_visitor_has_gone_is_called_for_nobody(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    desk.reception.end_visit()

    issued = desk.give_offline()

    assert desk.offline.left == [issued]
    assert desk.reception.screen is Screen.HOME


def test_nothing_of_the_offline_number_is_left_for_the_next_visitor(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    desk.give_offline()

    desk.wait(41)

    assert desk.reception.screen is Screen.HOME
    assert desk.reception.visit.issued is None


def test_a_kiosk_begins_with_the_hall_as_it_last_was() -> None:
    desk = Desk()
    desk.offline.barred = None

    desk.reception.take_kept_hall(KeptHall(directory=desk.hall.directory, at=desk.hall.clock.now()))

    assert desk.reception.screen is Screen.HOME
    ask(desk)
    assert desk.reception.screen is Screen.OFFLINE_OFFER
    desk.tell_snapshot()
    assert desk.reception.hall.snapshot is not None


def test_what_the_server_says_is_not_replaced_by_what_was_kept() -> None:
    desk = Desk(FakeHall())
    desk.start()
    kept = replace(desk.hall.directory, matters=())

    desk.reception.take_kept_hall(KeptHall(directory=kept, at=desk.hall.clock.now()))

    assert desk.reception.guide.has_matter("insure")


def test_the_paper_says_what_the_number_is_and_nothing_that_nobody_knows(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    issued = desk.give_offline()

    slip = make_slip(issued, desk.reception.guide, LANGUAGES)

    assert slip.offline is not None
    assert "K2-001" in slip.offline.zh
    assert "K2-001" in slip.offline.en
    assert slip.url == "http://hall.test/t/Ab3dEf5hJk7"
    assert slip.wait is None


def test_the_slip_of_a_number_that_the_server_has_is_like_any_other(desk: Desk) -> None:
    ask(desk)
    desk.reception.offline.take()
    issued = desk.give_offline()
    adopted = replace(issued, ticket=replace(issued.ticket, ticket_id=7))

    assert make_slip(adopted, desk.reception.guide, LANGUAGES).offline is None
