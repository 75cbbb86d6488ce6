"""The figures of the day at /manage, and the day's closing, in a real browser."""

import pytest
from playwright.sync_api import Route, expect

from hall.exchange import Role
from tests.pages.accessible import assert_staff_can_use, list_violations
from tests.pages.browser import Visitor
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import OpenHall


def serve_one(hall: OpenHall) -> None:
    """Let one wait 10 minutes and be served in 5, and another wait on."""
    hall.issue()
    desk = hall.sign_in()
    hall.pass_time(minutes=10)
    desk.act("call-next")
    desk.act("start")
    hall.pass_time(minutes=5)
    desk.act("finish")
    hall.issue()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR])
def test_the_figures_of_the_day_by_queue_and_by_window(visitor: Visitor, hall: OpenHall, role: Role) -> None:
    serve_one(hall)
    page = open_manage(visitor, hall, role, section="day")
    for tile, text in (("issued", "2"), ("served", "1"), ("waiting", "1"), ("wait", "10 分"), ("service", "5 分")):
        expect(page.locator(f"#tile-{tile}")).to_have_text(text)
    expect(page.locator("#lines-queue tr")).to_have_count(1)
    expect(page.locator("#lines-queue tr")).to_have_text("社会保险2110010 分10 分5 分")

    page.locator("#by").get_by_text("事项").click()
    expect(page.locator("#lines-matter tr")).to_have_text("社会保险登记2110010 分10 分5 分")
    page.locator("#by").get_by_text("窗口").click()
    expect(page.locator("#lines-window tr")).to_contain_text(["5 号窗口"])
    expect(page.locator("#lines-window tr")).to_contain_text("15 分5 分")
    assert_staff_can_use(page)


def test_a_day_without_a_record_is_said_to_be_one(visitor: Visitor, hall: OpenHall) -> None:
    serve_one(hall)
    page = open_manage(visitor, hall, Role.SUPERVISOR, section="day")
    page.locator("[name=date]").fill("2025-01-01")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.locator("#days-trouble")).to_contain_text("这一天没有记录")
    expect(page.locator("[name=date]")).to_be_focused()
    expect(page.locator("#until")).to_contain_text("2026-11-24，到")

    page.locator("[name=date]").fill("2026-11-24")
    page.keyboard.press("Enter")
    expect(page.locator("#days-trouble")).to_be_empty()
    expect(page.locator("#tile-issued")).to_have_text("2")


@pytest.mark.parametrize("section", ["day", "ratings"])
def test_an_empty_date_is_told_in_the_pages_own_words(visitor: Visitor, hall: OpenHall, section: str) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR, section=section)
    date = page.locator("#days input[type=date]").first
    expect(date).not_to_have_value("")
    date.fill("")
    page.locator("#days button").click()

    expect(page.locator("#days-trouble")).to_contain_text("日期")
    expect(date).to_have_attribute("aria-invalid", "true")


def test_a_supervisor_closes_the_day_for_a_reason_and_opens_it_again(visitor: Visitor, hall: OpenHall) -> None:
    serve_one(hall)
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    expect(page).to_have_url(f"{hall.url}/manage/day")
    page.get_by_role("button", name="今天停止取号").click()
    expect(page.locator("#ask-text")).to_contain_text("现在有 1 人在等、0 人在窗口")
    page.locator("#ask-yes").click()
    expect(page.locator("#ask-trouble")).to_contain_text("还没有填写：原因")
    assert list_violations(page) == []
    page.get_by_label("原因").fill("停电")
    page.keyboard.press("Enter")

    expect(page.locator("#standing")).to_contain_text("今天已经停止取号")
    expect(page.locator("#tile-waiting")).to_have_text("0")
    page.get_by_role("button", name="恢复取号").click()
    page.locator("#ask-yes").click()
    expect(page.locator("#standing")).to_have_text("今天正常取号。")
    assert hall.issue().ticket.number


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_who_may_not_close_the_day_is_shown_no_key_for_it(visitor: Visitor, hall: OpenHall, role: Role) -> None:
    page = open_manage(visitor, hall, role, section="day")

    expect(page.locator("#tile-issued")).to_have_text("0")
    expect(page.locator("#none")).to_be_visible()
    expect(page.locator("#close-day")).to_have_count(0)


def test_a_supervisor_is_not_told_that_numbers_are_given_while_the_hall_is_shut(
    visitor: Visitor, hall: OpenHall
) -> None:
    def shut(route: Route) -> None:
        answer = route.fetch()
        snapshot = answer.json()
        doors = {"since": snapshot["at"], "phase": "closed", "until": None, "reason": None}
        route.fulfill(response=answer, json=snapshot | {"phases": [doors]})

    page = open_manage(visitor, hall, Role.SUPERVISOR)
    expect(page.locator("#standing")).to_have_text("今天正常取号。")
    page.route("**/api/v1/snapshot", shut)
    page.reload()

    expect(page.locator("#standing")).to_contain_text("现在不在开放时间")
