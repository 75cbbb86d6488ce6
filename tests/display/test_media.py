"""Pictures between calls: what is played, how it fits, and that it stops at once for a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest
from PIL import Image

from display.board import board_of, next_change_at
from display.media import Frame, Media, fitted
from display.scene import Scene
from display.turns import QUIET_AFTER
from tests.display.scenes import Day

ROOM = (120, 80)
WAIT_S = 5.0


@contextmanager
def playing(folder: Path) -> Iterator[tuple[Media, "Queue[Frame]"]]:
    frames: Queue[Frame] = Queue()
    media = Media(folder, frames.put)
    media.start()
    media.tell_room(ROOM)
    yield media, frames
    media.stop()


def picture(file: Path, colour: str, size: tuple[int, int] = (40, 30)) -> Path:
    Image.new("RGB", size, colour).save(file)
    return file


def media_day() -> Day:
    day = Day()
    day.scene = Scene(coverage=day.scene.coverage, directory=day.scene.directory, has_media=True)
    day.connect()
    return day


def test_a_clip_is_played_through_and_a_file_that_is_none_is_left_out(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("not shown")
    pages = [Image.new("RGB", (12, 8), colour) for colour in ("red", "blue")]
    pages[0].save(tmp_path / "b.gif", save_all=True, append_images=pages[1:], duration=20)
    picture(tmp_path / "c.jpg", "lime")

    with playing(tmp_path) as (_media, frames):
        colours = [frame.pixels[:3] for frame in (frames.get(timeout=WAIT_S) for _ in range(3))]
    assert colours[:2] == [b"\xff\x00\x00", b"\x00\x00\xff"]
    assert colours[2][1] > 200


def test_nothing_comes_while_it_is_told_to_show_nothing(tmp_path: Path):
    picture(tmp_path / "a.png", "red")
    with playing(tmp_path) as (media, frames):
        frames.get(timeout=WAIT_S)
        media.tell_room(None)
        media.tell_room((60, 40))
        assert frames.get(timeout=WAIT_S).width <= 60
        media.tell_room(None)
        with pytest.raises(Empty):
            frames.get(timeout=0.05)


@pytest.mark.parametrize(("size", "fits"), [((40, 30), (107, 80)), ((400, 100), (120, 30)), ((3, 9), (27, 80))])
def test_a_picture_is_whole_and_as_large_as_its_place(size: tuple[int, int], fits: tuple[int, int]):
    frame = fitted(Image.new("RGB", size), ROOM, stays_s=1)

    assert (frame.width, frame.height) == fits
    assert len(frame.pixels) == 3 * frame.width * frame.height


def test_pictures_wait_until_nobody_was_called_for_a_while_and_go_for_the_next_call():
    day = media_day()
    assert board_of(day.scene, day.now).rests
    day.call("A012")
    assert not board_of(day.scene, day.now).rests

    day.pass_time(QUIET_AFTER.total_seconds() - 1)
    assert not board_of(day.scene, day.now).rests
    assert next_change_at(day.scene, day.now) - day.now <= QUIET_AFTER
    day.pass_time(1)
    day.beat()
    assert board_of(day.scene, day.now).rests
    day.call("A013")
    assert not board_of(day.scene, day.now).rests


def test_a_board_without_pictures_never_rests():
    day = Day()
    day.connect()

    assert not board_of(day.scene, day.now).rests
