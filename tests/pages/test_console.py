"""Working at a window, in a real browser: every act by mouse and by key, the list live."""

import pytest
from playwright.sync_api import expect

from hall.ticket import TicketState
from tests.pages.accessible import each_look
from tests.pages.browser import Visitor
from tests.pages.console_page import call, expect_free_to_act, expect_ticket, sign_in
from tests.pages.open_hall import WINDOW, OpenHall


def test_next_shows_the_number_that_the_server_called(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)

    page.get_by_role("button", name="下一位").click()

    expect_ticket(page, issued.ticket.number, "called")
    called = hall.kiosk.get_ticket(issued.ticket.ticket_id)
    assert (called.state, called.window_id, called.call_count) == (TicketState.CALLED, WINDOW, 1)
    expect(page.locator("#matter")).to_have_text("社会保险登记")
    expect(page.locator("#said")).to_have_text("A001 已叫到 5 号窗口")


@pytest.mark.parametrize("key", ["F2", "NumpadEnter", "NumpadAdd"])
def test_next_by_key(visitor: Visitor, hall: OpenHall, key: str) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    page.keyboard.press(key)

    expect_ticket(page, "A001", "called")


def test_start_and_finish_by_key(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)

    page.keyboard.press("F6")
    expect_ticket(page, "A001", "serving")
    hall.pass_time(minutes=6, seconds=12)
    expect_free_to_act(page)
    page.keyboard.press("F8")

    expect_ticket(page, "空闲", "idle")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.DONE
    expect(page.locator("#served")).to_have_text("今日 1 人")
    expect(page.locator("#mean")).to_have_text("平均 6分12秒")


def test_start_and_finish_by_mouse(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.get_by_role("button", name="下一位").click()
    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)

    page.get_by_role("button", name="开始办理").click()
    expect_ticket(page, "A001", "serving")
    page.locator(".act[data-act=finish]").click()

    expect_ticket(page, "空闲", "idle")


def test_finish_and_next_are_one_key_while_someone_waits(visitor: Visitor, hall: OpenHall) -> None:
    first, second = hall.issue(), hall.issue()
    page = sign_in(visitor, hall)
    for key, state in (("F2", "called"), ("F6", "serving")):
        expect_free_to_act(page)
        page.keyboard.press(key)
        expect_ticket(page, "A001", state)
    expect(page.locator("#primary .label")).to_have_text("办结并叫下一位")
    expect_free_to_act(page)

    page.keyboard.press("F2")

    expect_ticket(page, "A002", "called")
    assert hall.kiosk.get_ticket(first.ticket.ticket_id).state is TicketState.DONE
    assert hall.kiosk.get_ticket(second.ticket.ticket_id).state is TicketState.CALLED


def test_with_nobody_waiting_the_big_button_only_finishes(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    page.get_by_role("button", name="开始办理").click()
    expect_ticket(page, "A001", "serving")

    expect(page.locator("#primary .label")).to_have_text("办结")
    expect_free_to_act(page)
    page.locator("#primary").click()

    expect_ticket(page, "空闲", "idle")


def test_recall_by_key_calls_again(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    hall.pass_time(seconds=15)

    page.keyboard.press("F3")

    expect(page.locator("#timer-note")).to_contain_text("第 2 次")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).call_count == 2


def test_a_recall_too_soon_is_refused_calmly(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect_free_to_act(page)
    hall.pass_time(seconds=5)

    page.locator(".act[data-act=recall]").click()

    expect(page.get_by_role("alert")).to_have_text("刚刚叫过，请等 10 秒再重呼。")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).call_count == 1


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_overdue_needs_two_presses(visitor: Visitor, hall: OpenHall, by: str) -> None:
    issued = hall.issue()
    desk_page = sign_in(visitor, hall)
    button = desk_page.locator(".act[data-act=overdue]")
    desk_page.keyboard.press("F2")
    expect(button).to_be_disabled()
    expect(button).to_contain_text("再叫 1 次后可用")
    hall.pass_time(seconds=15)
    expect_free_to_act(desk_page)
    desk_page.keyboard.press("F3")
    expect(button).to_be_enabled()
    hall.pass_time(seconds=60)

    def press() -> None:
        desk_page.keyboard.press("F4") if by == "key" else button.click()

    press()
    expect(button).to_contain_text("再按一次：A001 过号")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.CALLED
    press()

    expect_ticket(desk_page, "空闲", "idle")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.OVERDUE


def test_the_list_is_live(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    expect(page.locator("#waiting-count")).to_have_text("等候 0 人")
    expect(page.locator("#primary")).to_be_disabled()

    hall.issue()
    hall.issue("social_security_card")

    expect(page.locator("#waiting li")).to_have_count(2)
    assert page.locator("#waiting .number").all_inner_texts() == ["A001", "A002"]
    assert page.locator("#waiting .name").all_inner_texts() == ["社会保险登记", "社会保障卡申领补换"]
    expect(page.locator("#primary")).to_be_enabled()


def test_what_another_window_calls_leaves_the_list(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    expect(page.locator("#waiting li")).to_have_count(1)

    hall.sign_in(window_id="6").act("call-next")

    expect(page.locator("#waiting li")).to_have_count(0)
    expect_ticket(page, "空闲", "idle")


def test_a_long_wait_is_marked(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.pass_time(minutes=21)
    hall.issue()

    page = sign_in(visitor, hall)

    rows = page.locator("#waiting li")
    expect(rows.nth(0)).to_have_attribute("data-long", "true")
    expect(rows.nth(0)).to_contain_text("21 分")
    expect(rows.nth(1)).to_have_attribute("data-long", "false")
    expect(rows.nth(1)).to_contain_text("刚到")


def test_longer_than_usual_is_said_in_words(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    page.get_by_role("button", name="开始办理").click()
    expect(page.locator("#badge")).to_have_text("正常用时")

    hall.pass_time(minutes=12, seconds=1)
    page.reload()

    expect(page.locator("#badge")).to_have_text("已超过通常用时")
    expect(page.locator("#timer")).to_contain_text("12:0")


def test_the_time_that_a_ticket_was_parked_is_no_service(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    page.get_by_role("button", name="开始办理").click()
    expect_ticket(page, "A001", "serving")
    hall.pass_time(minutes=3)
    expect_free_to_act(page)
    page.keyboard.press("F7")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect_ticket(page, "空闲", "idle")
    hall.pass_time(minutes=20)
    expect_free_to_act(page)

    page.locator("#held").get_by_role("button", name="恢复").click()

    expect_ticket(page, "A001", "serving")
    expect(page.locator("#timer")).to_contain_text("03:0")
    expect(page.locator("#badge")).to_have_text("正常用时")


def test_a_refresh_keeps_everything(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")

    page.reload()

    expect_ticket(page, "A001", "called")
    expect(page.locator("#waiting li")).to_have_count(1)
    expect(page.locator("#primary .label")).to_have_text("开始办理")


def test_the_buttons_are_those_that_the_server_allows(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)

    enabled = page.locator("#acts button[aria-disabled=false]:visible").evaluate_all(
        "all => all.map((each) => each.dataset.act)"
    )

    assert sorted(enabled) == ["hold", "pause", "recall", "start", "stop", "undo_call"]


def test_every_control_has_a_name_and_room_for_a_finger(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert button.inner_text().strip()
        assert min(box["width"], box["height"]) >= 44


def test_focus_is_seen(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)

    page.keyboard.press("Tab")

    style = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; }"
    )
    assert style == ["solid", "4px"]


def test_nothing_runs_off_the_side(visitor: Visitor, hall: OpenHall) -> None:
    for _ in range(3):
        hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")

    for width, *_ in each_look(page, [(width, 768, "light") for width in (390, 768, 1024, 1280, 1440)]):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
