import threading
from pathlib import Path

import pytest

from display.scribe import Scribe


def test_lines_are_added_in_order(tmp_path: Path):
    scribe = Scribe()
    scribe.start()
    for number in range(100):
        scribe.append(tmp_path / "log", str(number))
    scribe.stop()

    assert (tmp_path / "log").read_text(encoding="utf-8").split() == [str(number) for number in range(100)]


def test_a_file_holds_the_last_wish_and_nothing_half(tmp_path: Path):
    scribe = Scribe()
    scribe.start()
    for number in range(100):
        scribe.replace(tmp_path / "state", lambda number=number: f"state {number}".encode())
    scribe.stop()

    assert (tmp_path / "state").read_bytes() == b"state 99"
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_many_wishes_within_a_second_are_written_once_or_twice(tmp_path: Path):
    made: list[int] = []
    scribe = Scribe()
    scribe.start()
    for number in range(50):
        scribe.replace(tmp_path / "state", lambda number=number: bytes([made.append(number) or number]))
    scribe.stop()

    assert len(made) <= 3
    assert made[-1] == 49


def test_a_wish_is_written_without_another_to_push_it(tmp_path: Path):
    scribe = Scribe()
    scribe.start()
    made = threading.Event()

    def make() -> bytes:
        made.set()
        return b"alone"

    scribe.replace(tmp_path / "state", make)

    assert made.wait(5)
    scribe.stop()
    assert (tmp_path / "state").read_bytes() == b"alone"


def test_what_cannot_be_written_is_told_once_and_does_not_end_the_scribe(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    scribe = Scribe()
    scribe.start()
    for _ in range(3):
        scribe.append(tmp_path / "no" / "such" / "folder", "lost")
    scribe.replace(tmp_path / "other", lambda: b"".join([""]))  # type: ignore[list-item]  # a fault of ours
    scribe.append(tmp_path / "log", "kept")
    scribe.stop()

    assert (tmp_path / "log").read_text(encoding="utf-8") == "kept\n"
    assert caplog.text.count("cannot be written") == 2
