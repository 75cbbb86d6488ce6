from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from display.board import Board, LineNow, Notice, QueueCard
from display.line import LineState
from display.wording import Wording
from hall.board_parts import WindowsAway
from hall.language import load_languages
from hall.named_places import Place
from hall.places import Text
from hall.poster import Poster, PosterKind
from hall.rules import Rules
from hall.ticket import WaitRange

LANGUAGES = load_languages(Path(__file__).resolve().parent.parent.parent / "assets" / "languages")
WORDING = Wording(zh=LANGUAGES["zh"], en=LANGUAGES["en"])
TIME = datetime(2026, 11, 24, 9, 42)  # noqa: DTZ001  # the board's local time


def card(
    *, waiting: int = 4, is_open: bool = True, is_stopped: bool = False, wait: tuple[int, int] | None = None
) -> QueueCard:
    shown = WaitRange(low_min=wait[0], high_min=wait[1]) if wait else None
    return QueueCard(
        queue_id="q",
        name=Text(zh="社保", en="Insurance"),
        waiting=waiting,
        is_open=is_open,
        is_stopped=is_stopped,
        wait=shown,
    )


def board(*, floor: Text | None = None, trouble: str | None = None, has_sound: bool = True) -> Board:
    line = LineNow(state=LineState.UP, trouble=trouble)
    return Board(hall=Text(zh="分中心", en="Branch"), floor=floor, time=TIME, line=line, has_sound=has_sound)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (card(wait=(12, 18)), "约 12–18 分"),
        (card(wait=(9, 9)), "约 9 分"),
        (card(wait=(0, 5)), "5 分以内"),
        (card(waiting=0, wait=(0, 0)), "随到随办"),
        (card(waiting=0, wait=(0, 8)), "8 分以内"),
        (card(wait=None), ""),
        (card(is_open=False, wait=(3, 4)), "暂无窗口开放"),
        (card(waiting=0, is_open=False), "暂无窗口开放"),
        (card(wait=(12, 18), is_stopped=True), "暂停取号"),
    ],
)
def test_a_wait_is_said_only_as_far_as_it_is_known(shown: QueueCard, words: str):
    assert WORDING.wait(shown) == words


def test_a_floors_board_is_headed_with_the_floor():
    assert WORDING.heading(board()) == "分中心"
    assert WORDING.heading(board(floor=Text(zh="二楼", en="Floor 2"))) == "分中心 · 二楼"


def test_a_place_in_english_names_window_and_floor():
    place = Place(window_id="5", floor=Text(zh="二楼", en="Floor 2"), colour="teal")

    assert WORDING.where(place) == "Window 5, Floor 2"
    assert WORDING.where(Place(window_id="5", floor=Text(zh="", en=""), colour="")) == "Window 5"


def test_the_rule_is_made_from_the_halls_rules():
    rule = WORDING.notice(Notice(rules=Rules(overdue_min_calls=3, overdue_grace_s=120)))

    assert "叫满 3 次" in rule.zh
    assert "2 分钟" in rule.zh
    assert "3 calls" in rule.en
    assert "90 秒" in WORDING.notice(Notice(rules=Rules(overdue_grace_s=90))).zh


def test_date_and_time_are_in_both_languages():
    assert WORDING.date(TIME) == Text(zh="11 月 24 日 星期二", en="Tuesday 24 November")
    assert WORDING.clock(TIME) == "09:42"


def test_an_old_board_says_from_when_it_is():
    words = WORDING.stale(LineNow(state=LineState.STALE, heard_at=TIME))

    assert words is not None
    assert "09:42" in words.zh
    assert "09:42" in words.en
    assert WORDING.stale(LineNow(state=LineState.AWAY, heard_at=TIME)) is None


def test_staff_are_told_what_is_wrong_and_visitors_of_well_boards_nothing():
    assert WORDING.staff(board()) == ""
    assert WORDING.staff(board(has_sound=False)) == "无声：请检查音响"
    assert WORDING.staff(replace(board(has_sound=False), missing_sound="USB 2")) == "无声：找不到音响 USB 2"
    long = replace(board(has_sound=False), missing_sound="HDA Intel PCH, ALC256 Analog")
    assert WORDING.staff(long) == "无声：找不到音响 HDA Intel PCH, ALC256 A…"
    assert "凭证" in WORDING.staff(board(trouble="not_signed_in"))
    assert WORDING.staff(board(trouble="server_away")) == ""


def test_an_opening_of_today_needs_no_date():
    at = TIME.replace(hour=13, minute=30)

    assert WORDING.poster(Poster(kind=PosterKind.BREAK, opens=at)).text.zh == "今天 13:30 开门"
    closed = WORDING.poster(Poster(kind=PosterKind.CLOSED, opens=at)).text
    assert (closed.zh, closed.en) == ("11 月 24 日 星期二 13:30 开门", "We open on Tuesday 24 November at 13:30")


def test_windows_away_are_told_in_spans():
    said = WORDING.windows(WindowsAway(paused=("5",), closed=("1", "2", "3", "A")))

    assert said.words == "暂停服务：5 号   暂未开放：1–3、A 号"


def test_a_window_that_comes_back_says_when():
    said = WORDING.windows(WindowsAway(back=(("6", TIME.replace(hour=13, minute=5)),), closed=("7",)))

    assert said.words == "6 号暂停，13:05 恢复   暂未开放：7 号"
