"""The board in a browser: what it shows, that it keeps up with the hall, and who may see it."""

import os
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from demo.programs import wait_until
from hall.board_events import Face
from hall.boards import Lack, TellBoards, ToldWords
from hall.client import new_key
from hall.devices import MakePairingCode
from hall.exchange import Role, WithReason
from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor
from tests.pages.open_hall import WINDOW, OpenHall

WIDE, TALL = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
PICTURES = os.environ.get("YINHAO_PICTURES")
OUT = ToldWords(zh="请从最近的出口离开，不要乘电梯", en="Please leave by the nearest exit")

OVERLAPS = """() => {
  const seen = [...document.querySelectorAll('header, main > *, footer, main p, main b, main li, main h2')]
    .filter(each => each.offsetParent !== null);
  return seen.filter(each => {
    const box = each.getBoundingClientRect();
    return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
  }).map(each => each.tagName + ' ' + each.textContent.trim().slice(0, 30));
}"""


def open_board(visitor: Visitor, hall: OpenHall, path: str = "/board", *, size: dict[str, int] = WIDE) -> Page:
    page = visitor.open(f"{hall.url}/rules", viewport=size)
    page.context.add_cookies([{"name": "yinhao_session", "value": hall.display_token, "url": hall.url}])
    page.goto(hall.url + path)
    return page


THEMES = ("paper", "blue", "contrast")


def keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/web-{name}.png")


@pytest.mark.parametrize("size", [WIDE, TALL, {"width": 1280, "height": 720}, {"width": 3840, "height": 2160}])
def test_a_call_is_shown_as_it_happens_and_all_of_it_is_on_the_screen(
    visitor: Visitor, hall: OpenHall, size: dict[str, int]
) -> None:
    page = open_board(visitor, hall, size=size)
    expect(page.locator("#quiet")).to_be_visible()
    issued = [hall.issue() for _ in range(3)]
    desk = hall.sign_in()
    desk.act("call-next")

    expect(page.locator("#hero-number")).to_have_text(issued[0].ticket.number)
    expect(page.locator("#hero-window")).to_have_text(WINDOW)
    expect(page.locator("#rows li").first).to_contain_text(issued[0].ticket.number)
    keep(page, f"called-{size['width']}")
    assert page.evaluate(OVERLAPS) == []
    height = page.locator("#hero-number").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    if size["width"] > size["height"]:
        assert height * 0.733 >= size["height"] / 4


def test_calls_in_a_burst_get_their_turns_in_order_and_one_that_is_undone_leaves(
    visitor: Visitor, hall: OpenHall
) -> None:
    page = open_board(visitor, hall)
    numbers = [hall.issue().ticket.number for _ in range(2)]
    for window in (WINDOW, "6"):
        hall.sign_in("anna" if window == WINDOW else "bert", window_id=window).act("call-next")

    expect(page.locator("#hero-number")).to_have_text(numbers[0])
    expect(page.locator("#rows li")).to_have_count(2)
    expect(page.locator("#hero-number")).to_have_text(numbers[1], timeout=9_000)


def test_a_browser_becomes_a_board_with_the_code_of_a_supervisor_and_acknowledges_calls(
    visitor: Visitor, hall: OpenHall
) -> None:
    page = visitor.open(f"{hall.url}/board", viewport=WIDE)
    with closing(hall.supervisor()) as supervisor:
        code = supervisor.offer_pairing(MakePairingCode(kind=Role.DISPLAY, name="tv"), key=new_key()).code
        page.locator("#code").fill(code)
        page.locator("button").click()
        expect(page.locator("#quiet")).to_be_visible()
        hall.issue()
        hall.sign_in().act("call-next")
        (call,) = supervisor.get_snapshot().calls

        def is_shown() -> bool:
            (board,) = [each for each in supervisor.look_at_boards().boards if each.name == "tv"]
            return board.lack is None and board.board is not None and board.board.shown_call == call.call_id

        wait_until(is_shown, what="the acknowledgement", timeout_s=10)
        assert {each.name: each.lack for each in supervisor.look_at_boards().boards}["board"] is Lack.NEVER


def test_without_a_credential_nothing_of_the_hall_is_shown(visitor: Visitor, hall: OpenHall) -> None:
    number = hall.issue().ticket.number
    hall.sign_in().act("call-next")
    page = visitor.open(f"{hall.url}/board")

    assert number not in page.content()
    expect(page.locator("#code")).to_be_visible()
    page.locator("#code").fill("12345678")
    page.locator("button").click()
    expect(page.locator("#trouble")).to_be_visible()


def test_one_act_of_a_supervisor_blanks_it_and_an_emergency_takes_its_place(visitor: Visitor, hall: OpenHall) -> None:
    page = open_board(visitor, hall)
    with closing(hall.supervisor()) as supervisor:
        supervisor.tell_boards(TellBoards(face=Face.BLANK), key=new_key())
        expect(page.locator("#hero")).to_be_hidden()
        expect(page.locator("header")).to_have_css("visibility", "hidden")
        keep(page, "blank")
        supervisor.tell_boards(TellBoards(face=Face.EMERGENCY, words=OUT), key=new_key())
        expect(page.locator("#poster")).to_contain_text(OUT.zh)
        expect(page.locator("#notices")).to_have_css("visibility", "hidden")
        keep(page, "emergency")
        supervisor.tell_boards(TellBoards(), key=new_key())
        expect(page.locator("#hero")).to_be_visible()


def test_a_board_of_a_floor_shows_its_calls_only(visitor: Visitor, hall: OpenHall) -> None:
    page = open_board(visitor, hall, "/board?floor=3")
    hall.issue()
    hall.sign_in().act("call-next")
    page.wait_for_timeout(600)

    assert "三楼" in page.locator("h1").inner_text()
    expect(page.locator("#quiet")).to_be_visible()


def test_a_sign_shows_who_is_called_to_its_window_and_that_it_takes_nobody(visitor: Visitor, hall: OpenHall) -> None:
    page = open_board(visitor, hall, f"/board?window={WINDOW}")
    page.clock.install()
    page.reload()
    state = page.locator("#sign h2")
    expect(state).to_contain_text("暂未开放")
    number = hall.issue().ticket.number
    desk = hall.sign_in()
    desk.act("call-next")
    expect(page.locator("#sign .number")).to_have_text(number)
    expect(state).to_contain_text("请")
    desk.act("start")
    expect(state).to_contain_text("正在办理")
    desk.act("finish")
    expect(state).to_contain_text("请留意叫号")
    desk.pause("午间休息", minutes=30)
    expect(state).to_contain_text("暂停服务")
    back = page.locator("#sign .back")
    expect(back).to_contain_text("恢复办理")
    hall.pass_time(minutes=31)
    page.clock.fast_forward(61_000)
    expect(back).to_have_count(0, timeout=12_000)
    expect(state).to_contain_text("暂停服务")


def test_axe_finds_nothing_wrong_with_any_face_in_any_theme(visitor: Visitor, hall: OpenHall) -> None:
    pytest.importorskip("axe_playwright_python", reason="install requirements-test.lock")
    page = visitor.open(f"{hall.url}/board", viewport=WIDE)
    found: list[str] = []

    def look(name: str, query: str, shown: str) -> None:
        for theme in THEMES:
            page.goto(f"{hall.url}/board?theme={theme}{query}")
            expect(page.locator(shown)).to_be_visible()
            for size in (WIDE, TALL):
                page.set_viewport_size(size)  # type: ignore[arg-type]  # a TypedDict of the same form
                keep(page, f"{name}-{theme}-{size['width']}")
                faults = (*list_violations(page), *page.evaluate(OVERLAPS))
                found.extend(f"{name} {theme} {size['width']}: {each}" for each in faults)

    look("pairing", "", "#code")
    page.context.add_cookies([{"name": "yinhao_session", "value": hall.display_token, "url": hall.url}])
    look("wrong-address", "&floor=9", ".trouble")
    with closing(hall.supervisor()) as supervisor:
        supervisor.close_day(WithReason(reason="停电"), key=new_key())
        look("day-closed", "", "#poster")
        supervisor.reopen_day(key=new_key())
    look("quiet", "", "#quiet")
    look("sign-closed", f"&window={WINDOW}", "#sign h2")
    for _ in range(3):
        hall.issue()
    desk = hall.sign_in()
    for act in ("call-next", "recall", "overdue", "call-next"):
        hall.pass_time(minutes=2)
        desk.act(act)
    look("called", "", "#called")
    look("sign-called", f"&window={WINDOW}", "#sign .number")
    desk.act("start")
    desk.act("finish")
    desk.pause("午间休息", minutes=30)
    look("sign-paused", f"&window={WINDOW}", "#sign h2")
    with closing(hall.supervisor()) as supervisor:
        supervisor.tell_boards(TellBoards(face=Face.EMERGENCY, words=OUT), key=new_key())
        look("emergency", "", "#poster")
        supervisor.tell_boards(TellBoards(face=Face.BLANK), key=new_key())
        look("blank", "", "#poster")

    assert found == []


def test_a_server_that_went_away_is_told_within_twenty_seconds_and_its_calls_are_caught_up(
    visitor: Visitor, hall: OpenHall
) -> None:
    page = open_board(visitor, hall)
    hall.issue()
    hall.close()
    expect(page.locator("#stale")).to_be_visible(timeout=20_500)
    keep(page, "stale")
    hall.open()
    called = hall.sign_in().act("call-next")

    assert called.ticket is not None
    expect(page.locator("#hero-number")).to_have_text(called.ticket.number, timeout=15_000)
    expect(page.locator("#stale")).to_be_hidden()
