"""A clerk's day by keyboard alone, through the faces that a window has: sign-in, console, call bar, rating tablet."""

from playwright.sync_api import Page, expect

from hall.ticket import TicketState
from tests.pages.browser import Visitor
from tests.pages.console_page import expect_free_to_act, expect_ticket
from tests.pages.open_hall import CLERK, PASSWORD, WINDOW, OpenHall
from tests.pages.test_rate import open_tablet

STEPS_MOST = 60
"""So many times Tab may be pressed to come to a control: a whole page has fewer."""


def press(page: Page, key: str) -> None:
    expect_free_to_act(page)
    page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    expect(page.locator(selector).first).to_be_visible()
    for _ in range(STEPS_MOST):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {selector}")


def sign_in_by_key(visitor: Visitor, hall: OpenHall) -> Page:
    page = visitor.open(f"{hall.url}/console", viewport={"width": 1024, "height": 768})
    page.wait_for_load_state("load")
    for words, selector in ((CLERK, "#clerk"), (PASSWORD, "#password"), (WINDOW, "#window")):
        tab_to(page, selector)
        page.keyboard.type(words) if selector == "#window" else page.keyboard.insert_text(words)
    tab_to(page, "#submit")
    page.keyboard.press("Enter")
    expect(page.locator("#clock")).not_to_be_empty()
    return page


def serve_at_the_console(page: Page) -> None:
    """Hold one visitor, send the next to window 7, take the first up again and deal with it."""
    press(page, "F2")
    expect_ticket(page, "A001", "called")
    press(page, "F6")
    expect_ticket(page, "A001", "serving")
    press(page, "F7")
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#held li")).to_have_count(1)
    press(page, "F2")
    expect_ticket(page, "A002", "called")
    press(page, "F6")
    expect_ticket(page, "A002", "serving")
    press(page, "F9")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator("#ask [value='window:7']")).to_be_checked()
    page.keyboard.press("Enter")
    expect_ticket(page, "空闲", "idle")
    expect_free_to_act(page)
    tab_to(page, "#held button")
    page.keyboard.press("Enter")
    expect_ticket(page, "A001", "serving")
    press(page, "F8")
    expect_ticket(page, "空闲", "idle")


def serve_at_the_bar(bar: Page, tablet: Page) -> None:
    """Deal with one visitor, who is asked how it was, and call the next."""
    expect(bar.locator("#waiting")).not_to_be_empty()
    press(bar, "F2")
    expect(bar.locator("#number")).to_have_text("A003")
    press(bar, "F6")
    expect(bar.locator("#primary .label")).to_have_text("办结并叫下一位")
    press(bar, "NumpadEnter")
    expect(bar.locator("#number")).to_have_text("A004")
    expect(tablet.locator("#number")).to_have_text("A003")


def sign_out(page: Page) -> None:
    """Take the last call back, and leave though its visitor waits for this window alone."""
    page.bring_to_front()
    expect_ticket(page, "A004", "called")
    press(page, "F10")
    expect_ticket(page, "空闲", "idle")
    expect_free_to_act(page)
    for selector in ("#sign-out", "#leave [value=yes]", "#ask-yes"):
        tab_to(page, selector)
        page.keyboard.press("Enter")
    expect(page.locator("#sign-in")).to_be_visible()


def test_a_day_needs_no_mouse(visitor: Visitor, hall: OpenHall) -> None:
    issued = [hall.issue() for _ in range(4)]
    hall.sign_in(window_id="7")
    tablet, page = open_tablet(visitor, hall), sign_in_by_key(visitor, hall)

    serve_at_the_console(page)
    hall.pass_time(minutes=3)
    serve_at_the_bar(visitor.open_beside(page.context, f"{hall.url}/console/bar"), tablet)
    sign_out(page)

    states = [hall.kiosk.get_ticket(each.ticket.ticket_id).state for each in issued]
    assert states == [TicketState.DONE, TicketState.WAITING, TicketState.DONE, TicketState.WAITING]
