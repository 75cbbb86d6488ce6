"""What the key of the other language does, and that a tap on a question touches the question alone."""

from collections.abc import Iterator

import pytest

from kiosk.flow import Screen
from kiosk.visit import PaperState, Reading
from tests.kiosk.glass import Glass
from tests.kiosk.states import STATES, make_hall, take_ticket


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    yield glass
    glass.close()


@pytest.mark.parametrize("state", ["ticket", "offline_ticket"])
def test_a_number_is_read_in_the_other_language_and_stays_the_one_it_was(glass: Glass, state: str) -> None:
    STATES[state](glass)
    glass.settle()
    issued = glass.reception.visit.issued
    assert issued is not None
    asked, printed = len(glass.desk.taking.pursued), list(glass.desk.paper.first)

    glass.tap("nav.language")
    glass.pump(3)

    assert glass.reception.visit.issued is issued
    assert issued.ticket.number in glass.texts()
    assert "Go to" in glass.texts()
    assert "请到" not in glass.texts()
    assert (len(glass.desk.taking.pursued), glass.desk.paper.first) == (asked, printed)
    assert not glass.desk.paper.again


def test_the_code_of_a_number_is_still_there_in_the_other_language(glass: Glass) -> None:
    take_ticket(glass)
    view = glass.app._view(Screen.TICKET)
    words = view.ids.code.words

    glass.tap("nav.language")

    assert words
    assert view.ids.code.words == words


def test_whoever_switches_while_a_number_is_fetched_gets_it_in_that_language(glass: Glass) -> None:
    STATES["taking"](glass)
    glass.settle()

    glass.tap("nav.language")
    assert "One moment, please." in glass.texts()
    glass.answer()

    assert "People ahead" in glass.texts()
    assert len(glass.desk.taking.pursued) == 1


def test_a_question_that_is_cancelled_can_be_read_before(glass: Glass) -> None:
    STATES["cancel"](glass)
    glass.settle()

    glass.tap("nav.language")

    assert "Cancel C001?" in glass.texts()
    assert glass.reception.screen is Screen.CANCEL


def test_whoever_is_asked_for_more_time_goes_on_in_the_other_language(glass: Glass) -> None:
    STATES["more_time"](glass)

    glass.tap("nav.language")

    assert "Find by department" in glass.texts()


def test_more_time_touches_nothing_that_stands_behind_the_question(glass: Glass) -> None:
    glass.tap("home.featured.social_insurance_registration")
    glass.wait(61)

    glass.tap("more_time.stay")

    assert glass.reception.screen is Screen.MATTER
    assert not glass.desk.taking.pursued


def test_whoever_needs_no_more_time_leaves_nothing(glass: Glass) -> None:
    glass.reception.switch_reading(Reading.LARGE)
    glass.tap("home.search")
    glass.wait(61)

    glass.tap("more_time.leave")

    assert glass.reception.screen is Screen.HOME
    assert not glass.reception.visit.reading


def test_any_touch_beside_the_question_is_an_answer(glass: Glass) -> None:
    glass.tap("home.browse.departments")
    glass.wait(61)

    glass.touch(540, 1200)

    assert "按部门查找" in glass.texts()


@pytest.mark.parametrize("paper", [PaperState.PRINTED, PaperState.JAM])
def test_the_page_of_a_number_says_that_no_voice_can_be_heard(glass: Glass, paper: PaperState) -> None:
    take_ticket(glass)
    glass.reception.take_paper_news(1, paper)
    assert "没有声音" not in glass.texts()

    glass.read("zh", frozenset({Reading.VOICE}))
    glass.app.note_sound(is_heard=False)
    glass.settle()

    assert "没有声音" in glass.texts()
