"""What several tests do at the visitor's page."""

from playwright.sync_api import Page

from hall.ticket import IssuedTicket
from tests.pages.browser import Visitor
from tests.pages.open_hall import OpenHall

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_phone(visitor: Visitor, hall: OpenHall, issued: IssuedTicket, *, path: str = "", **options: object) -> Page:
    """Open a ticket's page on a phone."""
    return visitor.open(f"{hall.url}/t/{issued.token}{path}", **PHONE, **options)
