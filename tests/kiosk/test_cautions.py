from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hall.clock import SetClock
from hall.errors import MayNotBeServed
from hall.opening import OpenPhase, Phase
from hall.queue_now import QueueNow
from hall.ticket import NotYet, TicketState, WaitRange
from kiosk.cautions import Caution, Why, caution_text, cautions_of, cautions_of_own, find_break, find_closing
from kiosk.flow import NO_ANSWER_AFTER_S
from kiosk.guide import Guide
from kiosk.phrases import wait_phrase
from kiosk.refusals import refusal_words
from kiosk.slip import make_slip
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.numbers import number_view
from tests.kiosk.staff import Desk
from tests.kiosk.words import EN, LANGUAGES, ZH

NOON, AFTERNOON, EVENING = at(12), at(13, 30), at(17)
DAY = (
    OpenPhase(since=at(9), phase=Phase.OPEN, until=NOON),
    OpenPhase(since=NOON, phase=Phase.BREAK, until=AFTERNOON),
    OpenPhase(since=AFTERNOON, phase=Phase.OPEN, until=EVENING),
    OpenPhase(since=EVENING, phase=Phase.CLOSED, until=None),
)
LINE = QueueNow(queue_id="social", waiting=9, open_windows=1)
BREAK = Caution(why=Why.BREAK, since=NOON, until=AFTERNOON)
LONG_WAIT = Caution(why=Why.LONG_WAIT)
LATE = MayNotBeServed(verdict="needs_consent", waiting=0, minutes=18)


def wait(low: int, high: int | None) -> WaitRange:
    return WaitRange(low_min=low, high_min=high)


def desk_at(now: datetime, *, waiting: int = 9, open_windows: int = 1, wait: tuple[int, int | None] | None) -> Desk:
    hall = FakeHall(clock=SetClock(now))
    hall.snapshot = hall.first = replace(hall.snapshot, phases=DAY)
    hall.set_queue("social", waiting=waiting, open_windows=open_windows, wait=wait)
    desk = Desk(hall)
    desk.start()
    desk.reception.choose_matter("insure")
    return desk


def take(desk: Desk) -> tuple[Caution, ...]:
    """Take the number that is on the glass now, and return what its visitor must know."""
    desk.reception.take_ticket()
    desk.answer()
    return cautions_of(desk.reception.hall, desk.reception.visit)


@pytest.mark.parametrize(
    ("now", "told", "is_said"),
    [
        (at(11, 25), wait(20, 40), True),
        (at(11, 25), wait(5, 20), False),
        (at(11, 25), wait(90, None), True),
        (at(9, 5), wait(90, None), True),
        (at(11, 25), None, True),
        (at(9, 5), None, False),
        (at(11, 59), wait(0, 0), False),
        (at(16, 30), wait(20, 40), False),
    ],
)
def test_a_break_is_told_to_whom_it_may_come_first(now: datetime, told: WaitRange | None, *, is_said: bool) -> None:
    found = find_break(DAY, LINE, told, now=now)

    assert found == (BREAK if is_said else None)


def test_within_a_break_it_is_told_to_everybody() -> None:
    assert find_break(DAY, LINE, wait(0, 0), now=at(12, 30)) == BREAK


def test_a_hall_that_never_closes_has_nothing_to_say() -> None:
    always = (OpenPhase(since=at(9), phase=Phase.OPEN, until=None),)

    assert find_break(always, LINE, wait(90, None), now=at(11)) is None
    assert find_closing(always, wait(90, None), now=at(11), is_late=False) is None


def test_the_words_name_the_times_of_the_hall() -> None:
    zone = Guide(FakeHall().directory, kiosk_id="K1").zone

    assert caution_text((BREAK,), ZH, zone) == "12:00–13:30 大厅休息，休息后接着叫号，号码不变。"
    assert caution_text((BREAK,), EN, zone).startswith("Break 12:00–13:30.")
    assert caution_text((), ZH, zone) == ""


def test_glass_and_paper_of_a_number_tell_the_break() -> None:
    desk = desk_at(at(11, 25), wait=(90, None))

    assert take(desk) == (BREAK, LONG_WAIT)
    desk.reception.number_shown()
    assert desk.paper.cautions == (BREAK, LONG_WAIT)


def test_another_time_is_named_for_a_long_wait_unless_another_day_is() -> None:
    assert take(desk_at(at(14), wait=(90, None))) == (LONG_WAIT,)
    assert take(desk_at(at(14), wait=(60, 90))) == ()
    assert take(desk_at(at(16), wait=(90, None))) == (Caution(why=Why.CLOSING, until=EVENING),)
    assert "导办台约别的时间" in caution_text((LONG_WAIT,), ZH, Guide(FakeHall().directory, kiosk_id="K1").zone)


def test_a_number_taken_although_it_may_be_too_late_keeps_the_warning_on_glass_and_paper() -> None:
    desk = desk_at(at(16, 42), waiting=0, wait=(0, 0))
    desk.reception.take_ticket()
    desk.refuse(LATE)
    desk.reception.take_anyway()
    issued = desk.answer()

    late = Caution(why=Why.CLOSING, until=EVENING)
    assert cautions_of(desk.reception.hall, desk.reception.visit) == (late,)
    desk.reception.number_shown()
    assert desk.paper.cautions == (late,)
    slip = make_slip(issued, desk.reception.guide, LANGUAGES, cautions=(late,))
    assert slip.caution is not None
    assert "17:00 关门" in slip.caution.zh
    assert slip.wait is not None
    assert slip.wait.zh == "不用等"


def test_the_next_number_is_not_warned_of() -> None:
    desk = desk_at(at(14), waiting=0, wait=(0, 0))
    desk.reception.take_ticket()
    desk.refuse(LATE)
    desk.reception.go_back()

    assert take(desk) == ()


def test_a_late_number_is_warned_of_where_the_closing_is_not_known() -> None:
    assert find_closing((), wait(0, 0), now=at(16), is_late=True) == Caution(why=Why.CLOSING_SOME_TIME)


def test_a_wait_beyond_the_closing_is_warned_of_without_the_server() -> None:
    assert find_closing(DAY, wait(40, 60), now=at(16, 30), is_late=False) == Caution(why=Why.CLOSING, until=EVENING)
    assert find_closing(DAY, wait(10, 60), now=at(16, 30), is_late=False) is None


def test_a_number_says_that_its_window_is_not_open() -> None:
    desk = desk_at(at(14), open_windows=0, wait=None)

    assert [each.why for each in take(desk)] == [Why.NO_WINDOW]


@pytest.mark.parametrize(
    ("state", "not_yet", "told"),
    [
        (TicketState.WAITING, None, [Why.NO_WINDOW]),
        (TicketState.WAITING, NotYet.TOO_EARLY, []),
        (TicketState.SERVING, None, []),
    ],
)
def test_whoever_looks_up_a_number_that_waits_is_told_so_too(
    state: TicketState, not_yet: NotYet | None, told: list[Why]
) -> None:
    desk = desk_at(at(14), open_windows=0, wait=None)
    view = number_view(desk.hall, "insure", state, wait=None, not_yet=not_yet)

    assert [each.why for each in cautions_of_own(desk.reception.hall, view)] == told


def test_a_visitor_with_nobody_ahead_is_not_told_of_people_who_wait() -> None:
    nobody = refusal_words(LATE, ZH, today=at(9).date())
    some = refusal_words(MayNotBeServed(verdict="needs_consent", waiting=9, minutes=18), ZH, today=at(9).date())

    assert nobody.text == "离下班还有 18 分钟。现在取号，今天不一定办得完。"
    assert "前面有 9 人" in some.text


def test_near_closing_no_wait_is_not_called_dealt_with_at_once() -> None:
    assert wait_phrase(ZH, WaitRange(low_min=0, high_min=0)) == "随到随办"
    assert wait_phrase(ZH, WaitRange(low_min=0, high_min=0), is_late=True) == "不用等"


def test_an_unknown_wait_is_told_of_a_break_an_hour_before_it() -> None:
    assert find_break(DAY, LINE, None, now=NOON - timedelta(hours=1)) == BREAK
    assert find_break(DAY, None, None, now=NOON - timedelta(minutes=5)) is None


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(10), ()),
        (at(11, 25), (BREAK,)),
        (at(15, 30), ()),
        (at(16, 10), (Caution(why=Why.CLOSING, until=EVENING),)),
    ],
)
def test_an_offline_number_whose_wait_nobody_knows_is_told_what_may_come_first(
    now: datetime, told: tuple[Caution, ...]
) -> None:
    desk = desk_at(now, wait=None)
    desk.offline.barred = None
    desk.reception.take_ticket()
    desk.wait(NO_ANSWER_AFTER_S)
    desk.reception.offline.take()
    desk.give_offline()

    assert cautions_of(desk.reception.hall, desk.reception.visit) == told
    desk.reception.number_shown()
    assert desk.paper.cautions == told
