"""Scanners of both kinds: what they read, and that one that types presses nothing."""

import os
import pty
import queue
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.errors import BadSettings
from kiosk.scanned import Scanned, read_scan
from kiosk.serial_scanner import SerialLine, SerialScanner, read_scanner
from kiosk.wedge import BURST_S, ENTER, KEYPAD_ENTER, TAB, Stroke, Wedge

PATIENCE_S = 10.0
SLIP = "https://Hall.example:8123/t/AbCdEfGhJkM"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (SLIP, Scanned(token="AbCdEfGhJkM")),
        ("http://10.0.0.7/hall/t/AbCdEfGhJkM/\r", Scanned(token="AbCdEfGhJkM")),
        ("482913", Scanned(appointment="482913")),
        ("a012", Scanned(number="A012")),
        ("K2-001", Scanned(number="K2-001")),
        ("https://example.org/menu", Scanned()),
        ("6901234567892", Scanned()),
        ("http://x/t/../../etc", Scanned()),
        ("", Scanned()),
    ],
)
def test_a_code_is_told_from_another(text: str, means: Scanned) -> None:
    assert read_scan(text) == means


def strokes(text: str) -> Iterator[Stroke]:
    """Yield what a scanner types for a text, on a US keyboard."""
    shifted = dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`", strict=True))
    for character in text:
        is_shifted = character.isupper() or character in shifted
        key = ord(shifted.get(character, character.lower()))
        yield Stroke(key=key, modifiers=frozenset({"shift"} if is_shifted else ()))


def type_in(wedge: Wedge, text: str, *, end: int = ENTER, gap_s: float = 0.004) -> list[bool]:
    now = 50.0
    taken = []
    for stroke in [*strokes(text), Stroke(key=end)]:
        now += gap_s
        taken.append(wedge.take(stroke, now))
    return taken


@pytest.mark.parametrize("end", [ENTER, KEYPAD_ENTER, TAB])
def test_a_burst_that_ends_is_read_and_every_key_of_it_kept(end: int) -> None:
    wedge = Wedge()

    taken = type_in(wedge, SLIP, end=end)

    assert wedge.text == SLIP
    assert all(taken)


def test_the_text_that_the_system_tells_is_believed_before_the_modifiers() -> None:
    wedge = Wedge()
    for place, character in enumerate("aBc"):
        stale = Stroke(key=ord(character.lower()), modifiers=frozenset({"shift"}))
        wedge.take(stale, 1 + place / 100)
        wedge.hear(character)
    wedge.take(Stroke(key=ENTER), 1.05)

    assert wedge.text == "aBc"


def test_without_text_the_keys_are_read() -> None:
    wedge = Wedge()
    wedge.take(Stroke(key=ord("9")), 1.0)
    wedge.hear("x")
    wedge.take(Stroke(key=ENTER), 5.0)

    type_in(wedge, SLIP)

    assert wedge.text == SLIP


def test_a_persons_enter_is_not_the_scanners() -> None:
    wedge = Wedge()

    assert not wedge.take(Stroke(key=ENTER), 1.0)
    assert not wedge.take(Stroke(key=273), 1.1)  # an arrow
    assert wedge.text == ""


def test_enter_long_after_a_letter_is_a_persons() -> None:
    wedge = Wedge()
    wedge.take(Stroke(key=ord("a")), 1.0)

    assert not wedge.take(Stroke(key=ENTER), 1.0 + 2 * BURST_S)
    assert wedge.text == ""


def test_letters_typed_slowly_are_no_code() -> None:
    wedge = Wedge()

    type_in(wedge, "A012", gap_s=2 * BURST_S)

    assert wedge.text == ""


def test_caps_lock_turns_letters_only() -> None:
    wedge = Wedge()
    for place, key in enumerate("a1b"):
        wedge.take(Stroke(key=ord(key), modifiers=frozenset({"capslock"})), 1 + place / 100)
    wedge.take(Stroke(key=ENTER), 1.04)

    assert wedge.text == "A1B"


def test_a_key_with_control_types_nothing() -> None:
    assert not Wedge().take(Stroke(key=ord("c"), modifiers=frozenset({"ctrl"})), 1.0)


@pytest.mark.parametrize(
    ("address", "baud"), [("serial:/dev/ttyACM0", "B9600"), ("serial:/dev/ttyS0?baud=115200", "B115200")]
)
def test_a_serial_line_is_read_from_its_address(address: str, baud: str) -> None:
    assert read_scanner(address) == SerialLine(
        device=address.partition(":")[2].partition("?")[0], speed=getattr(termios, baud)
    )


@pytest.mark.parametrize("address", ["usb:1", "serial:", "serial:/dev/ttyS0?baud=7", "/dev/ttyS0"])
def test_another_address_is_refused_in_one_line(address: str) -> None:
    with pytest.raises(BadSettings, match="--scanner"):
        read_scanner(address)


class Plug:
    """A pseudo-terminal behind a name that can be pulled and put in again."""

    def __init__(self, name: Path) -> None:
        self._name = name
        self.put_in()

    def put_in(self) -> None:
        self._near, self._far = pty.openpty()
        self._name.unlink(missing_ok=True)
        self._name.symlink_to(os.ttyname(self._far))

    def pull(self) -> None:
        os.close(self._far)
        os.close(self._near)

    def write(self, received: bytes) -> None:
        os.write(self._near, received)


@pytest.fixture
def codes() -> "queue.Queue[str]":
    return queue.Queue()


@pytest.fixture
def plug(tmp_path: Path, codes: "queue.Queue[str]") -> Iterator[Plug]:
    plug = Plug(tmp_path / "scanner")
    scanner = SerialScanner(read_scanner(f"serial:{tmp_path / 'scanner'}"), hand_over=codes.put)
    scanner.start()
    yield plug
    scanner.stop()


def scan_until_read(plug: Plug, codes: "queue.Queue[str]", code: str) -> None:
    """Scan until it is read: the line throws away what came before it was opened."""
    for _ in range(int(PATIENCE_S / 0.25)):
        plug.write(code.encode() + b"\r")
        try:
            assert codes.get(timeout=0.25) == code
        except queue.Empty:
            continue
        return
    raise AssertionError("nothing was read")


def test_codes_are_read_from_a_line_however_they_are_cut(plug: Plug, codes: "queue.Queue[str]") -> None:
    scan_until_read(plug, codes, "first")
    while not codes.empty():
        codes.get()

    plug.write(b"https://hall/t/AbCd")
    plug.write(b"EfGhJkM\r\n482913\r\n\r\n")

    assert [codes.get(timeout=PATIENCE_S) for _ in range(2)] == ["https://hall/t/AbCdEfGhJkM", "482913"]
    assert codes.empty()


def test_a_scanner_whose_plug_was_pulled_is_found_again(plug: Plug, codes: "queue.Queue[str]") -> None:
    scan_until_read(plug, codes, "before")
    plug.pull()

    plug.put_in()

    while not codes.empty():
        codes.get()
    scan_until_read(plug, codes, "after")
