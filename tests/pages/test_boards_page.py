"""What staff see of the boards: the console's warning, and the page on which a supervisor tells them what to show."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from hall.board_events import Face
from hall.boards import BoardHealth, TellBoards, ToldWords
from hall.client import HallClient, new_key
from hall.devices import Health
from hall.exchange import SignInRequest
from tests.pages.accessible import assert_staff_can_use
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

    expect(page.locator("#boards")).to_contain_text("board（2 层）")
    expect(page.locator("#boards")).to_contain_text("口头呼叫")
    beat(hall, speaks=True, has_sound=False)
    page.reload()
    expect(page.locator("#boards")).to_contain_text("没有声音")


def as_supervisor(page: Page, hall: OpenHall, supervisor: HallClient) -> None:
    """Sign a page's browser in, and load it again."""
    signed_in = supervisor.sign_in(SignInRequest(clerk="supervisor", password=PASSWORD), key=new_key())
    page.context.add_cookies([{"name": "yinhao_session", "value": signed_in.session_token, "url": hall.url}])
    page.reload()


@pytest.fixture
def supervisor(hall: OpenHall) -> Iterator[HallClient]:
    with closing(hall.supervisor()) as client:
        yield client


def test_a_supervisor_is_asked_once_before_all_boards_go_black(
    visitor: Visitor, hall: OpenHall, supervisor: HallClient
) -> None:
    beat(hall)
    page = visitor.open(f"{hall.url}/boards")
    expect(page.locator(".trouble")).to_be_visible()
    as_supervisor(page, hall, supervisor)
    expect(page.locator("#list")).to_contain_text("正常")

    page.locator("[data-face=blank]").click()
    page.keyboard.press("Escape")
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.locator("[data-face=blank]")).to_be_focused()
    assert supervisor.look_at_boards().told.face is Face.CALLS
    page.keyboard.press("Enter")
    expect(page.locator("#ask-yes")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#face")).to_have_text("黑屏")
    assert supervisor.look_at_boards().told.face is Face.BLANK


def test_an_emergency_is_asked_for_once_in_its_own_words(
    visitor: Visitor, hall: OpenHall, supervisor: HallClient
) -> None:
    page = visitor.open(f"{hall.url}/boards")
    as_supervisor(page, hall, supervisor)
    page.locator("button[value=emergency]").click()
    expect(page.locator("#trouble")).to_contain_text("请写中文")
    expect(page.locator("#zh")).to_be_focused()
    page.locator("#zh").fill("请从最近的出口离开")
    page.locator("#en").fill("Please leave by the nearest exit")
    page.locator("button[value=emergency]").click()
    expect(page.locator("#ask-text")).to_contain_text("请从最近的出口离开 Please leave by the nearest exit")
    page.keyboard.press("Enter")

    expect(page.locator("#face")).to_contain_text("请从最近的出口离开")
    assert supervisor.look_at_boards().told.face is Face.EMERGENCY


def test_an_emergency_needs_no_english_and_what_is_too_long_is_told(
    visitor: Visitor, hall: OpenHall, supervisor: HallClient
) -> None:
    page = visitor.open(f"{hall.url}/boards")
    as_supervisor(page, hall, supervisor)
    page.locator("#zh").fill("火" * 41)
    page.locator("button[value=emergency]").click()
    expect(page.locator("#trouble")).to_have_text("中文最多 40 字，现在 41 字。")
    page.locator("#zh").fill("着火了，请从东门离开")
    page.locator("button[value=notice]").click()
    expect(page.locator("#trouble")).to_contain_text("英文")
    page.locator("button[value=emergency]").click()
    page.keyboard.press("Enter")

    expect(page.locator("#face")).to_contain_text("着火了，请从东门离开")
    words = supervisor.look_at_boards().told.words
    assert words is not None
    assert words.en == "Emergency: please follow the staff's directions."


def test_a_notice_stands_there_until_it_is_taken_away(visitor: Visitor, hall: OpenHall, supervisor: HallClient) -> None:
    page = visitor.open(f"{hall.url}/boards")
    as_supervisor(page, hall, supervisor)
    page.locator("#zh").fill("三楼电梯检修")
    page.locator("#en").fill("The lift is under repair")
    page.locator("#speak").check()
    page.locator("button[value=notice]").click()
    expect(page.locator("#standing-zh")).to_have_text("三楼电梯检修")
    expect(page.locator("#zh")).to_have_value("")
    told = supervisor.look_at_boards().told
    assert told.notice is not None
    assert (told.notice.zh, told.is_spoken, told.face) == ("三楼电梯检修", True, Face.CALLS)
    page.reload()
    expect(page.locator("#standing-en")).to_have_text("The lift is under repair")

    page.locator("#take-away").click()
    expect(page.locator("#standing")).to_be_hidden()
    assert supervisor.look_at_boards().told.notice is None


def test_a_notice_does_not_end_an_emergency(visitor: Visitor, hall: OpenHall, supervisor: HallClient) -> None:
    words = ToldWords(zh="请从最近的出口离开", en="Please leave by the nearest exit")
    supervisor.tell_boards(TellBoards(face=Face.EMERGENCY, words=words), key=new_key())
    page = visitor.open(f"{hall.url}/boards")
    as_supervisor(page, hall, supervisor)
    expect(page.locator("#face")).to_contain_text("请从最近的出口离开")
    page.locator("#zh").fill("三楼电梯检修")
    page.locator("#en").fill("The lift is under repair")
    page.locator("#speak").check()
    page.locator("button[value=notice]").click()

    expect(page.locator("#standing-zh")).to_have_text("三楼电梯检修")
    expect(page.locator("#standing-title")).to_have_text("紧急通知结束后滚动的通知")
    told = supervisor.look_at_boards().told
    assert (told.face, told.words and told.words.zh, told.is_spoken) == (Face.EMERGENCY, words.zh, False)


def test_what_was_told_is_said_to_have_come_only_where_a_board_has_it(
    visitor: Visitor, hall: OpenHall, supervisor: HallClient
) -> None:
    beat(hall)
    hall.pass_time(seconds=60)
    page = visitor.open(f"{hall.url}/boards")
    as_supervisor(page, hall, supervisor)
    page.locator("[data-face=calls]").click()
    expect(page.locator("#said")).to_contain_text("没有一块屏收到")

    beat(hall)
    page.locator("[data-face=calls]").click()
    expect(page.locator("#said")).to_contain_text("还在等：board")
    beat(hall, seen_seq=supervisor.look_at_boards().told.told_seq)
    expect(page.locator("#said")).to_have_text("1 块屏都已收到。")


def test_a_supervisor_comes_from_the_desk_and_goes_back(
    visitor: Visitor, hall: OpenHall, supervisor: HallClient
) -> None:
    beat(hall, speaks=True, has_sound=False)
    page = visitor.open(f"{hall.url}/desk", viewport={"width": 1024, "height": 768})
    as_supervisor(page, hall, supervisor)
    expect(page.locator("#devices")).to_contain_text("没有声音")
    hall.pass_time(seconds=60)
    page.reload()
    expect(page.locator("#devices")).to_contain_text("没有响应")
    page.get_by_role("link", name="叫号屏").click()
    expect(page.locator("#list [data-lack=away]")).to_contain_text("没有响应")
    assert_staff_can_use(page)
    page.get_by_role("link", name="导办台").click()
    expect(page.locator("#find")).to_be_visible()
    page.goto(f"{hall.url}/manage")
    page.get_by_role("link", name="叫号屏").click()
    expect(page.locator("#face")).to_have_text("叫号")
