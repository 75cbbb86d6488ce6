"""Signing in and out at a window, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from hall.errors import WindowTaken
from tests.pages.browser import Visitor
from tests.pages.console_page import fill_in, sign_in
from tests.pages.open_hall import CLERK, OTHER_CLERK, PASSWORD, WINDOW, OpenHall


def test_signing_in_shows_the_window(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")

    fill_in(page)
    page.get_by_role("button", name="登录并开窗").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("5 号窗口")
    expect(page.locator(".clerk")).to_contain_text(CLERK)
    expect(page.locator("#number")).to_have_text("空闲")


def test_one_signs_in_with_the_keyboard_alone(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")

    for key in (CLERK, "Tab", PASSWORD, "Tab", "Tab", "5", "Tab", "Enter"):
        page.keyboard.insert_text(key) if key in (CLERK, PASSWORD) else page.keyboard.press(key)

    expect(page.get_by_role("heading", level=1)).to_contain_text("5 号窗口")


def test_a_wrong_password_is_told_and_may_be_mended(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")

    fill_in(page, password="wrong-horse")
    page.get_by_role("button", name="登录并开窗").click()

    expect(page.get_by_role("alert")).to_contain_text("姓名或口令不对，请再试一次。")
    expect(page.locator("#password")).to_be_focused()
    expect(page.locator("#clerk")).to_have_value(CLERK)


def test_what_is_left_empty_is_marked(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")
    page.locator("#clerk").fill(CLERK)

    page.get_by_role("button", name="登录并开窗").click()

    expect(page.get_by_role("alert")).to_contain_text("不完整")
    expect(page.locator("#password")).to_be_focused()
    assert page.locator("[aria-invalid=true]").evaluate_all("all => all.map((each) => each.id)") == [
        "password",
        "window",
    ]


def test_after_too_many_tries_the_page_says_how_long_to_wait(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")
    fill_in(page, password="wrong-horse")

    for _ in range(6):
        with page.expect_response("**/api/v1/sessions"):
            page.get_by_role("button", name="登录并开窗").click()
        expect(page.get_by_role("button", name="登录并开窗")).to_be_enabled()

    expect(page.get_by_role("alert")).to_have_text(re.compile(r"请 \d+ 秒后再试"))


def test_a_taken_window_is_taken_over_only_after_a_question(visitor: Visitor, hall: OpenHall) -> None:
    hall.sign_in(OTHER_CLERK)
    page = visitor.open(f"{hall.url}/console")
    fill_in(page)
    page.get_by_role("button", name="登录并开窗").click()
    expect(page.get_by_role("alertdialog")).to_contain_text(f"{OTHER_CLERK} 已在 5 号窗口 社保局 登录")
    with pytest.raises(WindowTaken):
        hall.sign_in(CLERK)

    page.get_by_role("button", name="接管此窗口").click()

    expect(page.locator(".clerk")).to_contain_text(CLERK)


def test_the_question_may_be_answered_with_no(visitor: Visitor, hall: OpenHall) -> None:
    other = hall.sign_in(OTHER_CLERK)
    page = visitor.open(f"{hall.url}/console")
    fill_in(page)
    page.get_by_role("button", name="登录并开窗").click()

    page.get_by_role("button", name="不接管，换一个窗口").click()

    expect(page.locator("#window")).to_be_focused()
    assert other.look().clerk == OTHER_CLERK


def test_who_was_taken_over_is_told_at_once(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    other = visitor.open(f"{hall.url}/console")
    fill_in(other, clerk=OTHER_CLERK)
    other.get_by_role("button", name="登录并开窗").click()
    other.get_by_role("button", name="接管此窗口").click()
    expect(other.locator(".clerk")).to_contain_text(OTHER_CLERK)

    expect(page.get_by_role("status")).to_contain_text("登录已结束")
    expect(page.locator("#sign-in")).to_be_visible()


def test_signing_out_asks_and_closes_the_window(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)

    page.get_by_role("button", name="退出").click()
    page.get_by_role("dialog").get_by_role("button", name="退出并关窗").click()

    expect(page.get_by_role("status")).to_contain_text("窗口已关闭")
    assert _state_of(page) == "5 号窗口 社保局 · 空闲"


def test_a_window_with_a_ticket_is_not_left(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect(page.locator("#number")).to_have_text("A001")

    page.get_by_role("button", name="退出").click()

    expect(page.get_by_role("alert")).to_contain_text("A001 还在本窗口")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_clerk_is_not_signed_in_at_two_windows(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.sign_in(CLERK, window_id="6").act("call-next")
    page = visitor.open(f"{hall.url}/console")
    fill_in(page)

    page.get_by_role("button", name="登录并开窗").click()

    expect(page.get_by_role("alert")).to_have_text("您在 6 号窗口还有号没办完，请先回去办结，或记过号。")


def test_the_console_is_there_in_english(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")

    page.get_by_role("link", name="English").click()
    fill_in(page)
    page.get_by_role("button", name="Sign in and open the window").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Window 5")
    expect(page.locator("#primary")).to_contain_text("Call next")
    assert page.locator("html").get_attribute("lang") == "en"


def test_without_script_the_console_says_what_it_needs(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console", java_script_enabled=False)

    expect(page.locator("noscript .trouble")).to_be_visible()  # texts in noscript are not found by their words


def _state_of(page: Page) -> str:
    return page.locator(f"#window option[value='{WINDOW}']").inner_text()
