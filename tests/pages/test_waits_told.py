"""The wait as people with a number, clerks and guides are told it, in a real browser."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hall.clock import SetClock
from hall.exchange import Role
from hall.ticket import IssuedTicket
from server.actions.told_waits import TRUSTED_FOR, Foresight
from server.rules.waits.told import Expected
from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor
from tests.pages.console_page import fill_in
from tests.pages.open_hall import PASSWORD, OpenHall
from tests.pages.phone_page import open_phone

RANGES_MIN = [(0, 4), (6, 13), (100, 260)]


def expected(clock: SetClock, earliest: float, latest: float) -> Expected:
    first, last = (clock.now() + timedelta(minutes=each) for each in (earliest, latest))
    return Expected(earliest=first, middle=first + (last - first) / 2, latest=last)


def tell(hall: OpenHall, tickets: Sequence[IssuedTicket]) -> None:
    """Tell each of some visitors a range, as a look ahead would."""
    waits = hall.waits
    waits.is_wanted = True
    waits.take(
        Foresight(
            business_date=tickets[0].ticket.business_date,
            at=hall.clock.now(),
            next_in={},
            tickets={
                each.ticket.ticket_id: expected(hall.clock, *minutes)
                for each, minutes in zip(tickets, RANGES_MIN, strict=True)
            },
        )
    )


@pytest.fixture
def waiting(hall: OpenHall) -> list[IssuedTicket]:
    desk = hall.sign_in()
    hall.issue()
    desk.act("call-next")
    tickets = [hall.issue() for _ in RANGES_MIN]
    tell(hall, tickets)
    return tickets


def test_a_phone_tells_soon_a_range_another_time_or_why_not(
    visitor: Visitor, hall: OpenHall, waiting: list[IssuedTicket]
) -> None:
    soon, later, long = (open_phone(visitor, hall, each) for each in waiting)

    expect(soon.locator("[data-slot=wait]")).to_have_text("即将叫到")
    expect(later.locator("[data-slot=wait]")).to_have_text("5–15 分")
    expect(long.locator("[data-slot=wait]")).to_have_text("90 分以上")
    expect(long.get_by_text("约别的时间")).to_be_visible()
    expect(later.get_by_text("约别的时间")).to_be_hidden()
    hall.clock.advance(TRUSTED_FOR + timedelta(seconds=1))
    unknown = open_phone(visitor, hall, waiting[1])
    expect(unknown.get_by_text("暂时说不准")).to_be_visible()
    expect(unknown.get_by_text("暂无窗口")).to_be_hidden()
    for page in (soon, long, unknown):
        assert list_violations(page) == []


def test_a_range_that_was_told_runs_down_and_never_out(
    visitor: Visitor, hall: OpenHall, waiting: list[IssuedTicket]
) -> None:
    page = open_phone(visitor, hall, waiting[1])
    left = "async ([wait, gone]) => (await import(%r)).leftOf(wait, Date.now() - gone * 60000)"
    script = page.locator("script[type=module]").get_attribute("src")
    assert script is not None
    left %= script.replace("phone/main.js", "told.js")

    def after(gone: float, low: int, high: int | None) -> dict[str, int | None]:
        found: dict[str, int | None] = page.evaluate(left, [{"low_min": low, "high_min": high}, gone])
        return found

    assert after(0, 5, 8) == {"low_min": 5, "high_min": 8}
    assert after(3, 20, 35) == {"low_min": 15, "high_min": 35}
    assert after(12, 20, 35) == {"low_min": 5, "high_min": 25}
    assert after(90, 20, 35) == {"low_min": 0, "high_min": 5}
    assert after(30, 90, None) == {"low_min": 90, "high_min": None}


def test_the_console_and_the_desk_tell_what_visitors_are_told(
    visitor: Visitor, hall: OpenHall, waiting: list[IssuedTicket]
) -> None:
    console = visitor.open(f"{hall.url}/console")
    fill_in(console, window_id="6")
    console.locator("#submit").click()
    expect(console.locator("#waiting .still")).to_have_text(["即将叫到", "还要约 5–15 分", "还要 90 分以上"])
    assert list_violations(console) == []

    hall.add_staff(Role.GUIDE)
    desk = visitor.open(f"{hall.url}/desk")
    desk.locator("#clerk").fill(Role.GUIDE.value)
    desk.locator("#password").fill(PASSWORD)
    desk.keyboard.press("Enter")
    desk.locator("#number").fill(waiting[1].ticket.number)
    desk.keyboard.press("Enter")
    expect(desk.locator("#ticket-facts")).to_contain_text("前面 1 人 · 约 5–15 分钟")
