"""The console's dialogs: nothing is chosen beforehand, Enter alone does nothing, and the focus comes back."""

import pytest
from playwright.sync_api import Page, expect

from hall.ticket import TicketState
from tests.pages.browser import Visitor
from tests.pages.console_page import expect_free_to_act, expect_ticket, serve, sign_in, state_of
from tests.pages.open_hall import OpenHall

WHERE = "(() => { const at = document.activeElement; return at.id || at.dataset.act || at.tagName; })()"


def where(page: Page) -> str:
    """Return what has the focus."""
    at: str = page.evaluate(WHERE)
    return at


def test_a_reason_is_chosen_by_its_digit_and_never_by_enter_alone(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("F7")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-trouble")).to_have_text("请先选一项。")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING
    page.keyboard.press("3")
    page.keyboard.press("Enter")

    expect(page.locator("#held li")).to_contain_text("去填表")
    expect_free_to_act(page)
    assert where(page) == "ticket"


def test_a_digit_in_a_text_is_a_digit(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F7")
    page.keyboard.press("5")
    expect(page.locator("#ask [name=own]")).to_be_focused()

    page.keyboard.type("3 楼盖章")
    page.keyboard.press("Enter")

    expect(page.locator("#held li")).to_contain_text("3 楼盖章")


@pytest.mark.parametrize("key", ["F7", "F9", "Shift+F8"])
def test_the_focus_comes_back_from_a_dialog_that_a_key_opened(visitor: Visitor, hall: OpenHall, key: str) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    assert where(page) == "BODY"

    page.keyboard.press(key)
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#ask")).to_be_hidden()

    assert where(page) == "ticket"


def test_the_focus_comes_back_to_the_button_that_asked(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    for selector in ("#sign-out", ".more-act[data-act=pause]", ".more-act[data-act=stop]"):
        page.locator(selector).press("Enter")
        expect(page.locator("dialog[open]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(page.locator(selector)).to_be_focused()


def test_a_button_that_is_gone_leaves_the_focus_at_the_ticket(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    page.locator("#waiting").get_by_role("button", name="A001").press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect_ticket(page, "A001", "called")
    expect_free_to_act(page)

    assert where(page) == "ticket"
