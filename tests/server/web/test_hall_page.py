"""What the managers read of the hall: every rule in words, the week, the days that differ, windows and matters."""

from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest

from hall.directory import directory_on
from hall.hall_plan import Calendar, Holiday, MakeUpDay, Opening, SpecialDay
from hall.language import load_languages
from hall.places import Text
from hall.plan import load_plan
from hall.rule_book import RuleBook, write_rule_book
from hall.rules import USUAL, Rules, TransferOrder
from hall.search_keys import make_search_keys
from server.web.hall_page import hall_facts, list_rules

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = load_languages(ROOT / "assets" / "languages")
PLAN = load_plan(ROOT / "assets" / "halls" / "sample")
TODAY = date(2026, 11, 24)
DIRECTORY = directory_on(PLAN, TODAY, make_keys=make_search_keys)
NAME = Text(zh="国庆节", en="National Day")

OFF = replace(
    USUAL,
    **{each.name: type(getattr(USUAL, each.name))(0) for each in fields(Rules) if each.name != "transfer_order"},
    transfer_order=TransferOrder.TAIL,
)
"""Everything that can be 0 or false is."""


def book(calendar: Calendar | None = None) -> RuleBook:
    written = write_rule_book(PLAN, TODAY, zh=LANGUAGES["zh"], en=LANGUAGES["en"])
    return written if calendar is None else replace(written, calendar=calendar)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("rules", [USUAL, OFF, replace(OFF, auto_overdue=True, double_tap_s=5, last_issue_min=30)])
def test_every_rule_is_said_in_words_with_its_value_and_its_key(code: str, rules: Rules) -> None:
    lines = list_rules(rules, LANGUAGES[code])

    assert [line.name for line in lines] == [each.name for each in fields(Rules)]
    assert all(line.more.startswith(f"{line.name} = ") for line in lines)
    assert len({line.text for line in lines}) == len(lines)


def test_values_are_in_the_units_of_people() -> None:
    lines = {line.name: line for line in list_rules(USUAL, LANGUAGES["zh"])}

    assert lines["recall_interval_s"].text == "同一个号两次叫号，至少隔 15 秒。"
    assert lines["overdue_expires_min"].text == "过号 4 小时还不来，号就作废。"
    assert lines["rectify_days"].text == "差评在 15 个工作日内整改。"
    assert (lines["transfer_order"].more, lines["auto_overdue"].more) == (
        'transfer_order = "arrival"',
        "auto_overdue = false",
    )


def test_the_days_that_differ_are_told_from_today_on_in_their_order() -> None:
    calendar = Calendar(
        covers=(2026,),
        holidays=(
            Holiday(since=date(2026, 10, 1), until=date(2026, 10, 7), name=NAME),
            Holiday(since=date(2027, 1, 1), until=date(2027, 1, 3), name=NAME),
        ),
        make_up_days=(MakeUpDay(day=date(2026, 12, 26), weekday=5, name=NAME),),
        special_days=(
            SpecialDay(day=date(2026, 11, 30), hours=(), name=NAME),
            SpecialDay(day=date(2026, 11, 25), hours=(Opening(opens=time(9), closes=time(11)),), name=NAME),
        ),
    )
    facts = hall_facts(DIRECTORY, book(calendar), LANGUAGES["zh"], folder=None)
    special = facts["special"]

    assert isinstance(special, list)
    assert [(line.name, line.text) for line in special] == [
        ("2026-11-25", "09:00–11:00"),
        ("2026-11-30", "不开"),
        ("2026-12-26", "上班，照周五的时间"),
        ("2027-01-01 – 2027-01-03", "放假，不开"),
    ]


def test_a_folder_is_told_as_a_command_takes_it() -> None:
    facts = hall_facts(DIRECTORY, book(), LANGUAGES["en"], folder=Path("/srv/my hall"))

    assert (facts["folder"], facts["quoted"]) == ("/srv/my hall", "'/srv/my hall'")


def test_every_window_and_every_matter_is_there() -> None:
    facts = hall_facts(DIRECTORY, book(), LANGUAGES["zh"], folder=None)
    windows, departments = facts["windows"], facts["departments"]

    assert isinstance(windows, list)
    assert isinstance(departments, list)
    assert len(windows) == len(PLAN.windows)
    assert sum(len(lines) for _, lines in departments) == len(PLAN.matters)
