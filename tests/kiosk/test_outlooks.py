"""What the first screen says of numbers that are not to be had, and when it asks."""

from datetime import date, timedelta

import pytest

from hall.errors import DayClosed, HallClosed, HallError, MayNotBeServed, QueueStopped, QuotaUsedUp, ServerAway
from hall.events import BusinessDayClosed, BusinessDayReopened
from kiosk.errand import AskOutlook, ErrandDone
from kiosk.flow import Screen
from kiosk.link import LineDown, TimeCame
from kiosk.outlooks import ASK_EVERY_S, KEPT_S
from kiosk.reception import Change, Reception
from kiosk.refusals import short_refusal
from kiosk.screens.queue_line import queue_line
from tests.kiosk.staff import Desk
from tests.kiosk.words import LANGUAGES


def ask(desk: Desk) -> str:
    """Wait for the next question; return the matter that it is about."""
    desk.wait(ASK_EVERY_S)
    errand = desk.errands.sent[-1]
    assert isinstance(errand, AskOutlook)
    return errand.matter_id


def test_the_first_screen_asks_for_one_matter_after_the_other(desk: Desk, reception: Reception) -> None:
    asked = set()
    featured = [each for each in reception.guide.list_featured() if each.handling.is_here]
    for _ in featured:
        asked.add(ask(desk))
        desk.do_errand(None)

    assert asked == {each.matter.matter_id for each in featured}


def test_the_first_question_is_asked_at_once(desk: Desk) -> None:
    desk.wait(0.25)

    assert isinstance(desk.errands.sent[-1], AskOutlook)


def test_a_day_that_is_closed_is_known_by_its_event(desk: Desk, reception: Reception) -> None:
    desk.hall.happen(BusinessDayClosed(reason="flood"))
    desk.tell_snapshot()

    for today in reception.guide.list_featured():
        assert isinstance(reception.outlooks.of(today.matter.matter_id), DayClosed)

    desk.hall.happen(BusinessDayReopened())
    desk.tell_snapshot()
    assert reception.outlooks.closed is None


def test_one_question_at_a_time_and_only_there(desk: Desk, reception: Reception) -> None:
    ask(desk)
    desk.wait(4 * ASK_EVERY_S)
    assert len(desk.errands.sent) == 1
    desk.do_errand(None)

    reception.open_departments()
    desk.wait(2 * ASK_EVERY_S)
    assert len(desk.errands.sent) == 1


def test_nothing_is_asked_while_the_server_is_away(desk: Desk, reception: Reception) -> None:
    reception.take_link_news(LineDown(error=ServerAway()))
    desk.wait(3 * ASK_EVERY_S)

    assert desk.errands.sent == []


def test_a_question_of_the_screen_takes_nothing_from_the_visitors(desk: Desk, reception: Reception) -> None:
    ask(desk)
    own = desk.errands.sent[-1]
    reception.choose_matter("insure")
    visitors = reception.visit.errand
    reception.take_errand_news(ErrandDone(errand=own, word=None))

    assert reception.visit.errand == visitors != own
    assert reception.screen is Screen.MATTER


def test_a_used_up_quota_is_of_its_matter_and_a_closed_hall_of_all(desk: Desk, reception: Reception) -> None:
    matter_id = ask(desk)
    desk.changes.clear()
    desk.fail_errand(QuotaUsedUp(limit="day", may_book=0))

    assert isinstance(reception.outlooks.of(matter_id), QuotaUsedUp)
    assert reception.outlooks.of("another") is None
    assert Change.HALL in desk.changes

    ask(desk)
    desk.fail_errand(DayClosed())
    assert isinstance(reception.outlooks.of("another"), DayClosed)

    ask(desk)
    desk.do_errand(None)
    assert reception.outlooks.closed is None


def test_an_answer_ends_with_its_time_and_grows_old(desk: Desk, reception: Reception) -> None:
    until = desk.hall.clock.now() + timedelta(minutes=2)
    matter_id = ask(desk)
    desk.fail_errand(HallClosed(phase="break", until=until.isoformat()))
    assert reception.outlooks.closed is not None
    reception.take_link_news(TimeCame(at=until))
    assert reception.outlooks.closed is None

    matter_id = ask(desk)
    desk.fail_errand(QuotaUsedUp(limit="day", may_book=0))
    reception.open_departments()
    desk.seconds += KEPT_S
    assert reception.outlooks.of(matter_id) is None


@pytest.mark.parametrize("error", [MayNotBeServed(verdict="needs_consent"), QueueStopped(), ServerAway()])
def test_what_is_known_otherwise_or_leaves_the_choice_is_not_said(desk: Desk, error: HallError) -> None:
    matter_id = ask(desk)
    desk.fail_errand(error)

    assert desk.reception.outlooks.of(matter_id) is None


def test_whoever_looks_at_a_matter_is_told_at_once_and_again_when_it_has_changed(
    desk: Desk, reception: Reception
) -> None:
    ask(desk)
    desk.fail_errand(DayClosed())
    reception.choose_matter("insure")
    assert isinstance(reception.visit.outlook, DayClosed)

    desk.changes.clear()
    desk.do_errand(None)
    assert reception.visit.outlook is None
    assert Change.VISIT in desk.changes


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (
            HallClosed(until="2026-03-03T09:00+08:00"),
            "已停止取号 · 明天 9:00 开始",
            "No numbers now · again tomorrow at 9:00",
        ),
        (DayClosed(), "已停止取号", "No more today"),
        (QuotaUsedUp(limit="day"), "号已发完", "All given out"),
        (MayNotBeServed(verdict="over", waiting=9, minutes=20), "已停止取号", "No more today"),
        (ServerAway(), "已停止取号", "No numbers now"),
    ],
)
def test_a_refusal_in_a_few_words(error: HallError, zh: str, en: str) -> None:
    today = date(2026, 3, 2)
    assert [short_refusal(error, LANGUAGES[code], today=today) for code in ("zh", "en")] == [zh, en]


def test_a_card_says_of_what_may_not_be_done_today_that_it_may_not(desk: Desk, reception: Reception) -> None:
    late = ask(desk)
    today = reception.guide.matter(late)
    desk.hall.set_queue(str(today.handling.queue), waiting=0, open_windows=1, wait=(0, 0))
    desk.tell_snapshot()
    assert queue_line(reception, today) == "等候 [n]0[/n] 人 · [n]随到随办[/n]"

    desk.fail_errand(MayNotBeServed(verdict="needs_consent", waiting=0, minutes=12))

    assert reception.outlooks.of(late) is None, "a number may be had"
    assert queue_line(reception, today) == "今天不一定办完 · 等候 [n]0[/n] 人"
    assert Change.HALL in desk.changes

    while ask(desk) != late:
        desk.do_errand(None)
    desk.do_errand(None)
    assert not reception.outlooks.is_late(late)
