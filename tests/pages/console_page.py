"""What several tests do at the console."""

from playwright.sync_api import Page, expect

from tests.pages.browser import Visitor
from tests.pages.open_hall import CLERK, PASSWORD, WINDOW, OpenHall


def fill_in(page: Page, *, clerk: str = CLERK, password: str = PASSWORD, window_id: str = WINDOW) -> None:
    """Fill in the sign-in form."""
    page.locator("#clerk").fill(clerk)
    page.locator("#password").fill(password)
    page.locator("#window").select_option(window_id)


def sign_in(visitor: Visitor, hall: OpenHall, **options: object) -> Page:
    """Return the working page of the test's window; the options are Playwright's for a context."""
    page = visitor.open(f"{hall.url}/console", **options)
    fill_in(page)
    page.locator("#submit").click()
    expect(page.locator("#clock")).not_to_be_empty()  # the script draws it: from here keys are heard
    return page


def expect_ticket(page: Page, number: str, state: str) -> None:
    """Wait until the page shows a ticket in a state (`idle` for none)."""
    expect(page.locator("#number")).to_have_text(number)
    expect(page.locator("#ticket")).to_have_attribute("data-state", state)


def expect_free_to_act(page: Page) -> None:
    """Wait until the page takes the next act."""
    expect(page.locator("#acts")).to_have_attribute("aria-busy", "false")
