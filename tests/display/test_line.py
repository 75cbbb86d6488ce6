from datetime import timedelta

from display.line import NEVER_HEARD, LineState
from tests.display.scenes import MORNING


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_before_the_first_news_the_line_is_neither_up_nor_old():
    assert NEVER_HEARD.state(MORNING) is LineState.FIRST
    assert NEVER_HEARD.lost("server_away").state(MORNING + seconds(90)) is LineState.FIRST


def test_a_broken_line_is_told_at_once_and_called_old_within_twenty_seconds():
    line = NEVER_HEARD.heard(MORNING).lost(None)

    assert line.state(MORNING + seconds(1)) is LineState.AWAY
    assert line.state(MORNING + seconds(20)) is LineState.STALE


def test_silence_on_an_open_line_makes_it_old_too():
    line = NEVER_HEARD.heard(MORNING)

    assert line.state(MORNING + seconds(15.5)) is LineState.UP
    assert line.state(MORNING + seconds(20)) is LineState.STALE
    assert line.next_at(MORNING) == MORNING + seconds(19)


def test_any_sign_of_life_makes_it_well_again():
    line = NEVER_HEARD.heard(MORNING).lost("server_away").heard(MORNING + seconds(40))

    assert line.state(MORNING + seconds(41)) is LineState.UP
    assert line.trouble is None


def test_an_old_line_does_not_change_by_itself():
    assert NEVER_HEARD.heard(MORNING).next_at(MORNING + seconds(30)) is None
