"""The rule book says every rule of the engine, from the engine's own constants."""

import re
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest

from hall.hall_plan import AfterLast, Calendar, HallPlan, Holiday, MakeUpDay, Opening, Series, SpecialDay
from hall.language import load_languages
from hall.places import Quota, Session, Text
from hall.plan_check_values import _MAY_BE_ZERO
from hall.rule_book import SENTENCES, RuleBook, write_rule_book
from hall.rules import Rules, TransferOrder
from hall.ticket import PriorityClass
from tests.server.plans import small_plan

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = load_languages(ROOT / "assets" / "languages")
DAY = date(2026, 9, 28)

ALL_ON = Rules(double_tap_s=3, last_issue_min=20)
"""The defaults, with what is off by default switched on."""

SAID_IN = {
    "recall_interval_s": {"called.recall"},
    "max_calls": {"called.recall"},
    "overdue_min_calls": {"called.missed"},
    "overdue_grace_s": {"called.missed"},
    "overdue_grace_priority_s": {"called.priority_grace"},
    "overdue_after_calls": {"called.missed", "order.overdue"},
    "overdue_limit": {"called.limit"},
    "reprint_limit": {"taking.reprint"},
    "overdue_expires_min": {"called.expires"},
    "auto_overdue": {"called.who_marks"},
    "stale_call_s": {"watch.stale_call"},
    "stale_call_supervisor_s": {"watch.stale_call"},
    "undo_call_s": {"called.undo"},
    "reopen_s": {"visit.reopen"},
    "priority_ratio": {"order.priority"},
    "longest_wait_min": {"order.longest_wait", "watch.long_wait"},
    "transfer_order": {"visit.transfer"},
    "holds_most": {"visit.hold"},
    "hold_reminder_min": {"visit.hold"},
    "clerks_call_specific": {"watch.out_of_turn"},
    "appointment_early_min": {"appointment.in_time"},
    "appointment_late_min": {"appointment.in_time", "appointment.late"},
    "appointment_share": {"order.appointments"},
    "unanswered_min": {"watch.unanswered"},
    "double_tap_s": {"taking.double_tap"},
    "last_issue_consent": {"opening.likely_too_late"},
    "last_issue_min": {"opening.last_issue"},
    "rectify_days": {"visit.rating"},
    "offline_numbers": {"taking.offline"},
    "offline_min": {"taking.offline"},
}
"""Where each constant is said."""


def book(plan: HallPlan | None = None, *, rules: Rules = ALL_ON, open_always: bool = False) -> RuleBook:
    plan = plan or small_plan()
    plan = replace(plan, hall=replace(plan.hall, rules=rules, open_always=open_always))
    return write_rule_book(plan, DAY, zh=LANGUAGES["zh"], en=LANGUAGES["en"])


def said(written: RuleBook) -> dict[str, tuple[str, str]]:
    return {sentence.key: (sentence.zh, sentence.en) for sentence in written.sentences}


def changed(before: RuleBook, after: RuleBook) -> set[str]:
    """Return the keys whose sentences differ, each in both languages at once."""
    one, other = said(before), said(after)
    keys = {key for key in one | other if one.get(key) != other.get(key)}
    for key in keys & one.keys() & other.keys():
        assert all(a != b for a, b in zip(one[key], other[key], strict=True)), f"{key} changed in one language only"
    return keys


def other_value(value: object) -> object:
    match value:
        case bool():
            return not value
        case TransferOrder():
            return TransferOrder.TAIL
        case int():
            return value + 7
    raise AssertionError(value)


def test_every_constant_of_the_rules_has_its_sentence() -> None:
    assert set(SAID_IN) == {field.name for field in fields(Rules)}


@pytest.mark.parametrize("name", SAID_IN)
def test_a_constant_that_changes_changes_its_sentence_and_no_other(name: str) -> None:
    changed_rules = replace(ALL_ON, **{name: other_value(getattr(ALL_ON, name))})

    assert changed(book(), book(rules=changed_rules)) == SAID_IN[name]


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("longest_wait_min", {"order.longest_wait", "watch.long_wait"}),
        ("unanswered_min", {"watch.unanswered"}),
        ("undo_call_s", {"called.undo"}),
        ("reopen_s", {"visit.reopen"}),
        ("double_tap_s", {"taking.double_tap"}),
        ("last_issue_min", {"opening.last_issue"}),
        ("offline_numbers", {"taking.offline"}),
        ("overdue_limit", {"called.limit"}),
    ],
)
def test_a_rule_that_is_off_is_not_said(name: str, silent: set[str]) -> None:
    off = book(rules=replace(ALL_ON, **{name: 0}))

    assert said(book()).keys() - said(off).keys() == silent


@pytest.mark.parametrize(
    ("rules", "key", "zh"),
    [
        (Rules(overdue_limit=0), "called.missed", "导办台"),
        (Rules(overdue_after_calls=0), "called.missed", "下一个就叫您"),
        (Rules(overdue_after_calls=0), "order.overdue", "下一个就叫他"),
        (Rules(overdue_expires_min=0), "called.expires", "当天都可以回来"),
        (Rules(appointment_share=0), "order.appointments", "先叫没预约的"),
        (Rules(appointment_share=100), "order.appointments", "都先叫"),
        (Rules(appointment_early_min=0, appointment_late_min=0), "appointment.in_time", "到预约时间报到"),
        (Rules(appointment_late_min=0), "appointment.late", "过了预约时间"),
        (Rules(max_calls=1, overdue_min_calls=1), "called.recall", "只叫一次"),
    ],
)
def test_a_rule_at_its_end_is_said_in_words_of_its_own(rules: Rules, key: str, zh: str) -> None:
    assert zh in said(book(rules=rules))[key][0]


@pytest.mark.parametrize("name", sorted(_MAY_BE_ZERO))
def test_a_rule_that_is_0_is_never_said_with_a_0(name: str) -> None:
    sentences = said(book(rules=replace(ALL_ON, **{name: 0})))

    for key in SAID_IN[name] & sentences.keys():
        assert not re.search(r"(?<![\d:])0(?![\d:])", " ".join(sentences[key])), sentences[key]


def test_the_order_is_that_of_the_engine() -> None:
    order = [key for key in SENTENCES if key.startswith("order.")]

    assert order == [
        "order.overdue",
        "order.longest_wait",
        "order.priority",
        "order.appointments",
        "order.weights",
        "order.arrival",
        "order.not_due",
    ]


def test_english_has_a_word_for_one() -> None:
    sentences = said(book(rules=Rules(overdue_limit=1, priority_ratio=1, overdue_after_calls=1)))

    assert "at most 1 time." in sentences["called.limit"][1]
    assert "1 priority number, then" in sentences["order.priority"][1]
    assert "has made 1 more call since" in sentences["order.overdue"][1]


def test_every_priority_class_is_named() -> None:
    zh, en = said(book())["priority.classes"]

    for each in PriorityClass:
        assert (each is PriorityClass.NORMAL) == (f"rules.class.{each.value}" not in LANGUAGES["zh"].texts)
    assert "孕妇" in zh
    assert "pregnant women" in en


def test_hours_are_told_by_weekday() -> None:
    plan = small_plan()
    hours = (
        Session(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(12)),
        Session(weekdays=(1, 2, 3, 4, 5), opens=time(13, 30), closes=time(17)),
        Session(weekdays=(6,), opens=time(9), closes=time(12)),
    )
    zh, en = said(book(replace(plan, hall=replace(plan.hall, hours=hours))))["opening.hours"]

    assert "周一至周五 9:00–12:00、13:30–17:00；周六 9:00–12:00。" in zh
    assert "Monday to Friday 9:00–12:00, 13:30–17:00; Saturday 9:00–12:00." in en


def test_a_hall_that_is_always_open_says_nothing_of_closing_time() -> None:
    sentences = said(book(open_always=True))

    assert sentences["opening.hours"][1] == "Numbers are given at any time."
    assert not {"opening.last_issue", "opening.likely_too_late", "opening.days"} & sentences.keys()


def test_the_calendars_next_days_are_told_and_no_past_ones() -> None:
    calendar = Calendar(
        covers=(2026,),
        holidays=(
            Holiday(since=date(2026, 5, 1), until=date(2026, 5, 5), name=Text(zh="劳动节", en="Labour Day")),
            Holiday(since=date(2026, 10, 1), until=date(2026, 10, 7), name=Text(zh="国庆节", en="National Day")),
            Holiday(since=date(2027, 1, 1), until=date(2027, 1, 1), name=Text(zh="元旦", en="New Year")),
        ),
        make_up_days=(MakeUpDay(day=date(2026, 10, 10), weekday=3, name=Text(zh="调休上班", en="Exchanged")),),
        special_days=(
            SpecialDay(
                day=date(2026, 9, 30),
                hours=(Opening(opens=time(9), closes=time(12)),),
                name=Text(zh="提前下班", en="Closes early"),
            ),
            SpecialDay(day=date(2026, 10, 12), hours=(), name=Text(zh="停电", en="No power")),
        ),
    )
    zh, en = said(book(replace(small_plan(), calendar=calendar)))["opening.days"]

    assert zh == (
        "这些日子不一样：9 月 30 日 提前下班，9:00–12:00 开放；10 月 1 日 至 10 月 7 日 国庆节，不开放；"
        "10 月 10 日 调休上班，按周三的时间开放；10 月 12 日 停电，不开放。"
    )
    assert "1 October to 7 October National Day: closed" in en
    assert "opening.days" not in said(book())


def test_series_are_told_by_their_ranges_endings_and_what_follows() -> None:
    series = (
        Series(series_id="a", prefix="A"),
        Series(series_id="b", prefix="B"),
        Series(series_id="c", prefix="C"),
        Series(series_id="t", prefix="T", first=101, last=500, skip=("4", "250"), after_last=AfterLast.WRAP),
    )
    sentences = said(book(replace(small_plan(), series=series)))

    assert "A–C 字头从 001 到 999，T 字头从 101 到 500" in sentences["taking.numbers"][0]
    assert "A–C" in sentences["taking.extend"][0]
    assert "T" in sentences["taking.wrap"][0]
    assert sentences["taking.skip"][1] == "No number of T ends in 4, 250."
    assert not {"taking.wrap", "taking.skip"} & said(book()).keys()


def test_quotas_are_told_with_what_they_count() -> None:
    plan = small_plan()
    queue = replace(plan.queues[0], quota=Quota(a_day=120, slot_min=30, a_slot=10))
    matter = replace(plan.matters[0], quota=Quota(a_person=1))
    limited = book(replace(plan, queues=(queue, *plan.queues[1:]), matters=(matter, *plan.matters[1:])))
    zh, en = said(limited)["taking.quotas"]

    assert f"{queue.name.zh}：每天最多 120 个号，每 30 分钟最多 10 个号。" in zh
    assert f"{matter.name.en}: at most 1 number per person and day." in en
    assert [(rule.queue_id, rule.matter_id) for rule in limited.quotas] == [
        (queue.queue_id, None),
        (None, matter.matter_id),
    ]
    assert "没有限制" in said(book())["taking.quotas"][0]
    assert "taking.quota_back" not in said(book())


def test_a_windows_shares_are_told() -> None:
    plan = small_plan()
    shared = next(window for window in plan.windows if len(window.queues) > 1)
    weighted = replace(shared, weights=tuple(range(2, 2 + len(shared.queues))))
    windows = tuple(weighted if window is shared else window for window in plan.windows)
    written = book(replace(plan, windows=windows))
    names = {queue.queue_id: queue.name.zh for queue in plan.queues}

    assert f"{shared.window_id} 号窗口（{names[shared.queues[0]]} 2、" in said(written)["order.weights"][0]
    assert written.shares[0].weights == weighted.weights
    assert "order.weights" not in said(book())


def test_queues_that_come_last_are_named() -> None:
    plan = small_plan()
    last = replace(plan.queues[-1], after_others=True)

    assert last.name.zh in said(book(replace(plan, queues=(*plan.queues[:-1], last))))["visit.after_others"][0]
    assert "visit.after_others" not in said(book())


def test_no_number_is_written_into_a_language_file() -> None:
    named = re.compile(r"^rules\.(month|weekday)\.\d+$")
    for language in LANGUAGES.values():
        texts = {key: text for key, text in language.texts.items() if key.startswith("rules.")}
        numbers = {key for key, text in texts.items() if re.search(r"\d", text) and not named.match(key)}
        assert numbers == set()
