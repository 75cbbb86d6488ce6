"""The board in a real window: what can be read, where, how large, and how often it is drawn."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from display.media import Frame
from display.widgets.call_row import CallRowView
from display.widgets.hero import Hero
from display.widgets.media_view import MediaView
from hall.coverage import Coverage
from hall.events import QueueHalted
from hall.places import Text
from hall.stream import Disconnected
from tests.contrast import contrast_of
from tests.display.glass import HEIGHT, WIDTH, Glass, Words
from tests.display.scenes import Day, directory, queue_now, snapshot, with_queues

Show = Callable[..., Glass]

CAPITAL, BASELINE = 0.733, 0.288
"""The height of a digit, and of a line's baseline above its lower edge, as parts of the font size (Noto Sans SC)."""


@pytest.fixture
def show() -> Iterator[Show]:
    opened: list[Glass] = []

    def show_day(day: Day, **how: object) -> Glass:
        opened.append(Glass(day, **how))
        return opened[-1]

    yield show_day
    for glass in opened:
        glass.close()


def busy_day(coverage: Coverage | None = None) -> Day:
    hall = directory(queue_count=8)
    day = Day(coverage, hall=hall)
    day.connect(with_queues(snapshot(), [queue_now(queue.queue_id, waiting=12) for queue in hall.queues]))
    for number, window in [("B004", "7"), ("A011", "6"), ("E019", "12"), ("Z008", "6"), ("C031", "7")]:
        day.call(number, window)
        day.pass_time(7)
    day.miss("A011", "6")
    day.call("A012", "5")
    return day


def ink_of(words: Words) -> tuple[float, float, float, float]:
    """The box of the letters alone: capitals and digits stand on the baseline, all else reaches a little below it."""
    is_tall = bool(re.fullmatch(r"[A-Z0-9]+", words.text))
    low, high = (BASELINE, BASELINE + CAPITAL) if is_tall else (BASELINE - 0.12, BASELINE + 0.88)
    return words.left, words.bottom + low * words.font_px, words.right, words.bottom + high * words.font_px


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("theme", ["paper", "blue", "contrast"])
def test_no_words_cover_others_or_leave_the_glass(show: Show, theme: str, width: int, height: int):
    glass = show(busy_day(), theme=theme, width=width, height=height)

    boxes = [(words.text, ink_of(words)) for words in glass.words()]
    assert len(boxes) > 40
    for text, (left, bottom, right, top) in boxes:
        assert left >= 0, text
        assert right <= width, text
        assert bottom >= 0, text
        assert top <= height, text
    for (one, a), (other, b) in combinations(boxes, 2):
        is_apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert is_apart, (one, other)


def test_the_number_is_a_quarter_of_the_height(show: Show):
    glass = show(busy_day())

    number = max(glass.words(), key=lambda words: words.font_px)
    assert number.text == "A012"
    assert number.font_px * CAPITAL >= HEIGHT / 4
    assert number.font_px >= 320


@pytest.mark.parametrize("number", ["A1", "W888", "B1100", "WW8888", "K2-001", "K12-001"])
def test_numbers_of_any_length_stay_on_the_card(show: Show, number: str):
    day = busy_day()
    day.call(number, "12")
    day.pass_time(7)
    glass = show(day)

    hero = glass.find(Hero)
    shown = max(glass.words(), key=lambda words: words.font_px)
    assert shown.text == number
    assert shown.left >= hero.x
    assert shown.right <= hero.right


@pytest.mark.parametrize("theme", ["paper", "blue", "contrast"])
def test_every_text_has_seven_times_the_contrast_of_its_ground(show: Show, theme: str):
    glass = show(busy_day(), theme=theme)
    picture = glass.picture()

    for words in glass.words():
        if words.text == "“":  # the mark, a picture
            continue
        # The ground is read from the glass, just left of the text and in the middle of its height.
        at = (max(0, round(words.left) - 4), HEIGHT - 1 - round((words.bottom + words.top) / 2))
        ground = tuple(part / 255 for part in picture.getpixel(at))
        assert contrast_of(words.color, ground) >= 7, (words.text, ground)


def test_the_call_says_where_to_go_in_both_languages(show: Show):
    texts = show(busy_day()).texts()

    for words in (
        "请  ·  Now calling",
        "A012",
        "到",
        "5",
        "号窗口",
        "二楼  Floor 2",
        "社会保险登记",
        "Window 5, Floor 2",
    ):
        assert words in texts


def test_a_floor_has_its_colour_and_its_name(show: Show):
    glass = show(busy_day(Coverage(floor_id="3")))

    theme = glass.app.theme
    number = max(glass.words(), key=lambda words: words.font_px)
    assert number.color == pytest.approx(theme.brown)
    assert "三楼  Floor 3" in glass.texts()
    assert "区行政服务中心分中心 · 三楼" in glass.texts()


def test_the_row_of_the_call_is_marked_by_more_than_colour(show: Show):
    day = busy_day()
    glass = show(day)
    bell, speaker = glass.app.icons["bell-ringing"], glass.app.icons["speaker-high"]

    assert glass.texts().count(bell) == 1
    day.scene = replace(day.scene, spoken_call_id=day.hall.calls[1].call_id)
    glass.show()
    assert (glass.texts().count(bell), glass.texts().count(speaker)) == (1, 1)


def test_a_number_that_did_not_come_says_so(show: Show):
    glass = show(busy_day())

    row = next(row for row in glass.find_all(CallRowView) if row.number == "A011")
    assert (row.missed, row.come_back) == ("过号，请扫小票二维码", "或到取号机重新排队")
    assert row.window == ""


def test_a_stopped_queue_says_so(show: Show):
    day = Day(hall=directory(queue_count=8))
    day.connect()
    stopped = queue_now("medical", stopped=Text(zh="系统维护", en="Maintenance"))
    day.happen(QueueHalted(queue=stopped))

    assert "暂停取号" in show(day).texts()


def test_a_board_without_calls_tells_what_to_do(show: Show):
    day = Day()
    day.connect()
    texts = show(day).texts()

    assert "请留意叫号" in texts
    assert "Please wait for your number" in texts
    assert "到" not in texts


def test_a_silent_board_does_not_promise_a_voice(show: Show):
    day = Day()
    day.connect()

    assert not any("语音" in text for text in show(day, speaks=False).texts())


def test_before_the_first_connection_the_board_is_not_blank(show: Show):
    day = Day()
    day.scene = replace(day.scene, directory=None)
    texts = show(day).texts()

    assert "正在连接大厅" in texts
    assert any("窗口人员" in text for text in texts)


def test_an_old_board_says_so_in_both_languages_across_its_width(show: Show):
    day = busy_day()
    day.hear(Disconnected(error=None))
    day.pass_time(25)
    texts = show(day).texts()

    assert any("连接中断" in text and "09:42" in text for text in texts)
    assert any("lost" in text and "09:42" in text for text in texts)


def test_staff_see_that_the_board_has_no_sound(show: Show):
    day = busy_day()
    day.scene = replace(day.scene, has_sound=False)
    glass = show(day)

    assert "无声：请检查音响" in glass.texts()
    assert glass.app.icons["speaker-slash"] in glass.texts()


def test_a_new_call_pulses_once_and_a_standing_one_does_not(show: Show):
    day = busy_day()
    glass = show(day)
    glass.settle()
    hero = glass.find(Hero)

    glass.show(frames=0)
    assert hero.glow == 0
    day.pass_time(7)
    day.call("A013", "6")
    glass.show(frames=0)
    assert hero.glow == 1


def test_a_recall_pulses_again(show: Show):
    day = busy_day()
    glass = show(day)
    glass.settle()
    day.call("A012", "5", call_count=2)
    glass.show(frames=0)

    assert glass.find(Hero).glow == 1


def test_nothing_pulses_in_high_contrast(show: Show):
    day = busy_day()
    glass = show(day, theme="contrast")
    day.call("A012", "5", call_count=2)
    glass.show(frames=0)

    assert glass.find(Hero).glow == 0


def test_nothing_is_drawn_while_nothing_changes(show: Show):
    glass = show(busy_day())
    glass.settle()
    before = glass.flips
    glass.pump(30)

    assert glass.flips == before


def test_the_frame_after_a_call_shows_it(show: Show):
    day = busy_day()
    glass = show(day)
    glass.settle()
    glass.on_glass.clear()
    day.call("A013", "6")
    glass.show(frames=1)

    assert [board.rows[0].number for board in glass.on_glass] == ["A013"]
    assert "A013" in glass.texts()


def test_the_pixels_of_a_call_are_on_the_glass(show: Show):
    day = busy_day()
    glass = show(day)
    row = glass.find_all(CallRowView)[0]
    left, bottom = row.to_window(*row.pos)
    area = (int(left), int(HEIGHT - bottom - row.height), int(left + row.width), int(HEIGHT - bottom))
    before = glass.picture().crop(area)
    assert glass.picture().crop(area).tobytes() == before.tobytes()
    day.call("A013", "6")
    glass.show()

    assert glass.picture().crop(area).tobytes() != before.tobytes()
    assert glass.picture().size == (WIDTH, HEIGHT)


def test_few_queues_share_the_width_and_many_turn_in_pages(show: Show):
    few = Day()
    few.connect()
    assert len(show(few).root.ids.cards.children) == 3

    many = Day(hall=directory(queue_count=8))
    many.connect(with_queues(snapshot(), [queue_now(queue.queue_id) for queue in many.scene.directory.queues]))
    assert len(show(many).root.ids.cards.children) == 6


def test_the_big_card_is_paper_with_round_corners_on_the_night(show: Show):
    glass = show(busy_day())
    theme, hero = glass.app.theme, glass.find(Hero)
    picture = glass.picture()
    left, top = hero.to_window(hero.x, hero.top)

    def colour_at(x: float, y: float) -> tuple[float, ...]:
        return tuple(part / 255 for part in picture.getpixel((round(x), round(y))))

    assert colour_at(left + 2, HEIGHT - top + 2) == pytest.approx(theme.night[:3], abs=0.01)
    assert colour_at(left + 40, HEIGHT - top + 40) == pytest.approx(theme.paper[:3], abs=0.01)
    assert colour_at(left + 0.2, HEIGHT - top + 200) == pytest.approx(theme.card_edge[:3], abs=0.02)


def test_a_frame_is_told_once_it_is_finished(show: Show):
    glass = show(busy_day())
    told: list[object] = []
    glass.app.frames.after_next(told.append)
    glass.day.pass_time(60)
    glass.show(frames=2)

    assert len(told) == 1


def test_a_picture_takes_the_place_of_the_big_card_and_makes_room_for_a_call_at_once(show: Show):
    day = Day()
    day.scene = replace(day.scene, has_media=True)
    day.connect()
    glass = show(day)
    view, hero = glass.find(MediaView), glass.find(Hero)
    view.show(Frame(pixels=b"\xff\x00\xff" * 400 * 200, width=400, height=200, stays_s=1))
    centre = tuple(int(each) for each in hero.to_window(*hero.center))
    at = (centre[0], HEIGHT - centre[1])
    resting = glass.picture()
    assert (view.size, resting.getpixel(at)) == (hero.size, (255, 0, 255))

    day.call("A012")
    glass.show()
    assert glass.picture().getpixel(at) != (255, 0, 255)
    assert "A012" in glass.texts()
