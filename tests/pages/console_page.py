"""What several tests do at the console."""

from playwright.sync_api import Locator, Page, expect

from hall.ticket import TicketState
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
    """Wait until the page takes the next act, by whichever key."""
    expect(page.locator("#acts:not([data-resting])")).to_have_attribute("aria-busy", "false")


def call(page: Page, number: str = "A001") -> None:
    """Call the next by key, and wait until the page takes another act."""
    page.keyboard.press("F2")
    expect_ticket(page, number, "called")
    expect_free_to_act(page)


def serve(page: Page, number: str = "A001") -> None:
    """Call the next and begin with them, by key."""
    call(page, number)
    page.keyboard.press("F6")
    expect_ticket(page, number, "serving")
    expect_free_to_act(page)


def button(page: Page, act: str) -> Locator:
    """Return what an act is done by."""
    return page.locator(f"[data-act={act}]")


def answer(page: Page, choice: str | None = None) -> None:
    """Answer the dialog: choose, and say yes."""
    if choice is not None:
        page.get_by_role("radio", name=choice).check()
    page.locator("#ask-yes").click()


def state_of(hall: OpenHall, ticket_id: int) -> TicketState:
    """Return how the server has a ticket."""
    return hall.kiosk.get_ticket(ticket_id).state
