"""The visitor's page while it is open, in a real browser: it counts down, and calls its visitor."""

import re
import time

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from hall.client import new_key
from hall.exchange import CancelRequest, IssueRequest
from hall.ticket import TicketState
from tests.pages.browser import Visitor
from tests.pages.open_hall import CLERK, MATTER, Desk, OpenHall
from tests.pages.phone_page import PHONE, open_phone

NOTICE_WITHIN_S = 1.0
OTHER_MATTER = "medical_reimbursement"

# What the phone was asked to do, kept by stand-ins for its hardware.
LISTENING_DEVICE = """() => {
window.heard = { vibrations: 0, tones: 0 };
navigator.vibrate = (pattern) => { if (pattern) window.heard.vibrations += 1; return true; };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.heard.tones += 1; return start.apply(this, at); };
}"""


def read_main(page: Page) -> str:
    """Return what the page says, but for the minute in which it was drawn: the browser's clock is not the hall's."""
    return re.sub(r"更新于 \d\d:\d\d", "", page.locator("main").inner_text())


def test_it_counts_down(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, hall.issue())
    expect(page.get_by_role("heading", level=1)).to_have_text("A003")
    expect(page.locator("[data-slot=ahead]")).to_have_text("2 人")
    expect(page).to_have_title("前面 2 人 · A003")
    progress = page.get_by_role("progressbar")
    before = progress.evaluate("bar => bar.position")

    desk.act("call-next")

    expect(page.locator("[data-slot=ahead]")).to_have_text("1 人")
    assert progress.evaluate("bar => bar.position") > before


def test_who_is_kept_for_a_paused_window_is_never_told_to_be_next(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk, other = hall.sign_in(), hall.sign_in(CLERK, window_id="6")
    desk.act("call-next")
    desk.act("start")
    page = open_phone(visitor, hall, issued)

    desk.send_to("6")
    expect(page.get_by_text("下一位就是您")).to_be_visible()
    other.pause("午饭")

    expect(page.get_by_text("请等窗口恢复")).to_be_visible()
    expect(page.locator("[data-slot=not_yet]")).to_have_text("这个号由 6 号窗口叫，窗口现在暂停，恢复后就叫您。")
    expect(page.get_by_text("下一位就是您")).to_be_hidden()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    expect(page).to_have_title("等候中 · A001")
    drawn = read_main(page)
    page.reload()
    assert read_main(page) == drawn, "the server draws the same"


def test_the_call_is_there_within_a_second(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    expect(page.get_by_text("下一位就是您")).to_be_visible()

    began = time.monotonic()
    desk.act("call-next")
    page.wait_for_function("() => document.body.dataset.state === 'called'", polling="raf")
    took_s = time.monotonic() - began

    assert took_s <= NOTICE_WITHIN_S
    expect(page.get_by_role("alert")).to_contain_text("5 号窗口")
    expect(page).to_have_title("请到 5 号窗口 · A001")
    assert page.locator(".ticket").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(166, 42, 32)"


def test_the_call_rings_and_vibrates_once_it_may(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    page.evaluate(LISTENING_DEVICE)
    page.get_by_role("button", name="叫号时提醒我").tap()
    expect(page.get_by_role("button", name="提醒已开，请让本页开着")).to_be_visible()
    before = page.evaluate("window.heard")
    assert before["tones"] == 2

    desk.act("call-next")
    page.wait_for_function("() => document.body.dataset.state === 'called'")

    after = page.evaluate("window.heard")
    assert after["tones"] == before["tones"] + 2
    assert after["vibrations"] == before["vibrations"] + 1


def test_it_rings_once_when_the_call_comes_near(visitor: Visitor, hall: OpenHall) -> None:
    for _ in range(3):
        hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, hall.issue(), permissions=["notifications"])
    page.evaluate(LISTENING_DEVICE)
    page.get_by_role("button", name="叫号时提醒我").tap()
    expect(page.get_by_role("button", name="提醒已开，请让本页开着")).to_be_visible()
    before = page.evaluate("window.heard")

    desk.act("call-next")
    expect(page.locator("[data-slot=ahead]")).to_have_text("2 人")

    after = page.evaluate("window.heard")
    assert (after["tones"], after["vibrations"]) == (before["tones"] + 2, before["vibrations"] + 1)
    for act in ("start", "finish", "call-next"):
        desk.act(act)
    expect(page.locator("[data-slot=ahead]")).to_have_text("1 人")
    assert page.evaluate("window.heard") == after


def test_ringing_goes_on_until_the_page_is_touched(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    page.clock.install()
    page.reload()
    page.evaluate(LISTENING_DEVICE)
    desk.act("call-next")
    page.wait_for_function("() => document.body.dataset.state === 'called'")
    page.clock.fast_forward(3_000)
    assert page.evaluate("window.heard.vibrations") == 2

    page.locator(".ticket").tap()
    page.clock.fast_forward(9_000)

    assert page.evaluate("window.heard.vibrations") == 2


def test_a_second_call_says_that_it_is_one(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    desk.act("call-next")
    page = open_phone(visitor, hall, issued)
    expect(page.get_by_text("第 2 次叫您")).to_be_hidden()
    page.evaluate(LISTENING_DEVICE)
    hall.pass_time(seconds=15)

    desk.act("recall")

    expect(page.get_by_text("第 2 次叫您")).to_be_visible()
    assert page.evaluate("window.heard.vibrations") == 1


def test_it_tells_where_the_visitor_is_served_and_when_it_is_done(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    desk.act("call-next")

    desk.act("start")
    expect(page.get_by_text("您在 5 号窗口办理")).to_be_visible()
    desk.act("finish")

    expect(page.get_by_role("heading", name="已办结")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(1)
    expect(page.get_by_role("button")).to_have_text("提交评价")


def miss(hall: OpenHall, desk: Desk) -> None:
    """Have whoever is next be called and not come."""
    desk.act("call-next")
    hall.pass_time(seconds=15)
    desk.act("recall")
    hall.pass_time(seconds=60)
    desk.act("overdue")


def test_who_did_not_come_queues_again_with_one_touch(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    miss(hall, desk)
    expect(page.get_by_role("heading", name="过号了")).to_be_visible()
    for _ in range(3):
        hall.issue()
    sent: list[str | None] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.headers.get("idempotency-key")))

    page.get_by_role("button", name="重新排队").click()

    expect(page.locator("[data-slot=due]")).to_have_text("再叫 3 个号后轮到您")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.WAITING
    assert len(sent) == 1
    assert sent[0]
    desk.act("call-next")
    expect(page.locator("[data-slot=due]")).to_have_text("再叫 2 个号后轮到您")


def test_whoever_comes_back_while_the_hall_is_away_is_told_so(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    miss(hall, desk)
    back = page.get_by_role("button", name="重新排队")
    expect(back).to_be_visible()
    page.context.set_offline(True)

    back.click()

    expect(page.locator("#line")).to_contain_text("连不上大厅")
    page.context.set_offline(False)
    back.click()
    expect(page.locator("body")).to_have_attribute("data-state", "waiting")


def test_a_lost_answer_does_not_bring_a_number_back_twice(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    miss(hall, desk)
    keys: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        if len(keys) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/reactivate", lose_the_first_answer)
    page.get_by_role("button", name="重新排队").click()

    expect(page.locator("body")).to_have_attribute("data-state", "waiting")
    page.wait_for_function("() => !document.getElementById('come-back').disabled")
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert page.locator("#come-back-trouble").inner_text() == ""


def test_who_missed_too_many_calls_is_sent_to_the_desk(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    for _ in range(2):
        miss(hall, desk)
        page.get_by_role("button", name="重新排队").click()
        expect(page.locator("body")).to_have_attribute("data-state", "waiting")

    miss(hall, desk)

    expect(page.get_by_text("请到导办台，工作人员会帮您重新排上")).to_be_visible()
    expect(page.get_by_role("button", name="重新排队")).to_be_hidden()


def test_a_visit_tells_what_comes_then_and_where_it_has_gone_on(visitor: Visitor, hall: OpenHall) -> None:
    wanted = IssueRequest(matter_id=MATTER, then=(OTHER_MATTER,))
    issued = hall.kiosk.issue_ticket(wanted, key=new_key())
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    expect(page.locator("#legs")).to_contain_text("然后：")
    expect(page.locator("#legs")).to_contain_text("医保报销")
    expect(page.locator("#matter")).to_contain_text("社会保险登记")

    desk.act("call-next")
    desk.act("start")
    desk.act("finish")

    expect(page.locator("#matter")).to_contain_text("医保报销")
    expect(page.locator("#legs")).to_have_text("")
    expect(page.locator("#go")).to_contain_text("7")


def test_a_parked_visitor_is_told_that_the_number_is_kept(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)

    desk.act("call-next")
    desk.hold("复印")

    expect(page.get_by_role("heading", name="已暂停，号码保留")).to_be_visible()
    expect(page.locator("#go")).to_contain_text("5 号窗口")
    expect(page.locator("#go")).not_to_contain_text("6 号窗口")
    desk.pause("午饭", minutes=20)
    expect(page.get_by_text("窗口现在没有开放，号码给您留着")).to_be_visible()
    expect(page.get_by_text("请按工作人员说的准备")).to_be_hidden()
    expect(page.get_by_role("heading", name="请到")).to_be_hidden()
    expect(page.locator(".state [data-slot=back]:visible")).to_have_text("窗口预计 09:48 恢复。")
    drawn = read_main(page)
    page.reload()
    assert read_main(page) == drawn, "the server draws the same"


def test_the_first_in_a_line_that_is_paused_is_not_told_to_be_next(visitor: Visitor, hall: OpenHall) -> None:
    desk = hall.sign_in()
    page = open_phone(visitor, hall, hall.issue())
    expect(page.get_by_text("下一位就是您")).to_be_visible()

    desk.pause("午饭", minutes=20)

    expect(page.get_by_text("暂无窗口开放")).to_be_visible()
    expect(page.get_by_text("下一位就是您")).to_be_hidden()
    expect(page.get_by_text("窗口附近等候").locator("visible=true")).to_have_count(0)
    expect(page.get_by_text("窗口预计 09:48 恢复。").locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("heading", name="窗口在二楼")).to_be_visible()
    expect(page).to_have_title("等候中 · A001")
    drawn = read_main(page)
    page.reload()
    assert read_main(page) == drawn, "the server draws the same"


def test_a_number_given_up_is_told(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = open_phone(visitor, hall, issued)

    hall.kiosk.cancel_ticket(issued.ticket.ticket_id, CancelRequest(), key=new_key())

    expect(page.get_by_role("heading", name="号已退")).to_be_visible()


def test_the_next_morning_the_number_has_expired(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = open_phone(visitor, hall, issued)

    hall.pass_time(days=1)
    hall.issue()

    expect(page.get_by_role("heading", name="号已过期")).to_be_visible()


def test_without_a_window_no_wait_is_promised(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()

    page = open_phone(visitor, hall, hall.issue())

    expect(page.get_by_text("暂无窗口")).to_be_visible()
    expect(page.locator("[data-slot=wait]")).to_be_hidden()


def test_a_wait_appears_when_a_window_opens(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_phone(visitor, hall, hall.issue())

    hall.sign_in()

    expect(page.locator("[data-slot=wait]")).to_contain_text("分")
    expect(page.get_by_text("暂无窗口")).to_be_hidden()


def test_with_the_hall_away_it_says_how_old_it_is(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue())
    expect(page.locator("#line")).to_be_hidden()

    hall.close()

    expect(page.locator("#line")).to_contain_text("连不上大厅")
    expect(page.get_by_role("heading", level=1)).to_have_text("A001")
    hall.open()
    expect(page.locator("#line")).to_be_hidden(timeout=20_000)


def test_without_a_stream_it_asks_by_itself(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = visitor.open("about:blank", **PHONE)
    page.route("**/events", lambda route: route.abort())
    page.clock.install()
    page.goto(f"{hall.url}/t/{issued.token}")

    desk.act("call-next")
    page.clock.fast_forward(10_000)

    expect(page.get_by_role("alert")).to_contain_text("5 号窗口")


@pytest.mark.parametrize("path", ["", "?text=large"])
def test_larger_text_is_kept_on_this_phone(visitor: Visitor, hall: OpenHall, path: str) -> None:
    page = open_phone(visitor, hall, hall.issue(), path=path)
    is_large_first = path != ""

    page.get_by_role("link", name="标准字" if is_large_first else "大字").click()
    page.goto(page.url.partition("?")[0])

    expect(page.locator("html")).to_have_attribute("data-text", "normal" if is_large_first else "large")


def test_the_other_language_keeps_larger_text(visitor: Visitor, hall: OpenHall) -> None:
    page = open_phone(visitor, hall, hall.issue(), path="?text=normal")

    page.get_by_role("link", name="大字").click()
    page.get_by_role("link", name="EN").click()
    expect(page.get_by_role("link", name="Normal")).to_be_visible()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-text", "large")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_other_language_keeps_the_alert(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    page.evaluate(LISTENING_DEVICE)
    page.get_by_role("button", name="叫号时提醒我").tap()
    page.get_by_role("link", name="大字").tap()

    page.get_by_role("link", name="EN").tap()

    expect(page.get_by_role("button", name="Alert is on. Keep this page open")).to_be_visible()
    expect(page).to_have_title("You are next · A001")
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    expect(page.get_by_role("link", name="中文")).to_be_focused()
    before = page.evaluate("window.heard.tones")
    desk.act("call-next")
    expect(page.get_by_role("alert").first).to_contain_text("Window 5")
    assert page.evaluate("window.heard.tones") == before + 2
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_browser_too_old_for_the_script_reloads_the_page(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = visitor.open("about:blank", **PHONE)
    page.route("**/phone/main.js", lambda route: route.abort())
    page.clock.install()
    page.goto(f"{hall.url}/t/{issued.token}")

    desk.act("call-next")
    page.clock.fast_forward(20_000)

    expect(page.locator(".call .window")).to_have_text("5 号窗口")


def test_the_way_is_drawn_when_it_is_asked_for_and_leads_to_the_window_that_called(
    visitor: Visitor, hall: OpenHall
) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    page = open_phone(visitor, hall, issued)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "way.svg" in request.url else None)
    picture = page.locator("#way img")
    assert asked == []

    page.get_by_text("看路线图").tap()
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("each => each.naturalHeight") > 300
    assert len(asked) == 1

    desk.act("call-next")
    expect(picture).to_have_attribute("src", re.compile("w=5$"))
    expect(picture).to_be_visible()


def test_the_way_of_a_visit_that_goes_nowhere_is_not_drawn(hall: OpenHall) -> None:
    issued = hall.issue()
    there = f"{hall.url}/t/{issued.token}/way.svg"
    assert requests.get(there, timeout=10).headers["Content-Type"] == "image/svg+xml"
    desk = hall.sign_in()
    for act in ("call-next", "start", "finish"):
        desk.act(act)

    assert requests.get(there, timeout=10).status_code == 404
    assert requests.get(f"{hall.url}/t/none/way.svg", timeout=10).status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_alert_takes_little_of_a_small_phone_in_larger_text(
    visitor: Visitor, hall: OpenHall, language: str
) -> None:
    small = {**PHONE, "viewport": {"width": 320, "height": 568}}
    page = visitor.open(f"{hall.url}/t/{hall.issue().token}?lang={language}&text=large", **small)
    button = page.locator("#remind")
    for _ in range(2):
        high = page.locator(".remind").evaluate("each => each.getBoundingClientRect().height")
        assert high <= 568 * 0.2
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#remind-text")).to_be_visible()
