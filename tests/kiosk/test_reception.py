from dataclasses import replace
from datetime import timedelta

import pytest

from hall.clock import SetClock
from hall.errors import HallError, MayNotBeServed, SeriesUsedUp, ServerAway
from hall.places import Audience
from kiosk.flow import Alone, Screen
from kiosk.link import DirectoryCame, LineDown, TimeCame
from kiosk.reception import Change, Reception
from kiosk.visit import PaperState, Reading, Scope, Visit
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.staff import Desk


def test_the_kiosk_opens_once_directory_and_snapshot_have_come() -> None:
    desk = Desk()

    desk.tell_snapshot()
    assert desk.reception.screen is Screen.STARTING
    desk.reception.take_link_news(DirectoryCame(directory=desk.hall.directory))

    assert desk.reception.screen is Screen.HOME


def test_a_ticket_is_taken(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()

    issued = desk.answer()

    assert reception.screen is Screen.TICKET
    assert reception.visit.issued == issued
    assert reception.visit.paper is PaperState.PRINTING


def test_a_second_tap_asks_for_no_second_number(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")

    for _ in range(5):
        reception.take_ticket()

    assert len(desk.taking.pursued) == 1


def test_each_number_has_a_key_of_its_own(desk: Desk, reception: Reception) -> None:
    for _ in range(2):
        reception.choose_matter("insure")
        reception.take_ticket()
        desk.answer()
        reception.end_visit()

    first, second = desk.taking.pursued
    assert first.key != second.key


def test_there_is_no_number_for_a_matter_handled_elsewhere(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("subsidy")
    reception.take_ticket()

    assert desk.taking.pursued == []


def test_paper_begins_when_the_number_is_on_the_glass(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    issued = desk.answer()
    assert desk.paper.first == []

    reception.number_shown()
    reception.number_shown()

    assert desk.paper.first == [issued]


def test_paper_begins_all_the_same_if_no_frame_ever_comes(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    issued = desk.answer()

    desk.wait(1)

    assert desk.paper.first == [issued]


def test_after_a_second_without_an_answer_a_calm_screen_comes_then_trouble_that_goes_on(
    desk: Desk, reception: Reception
) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()

    desk.wait(0.75)
    assert reception.screen is Screen.MATTER
    desk.wait(0.5)
    assert reception.screen is Screen.TAKING
    desk.wait(9)
    assert reception.screen is Screen.TROUBLE
    desk.answer()

    assert reception.screen is Screen.TICKET
    assert len(desk.taking.pursued) == 1


def test_nothing_else_can_be_done_while_a_number_is_being_asked_for(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()

    reception.go_back()
    reception.go_home()

    assert reception.screen is Screen.MATTER
    assert desk.taking.left == []


def test_a_visitor_who_leaves_trouble_has_the_number_given_back(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.wait(11)

    reception.go_home()

    assert reception.screen is Screen.HOME
    assert desk.taking.left == desk.taking.pursued


def test_a_number_that_comes_after_its_visitor_left_is_given_back_and_not_shown(
    desk: Desk, reception: Reception
) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.wait(11)
    reception.go_home()

    desk.answer()

    assert reception.screen is Screen.HOME
    assert len(desk.taking.left) == 2
    assert reception.visit == Visit()


def test_a_refusal_says_why_and_leads_back_to_a_button_that_works(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.refuse(SeriesUsedUp())
    assert reception.screen is Screen.REFUSED
    assert isinstance(reception.visit.refusal, SeriesUsedUp)

    reception.go_back()
    reception.take_ticket()

    assert len(desk.taking.pursued) == 2


def test_who_may_not_be_served_today_decides_and_asks_anew_with_consent(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.refuse(MayNotBeServed(verdict="needs_consent", waiting=9, minutes=20))

    reception.take_anyway()
    reception.take_anyway()

    first, second = desk.taking.pursued
    assert (first.consent, second.consent) == (False, True)
    assert first.key != second.key
    desk.answer()
    assert reception.screen is Screen.TICKET


@pytest.mark.parametrize("error", [SeriesUsedUp(), MayNotBeServed(verdict="over")])
def test_where_no_number_is_given_consent_is_of_no_use(desk: Desk, reception: Reception, error: HallError) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.refuse(error)

    reception.take_anyway()

    assert len(desk.taking.pursued) == 1


def test_a_slow_answer_after_consent_is_waited_for_like_any_other(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.refuse(MayNotBeServed())
    reception.take_anyway()

    desk.wait(2)
    assert reception.screen is Screen.TAKING
    desk.answer()

    assert reception.screen is Screen.TICKET


def test_the_next_visitor_finds_nothing_of_the_last(desk: Desk, reception: Reception) -> None:
    reception.switch_language()
    reception.switch_reading(Reading.LARGE)
    reception.open_search()
    reception.type_query("sb")
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.answer()

    reception.end_visit()

    assert reception.visit == Visit()
    assert reception.screen is Screen.HOME
    assert desk.changes[-1] is Change.READING


def test_home_keeps_how_the_visitor_reads(reception: Reception) -> None:
    reception.switch_language()
    reception.switch_reading(Reading.CONTRAST)
    reception.open_departments()

    reception.go_home()

    assert reception.visit == Visit(language="en", reading=frozenset({Reading.CONTRAST}))


def test_a_reading_aid_is_turned_off_by_the_same_tap(reception: Reception) -> None:
    reception.switch_reading(Reading.LARGE)
    reception.switch_reading(Reading.LARGE)

    assert reception.visit.reading == frozenset()


def test_a_visitor_who_stands_still_is_asked_and_may_stay(desk: Desk, reception: Reception) -> None:
    reception.open_departments()

    desk.wait(60)
    assert reception.solitude.what is Alone.ASK
    reception.touched()

    assert reception.solitude.what is Alone.STAY
    assert reception.screen is Screen.DEPARTMENTS


def test_a_visitor_who_has_left_is_forgotten(desk: Desk, reception: Reception) -> None:
    reception.switch_language()
    reception.open_matters(Scope(department_id="civil"))

    desk.wait(80.5)

    assert reception.screen is Screen.HOME
    assert reception.visit == Visit()


def test_english_left_on_at_home_is_reset_in_silence(desk: Desk, reception: Reception) -> None:
    reception.switch_language()

    desk.wait(61)

    assert reception.visit == Visit()
    assert reception.solitude.what is Alone.STAY


def test_a_kiosk_that_nobody_uses_draws_nothing(desk: Desk, reception: Reception) -> None:
    desk.changes.clear()

    desk.wait(200)

    assert set(desk.changes) <= {Change.PATIENCE}
    assert reception.screen is Screen.HOME


def test_the_ticket_goes_after_twenty_seconds_unless_touched(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    desk.answer()

    desk.wait(15)
    reception.touched()
    desk.wait(15)
    assert reception.screen is Screen.TICKET
    desk.wait(6)

    assert reception.screen is Screen.HOME


def test_a_reprint_waits_until_the_paper_before_it_is_known(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    issued = desk.answer()

    reception.print_again()
    assert desk.paper.again == []
    reception.take_paper_news(issued.ticket.ticket_id, PaperState.NO_PAPER)
    reception.print_again()
    reception.print_again()

    assert desk.paper.again == [issued]


def test_news_of_an_earlier_visitor_s_paper_is_not_shown(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()
    issued = desk.answer()

    reception.take_paper_news(issued.ticket.ticket_id + 1, PaperState.NO_PAPER)

    assert reception.visit.paper is PaperState.PRINTING


def test_figures_are_not_shown_as_the_present_when_the_server_has_been_silent(desk: Desk, reception: Reception) -> None:
    insure = reception.hall.guide.matter("insure")
    reception.take_link_news(LineDown(error=ServerAway()))
    desk.wait(10)
    assert reception.hall.queue_of(insure) is not None

    desk.wait(11)
    assert reception.hall.queue_of(insure) is None

    desk.tell_snapshot()
    assert reception.hall.queue_of(insure) is not None


def test_a_matter_that_the_new_day_no_longer_has_ends_the_visit(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    rest = tuple(today for today in desk.hall.directory.matters if today.matter.matter_id != "insure")

    reception.take_link_news(DirectoryCame(directory=replace(desk.hall.directory, matters=rest)))

    assert reception.screen is Screen.HOME


def test_the_glass_tells_the_server_s_time_not_this_machine_s() -> None:
    clock = SetClock(at(9))
    reception = Desk(FakeHall(clock=clock)).start()

    reception.take_link_news(TimeCame(at=at(9, 7)))
    clock.advance(timedelta(minutes=1))

    assert reception.hall.now() == at(9, 8)


def test_browsing_by_audience_keeps_the_audience(reception: Reception) -> None:
    reception.open_themes(Audience.FIRM)

    assert reception.screen is Screen.THEMES
    assert reception.visit.audience is Audience.FIRM
