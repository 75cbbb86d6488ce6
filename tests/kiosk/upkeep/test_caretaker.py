"""The caretaker: closing and opening, the message, and the pages behind the corner."""

from datetime import timedelta

import pytest

from hall.devices import Health, Tended, Told
from hall.places import Text
from kiosk.flow import Screen
from kiosk.reception import Change
from kiosk.upkeep.caretaker import Act, Looked, PinState, PinTried, ReadyToEnd, TrialPrinted
from kiosk.upkeep.corner import TAPS
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.pin import Tried, Verdict
from printer import Outcome
from tests.kiosk.staff import Desk

WHY = Told(zh="检修", en="Repair")
RIGHT, WRONG = Tried(verdict=Verdict.RIGHT), Tried(verdict=Verdict.WRONG)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.start()
    return desk


def tap_corner(desk: Desk, times: int = TAPS) -> None:
    for _ in range(times):
        desk.caretaker.take_tap(is_in_corner=True)


def open_page(desk: Desk) -> None:
    tap_corner(desk)
    for digit in "471108":
        desk.caretaker.type(digit)
    desk.caretaker.enter()
    desk.caretaker.take_news(PinTried(tried=RIGHT))


def test_a_kiosk_closes_at_home_and_opens_again(desk: Desk) -> None:
    desk.caretaker.take_standing(Standing(closed=WHY))
    assert desk.reception.screen is Screen.CLOSED
    assert desk.caretaker.closed == Text(zh="检修", en="Repair")
    assert desk.glimpse.is_closed

    desk.caretaker.take_standing(Standing())

    assert desk.reception.screen is Screen.HOME
    assert not desk.glimpse.is_closed


def test_whoever_is_at_it_may_finish_before_it_closes(desk: Desk) -> None:
    desk.reception.choose_matter("insure")
    desk.caretaker.take_standing(Standing(closed=WHY))
    assert desk.reception.screen is Screen.MATTER
    desk.reception.take_ticket()
    desk.answer()
    desk.wait(1)
    assert desk.reception.screen is Screen.TICKET

    desk.wait(21)

    assert desk.reception.screen is Screen.CLOSED
    desk.wait(600)
    assert desk.reception.screen is Screen.CLOSED


def test_a_kiosk_that_was_closed_starts_closed() -> None:
    desk = Desk()
    desk.begin_care(Standing(closed=WHY))
    desk.start()
    desk.wait(1)

    assert desk.reception.screen is Screen.CLOSED


def test_a_message_is_on_the_first_screen_until_its_time_is_over(desk: Desk) -> None:
    until = desk.reception.hall.now() + timedelta(hours=-1)
    desk.caretaker.take_standing(Standing(message=WHY))
    assert desk.reception.message == Text(zh="检修", en="Repair")
    assert Change.HALL in desk.changes

    desk.caretaker.take_standing(Standing(message=WHY, until=until))

    assert desk.reception.message is None


def test_seven_taps_ask_for_the_pin_and_fewer_do_not(desk: Desk) -> None:
    tap_corner(desk, TAPS - 1)
    assert desk.reception.screen is Screen.HOME
    tap_corner(desk, 1)

    assert desk.reception.screen is Screen.PIN


def test_without_a_pin_there_is_no_page(desk: Desk) -> None:
    desk.room.is_pin_set = False
    tap_corner(desk)

    assert desk.reception.screen is Screen.HOME


def test_nobody_is_taken_off_their_matter(desk: Desk) -> None:
    desk.reception.choose_matter("insure")
    tap_corner(desk)

    assert desk.reception.screen is Screen.MATTER


def test_the_right_pin_opens_the_page_and_leaves_no_digit_behind(desk: Desk) -> None:
    open_page(desk)

    assert desk.room.tried == ["471108"]
    assert desk.reception.screen is Screen.MAINTENANCE
    assert desk.caretaker.page.typed == ""
    assert desk.room.looks == 1


def test_a_wrong_pin_says_so_and_too_many_wait(desk: Desk) -> None:
    tap_corner(desk)
    desk.caretaker.type("1")
    desk.caretaker.enter()
    desk.caretaker.enter()
    assert desk.room.tried == ["1"]

    desk.caretaker.take_news(PinTried(tried=WRONG))
    assert (desk.caretaker.page.pin, desk.caretaker.page.typed) == (PinState.WRONG, "")
    desk.caretaker.take_news(PinTried(tried=Tried(verdict=Verdict.LOCKED, wait_s=20)))
    desk.caretaker.type("2")
    desk.caretaker.enter()
    assert (desk.caretaker.page.pin, desk.caretaker.wait_s, desk.room.tried) == (PinState.LOCKED, 20, ["1"])

    desk.wait(20)

    assert (desk.caretaker.page.pin, desk.caretaker.wait_s) == (PinState.TYPING, 0)


def test_a_pin_that_cannot_be_looked_at_says_so(desk: Desk) -> None:
    tap_corner(desk)
    desk.caretaker.take_news(PinTried(tried=None))

    assert desk.caretaker.page.pin is PinState.BROKEN


def test_the_pages_go_home_by_themselves_and_that_is_noted(desk: Desk) -> None:
    tap_corner(desk)
    desk.wait(31)
    assert desk.reception.screen is Screen.HOME

    open_page(desk)
    desk.wait(181)

    assert desk.reception.screen is Screen.HOME
    assert desk.room.noted == [Tended.LEFT]


def test_a_verdict_that_comes_after_the_page_has_gone_opens_nothing(desk: Desk) -> None:
    tap_corner(desk)
    desk.caretaker.leave()
    desk.caretaker.take_news(PinTried(tried=RIGHT))

    assert desk.reception.screen is Screen.HOME


@pytest.mark.parametrize(
    ("act", "noted", "ending"),
    [
        (Act.RESTART, Tended.RESTARTED, Ending.RESTART),
        (Act.END, Tended.ENDED, Ending.LEAVE),
        (Act.TURN, Tended.TURNED, Ending.RESTART),
        (Act.SET_UP, Tended.SET_UP, Ending.SET_UP),
    ],
)
def test_what_ends_the_program_wants_a_second_tap_and_the_disk_first(
    desk: Desk, act: Act, noted: Tended, ending: Ending
) -> None:
    open_page(desk)
    desk.caretaker.ask(act)
    assert desk.room.prepared == []
    desk.caretaker.ask(act)
    desk.caretaker.ask(act)
    assert desk.room.prepared == [(noted, ending)]
    assert desk.endings == []

    desk.caretaker.take_news(ReadyToEnd(ending=ending))

    assert desk.endings == [ending]


def test_a_second_tap_on_something_else_does_nothing_yet(desk: Desk) -> None:
    open_page(desk)
    desk.caretaker.ask(Act.RESTART)
    desk.caretaker.ask(Act.END)

    assert desk.room.prepared == []
    assert desk.caretaker.page.asked is Act.END


def test_one_test_page_at_a_time(desk: Desk) -> None:
    open_page(desk)
    desk.caretaker.print_test()
    desk.caretaker.print_test()
    assert desk.room.tests == 1

    desk.caretaker.take_news(TrialPrinted(outcome=Outcome.PRINTED))
    assert (desk.caretaker.page.is_testing, desk.caretaker.page.tested) == (False, Outcome.PRINTED)
    desk.caretaker.print_test()

    assert desk.room.tests == 2


def test_the_page_is_looked_at_anew_while_it_is_on(desk: Desk) -> None:
    open_page(desk)
    desk.caretaker.take_news(Looked(health=Health(version="1"), log=("line",)))
    desk.wait(11)

    assert desk.room.looks == 3
    assert desk.caretaker.page.looked == Looked(health=Health(version="1"), log=("line",))


def test_before_the_hall_is_known_the_page_leads_back_to_the_start() -> None:
    desk = Desk()
    open_page(desk)
    assert desk.reception.screen is Screen.MAINTENANCE
    desk.caretaker.leave()
    assert desk.reception.screen is Screen.STARTING

    open_page(desk)
    desk.start()
    assert desk.reception.screen is Screen.MAINTENANCE
    desk.caretaker.leave()
    desk.wait(0.5)

    assert desk.reception.screen is Screen.HOME


def test_the_volume_goes_up_and_from_the_loudest_to_the_softest(desk: Desk) -> None:
    desk.caretaker.change_volume()
    desk.caretaker.change_volume()

    assert desk.caretaker.volume == 50
    assert desk.room.volumes == [25, 50], "each is kept, to outlive a restart"
    assert desk.volumes == [25, 50], "and heard at once"
