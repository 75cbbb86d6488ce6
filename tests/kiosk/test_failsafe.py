"""A screen that fails: its visitor is led home in plain words, with the number that was got; the fault is logged."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.kiosk.glass import Glass  # before all that imports Kivy

from kivy.base import EventLoop, ExceptionManager  # isort: skip
from hall.places import Directory  # isort: skip
from kiosk.failsafe import MOST, Failsafe  # isort: skip
from kiosk.flow import Screen  # isort: skip
from kiosk.link import DirectoryCame  # isort: skip
from kiosk.visit import PaperState  # isort: skip
from tests.fakes.hall_server import FakeHall  # isort: skip


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass()
    yield glass
    glass.close()


@pytest.fixture
def failsafe(glass: Glass) -> Failsafe:
    return Failsafe(glass.reception.recover, seconds=lambda: glass.desk.seconds)


def break_directory(directory: Directory) -> Directory:
    """Return a directory whose matters are of a department that it does not have."""
    matters = tuple(replace(today, matter=replace(today.matter, department="none")) for today in directory.matters)
    return replace(directory, hall=replace(directory.hall, featured=()), requested=(), matters=matters)


def fail(failsafe: Failsafe, act: object) -> int:
    with pytest.raises(KeyError) as raised:
        act()  # type: ignore[operator]
    return failsafe.handle_exception(raised.value)


def test_a_screen_that_fails_leads_home_in_plain_words(
    glass: Glass, failsafe: Failsafe, caplog: pytest.LogCaptureFixture
) -> None:
    glass.begin_anew(FakeHall(directory=break_directory(FakeHall().directory)))

    with caplog.at_level(logging.ERROR):
        verdict = fail(failsafe, lambda: glass.reception.choose_matter("insure"))
    glass.settle()

    assert verdict == ExceptionManager.PASS
    assert glass.reception.screen is Screen.FAULT
    assert "刚才出了点问题" in glass.texts()
    assert "kiosk.screens.matter" in caplog.text or "in department" in caplog.text
    glass.tap("nav.home")
    assert glass.reception.screen is Screen.HOME


def test_whoever_has_got_a_number_reads_it_there_and_gets_the_paper(glass: Glass, failsafe: Failsafe) -> None:
    glass.reception.choose_matter("insure")
    glass.reception.take_ticket()
    glass.reception.hall.take(DirectoryCame(directory=break_directory(FakeHall().directory)))

    verdict = fail(failsafe, glass.answer)
    glass.wait(1)

    assert verdict == ExceptionManager.PASS
    assert "A001" in glass.texts()
    assert [issued.ticket.number for issued in glass.desk.paper.first] == ["A001"]


def test_the_page_of_a_fault_tells_where_to_go_and_prints_again(glass: Glass, failsafe: Failsafe) -> None:
    glass.reception.choose_matter("insure")
    glass.reception.take_ticket()
    issued = glass.answer()
    failsafe.handle_exception(ValueError("a fault of ours"))
    glass.settle()
    assert "请到二楼 1、2 号窗口" in glass.texts()
    assert "ticket.reprint" not in glass.keys, "the first slip is still being printed"

    glass.reception.take_paper_news(issued.ticket.ticket_id, PaperState.NO_PAPER)
    glass.settle()
    assert "打印机缺纸" in glass.texts()
    glass.tap("ticket.reprint")

    assert [each.ticket.number for each in glass.desk.paper.again] == ["A001"]


def test_a_number_that_is_being_asked_for_is_given_back(glass: Glass, failsafe: Failsafe) -> None:
    glass.reception.choose_matter("insure")
    glass.reception.take_ticket()

    failsafe.handle_exception(ValueError("a fault of ours"))

    assert [intent.matter_id for intent in glass.desk.taking.left] == ["insure"]


def test_the_message_goes_home_by_itself(glass: Glass, failsafe: Failsafe) -> None:
    failsafe.handle_exception(ValueError("a fault of ours"))
    glass.wait(31)

    assert glass.reception.screen is Screen.HOME


def test_a_kiosk_that_keeps_failing_ends(failsafe: Failsafe) -> None:
    verdicts = [failsafe.handle_exception(ValueError("again")) for _ in range(MOST + 1)]

    assert verdicts == [ExceptionManager.PASS] * MOST + [ExceptionManager.RAISE]


def test_a_few_faults_in_a_day_end_nothing(glass: Glass, failsafe: Failsafe) -> None:
    verdicts = set()
    for _ in range(3 * MOST):
        glass.desk.seconds += 60
        verdicts.add(failsafe.handle_exception(ValueError("once in a while")))

    assert verdicts == {ExceptionManager.PASS}


def test_a_way_out_that_fails_as_well_ends_the_program() -> None:
    def recover() -> None:
        raise ValueError("this too")

    assert Failsafe(recover, seconds=lambda: 0.0).handle_exception(ValueError("a fault")) == ExceptionManager.RAISE


def test_the_end_of_the_program_is_no_fault(failsafe: Failsafe) -> None:
    assert failsafe.handle_exception(KeyboardInterrupt()) == ExceptionManager.RAISE
    assert EventLoop.status == "started"
