"""What the kiosk says of every refusal: never an error word, always what to do, in both languages."""

from datetime import UTC, date, datetime

import pytest

from hall.errors import (
    AlreadyWaiting,
    AppointmentNotOpen,
    DayClosed,
    HallClosed,
    HallError,
    KeyReused,
    MayNotBeServed,
    QueueStopped,
    QuotaUsedUp,
    UnknownAppointment,
)
from kiosk.refusals import moment_phrase, refusal_words
from tests.kiosk.words import LANGUAGES

TODAY = date(2026, 3, 2)
ZH = LANGUAGES["zh"]


def said(error: HallError | None, code: str = "zh") -> str:
    words = refusal_words(error, LANGUAGES[code], today=TODAY)
    return f"{words.title} {words.text} {words.advice}"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HallClosed(until="2026-03-02T13:30+08:00", phase="break"), "今天 13:30 开始取号"),
        (HallClosed(until="2026-03-03T09:00+08:00", phase="closed"), "明天 9:00 开始取号"),
        (HallClosed(phase="closed"), "大厅现在不开放"),
        (DayClosed(), "请改天再来"),
        (QueueStopped(reason_zh="系统维护", reason_en="Maintenance"), "系统维护"),
        (QueueStopped(), "暂停取号"),
        (MayNotBeServed(verdict="over", waiting=9, minutes=20), "不再发号"),
        (QuotaUsedUp(limit="day", may_book=0), "今天的号已经发完"),
        (QuotaUsedUp(limit="slot", next_slot="2026-03-02T14:00+08:00", may_book=1), "今天 14:00 起还有号"),
        (QuotaUsedUp(limit="person", may_book=0), "不能再取"),
        (AppointmentNotOpen(slot="2026-03-03T09:00+08:00"), "这个预约是 明天 9:00 的"),
        (AppointmentNotOpen(), "已经用过或取消了"),
        (AlreadyWaiting(number="A012", ticket=12), "A012"),
        (UnknownAppointment(), "没有找到这个预约"),
        (KeyReused(), "导办台"),
        (None, "导办台"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(error: HallError | None, words: str) -> None:
    assert words in said(error)
    for code in LANGUAGES:
        assert "{" not in said(error, code)


def test_a_reason_is_said_in_the_visitors_language() -> None:
    assert "Maintenance" in said(QueueStopped(reason_zh="系统维护", reason_en="Maintenance"), "en")


@pytest.mark.parametrize(("verdict", "asks"), [("needs_consent", True), ("over", False), ("closed", False)])
def test_only_a_visitor_who_may_still_be_served_is_asked(verdict: str, asks: bool) -> None:
    words = refusal_words(MayNotBeServed(verdict=verdict, waiting=9, minutes=20), ZH, today=TODAY)

    assert words.asks_consent is asks
    assert "9 人" in words.text
    assert "20 分钟" in words.text


@pytest.mark.parametrize(
    ("code", "moment", "phrase"),
    [
        ("zh", datetime(2026, 3, 2, 9, 5, tzinfo=UTC), "今天 9:05"),
        ("zh", datetime(2026, 3, 5, 9, 0, tzinfo=UTC), "3月5日 9:00"),
        ("en", datetime(2026, 3, 5, 9, 0, tzinfo=UTC), "on 5 Mar at 9:00"),
    ],
)
def test_a_moment_is_said_as_people_do(code: str, moment: datetime, phrase: str) -> None:
    assert moment_phrase(LANGUAGES[code], moment, today=TODAY) == phrase
