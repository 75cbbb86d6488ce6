"""A visitor asks for somebody to come: once, whoever is at the glass, and never as heard when it was not."""

from kiosk.errand import CallHelp, ErrandDone
from kiosk.help_call import CALLED_S, COMING_S, UNHEARD_S, HelpState
from kiosk.link import HelpComes
from tests.kiosk.staff import Desk


def calls(desk: Desk) -> list[CallHelp]:
    return [each for each in desk.errands.sent if isinstance(each, CallHelp)]


def test_help_is_called_once_however_often_the_button_is_touched(desk: Desk) -> None:
    help_call = desk.reception.help
    help_call.call()
    help_call.call()
    assert help_call.state is HelpState.ASKING
    desk.answer_help()
    help_call.call()

    assert help_call.state is HelpState.CALLED
    assert len(calls(desk)) == 1


def test_a_call_that_nobody_heard_says_so_and_may_be_made_again(desk: Desk) -> None:
    help_call = desk.reception.help
    help_call.call()
    desk.answer_help(is_heard=False)
    assert help_call.state is HelpState.UNHEARD

    help_call.call()

    assert (help_call.state, len(calls(desk))) == (HelpState.ASKING, 2)
    assert len({each.key for each in calls(desk)}) == 2


def test_who_waits_for_help_is_told_that_somebody_comes_also_after_the_kiosk_went_home(desk: Desk) -> None:
    desk.reception.help.call()
    desk.answer_help()
    desk.reception.end_visit()

    desk.reception.take_link_news(HelpComes(kiosk="K9"))
    assert desk.reception.help.state is HelpState.CALLED
    desk.reception.take_link_news(HelpComes(kiosk="K1"))

    assert desk.reception.help.state is HelpState.COMING


def test_what_is_said_of_help_goes_by_itself(desk: Desk) -> None:
    help_call = desk.reception.help
    help_call.call()
    desk.answer_help(is_heard=False)
    desk.wait(UNHEARD_S + 1)
    assert help_call.state is HelpState.NONE
    help_call.call()
    desk.reception.take_errand_news(ErrandDone(errand=calls(desk)[-1], word=None))
    desk.wait(CALLED_S - 2)
    assert help_call.state is HelpState.CALLED
    help_call.take_answer()
    desk.wait(COMING_S + 1)

    assert help_call.state is HelpState.NONE


def test_an_answer_that_nobody_asked_for_changes_nothing(desk: Desk) -> None:
    desk.reception.take_link_news(HelpComes(kiosk="K1"))

    assert desk.reception.help.state is HelpState.NONE
