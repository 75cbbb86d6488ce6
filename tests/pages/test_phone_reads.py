"""The visitor's page as it arrives: small, private, readable in two languages, in the dark and without script."""

from itertools import product

import pytest
from playwright.sync_api import Page, Response, expect

from hall.client import new_key
from hall.exchange import CancelRequest
from server.web.visit_page import length_of
from tests.pages.browser import Visitor
from tests.pages.open_hall import OpenHall
from tests.pages.phone_page import PHONE, open_phone

FIRST_VIEW_MOST_BYTES = 40_000

LONGEST_WAIT = {"zh": "90 分以上", "en": "90 min or more"}

PUT_NUMBER = """(h1, [number, length]) => {
h1.textContent = number;
if (length) h1.dataset.length = length; else delete h1.dataset.length;
}"""
MEASURE_NUMBER = """h1 => {
const range = document.createRange();
range.selectNodeContents(h1);
const box = h1.parentElement;
const inside = box.getBoundingClientRect().right - parseFloat(getComputedStyle(box).paddingRight);
const room = inside - range.getBoundingClientRect().right;
return [range.getClientRects().length, room, parseFloat(getComputedStyle(h1).fontSize)];
}"""
"""Its lines, how much room is left beside it in its box, and its size in pixels."""


def test_it_reads_without_script(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.sign_in()

    page = open_phone(visitor, hall, hall.issue(), java_script_enabled=False)

    expect(page.get_by_role("heading", level=1)).to_have_text("A002")
    expect(page.get_by_text("社会保险登记 · 社保局")).to_be_visible()
    expect(page.locator("[data-slot=ahead]")).to_have_text("1 人")
    expect(page.locator("[data-slot=wait]")).to_contain_text("分")
    expect(page.get_by_role("heading", name="请到 二楼")).to_contain_text("5、6 号窗口")
    expect(page.get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_text("叫满 2 次、再等 1 分钟还没到")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.locator("noscript meta[http-equiv=refresh]").get_attribute("content") == "20"


def test_without_script_the_call_is_as_big(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    hall.sign_in().act("call-next")

    page = open_phone(visitor, hall, issued, java_script_enabled=False)

    call = page.locator(".call .window")
    expect(call).to_have_text("5 号窗口")
    assert float(call.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) >= 56


def test_a_page_that_has_ended_reloads_itself_no_more(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    hall.kiosk.cancel_ticket(issued.ticket.ticket_id, CancelRequest(), key=new_key())

    page = open_phone(visitor, hall, issued, java_script_enabled=False)

    expect(page.get_by_role("heading", name="号已退")).to_be_visible()
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)


def test_the_first_view_is_small(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = visitor.open("about:blank", **PHONE)
    responses: list[Response] = []
    page.on("response", lambda response: _keep(responses, response))

    page.goto(f"{hall.url}/t/{issued.token}")
    expect(page.get_by_role("button")).to_be_visible()

    files = [response for response in responses if "/api/" not in response.url]
    assert len(files) >= 6
    assert sum(len(response.body()) for response in files) <= FIRST_VIEW_MOST_BYTES


def test_english_is_one_touch_away(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.sign_in()
    page = open_phone(visitor, hall, hall.issue())

    page.get_by_role("link", name="EN").tap()

    expect(page.get_by_text("Social insurance registration · Social Insurance")).to_be_visible()
    expect(page.get_by_text("People ahead")).to_be_visible()
    expect(page).to_have_title("1 ahead · A002")
    page.get_by_role("link", name="中文").tap()
    expect(page).to_have_title("前面 1 人 · A002")


def test_a_phone_that_prefers_english_gets_it(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue(), locale="en-GB")

    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_it_is_dark_where_the_phone_is(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue(), color_scheme="dark")

    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(13, 27, 38)"


def test_it_is_kept_out_of_search_engines_caches_and_referrers(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue())

    answer = page.reload()

    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"


def open_missing(visitor: Visitor, address: str) -> Page:
    """Open an address that the server does not know."""
    page = visitor.open("about:blank", **PHONE)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    return page


@pytest.mark.parametrize("token", ["nobodyhasit", "x"])
def test_an_unknown_page_says_what_to_do(visitor: Visitor, hall: OpenHall, token: str) -> None:
    page = open_missing(visitor, f"{hall.url}/t/{token}")

    expect(page.get_by_role("heading", name="这一页已经结束")).to_be_visible()


@pytest.mark.parametrize("path", ["/nope", "/t/", "/T/nobodyhasit", "/Console", "/manage/hours"])
def test_a_wrong_address_says_so_to_people(visitor: Visitor, hall: OpenHall, path: str) -> None:
    page = open_missing(visitor, f"{hall.url}{path}")

    expect(page.get_by_role("heading", name="没有这个网页")).to_be_visible()
    page.get_by_role("link", name="EN").tap()
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    page.get_by_role("link", name="start page").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("District Administrative Service Centre · Branch")


@pytest.mark.parametrize(("path", "accept"), [("/nope", "*/*"), ("/api/v1/nope", "text/html")])
def test_a_wrong_address_is_a_problem_to_programs(visitor: Visitor, hall: OpenHall, path: str, accept: str) -> None:
    page = visitor.open("about:blank")

    answer = page.request.get(f"{hall.url}{path}", headers={"Accept": accept})

    assert (answer.status, answer.json()["code"]) == (404, "unknown_path")


@pytest.mark.parametrize("is_called", [False, True])
def test_nothing_runs_off_the_side_of_a_small_phone(visitor: Visitor, hall: OpenHall, is_called: bool) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    if is_called:
        desk.act("call-next")
    page = visitor.open("about:blank", **{**PHONE, "viewport": {"width": 320, "height": 568}})

    for read in product(("zh", "en"), ("normal", "large")):
        page.goto("{}/t/{}?lang={}&text={}".format(hall.url, issued.token, *read))

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, read
        for slot in page.locator("[data-slot=wait]").all():
            slot.evaluate("(each, words) => { each.textContent = words; }", LONGEST_WAIT[read[0]])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, (read, "longest wait")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("state", ["waiting", "called", "done"])
def test_no_number_is_broken_in_two(visitor: Visitor, hall: OpenHall, width: int, state: str) -> None:
    issued = hall.issue()
    page = visitor.open("about:blank", **{**PHONE, "viewport": {"width": width, "height": 568}})
    page.goto(f"{hall.url}/t/{issued.token}?text=large")
    number = page.get_by_role("heading", level=1)
    page.evaluate("state => { document.body.dataset.state = state; }", state)

    for told in ("A010", "W888", "AB012", "K12-031", "WWW-031", "KIOSK1-031", "WWWWWW-031"):
        number.evaluate(PUT_NUMBER, [told, length_of(told)])
        lines, room, size = number.evaluate(MEASURE_NUMBER)

        assert lines == 1, told
        assert room >= 0, told
        assert size >= 30, told


def test_links_and_buttons_have_room_for_a_finger(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue())

    for control in page.locator("a:visible, button:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_the_start_page_says_what_this_is(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(hall.url)

    expect(page.get_by_role("heading", level=1)).to_have_text("区行政服务中心分中心")
    page.locator("a[href='/console']").click()

    expect(page.get_by_role("heading", name="窗口登录")).to_be_visible()


def _keep(responses: list[Response], response: Response) -> None:
    responses.append(response)  # Playwright cannot take a list's own method
