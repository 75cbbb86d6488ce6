"""A manager signed in at /manage, for the tests of its pages."""

from playwright.sync_api import Page, expect

from hall.exchange import Role
from tests.pages.browser import Visitor
from tests.pages.open_hall import PASSWORD, OpenHall

__all__ = ["open_manage"]


def open_manage(visitor: Visitor, hall: OpenHall, role: Role, *, section: str = "", **options: object) -> Page:
    """Make somebody of a role, sign them in, and open the page that is named, else the first that they may see."""
    hall.add_staff(role)
    page = visitor.open(f"{hall.url}/manage", **options)
    page.locator("#clerk").fill(role.value)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("main.managed")).to_be_visible(timeout=20_000)  # hashing takes long on a busy machine
    if section:
        page.goto(f"{hall.url}/manage/{section}")
    page.wait_for_load_state("load")  # its script has run then
    return page
