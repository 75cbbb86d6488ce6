"""The page of the rules, which everybody can read."""

import pytest
from playwright.sync_api import Page

from hall.client import new_key
from hall.exchange import CallSpecific
from tests.pages.browser import Visitor
from tests.pages.open_hall import OpenHall
from tests.pages.phone_page import PHONE, open_phone


def read_all(page: Page) -> str:
    return page.inner_text("main")


@pytest.mark.parametrize("size", ["normal", "large"])
def test_the_page_is_read_by_anyone_on_a_phone(visitor: Visitor, hall: OpenHall, size: str) -> None:
    page = visitor.open(f"{hall.url}/rules?text={size}", **PHONE)

    text = read_all(page)
    assert "先叫谁" in text
    assert "叫 2 个优先号，再叫一个其他号" in text
    assert "今天还没有。" in text
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main *')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= (15 if size == "normal" else 19)
    assert page.locator("section#order ol > li").count() == 6


def test_the_page_speaks_english_and_is_found_from_the_phone_and_the_start(visitor: Visitor, hall: OpenHall) -> None:
    phone = open_phone(visitor, hall, hall.issue(), path="?lang=en")
    phone.get_by_role("link", name="The rules").click()
    assert "Who is called first" in read_all(phone)
    assert phone.get_attribute("html", "lang") == "en"
    phone.get_by_role("link", name="中文").click()
    assert "先叫谁" in read_all(phone)

    start = visitor.open(hall.url)
    start.get_by_role("link", name="排队规则").click()
    assert start.url.endswith("/rules?lang=zh")


def test_the_page_tells_todays_calls_out_of_turn(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    second = hall.issue().ticket.ticket_id
    desk = hall.sign_in()
    wanted = CallSpecific(version=desk.look().version, ticket_id=second, reason="补交材料")
    desk._client.act(desk._window_id, "call-specific", wanted, key=new_key())

    page = visitor.open(f"{hall.url}/rules", **PHONE)

    assert "今天共 1 次。原因：\n\n补交材料：1 次" in page.inner_text("section#out-of-turn")
