"""The record of the told waits as a page: what it says of months, dates and lengths, and who may see it."""

from dataclasses import replace
from pathlib import Path

import pytest
import requests

from hall.client import new_key
from hall.exchange import Role
from hall.language import load_languages
from server.settings import ASSETS
from server.web.bars import NARROW, Value, draw_bars, scale_of
from server.web.waits_page import month_of, months_until, record_facts, state_of
from tests.fakes.waits_source import TODAY, record_of
from tests.server.plans import small_plan
from tests.server.running import PASSWORD, RunningHall, save_staff

ZH = load_languages(ASSETS / "languages")["zh"]
MONTHS = months_until("2026-11")


def test_a_bar_is_as_high_as_its_share_and_stands_above_its_name() -> None:
    drawn = draw_bars(
        [Value(name="1", value=100.0), Value(name="2", value=50.0), Value(name="3", value=None)],
        top=100.0,
        marks=[(80.0, "80%")],
        aim=80.0,
        width=NARROW,
    )

    full, half, none = drawn.bars
    assert half.height == pytest.approx(full.height / 2, abs=0.2)
    assert none.height == 0
    assert full.y + full.height == pytest.approx(drawn.base)
    assert full.middle < half.middle < none.middle < drawn.width
    assert drawn.marks[0].is_aim
    assert full.y < drawn.marks[0].y < half.y


def test_names_that_are_long_have_their_room() -> None:
    drawn = draw_bars([Value(name="30 分以上" * 3, value=1.0)] * 4, top=1.0, marks=[])

    one, other = drawn.bars[:2]
    assert other.middle - one.middle > 150


@pytest.mark.parametrize(("most", "top"), [(3.0, 3.0), (5.2, 6.0), (47.0, 60.0)])
def test_a_scale_ends_at_a_round_figure(most: float, top: float) -> None:
    assert scale_of(most)[0] == top
    assert len(scale_of(most)[1]) <= 4


def test_only_months_that_have_begun_are_asked_for() -> None:
    assert month_of(None, today=TODAY) == month_of("2026-11", today=TODAY) == "2026-11"
    assert [month_of(each, today=TODAY) for each in ("2026-12", "2026-13", "x", "2026-1")] == [None] * 4
    assert MONTHS == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]


def test_months_before_the_first_are_left_out_and_the_figures_add_up() -> None:
    records = [record_of(each, 60 if each >= "2026-10" else 0) for each in MONTHS]
    facts = record_facts(records, ZH, today=TODAY, looks_ahead=True)

    lines = facts["lines"]
    assert [line.name for line in lines["months"]] == ["2026 年 10 月", "2026 年 11 月"]
    assert sum(line.told for line in lines["days"]) == sum(line.told for line in lines["bands"])
    assert lines["months"][-1].told == records[-1].promises.told
    assert lines["months"][-1].kept == f"{records[-1].promises.kept_share:.0%}"
    assert len(facts["plots"]["days"].bars) == len(lines["days"])


def test_what_is_missing_is_said() -> None:
    months = [record_of(each, 0) for each in MONTHS]
    today = record_of("2026-11", 60)
    first_day = replace(today, days=today.days[-1:])

    assert state_of(months, today=TODAY, looks_ahead=False) == "off"
    assert state_of(months, today=TODAY, looks_ahead=True) == "never"
    assert state_of([record_of("2026-10", 9), months[-1]], today=TODAY, looks_ahead=True) == "none"
    assert state_of([*months[:-1], record_of("2026-11", 1)], today=TODAY, looks_ahead=True) == "few"
    assert state_of([*months[:-1], first_day], today=TODAY, looks_ahead=True) == "first_day"
    assert state_of([record_of("2026-10", 9), today], today=TODAY, looks_ahead=True) == "enough"


def test_managers_read_the_record_and_others_are_asked_who_they_are(quiet_hall: RunningHall) -> None:
    save_staff(quiet_hall, Role.SUPERVISOR)
    with requests.Session() as browser:
        words = {"clerk": "supervisor", "password": PASSWORD}
        browser.post(
            f"{quiet_hall.url}/api/v1/sessions", json=words, headers={"Idempotency-Key": new_key()}, timeout=10
        )
        page = browser.get(f"{quiet_hall.url}/waits?month=1999-99", timeout=10)
    clerk = quiet_hall.get("/waits")

    assert ZH.texts["waits.state.off"] in page.text
    assert "1999-99" in page.text
    assert ZH.texts["waits.record.more_later"] not in page.text
    assert ZH.texts["waits.sign_in.title"] in clerk.text
    assert page.headers["Cache-Control"] == "no-store"


def test_everybody_reads_it_only_where_the_hall_wants_that(quiet_hall: RunningHall, tmp_path: Path) -> None:
    assert quiet_hall.get("/waits/public").status_code == 404
    assert "/waits/public" not in quiet_hall.get("/rules").text

    plan = small_plan()
    with RunningHall(tmp_path, plan=replace(plan, hall=replace(plan.hall, public_waits=True))) as hall:
        page = hall.get("/waits/public")
        assert page.status_code == 200
        assert ZH.texts["waits.public.title"] in page.text
        assert "/waits/public" in hall.get("/rules").text
