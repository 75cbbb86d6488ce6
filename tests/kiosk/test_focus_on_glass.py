"""Everything by four keys, and everything heard: in the real window."""

import time
from collections.abc import Iterator

import pytest

from tests.kiosk.glass import Glass  # isort: skip  # before all that imports Kivy
from kiosk.flow import Screen
from kiosk.settling import SETTLE_S
from kiosk.visit import PaperState, Reading, Visit
from tests.kiosk.states import STATES, make_hall, take_ticket


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    yield glass
    glass.close()


def hold(glass: Glass, key: str) -> None:
    """Press down until a control is in hand."""
    for _ in range(80):
        glass.press("down")
        if glass.app._focus._focus.key == key:
            return
    raise AssertionError(f"{key} is never in hand")


def test_the_first_key_turns_the_guidance_on_and_says_how_it_works(glass: Glass) -> None:
    glass.press("down")

    assert Reading.VOICE in glass.reception.visit.reading
    assert "按确定键" in glass.mouth.last
    assert "您要办什么事" in glass.mouth.last
    assert "What can we" not in glass.mouth.last


def test_down_and_up_take_controls_in_hand_and_say_them_with_their_place(glass: Glass) -> None:
    glass.press("down", "down")
    assert glass.mouth.last.startswith("事项、部门")

    glass.press("down")
    assert "社会保险登记" in glass.mouth.last
    assert "等候 7 人" in glass.mouth.last
    assert "12到18" in glass.mouth.last
    assert "第 2 项，共" in glass.mouth.last

    glass.press("up")
    assert "第 1 项" in glass.mouth.last


def test_the_control_in_hand_has_a_ring_that_can_be_seen(glass: Glass) -> None:
    before = glass.picture()
    glass.press("down", "down")

    x, y = glass.control("home.search").to_window(*glass.control("home.search").pos)
    assert before.getpixel((int(x) - 4, int(before.height - y - 66))) != glass.picture().getpixel(
        (int(x) - 4, int(before.height - y - 66))
    )
    assert glass.picture().getpixel((int(x) - 6, int(before.height - y - 66))) == tuple(
        round(part * 255) for part in glass.app.theme.call[:3]
    )


def test_a_ticket_is_taken_by_keys_alone_and_read_out(glass: Glass) -> None:
    glass.press("down")
    hold(glass, "home.featured.social_insurance_registration")
    glass.press("enter")
    assert glass.reception.screen is Screen.MATTER
    assert "要带的材料" in glass.mouth.last or "二楼" in glass.mouth.last

    hold(glass, "matter.take_ticket")
    glass.press("enter")
    glass.answer()
    glass.app._tell_settled()

    for words in ("A 0 0 1", "请到", "二楼", "5、6 号窗口", "叫到号"):
        assert words in glass.mouth.last


def test_repeat_says_the_page_again(glass: Glass) -> None:
    glass.press("down")
    take_ticket(glass)
    glass.press("space")

    assert "A 0 0 1" in glass.mouth.last


def test_a_ticket_is_read_whole_where_a_frame_takes_longer_than_the_rest_after_it(glass: Glass) -> None:
    glass.press("down")
    glass.tap("home.featured.social_insurance_registration")
    glass.reception.take_ticket()
    glass.desk.answer()
    for _ in range(8):
        time.sleep(1.5 * SETTLE_S)
        glass.pump(1)

    read = glass.mouth.last
    glass.press("space")
    assert "电梯" in read
    assert read == glass.mouth.last


def test_guidance_in_english_is_english(glass: Glass) -> None:
    glass.tap("home.language")
    glass.press("down", "down", "down")

    assert glass.mouth.said[-1].code == "en"
    assert "Social insurance registration" in glass.mouth.last
    assert "Item 2 of" in glass.mouth.last


def test_the_way_to_another_language_is_said_in_it(glass: Glass) -> None:
    glass.press("down")
    hold(glass, "home.language")
    assert glass.mouth.said[-1].code == "en"
    assert glass.mouth.last.startswith("English. Item ")

    glass.press("enter", "down")
    glass.reception.open_departments()
    glass.pump(2)
    hold(glass, "nav.language")
    assert glass.mouth.said[-1].code == "zh"
    assert glass.mouth.last.startswith("中文。第 ")


def test_more_time_is_asked_aloud_and_any_key_gives_it(glass: Glass) -> None:
    glass.press("down")
    glass.reception.open_departments()
    glass.settle()
    glass.wait(60)
    glass.app._tell_settled()
    assert "还需要更多时间吗" in glass.mouth.last

    glass.press("down")

    assert "按部门查找" in glass.texts()


def test_nobody_is_sent_home_in_the_middle_of_a_sentence(glass: Glass) -> None:
    glass.press("down")
    take_ticket(glass)
    glass.mouth.is_speaking = True
    for _ in range(60):
        glass.desk.wait(1)
        glass.app._tick()

    assert glass.reception.screen is Screen.TICKET


def test_the_next_visitor_finds_no_guidance_and_no_ring(glass: Glass) -> None:
    glass.press("down", "down")
    glass.reception.end_visit()
    glass.settle()
    glass.app._tell_settled()

    assert glass.reception.visit == Visit()
    assert glass.mouth.hushed
    assert all(colour.a == 0 for colour in glass.root._ring_colours)


def test_a_kiosk_without_sound_says_so_where_it_is_turned_on(glass: Glass) -> None:
    glass.app.note_sound(is_heard=False)
    glass.settle()

    assert "没有声音" in glass.texts()


@pytest.mark.parametrize("name", ["departments", "search", "matter", "my_number"])
def test_a_kiosk_without_sound_says_so_in_the_bar_of_every_screen_while_the_guidance_is_on(
    glass: Glass, name: str
) -> None:
    STATES[name](glass)
    glass.app.note_sound(is_heard=False)
    glass.settle()
    assert "没有声音" not in glass.texts(), "who does not listen is not told"

    glass.press("down")
    glass.settle()
    assert "没有声音" in glass.texts()

    glass.app.note_sound(is_heard=True)
    glass.settle()
    assert "没有声音" not in glass.texts()


@pytest.mark.parametrize("name", [name for name in STATES if name not in {"taking"}])
def test_every_screen_can_be_left_by_keys_and_says_something(glass: Glass, name: str) -> None:
    glass.press("down")
    STATES[name](glass)
    glass.settle()
    glass.app._tell_settled()
    glass.press("space")
    assert len(glass.mouth.last) > 5

    seen = set()
    for _ in range(len(glass.controls()) + 1):
        glass.press("down")
        seen.add(glass.app._focus._focus.key)

    assert (seen if glass.controls() else set()) == {control.key for control in glass.controls() if control.is_enabled}


def test_ok_pressed_once_more_after_the_number_prints_nothing(glass: Glass) -> None:
    take_ticket(glass)
    glass.reception.take_paper_news(1, PaperState.PRINTED)
    glass.press("down", "down")
    assert glass.app._focus._focus.key == "ticket.done"

    glass.press("enter")
    assert glass.desk.paper.again == []
    assert glass.reception.screen is Screen.HOME
