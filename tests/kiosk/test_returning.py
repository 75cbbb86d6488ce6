"""The kiosk starts again with a number that it did not get rid of: shown to who stands there, else given back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.ticket import IssuedTicket
from kiosk.asked import Asked
from kiosk.flow import Screen
from kiosk.link import DirectoryCame
from kiosk.returning import WAITS_FOR
from kiosk.taking import TakenUp
from kiosk.visit import Intent, PaperState
from tests.kiosk.staff import Desk

INTENT = Intent(matter_id="insure", key="before")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def find(
    desk: Desk, *, age: timedelta = timedelta(seconds=8), is_told: bool = False, paper: PaperState | None = None
) -> IssuedTicket:
    """Have the start find a number that was asked for some time before."""
    issued = desk.hall.issue("insure")
    ticket_id = issued.ticket.ticket_id if is_told else None
    asked = Asked(intent=INTENT, language="en", at=desk.hall.clock.now() - age, ticket_id=ticket_id)
    desk.reception.returning.take(TakenUp(asked=asked, issued=issued, paper=paper))
    return issued


def test_whoever_still_stands_there_gets_the_number_in_their_language_and_its_slip(desk: Desk) -> None:
    issued = find(desk)
    desk.wait(1)
    assert desk.reception.screen is Screen.STARTING

    desk.start()
    desk.wait(1)

    visit = desk.reception.visit
    assert (desk.reception.screen, visit.issued, visit.language) == (Screen.TICKET, issued, "en")
    assert visit.is_taken_up
    assert desk.paper.first == [issued]
    assert desk.taking.left == []


@pytest.mark.parametrize("paper", [PaperState.UNKNOWN, PaperState.PRINTED, PaperState.NOT_SENT])
def test_a_slip_that_an_earlier_run_began_is_not_printed_a_second_time(desk: Desk, paper: PaperState) -> None:
    desk.start()
    issued = find(desk, is_told=True, paper=paper)
    desk.wait(1)

    assert (desk.reception.screen, desk.reception.visit.paper) == (Screen.TICKET, paper)
    assert desk.paper.first == []
    desk.reception.print_again()
    assert desk.paper.again == [issued], "the visitor may ask for one that says so"


def test_a_number_that_nobody_saw_or_waits_for_is_given_back(desk: Desk) -> None:
    desk.start()
    find(desk, age=WAITS_FOR + timedelta(seconds=1))
    desk.wait(1)

    assert (desk.reception.screen, desk.taking.left) == (Screen.HOME, [INTENT])


def test_a_number_that_may_have_been_read_stays_in_its_line(desk: Desk) -> None:
    desk.start()
    find(desk, age=WAITS_FOR + timedelta(seconds=1), is_told=True)
    desk.wait(1)

    assert (desk.reception.screen, desk.taking.left, desk.taking.settled) == (Screen.HOME, [], [INTENT])


def test_nobody_is_shown_the_number_of_somebody_else_while_they_choose(desk: Desk) -> None:
    desk.start()
    desk.reception.choose_matter("marry")
    find(desk)
    desk.wait(1)

    assert (desk.reception.screen, desk.taking.left) == (Screen.MATTER, [INTENT])


def test_a_machine_whose_clock_stood_still_goes_by_the_servers_time(desk: Desk) -> None:
    issued_at = desk.hall.clock.now()
    desk.hall.snapshot = replace(desk.hall.snapshot, at=issued_at + timedelta(hours=1))
    desk.start()
    find(desk)
    desk.wait(1)

    assert desk.taking.left == [INTENT]


def test_a_matter_that_the_hall_has_no_more_is_not_shown(desk: Desk) -> None:
    find(desk)
    gone = tuple(each for each in desk.hall.directory.matters if each.matter.matter_id != "insure")
    desk.tell_snapshot()
    desk.reception.take_link_news(DirectoryCame(directory=replace(desk.hall.directory, matters=gone)))
    desk.wait(1)

    assert (desk.reception.screen, desk.taking.left) == (Screen.HOME, [INTENT])
