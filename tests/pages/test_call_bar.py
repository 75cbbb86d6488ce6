"""The call bar in a real browser: a clerk's everyday acts by the console's own keys, above other programs."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.accessible import Look, each_look, list_violations
from tests.pages.browser import Visitor
from tests.pages.console_page import expect_free_to_act, sign_in
from tests.pages.open_hall import OpenHall
from tests.pages.test_console_several import issue_two


def open_bar(visitor: Visitor, hall: OpenHall) -> Page:
    console = sign_in(visitor, hall)
    bar = visitor.open_beside(console.context, f"{hall.url}/console/bar")
    bar.set_viewport_size({"width": 560, "height": 190})
    expect(bar.locator("#waiting")).not_to_be_empty()
    return bar


def press(bar: Page, key: str) -> None:
    expect_free_to_act(bar)
    bar.keyboard.press(key)


def test_a_visit_is_done_by_keys_and_the_console_follows(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.issue()
    bar = open_bar(visitor, hall)
    console = bar.context.pages[0]

    press(bar, "F2")
    expect(bar.locator("#number")).to_have_text("A001")
    expect(console.locator("#number")).to_have_text("A001")
    press(bar, "F6")
    expect(bar.locator("#primary .label")).to_have_text("办结并叫下一位")
    press(bar, "NumpadEnter")
    expect(bar.locator("#number")).to_have_text("A002")
    press(bar, "F6")
    press(bar, "F8")

    expect(bar.locator("body")).to_have_attribute("data-state", "idle")
    expect(console.locator("#served")).to_contain_text("2")


def test_a_number_is_recalled_and_missed_only_by_two_presses(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    bar = open_bar(visitor, hall)
    press(bar, "F2")
    expect(bar.locator("#number")).to_have_text("A001")
    hall.pass_time(seconds=20)
    press(bar, "F3")
    expect(bar.locator("[data-act=overdue]")).to_have_attribute("aria-disabled", "false")
    hall.pass_time(seconds=70)

    press(bar, "F4")
    expect(bar.locator("#notice")).to_contain_text("A001")
    expect(bar.locator("#number")).to_have_text("A001")
    press(bar, "F4")

    expect(bar.locator("body")).to_have_attribute("data-state", "idle")


def test_a_wrong_call_is_taken_back_by_its_key(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    bar = open_bar(visitor, hall)
    press(bar, "F2")
    expect(bar.locator("#number")).to_have_text("A001")

    press(bar, "F10")

    expect(bar.locator("body")).to_have_attribute("data-state", "idle")
    expect(bar.locator("#waiting")).to_have_text("等候 1 人")
    expect(bar.context.pages[0].locator("#waiting li")).to_have_count(1)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("F3",), "本窗口现在没有号"),
        (("F2",), "A001 已叫到 5 号窗口"),
        (("F2", "F8"), "还没有开始办理"),
        (("F2", "F4"), "再叫 1 次后可用"),
        (("F2", "F7"), "请在窗口控制台做这个操作"),
        (("F2", "F6", "F6"), "A001 已经在办理"),
        (("F2", "F10"), "A001 的叫号已撤销"),
        (("F2", "F6", "F10"), "A001 已经在办理"),
        (("F2", "F6", "F8", "F10"), "请在窗口控制台做这个操作"),
    ],
)
def test_every_key_is_answered_in_its_one_line(
    visitor: Visitor, hall: OpenHall, keys: tuple[str, ...], answer: str
) -> None:
    hall.issue()
    bar = open_bar(visitor, hall)

    for key in keys:
        press(bar, key)

    expect(bar.locator("#notice")).to_contain_text(answer)
    assert bar.locator("#notice").evaluate("(each) => each.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("key", ["F8", "F2"])
def test_where_a_visitor_goes_on_after_the_finish_is_told(visitor: Visitor, hall: OpenHall, key: str) -> None:
    issue_two(hall)
    hall.issue()
    bar = open_bar(visitor, hall)
    press(bar, "F2")
    press(bar, "F6")
    expect(bar.locator("#primary .label")).to_have_text("办结并叫下一位")

    press(bar, key)

    expect(bar.locator("#notice")).to_contain_text("A001 还没完：请办事人到")
    assert bar.locator("#notice").evaluate("(each) => each.getBoundingClientRect().bottom <= innerHeight")


def test_the_console_opens_it_and_without_a_clerk_it_says_so(visitor: Visitor, hall: OpenHall) -> None:
    console = sign_in(visitor, hall)
    with console.expect_popup() as popup:
        console.locator("#open-bar").click()
    expect(popup.value.locator("#primary")).to_be_visible()

    alone = visitor.open(f"{hall.url}/console/bar")

    expect(alone.get_by_text("先在窗口登录")).to_be_visible()
    assert list_violations(alone) == []


LOOKS: list[Look] = [
    (width, height, scheme)
    for scheme in ("light", "dark")
    for width, height in ((420, 240), (560, 190), (768, 190), (1024, 190))
]


def test_nothing_is_cut(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    bar = open_bar(visitor, hall)
    press(bar, "F2")
    expect(bar.locator("#number")).to_have_text("A001")
    expect_free_to_act(bar)

    for look in each_look(bar, LOOKS):
        assert bar.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        assert bar.evaluate("document.documentElement.scrollHeight <= innerHeight"), look
        assert list_violations(bar) == [], look
