"""The console answers every key where the clerk sees it, on a small screen and under two lines of news too."""

import pytest
from playwright.sync_api import Page, expect

from hall.client import new_key
from hall.devices import Health, PrinterState
from hall.exchange import Role
from hall.ticket import TicketState
from tests.pages.browser import Visitor
from tests.pages.console_page import call, expect_free_to_act, serve, sign_in
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import OpenHall
from tests.pages.test_boards_page import beat

SMALL = {"width": 1024, "height": 768}
IN_SIGHT = """all => all.filter((each) => {
    const { top, bottom, width } = each.getBoundingClientRect();
    return width > 0 && !(top >= 0 && bottom <= innerHeight && each.contains(document.elementFromPoint(
        each.getBoundingClientRect().left + width / 2, (top + bottom) / 2)));
}).map((each) => each.id || each.dataset.act)"""
"""What of these is not in sight: beyond the edge, or under something else."""


def unseen(page: Page, *parts: str) -> list[str]:
    return page.locator(", ".join(parts)).evaluate_all(IN_SIGHT)


@pytest.mark.parametrize("height", [768, 640])
def test_under_two_alerts_every_act_and_the_answer_are_in_sight(visitor: Visitor, hall: OpenHall, height: int) -> None:
    hall.issue()
    hall.issue()
    beat(hall)
    hall.pass_time(seconds=60)
    hall.kiosk.tell_health(Health(printer=PrinterState.TROUBLE, printer_fault="paper_out"), key=new_key())
    page = sign_in(visitor, hall, viewport={**SMALL, "height": height})
    call(page)
    expect(page.locator("#boards")).to_have_attribute("data-turn", "1/2")
    expect(page.locator("#kiosks")).to_have_attribute("data-turn", "2/2")

    page.keyboard.press("F2")

    expect(page.locator("#notice")).to_have_text("请先开始办理；没有人来，请按重呼")
    assert unseen(page, "#number", "#timer", "#notice", ".primary", ".act", ".more-act") == []


def test_of_two_alerts_each_has_its_turn(visitor: Visitor, hall: OpenHall) -> None:
    beat(hall)
    hall.pass_time(seconds=60)
    hall.kiosk.tell_health(Health(printer=PrinterState.TROUBLE, printer_fault="paper_out"), key=new_key())
    page = sign_in(visitor, hall, viewport=SMALL)
    page.mouse.move(500, 500)
    expect(page.locator("#kiosks")).to_have_class("line calm behind")
    assert unseen(page, "#boards") == []

    expect(page.locator("#boards")).to_have_class("line behind", timeout=10_000)
    expect(page.locator("#kiosks")).to_have_class("line calm")


@pytest.mark.parametrize(
    ("key", "answer"),
    [("F8", "还没有开始办理"), ("F9", "还没有开始办理"), ("F4", "再叫 1 次后可用")],
)
def test_what_cannot_be_done_while_called_says_why(visitor: Visitor, hall: OpenHall, key: str, answer: str) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    call(page)

    page.keyboard.press(key)

    expect(page.locator("#notice")).to_contain_text(answer)
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.CALLED


def test_missed_too_early_says_how_long_to_wait_and_asks_for_no_second_press(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    hall.pass_time(seconds=15)
    page.keyboard.press("F3")
    expect(page.locator("#timer-note")).to_contain_text("第 2 次")
    expect_free_to_act(page)

    page.keyboard.press("F4")

    expect(page.locator("#notice")).to_contain_text("还不能记过号，请再等")
    expect(page.locator(".act[data-act=overdue]")).to_have_attribute("data-armed", "false")


@pytest.mark.parametrize("key", ["F3", "F4", "F6", "F7", "F8", "F9"])
def test_without_a_ticket_each_key_says_so(visitor: Visitor, hall: OpenHall, key: str) -> None:
    page = sign_in(visitor, hall)

    page.keyboard.press(key)

    expect(page.locator("#notice")).to_have_text("本窗口现在没有号")


def test_in_high_contrast_borders_and_grey_tell_what_can_be_pressed(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall, forced_colors="active", viewport=SMALL)
    serve(page)
    grey = page.evaluate(
        "() => { const mark = document.body.appendChild(document.createElement('i')); mark.style.color = 'GrayText';"
        " return getComputedStyle(mark).color }"
    )

    for act, is_off in (("recall", True), ("undo_call", True), ("finish", False), ("hold", False)):
        color, style = page.locator(f"button:not(#primary)[data-act={act}] .label").evaluate(
            "(each) => [getComputedStyle(each).color, getComputedStyle(each.parentElement).borderTopStyle]"
        )
        assert (color == grey, style) == (is_off, "dashed" if is_off else "solid"), act
    big = "(each) => [getComputedStyle(each).borderTopWidth, getComputedStyle(each).borderTopStyle]"
    assert page.locator("#primary").evaluate(big) == ["4px", "solid"]
    page.keyboard.press("F7")
    assert page.locator("#ask").evaluate(big) == ["2px", "solid"]


def test_in_high_contrast_the_page_that_is_open_is_marked(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR, section="day", forced_colors="active")
    colors = page.locator(".pages a").evaluate_all(
        "(all) => all.map((each) => [each.hasAttribute('aria-current'), getComputedStyle(each).borderBottomColor])"
    )

    marked = {color for is_open, color in colors if is_open}
    assert len(marked) == 1
    assert marked.isdisjoint({color for is_open, color in colors if not is_open})
