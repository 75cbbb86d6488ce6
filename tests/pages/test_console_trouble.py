"""The console when tabs are stale, clicks double, answers lost and the server away: nobody is called twice."""

import pytest
from playwright.sync_api import Page, Route, expect

from hall.client import new_key
from hall.devices import Health, Paper, PrinterState
from hall.ticket import TicketState
from tests.pages.browser import Visitor
from tests.pages.console_page import expect_free_to_act, expect_ticket, fill_in, serve, sign_in
from tests.pages.open_hall import WINDOW, OpenHall


def test_a_stale_tab_is_refused_and_calls_nobody(visitor: Visitor, hall: OpenHall) -> None:
    first, second = hall.issue(), hall.issue()
    page = sign_in(visitor, hall)
    stale = page.context.new_page()
    _make_deaf(stale)
    _answer_as_before(stale, f"{hall.url}/api/v1/windows/{WINDOW}")
    stale.goto(f"{hall.url}/console")
    expect(stale.locator("#waiting li")).to_have_count(2)
    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")

    stale.locator("#primary").click()

    expect(stale.get_by_role("alert")).to_contain_text("没有重复叫号")
    expect_ticket(stale, "A001", "called")
    states = [hall.kiosk.get_ticket(issued.ticket.ticket_id).state for issued in (first, second)]
    assert states == [TicketState.CALLED, TicketState.WAITING]


def test_a_double_click_does_one_act(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    hall.issue()
    page = sign_in(visitor, hall)

    page.locator("#primary").dblclick()

    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.CALLED


def open_with_a_still_clock(visitor: Visitor, hall: OpenHall) -> Page:
    """Sign in where one waits; from then on the page's time goes on only when a test lets it."""
    page = visitor.open("about:blank")
    page.clock.install()
    page.goto(f"{hall.url}/console")
    fill_in(page)
    page.locator("#submit").click()
    expect(page.locator("#waiting li")).to_have_count(1)
    expect(page.locator("#primary")).to_be_enabled()
    page.clock.pause_at(page.evaluate("Date.now()") + 100)
    return page


def test_a_click_right_after_an_act_does_not_do_the_next(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = open_with_a_still_clock(visitor, hall)
    page.locator("#primary").click()
    expect_ticket(page, "A001", "called")

    page.clock.run_for(300)  # the time between the two clicks of a double click
    page.keyboard.press("NumpadEnter")
    page.clock.run_for(1_000)

    expect_free_to_act(page)
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.CALLED
    page.keyboard.press("NumpadEnter")
    expect_ticket(page, "A001", "serving")


@pytest.mark.parametrize("apart_ms", [90, 250])
def test_an_impatient_finger_does_one_act(visitor: Visitor, hall: OpenHall, apart_ms: int) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)

    for _press in range(6):
        page.keyboard.press("NumpadAdd")
        page.wait_for_timeout(apart_ms)

    expect(page.locator("#primary .label")).to_have_text("开始办理")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.CALLED
    page.wait_for_timeout(700)
    page.keyboard.press("NumpadAdd")
    expect_ticket(page, "A001", "serving")


def test_another_key_does_not_wait_for_the_last_one_to_rest(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_with_a_still_clock(visitor, hall)

    page.keyboard.press("F2")
    expect_ticket(page, "A001", "called")
    expect(page.locator("#acts[data-resting]")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("F6")

    expect_ticket(page, "A001", "serving")


def test_a_key_held_down_does_one_act(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    page.keyboard.down("NumpadEnter")
    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)
    page.keyboard.down("NumpadEnter")

    expect_free_to_act(page)
    expect_ticket(page, "A001", "called")


def test_a_lost_answer_is_fetched_with_the_same_key_and_calls_nobody_twice(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    second = hall.issue()
    page = sign_in(visitor, hall)
    keys: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        if len(keys) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route("**/call-next", lose_the_first_answer)
    page.locator("#primary").click()

    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert hall.kiosk.get_ticket(second.ticket.ticket_id).state is TicketState.WAITING


def test_while_an_answer_is_awaited_the_page_says_so_and_takes_no_other_act(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    held: list[Route] = []
    page.route("**/call-next", lambda route: _hold(held, route))
    page.locator("#primary").click()
    expect(page.get_by_role("alert")).to_have_text("正在处理…")

    page.keyboard.press("F2")
    page.keyboard.press("NumpadEnter")
    assert len(held) == 1
    held[0].continue_()

    expect_ticket(page, "A001", "called")


def test_with_the_server_away_the_last_queue_stays_and_nothing_can_be_done(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    expect(page.locator("#waiting li")).to_have_count(1)

    hall.close()

    expect(page.locator("#line")).to_contain_text("与服务器断开")
    expect(page.locator("#line")).to_contain_text("09:28")
    expect(page.locator("#waiting li")).to_have_count(1)
    expect(page.locator("#primary")).to_be_disabled()
    hall.open()
    expect(page.locator("#line")).to_have_text("已恢复连接。", timeout=20_000)
    expect(page.locator("#primary")).to_be_enabled()


def test_a_key_is_answered_while_the_server_is_away(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    expect(page.locator("#said")).to_have_text("A001 开始办理")
    hall.close()
    expect(page.locator("#line")).to_contain_text("与服务器断开")

    page.keyboard.press("F8")

    expect(page.locator("#notice")).to_have_text("暂时不能操作，连上后再按。")
    expect(page.locator("#said")).to_be_empty()
    hall.open()
    expect(page.locator("#line")).to_have_text("已恢复连接。", timeout=20_000)
    expect(page.locator("#notice")).to_be_empty()
    expect_ticket(page, "A001", "serving")


def test_without_the_stream_the_page_asks_by_itself(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/console")
    _make_deaf(page)
    page.clock.install()
    fill_in(page)
    page.locator("#submit").click()
    expect(page.locator("#waiting-count")).to_have_text("等候 0 人")

    hall.issue()
    page.clock.fast_forward(5_000)

    expect(page.locator("#waiting li")).to_have_count(1)


def test_a_kiosk_whose_printer_needs_somebody_is_told_until_it_is_mended(visitor: Visitor, hall: OpenHall) -> None:
    hall.kiosk.tell_health(Health(printer=PrinterState.READY, paper=Paper.LOW, slips_left=40), key=new_key())
    page = visitor.open(f"{hall.url}/console", viewport={"width": 1024, "height": 768})
    page.clock.install()
    fill_in(page)
    page.locator("#submit").click()
    line = page.locator("#kiosks")
    expect(line).to_have_text("一楼大堂1号取号机（K1）：打印纸将尽，约剩 40 张。请告知导办人员。")

    hall.kiosk.tell_health(Health(printer=PrinterState.TROUBLE, printer_fault="cutter_error"), key=new_key())
    page.clock.fast_forward(15_000)
    expect(line).to_contain_text("打印机切刀卡住")

    hall.kiosk.tell_health(Health(printer=PrinterState.READY), key=new_key())
    page.clock.fast_forward(15_000)
    expect(line).to_be_hidden()


def test_a_session_that_ended_leads_to_the_sign_in(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    hall.close()
    hall.pass_time(hours=13)
    hall.open()

    expect(page.get_by_text("登录已结束")).to_be_visible(timeout=20_000)


def test_acts_work_on_a_plain_http_origin_with_a_name(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = visitor.open(f"{hall.url_by_name}/console")
    assert page.evaluate("window.isSecureContext") is False
    fill_in(page)
    page.locator("#submit").click()

    page.locator("#primary").click()

    expect_ticket(page, "A001", "called")


def _hold(held: list[Route], route: Route) -> None:
    held.append(route)  # Playwright cannot take a list's own method


def _answer_as_before(page: Page, window: str) -> None:
    """Answer whatever the page asks about its window with how that stands now, until the page has done an act."""
    now = page.request.get(window).text()
    acts: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            acts.append(route.request.url)
        if acts:
            route.continue_()
        else:
            route.fulfill(body=now, content_type="application/json")

    page.route(f"{window}**", answer)


def _make_deaf(page: Page) -> None:
    page.route("**/api/v1/events", lambda route: route.abort())
