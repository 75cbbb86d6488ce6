"""What the phone page says for each state of a visit."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hall.astray import Astray
from hall.exchange import VisitView
from hall.language import load_languages
from hall.places import Text
from hall.ticket import NotYet, TicketState, WaitRange
from server.web.visit_page import in_ranges, length_of, parts_of, phone_texts, place_of, slots_of, title_of

LANGUAGES = load_languages(Path(__file__).resolve().parents[3] / "assets" / "languages")
ZH, EN = LANGUAGES["zh"], LANGUAGES["en"]
NOW = datetime(2026, 11, 24, 1, 42, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WAITING = VisitView(
    number="A012",
    state=TicketState.WAITING,
    business_date=date(2026, 11, 24),
    matter=Text(zh="社会保险登记", en="Social insurance registration"),
    department=Text(zh="社保局", en="Social Insurance"),
    materials=(),
    people_ahead=3,
    people_ahead_at_issue=9,
    wait=WaitRange(low_min=5, high_min=8),
    floor=Text(zh="二楼", en="Floor 2"),
    zone=Text(zh="A 区", en="Zone A"),
    windows=("5", "6"),
    window=None,
    directions=None,
    call_count=0,
    overdue_count=0,
    may_come_back=False,
    calls_left=None,
    legs_left=(),
    changed_at=NOW,
    seq=5,
)


def test_a_waiting_visitor_sees_people_and_wait() -> None:
    assert parts_of(WAITING) == {"waiting", "not_next", "wait_known", "to_place"}


def test_who_is_called_within_minutes_is_told_that_it_is_soon() -> None:
    soon, later, at_once = (
        slots_of(replace(WAITING, wait=WaitRange(low_min=0, high_min=high)), ZH, now=NOW, zone=SHANGHAI)["wait"]
        for high in (5, 10, 0)
    )

    assert (soon, later, at_once) == ("即将叫到", "10 分内", "马上")


def test_a_wait_without_an_end_comes_with_another_time() -> None:
    assert "wait_long" in parts_of(replace(WAITING, wait=WaitRange(low_min=90, high_min=None)))


def test_an_offline_number_that_was_not_lined_up_leads_to_the_guide_desk() -> None:
    stray = replace(WAITING, state=TicketState.EXPIRED, astray=Astray.QUEUE_STOPPED)

    assert parts_of(stray) == {"astray"}
    assert "导办台" in title_of(stray, ZH)
    assert "guide desk" in title_of(stray, EN)


def test_the_next_visitor_is_told_so() -> None:
    assert "next" in parts_of(replace(WAITING, people_ahead=0))


@pytest.mark.parametrize(
    ("not_yet", "words"),
    [(NotYet.TOO_EARLY, "09:45 起"), (NotYet.WINDOW_AWAY, "5 号窗口叫"), (NotYet.CLERK_AWAY, "指定的工作人员")],
)
def test_who_may_not_be_called_yet_is_told_why_and_never_that_they_are_next(not_yet: NotYet, words: str) -> None:
    since = NOW + timedelta(minutes=3) if not_yet is NotYet.TOO_EARLY else None
    view = replace(WAITING, people_ahead=None, wait=None, not_yet=not_yet, callable_from=since, windows=("5",))

    assert parts_of(view) == {"waiting", "not_yet", not_yet.value, "to_place"}
    slots = slots_of(view, ZH, now=NOW, zone=SHANGHAI)
    assert words in str(slots["not_yet"])
    assert slots["ahead"] == ""
    assert title_of(view, ZH) == "等候中 · A012"


def test_without_an_open_window_no_wait_is_promised() -> None:
    assert parts_of(replace(WAITING, wait=None, is_served=False)) == {"waiting", "not_next", "no_window", "to_area"}
    assert parts_of(replace(WAITING, wait=None)) == {"waiting", "not_next", "wait_unknown", "to_place"}


def test_without_an_open_window_nobody_is_next_nor_sent_near() -> None:
    first = replace(WAITING, people_ahead=0, wait=None, is_served=False)

    assert parts_of(first) == {"waiting", "first", "no_window", "to_area"}
    assert title_of(first, ZH) == "等候中 · A012"
    assert "near" in parts_of(replace(WAITING, calls_left=2))
    assert "near" not in parts_of(replace(first, calls_left=2))


def test_a_pause_is_told_with_its_end_until_that_has_passed() -> None:
    paused = replace(WAITING, people_ahead=0, wait=None, is_served=False, back_at=NOW + timedelta(minutes=12))

    assert slots_of(paused, ZH, now=NOW, zone=SHANGHAI)["back"] == "窗口预计 09:54 恢复。"
    assert slots_of(paused, ZH, now=NOW + timedelta(minutes=12), zone=SHANGHAI)["back"] == ""


@pytest.mark.parametrize(
    ("is_served", "is_returned", "part", "way"),
    [(True, False, "kept", "to_place"), (True, True, "returned", "to_place"), (False, True, "kept_closed", "to_area")],
)
def test_a_held_visitor_is_told_what_to_do_and_nothing_that_nobody_asked(
    is_served: bool, is_returned: bool, part: str, way: str
) -> None:
    view = replace(WAITING, state=TicketState.HELD, is_served=is_served, is_returned=is_returned)

    assert parts_of(view) == {"held", part, way}


def test_who_came_back_sees_how_many_calls_are_left() -> None:
    assert "due" not in parts_of(WAITING)
    assert "due" in parts_of(replace(WAITING, calls_left=2))
    assert slots_of(replace(WAITING, calls_left=2), ZH, now=NOW, zone=SHANGHAI)["due"] == "再叫 2 个号后轮到您"


@pytest.mark.parametrize(("may", "shown"), [(True, "may_come_back"), (False, "needs_help")])
def test_an_overdue_visitor_comes_back_alone_or_with_help(may: bool, shown: str) -> None:
    assert parts_of(replace(WAITING, state=TicketState.OVERDUE, may_come_back=may)) == {"overdue", shown}


@pytest.mark.parametrize(("calls", "is_again"), [(1, False), (2, True)])
def test_only_a_second_call_is_said_to_be_one(calls: int, is_again: bool) -> None:
    view = replace(WAITING, state=TicketState.CALLED, window="5", call_count=calls)

    assert ("called_again" in parts_of(view)) is is_again


@pytest.mark.parametrize(
    ("low", "high", "words"), [(5, 8, "5–8 分"), (0, 8, "8 分内"), (7, 7, "7 分"), (90, None, "90 分以上")]
)
def test_a_wait_is_told_as_a_range(low: int, high: int | None, words: str) -> None:
    view = replace(WAITING, wait=WaitRange(low_min=low, high_min=high))

    assert slots_of(view, ZH, now=NOW, zone=SHANGHAI)["wait"] == words


def test_the_bar_is_full_only_at_the_call() -> None:
    first = slots_of(replace(WAITING, people_ahead=9), ZH, now=NOW, zone=SHANGHAI)
    last = slots_of(replace(WAITING, people_ahead=0), ZH, now=NOW, zone=SHANGHAI)

    assert (first["progress"], last["progress"], last["progress_max"]) == (0, 9, 10)


def test_the_bar_never_runs_backwards_past_its_start() -> None:
    view = replace(WAITING, people_ahead=11)

    assert slots_of(view, ZH, now=NOW, zone=SHANGHAI)["progress"] == 0


def test_times_are_the_halls() -> None:
    assert slots_of(WAITING, ZH, now=NOW, zone=SHANGHAI)["updated"] == "更新于 09:42"


def test_the_place_names_floor_zone_and_windows() -> None:
    assert place_of(WAITING.floor, WAITING.zone, ("5", "6"), ZH) == "二楼 A 区 5、6 号窗口"
    assert place_of(WAITING.floor, WAITING.zone, ("5",), EN) == "Floor 2, Zone A, window\u00a05"


@pytest.mark.parametrize(
    ("windows", "shortened"),
    [
        (("5", "6"), ["5", "6"]),
        (("5", "6", "9", "10", "11"), ["5", "6", "9–11"]),
        (("3", "2", "1", "VIP"), ["1–3", "VIP"]),
        ((), []),
    ],
)
def test_only_runs_of_three_or_more_windows_are_shortened(windows: tuple[str, ...], shortened: list[str]) -> None:
    assert in_ranges(windows) == shortened


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_state_has_a_title_with_the_number(state: TicketState, code: str) -> None:
    title = title_of(replace(WAITING, state=state, window="5"), LANGUAGES[code])

    assert "A012" in title


@pytest.mark.parametrize(
    "state", [each for each in TicketState if each not in (TicketState.WAITING, TicketState.CALLED)]
)
def test_the_script_has_the_title_of_every_state(state: TicketState) -> None:
    assert f"{state.value}.title" in phone_texts(ZH)


@pytest.mark.parametrize(
    ("number", "length"), [("A012", ""), ("AB012", "long"), ("K12-031", "long"), ("KIOSK1-031", "longest")]
)
def test_a_longer_number_is_told_smaller(number: str, length: str) -> None:
    assert length_of(number) == length
