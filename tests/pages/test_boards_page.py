"""What staff see of the boards: the console's warning, and the page on which a supervisor tells them what to show."""

from contextlib import closing

from playwright.sync_api import expect

from hall.board_events import Face
from hall.boards import BoardHealth
from hall.client import HallClient, new_key
from hall.devices import Health
from hall.exchange import SignInRequest
from tests.pages.browser import Visitor
from tests.pages.console_page import sign_in
from tests.pages.open_hall import PASSWORD, OpenHall


def beat(hall: OpenHall, **how: object) -> None:
    with closing(HallClient(hall.url, token=hall.display_token)) as board:
        board.tell_health(Health(board=BoardHealth(covers="floor 2", **how)), key=new_key())


def test_a_clerk_reads_which_board_does_not_receive_the_calls(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    expect(page.locator("#boards")).to_be_hidden()
    beat(hall)
    hall.pass_time(seconds=60)
    page.reload()

    expect(page.locator("#boards")).to_contain_text("board (floor 2)")
    expect(page.locator("#boards")).to_contain_text("口头呼叫")
    beat(hall, speaks=True, has_sound=False)
    page.reload()
    expect(page.locator("#boards")).to_contain_text("没有声音")


def test_a_supervisor_blanks_all_boards_with_one_press_and_tells_a_notice(visitor: Visitor, hall: OpenHall) -> None:
    beat(hall)
    with closing(hall.supervisor()) as supervisor:
        page = visitor.open(f"{hall.url}/boards")
        expect(page.locator(".trouble")).to_be_visible()
        signed_in = supervisor.sign_in(SignInRequest(clerk="supervisor", password=PASSWORD), key=new_key())
        page.context.add_cookies([{"name": "yinhao_session", "value": signed_in.session_token, "url": hall.url}])
        page.reload()
        expect(page.locator("#list")).to_contain_text("正常")

        page.locator("[data-face=blank]").click()
        expect(page.locator("#face")).to_have_text("黑屏")
        assert supervisor.look_at_boards().told.face is Face.BLANK

        page.locator("#zh").fill("三楼电梯检修")
        page.locator("#en").fill("The lift is under repair")
        page.locator("#speak").check()
        page.locator("button[value=notice]").click()
        expect(page.locator("#face")).to_have_text("叫号")
        told = supervisor.look_at_boards().told
        assert told.notice is not None
        assert (told.notice.zh, told.is_spoken, told.face) == ("三楼电梯检修", True, Face.CALLS)
