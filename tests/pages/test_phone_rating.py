"""The visitor rates the visit on the phone, in a real browser: nothing is chosen beforehand."""

from playwright.sync_api import Page, expect

from tests.pages.browser import Visitor
from tests.pages.open_hall import OpenHall
from tests.pages.phone_page import open_phone


def served_page(visitor: Visitor, hall: OpenHall) -> Page:
    issued = hall.issue()
    desk = hall.sign_in()
    desk.act("call-next")
    desk.act("start")
    page = open_phone(visitor, hall, issued)
    expect(page.locator("#rating")).to_be_hidden()
    desk.act("finish")
    expect(page.get_by_role("heading", name="已办结")).to_be_visible()
    return page


def test_a_satisfied_visitor_needs_two_touches(visitor: Visitor, hall: OpenHall) -> None:
    page = served_page(visitor, hall)
    send = page.get_by_role("button", name="提交评价")
    expect(page.get_by_role("radio")).to_have_count(5)
    assert page.locator("#rating :checked").count() == 0
    send.tap()
    expect(page.locator("#rating-trouble")).to_have_text("请先选一项评价。")

    page.get_by_text("满意", exact=True).tap()
    expect(page.get_by_text("哪里没做好")).to_be_hidden()
    send.tap()

    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()
    expect(page.locator("#rating")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()
    expect(page.locator("#rating")).to_be_hidden()


def test_a_dissatisfied_one_is_asked_why(visitor: Visitor, hall: OpenHall) -> None:
    page = served_page(visitor, hall)

    page.get_by_text("不满意", exact=True).tap()
    page.get_by_text("办得慢").tap()
    page.get_by_label("还想说的话").fill("等了一个小时")
    page.get_by_role("button", name="提交评价").tap()

    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()


def test_a_lost_answer_does_not_lose_the_rating(visitor: Visitor, hall: OpenHall) -> None:
    page = served_page(visitor, hall)
    page.route("**/rating", lambda route: route.abort(), times=1)

    page.get_by_text("非常满意").tap()
    page.get_by_role("button", name="提交评价").tap()

    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()
