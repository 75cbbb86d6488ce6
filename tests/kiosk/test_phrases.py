from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hall.places import Window
from hall.queue_now import QueueNow
from hall.ticket import WaitRange
from kiosk.guide import Guide
from kiosk.phrases import (
    Tone,
    around_phrase,
    date_phrase,
    limit_phrase,
    own_wait_phrase,
    people_phrase,
    pill_phrase,
    queue_phrase,
    span_phrase,
    time_phrase,
    wait_phrase,
    windows_phrase,
)
from tests.fakes.hall_server import FakeHall, at
from tests.fakes.small_hall import make_directory
from tests.kiosk.words import EN, ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")


def windows(*names: str) -> tuple[Window, ...]:
    first = make_directory().windows[0]
    return tuple(replace(first, window_id=name) for name in names)


@pytest.mark.parametrize(
    ("names", "short", "long", "english"),
    [
        (("5",), "5号", "5 号窗口", "Window 5"),
        (("5", "6"), "5·6号", "5、6 号窗口", "Windows 5, 6"),
        (("12", "13", "14"), "12–14号", "12–14 号窗口", "Windows 12–14"),
        (("3", "9", "10", "11"), "3·9–11号", "3、9–11 号窗口", "Windows 3, 9–11"),
        (("A1", "2"), "A1·2号", "A1、2 号窗口", "Windows A1, 2"),
    ],
)
def test_windows_are_listed_and_rows_of_three_become_spans(
    names: tuple[str, ...], short: str, long: str, english: str
) -> None:
    assert windows_phrase(ZH, windows(*names), Tone.SHORT) == short
    assert windows_phrase(ZH, windows(*names), Tone.LONG) == long
    assert windows_phrase(EN, windows(*names), Tone.LONG) == english


def test_a_pill_names_floor_and_windows_as_short_as_can_be() -> None:
    guide = Guide(make_directory(), kiosk_id="K1")
    where = guide.where(guide.matter("insure"))
    assert where is not None

    assert pill_phrase(ZH, where) == "二楼 1·2号"
    assert pill_phrase(EN, where) == "2F · 1, 2"


def test_a_queue_s_line_says_only_what_is_known() -> None:
    queue = QueueNow(queue_id="q", waiting=7, open_windows=2, wait=WaitRange(low_min=12, high_min=18))

    assert queue_phrase(ZH, queue) == "等候 [n]7[/n] 人 · 约 [n]12–18[/n] 分"
    assert queue_phrase(ZH, replace(queue, wait=None)) == "等候 [n]7[/n] 人"
    at_once = replace(queue, waiting=0, wait=WaitRange(low_min=0, high_min=0))
    assert queue_phrase(ZH, at_once) == "等候 [n]0[/n] 人 · [n]随到随办[/n]"
    assert queue_phrase(ZH, replace(queue, open_windows=0)) == "暂无窗口开放"
    assert queue_phrase(ZH, None) == "等候人数暂时无法更新"
    assert queue_phrase(EN, queue) == "[n]7[/n] waiting · [n]12–18[/n] min"


def test_one_person_is_not_people() -> None:
    assert people_phrase(EN, 1) == "1 person"
    assert people_phrase(EN, 0) == "0 people"
    assert people_phrase(EN, None) == "Not known yet"


def test_a_wait_is_a_range_or_says_that_it_is_not_known() -> None:
    assert wait_phrase(ZH, WaitRange(low_min=5, high_min=9)) == "5–9 分钟"
    assert wait_phrase(EN, WaitRange(low_min=0, high_min=0)) == "No wait"
    assert wait_phrase(ZH, None) == "暂无估计"
    assert span_phrase(WaitRange(low_min=5, high_min=5)) == "5"
    assert wait_phrase(EN, WaitRange(low_min=90, high_min=None)) == "90+ min"


def test_who_has_a_number_is_told_when_it_is_soon() -> None:
    assert own_wait_phrase(ZH, WaitRange(low_min=0, high_min=5)) == "即将叫到"
    assert own_wait_phrase(ZH, WaitRange(low_min=0, high_min=10)) == "0–10 分钟"
    assert own_wait_phrase(EN, None) == wait_phrase(EN, None)


def test_a_limit_of_no_days_is_on_the_spot() -> None:
    today = make_directory().matters[0]
    one_day = replace(today, matter=replace(today.matter, limit_days=1))

    assert limit_phrase(ZH, today) == "当场办结"
    assert limit_phrase(EN, one_day) == "1 working day"


def test_date_and_time_are_the_hall_s_not_utc() -> None:
    moment = datetime(2012, 2, 29, 17, 5, tzinfo=UTC)

    assert date_phrase(ZH, moment, SHANGHAI) == "3月1日 星期四"
    assert date_phrase(EN, moment, SHANGHAI) == "Thu 1 Mar"
    assert time_phrase(moment, SHANGHAI) == "01:05"


def test_a_number_is_expected_around_the_middle_of_its_range() -> None:
    hall = FakeHall()
    hall.set_queue("social", waiting=7, wait=(12, 18))
    issued = hall.issue("insure")
    issued = replace(issued, ticket=replace(issued.ticket, arrived_at=at(8, 30)))

    assert around_phrase(ZH, issued, SHANGHAI, now=at(9, 42)) == "09:57", "from now, also for a slip printed again"
    assert around_phrase(ZH, replace(issued, wait=None), SHANGHAI, now=at(9, 42)) == "以叫号为准"
