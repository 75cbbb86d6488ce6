"""The sign above a window, in a real window."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

import pytest

from hall.coverage import Coverage
from hall.events import WindowClosed, WindowPaused
from tests.display.glass import HEIGHT, WIDTH, Glass
from tests.display.scenes import Day
from tests.display.screens.test_calls import ink_of


@pytest.fixture
def day() -> Day:
    day = Day(Coverage(window_id="5"))
    day.connect()
    return day


@pytest.fixture
def glass(day: Day) -> Iterator[Glass]:
    glass = Glass(day)
    yield glass
    glass.close()


def test_an_open_window_asks_to_wait_for_the_call(glass: Glass):
    texts = glass.texts()

    assert {"5", "号窗口", "请留意叫号"} <= set(texts)


def test_a_call_is_shown_large_with_its_matter(day: Day, glass: Glass):
    day.call("A012", "5")
    glass.show()

    number = max(glass.words(), key=lambda words: words.font_px if words.text == "A012" else 0)
    assert number.font_px >= 320
    assert {"请", "社会保险登记", "Social insurance registration"} <= set(glass.texts())


def test_a_visitor_at_the_window_is_being_served(day: Day, glass: Glass):
    day.call("A012", "5")
    day.start("A012", "5")
    glass.show()

    assert {"正在办理", "Now serving", "A012"} <= set(glass.texts())


def test_a_closed_window_says_so(day: Day, glass: Glass):
    day.happen(WindowClosed(window_id="5", queues=()))
    glass.show()

    assert {"暂未开放", "Closed"} <= set(glass.texts())


def test_a_paused_window_says_when_it_takes_visitors_again_until_then(day: Day, glass: Glass):
    day.happen(WindowPaused(window_id="5", until=day.now.replace(second=0) + timedelta(minutes=30), queues=()))
    glass.show()
    told = {"暂停服务", "Paused", "10:12 恢复办理", "Back at 10:12"}
    assert told <= set(glass.texts())

    day.pass_time(1801)
    glass.show()

    assert told & set(glass.texts()) == {"暂停服务", "Paused"}


def test_calls_of_other_windows_are_not_shown(day: Day, glass: Glass):
    day.call("C031", "7")
    glass.show()

    assert "C031" not in glass.texts()


def test_no_words_cover_others_or_leave_the_glass(day: Day, glass: Glass):
    day.call("A012", "5")
    glass.show()

    boxes = [(words.text, ink_of(words)) for words in glass.words()]
    for text, (left, bottom, right, top) in boxes:
        assert 0 <= left < right <= WIDTH, text
        assert 0 <= bottom < top <= HEIGHT, text
    for (one, a), (other, b) in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
