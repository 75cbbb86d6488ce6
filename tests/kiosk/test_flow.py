from dataclasses import replace

import pytest

from kiosk.flow import ASKING, FAILSAFE, PATIENCE, TABLE, Alone, Flow, Screen, Step, left_alone
from kiosk.visit import PaperState, Reading, Visit


def test_a_visitor_reaches_a_ticket_from_home() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.MATTER).after(Step.ANSWERED)

    assert flow.screen is Screen.TICKET


def test_back_leads_along_the_way_that_was_come() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.THEMES).after(Step.MATTERS).after(Step.MATTER)

    seen = []
    while flow.screen is not Screen.HOME:
        flow = flow.after(Step.BACK)
        seen.append(flow.screen)

    assert seen == [Screen.MATTERS, Screen.THEMES, Screen.HOME]


def test_back_from_a_refusal_leads_to_the_matter() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.MATTER).after(Step.REFUSED)

    assert flow.after(Step.BACK).screen is Screen.MATTER


def test_waiting_for_a_number_is_not_on_the_way_back() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.MATTER).after(Step.SLOW).after(Step.REFUSED)

    assert flow.after(Step.BACK).screen is Screen.MATTER


def test_home_forgets_the_way() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.SEARCH).after(Step.MATTER).after(Step.HOME)

    assert flow == Flow(screen=Screen.HOME)


def test_no_answer_leads_to_trouble_and_a_late_one_to_the_ticket() -> None:
    flow = Flow(screen=Screen.MATTER).after(Step.SLOW).after(Step.NO_ANSWER)

    assert flow.screen is Screen.TROUBLE
    assert flow.after(Step.ANSWERED).screen is Screen.TICKET


def test_a_step_that_the_table_does_not_know_leads_to_the_failsafe() -> None:
    assert Flow(screen=Screen.TICKET).after(Step.SLOW).screen is FAILSAFE


def test_before_the_start_only_readiness_and_maintenance_move_anything() -> None:
    flow, moving = Flow(), {Step.READY, Step.TEND}

    assert {flow.after(step).screen for step in Step if step not in moving} == {Screen.STARTING}
    assert flow.after(Step.READY) == Flow(screen=Screen.HOME)
    assert flow.after(Step.TEND).screen is Screen.PIN


def test_whoever_tended_the_kiosk_before_the_start_returns_there() -> None:
    flow = Flow().after(Step.TEND).after(Step.OPENED)

    assert flow.screen is Screen.MAINTENANCE
    assert flow.after(Step.HOME) == Flow()
    assert flow.after(Step.BACK) == Flow()


def test_a_closed_kiosk_opens_again_or_is_tended_and_reads_no_slip() -> None:
    flow = Flow(screen=Screen.HOME).after(Step.CLOSE)

    assert flow.screen is Screen.CLOSED
    assert flow.after(Step.REOPEN) == Flow(screen=Screen.HOME)
    assert flow.after(Step.TEND).after(Step.OPENED).after(Step.HOME).screen is Screen.HOME
    assert not any(Flow(screen=each).knows(Step.SCANNED) for each in (Screen.CLOSED, Screen.PIN, Screen.MAINTENANCE))


def test_every_screen_has_a_row_and_a_patience() -> None:
    assert set(TABLE) == set(Screen) == set(PATIENCE)


def test_home_can_be_reached_from_everywhere() -> None:
    assert {Flow(screen=screen).after(Step.HOME).screen for screen in Screen if screen is not Screen.STARTING} == {
        Screen.HOME
    }


def test_a_screen_left_alone_asks_after_a_minute_then_counts_down_and_leaves() -> None:
    assert left_alone(Screen.MATTER, 59.9).what is Alone.STAY
    assert left_alone(Screen.MATTER, 60.0).what is Alone.ASK
    assert left_alone(Screen.MATTER, 60.0).seconds_left == 20
    assert left_alone(Screen.MATTER, 79.2).seconds_left == 1
    assert left_alone(Screen.MATTER, ASKING.ask_s + ASKING.leave_s).what is Alone.LEAVE


WITHOUT_PAPER = Visit(paper=PaperState.NOT_SENT)


def test_the_ticket_stays_twenty_seconds_and_says_how_long() -> None:
    assert left_alone(Screen.TICKET, 0.0).seconds_left == 20
    assert left_alone(Screen.TICKET, 19.5).seconds_left == 1
    assert left_alone(Screen.TICKET, 20.0).what is Alone.LEAVE


def test_a_number_without_a_slip_stays_long_enough_to_be_written_down() -> None:
    for screen in (Screen.TICKET, Screen.OFFLINE_TICKET):
        assert left_alone(screen, 41, WITHOUT_PAPER).seconds_left == 19
        assert left_alone(screen, 61, WITHOUT_PAPER).what is Alone.LEAVE
    assert left_alone(Screen.REFUSED, 30, WITHOUT_PAPER) == left_alone(Screen.REFUSED, 30)


@pytest.mark.parametrize("reading", [Reading.LARGE, Reading.VOICE])
def test_a_number_stays_longer_for_somebody_who_reads_slowly(reading: Reading) -> None:
    slowly = Visit(reading=frozenset({reading}))

    assert left_alone(Screen.TICKET, 0.0, slowly).seconds_left == 45
    assert left_alone(Screen.TICKET, 0.0, replace(slowly, paper=PaperState.NOT_SENT)).seconds_left == 60
    assert left_alone(Screen.MATTER, 30.0, slowly) == left_alone(Screen.MATTER, 30.0)


def test_nothing_runs_out_while_a_number_is_being_asked_for() -> None:
    assert left_alone(Screen.HOME, 60.0).what is Alone.LEAVE
    assert left_alone(Screen.HOME, 60.0, Visit(basket=("marriage",))).what is Alone.ASK
    assert left_alone(Screen.TAKING, 1e6).what is Alone.STAY
    assert left_alone(Screen.STARTING, 1e6).what is Alone.STAY
