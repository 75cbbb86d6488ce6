"""What the watch notices."""

from dataclasses import replace

from hall.events import AlertLevel
from hall.rules import Rules
from hall.ticket import Hold, TicketState
from server.rules.watching import (
    has_gone,
    is_forgotten,
    is_over_the_cap,
    is_to_be_missed,
    is_unanswered,
    stale_level,
)
from tests.fakes.hall_server import at
from tests.server.rules.a_ticket import CALLED, CALLED_AT, RULES, SERVING, called_times, seconds


def test_a_call_that_stands_is_shown_to_the_window_and_then_to_the_supervisor() -> None:
    levels = [stale_level(CALLED, RULES, CALLED_AT + seconds(after)) for after in (119, 120, 299, 300)]

    assert levels == [None, AlertLevel.WINDOW, AlertLevel.WINDOW, AlertLevel.SUPERVISOR]
    assert stale_level(SERVING, RULES, CALLED_AT + seconds(999)) is None


def test_the_server_marks_nobody_overdue_unless_the_hall_lets_it() -> None:
    late = CALLED_AT + seconds(999)
    auto = Rules(auto_overdue=True)

    assert not is_to_be_missed(called_times(3), RULES, late)
    assert is_to_be_missed(called_times(3), auto, late)
    assert not is_to_be_missed(called_times(2), auto, late)
    assert not is_to_be_missed(called_times(3), auto, CALLED_AT + seconds(30 + 59))


def test_an_overdue_number_is_given_up_after_its_time() -> None:
    overdue = replace(CALLED, state=TicketState.OVERDUE)
    after = CALLED_AT + seconds(240 * 60)

    assert has_gone(overdue, RULES, after)
    assert not has_gone(overdue, RULES, after - seconds(1))
    assert not has_gone(overdue, Rules(overdue_expires_min=0), after)
    assert not has_gone(CALLED, RULES, after)


def test_holds_and_waits_have_their_minutes() -> None:
    hold = Hold(reason="复印", clerk="anna", window_id="2", since=at(9))

    assert (is_forgotten(hold, RULES, at(9, 14)), is_forgotten(hold, RULES, at(9, 15))) == (False, True)
    assert (is_unanswered(at(9), RULES, at(9, 4)), is_unanswered(at(9), RULES, at(9, 5))) == (False, True)
    assert (is_over_the_cap(at(9), RULES, at(10)), is_over_the_cap(at(9), RULES, at(10, 1))) == (False, True)
    assert not is_over_the_cap(at(9), Rules(longest_wait_min=0), at(17))
