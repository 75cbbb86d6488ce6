"""The page of what-ifs: what its forms ask, and what it says of the answers."""

from datetime import date, time

import pytest

from hall.language import load_languages
from hall.what_if import (
    Addition,
    Additions,
    AskOpen,
    AskQueues,
    AskReplay,
    AskStaffing,
    Changes,
    NoAnswer,
    OpenedWindow,
    OpenedWindows,
    Stretch,
)
from server.settings import ASSETS
from server.web.what_if_page import Unclear, question_of, what_if_facts
from tests.fakes.small_hall import make_directory

DIRECTORY = make_directory()
ZH = load_languages(ASSETS / "languages")["zh"]
REPLAY = {"ask": "replay", "day": "2026-03-02"}


def test_the_forms_ask_what_they_say() -> None:
    assert question_of({}, DIRECTORY) is None
    assert question_of({"ask": "open"}, DIRECTORY) == AskOpen()
    assert question_of({"ask": "queues"}, DIRECTORY) == AskQueues()
    assert question_of({"ask": "staffing", "within": "20", "percent": "80"}, DIRECTORY) == AskStaffing(
        within_min=20, percent=80
    )
    shut = {"window": "2", "act": "close", "from": "11:00", "to": "12:30", "ratio": "3", "share": "40", "longest": ""}
    assert question_of(REPLAY | shut, DIRECTORY) == AskReplay(
        day=date(2026, 3, 2),
        changes=Changes(
            closed=(Stretch(window_id="2", begins=time(11), ends=time(12, 30)),), priority_ratio=3, appointment_share=40
        ),
    )
    added = {"window": "2", "act": "add", "line": "civil"}
    assert question_of(REPLAY | added, DIRECTORY) == AskReplay(
        day=date(2026, 3, 2), changes=Changes(added=(("2", "civil"),))
    )


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"ask": "staffing", "within": "0"}, "bad_number"),
        ({"ask": "staffing", "percent": "٩٠"}, "bad_number"),
        ({"ask": "replay"}, "bad_day"),
        (REPLAY | {"ratio": "-1"}, "bad_number"),
        (REPLAY | {"share": "101"}, "bad_number"),
        (REPLAY | {"window": "99", "act": "open"}, "bad_input"),
        (REPLAY | {"window": "2", "act": "open", "from": "12:00", "to": "11:00"}, "bad_times"),
        (REPLAY | {"window": "2", "act": "open", "from": "noon", "to": "13:00"}, "bad_times"),
        (REPLAY | {"window": "2", "act": "add", "line": "social"}, "bad_line"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(asked: dict[str, str], why: str) -> None:
    with pytest.raises(Unclear) as unclear:
        question_of(asked, DIRECTORY)

    assert unclear.value.why == why
    facts = what_if_facts(asked, None, DIRECTORY, ZH, why_not=unclear.value)
    assert facts["why_not"] == unclear.value.say(ZH)


def test_a_wrong_number_is_named_with_what_will_do() -> None:
    with pytest.raises(Unclear) as unclear:
        question_of({"ask": "staffing", "within": "0"}, DIRECTORY)

    facts = what_if_facts({"ask": "staffing"}, None, DIRECTORY, ZH, why_not=unclear.value)
    assert facts["why_not"] == "最多等几分钟：请填 1 到 240 的整数。"
    assert facts["wrong"] == "within"


@pytest.mark.parametrize("why", ["no_past_day", "no_such_day", "nobody_waits", "bad_input"])
def test_every_missing_answer_has_its_words(why: str) -> None:
    said = what_if_facts({"ask": "open"}, NoAnswer(why=why), DIRECTORY, ZH, why_not=None)

    assert said["why_not"] == ZH.text(f"waits.if.no.{why}")


def test_the_best_window_is_told_in_a_sentence_and_what_helps_nobody_is_left_out() -> None:
    windows = [
        OpenedWindow(
            window_id=name,
            is_paused=False,
            queue_id="social",
            before_min=42,
            after_min=after,
            waiting=9,
            saved_min=saved,
        )
        for name, after, saved in (("1", 25, 90.0), ("2", 41.9, 1.0))
    ]

    said = what_if_facts({"ask": "open"}, OpenedWindows(windows=tuple(windows)), DIRECTORY, ZH, why_not=None)
    none = what_if_facts({"ask": "open"}, OpenedWindows(windows=()), DIRECTORY, ZH, why_not=None)

    assert said["opened"]["first"] == "现在开 1 号窗口：“社会保险”下一个来的人，等候从 42 分降到 25 分。"
    assert len(said["opened"]["rows"]) == 1
    assert none["opened"]["first"] == ZH.text("waits.if.opened_nothing")


def test_a_line_that_makes_everybody_wait_longer_is_not_offered() -> None:
    worse = Addition(window_id="1", queue_id="social", before_min=9, after_min=5, all_before_min=9, all_after_min=9.5)

    said = what_if_facts(
        {"ask": "queues"}, Additions(additions=(worse,), tried=1, possible=1), DIRECTORY, ZH, why_not=None
    )

    assert said["additions"]["rows"] == []
    assert said["additions"]["first"] == ZH.text("waits.if.added_nothing")
