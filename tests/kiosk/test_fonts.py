"""A font file that is missing or broken: another stands in, never a box in place of a letter, and never a crash."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.kiosk.glass import Glass  # before all that imports Kivy

from hall.ui.fonts import NoFonts, register_fonts  # isort: skip
from demo.programs import Program, wait_until  # isort: skip
from demo.screen import VirtualScreen  # isort: skip
from printer.fonts import FontBook  # isort: skip
from printer.placed import TextStyle, Weight  # isort: skip
from tests.kiosk.words import ASSETS  # isort: skip

FONTS = ASSETS / "fonts"
WEIGHTS = ("Regular", "Medium", "Bold", "Black")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Copies of the fonts that a test may break; the real ones are registered again after it."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for file in (*FONTS.glob("*.ttf"), FONTS / "icons.toml"):
        (folder / file.name).symlink_to(file)
    yield folder
    register_fonts(FONTS)


def cut(file: Path) -> None:
    """Leave the first half of a file."""
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data[: len(data) // 2])


def spoil(file: Path) -> None:
    file.unlink()
    file.write_bytes(b"this is no font")


@pytest.mark.parametrize("harm", [Path.unlink, cut, spoil])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_another_weight_stands_in(folder: Path, weight: str, harm: object, caplog: pytest.LogCaptureFixture) -> None:
    harm(folder / f"NotoSansSC-{weight}.ttf")  # type: ignore[operator]

    icons = register_fonts(folder)
    glass = Glass()
    glass.pump()
    picture = glass.picture()
    glass.close()

    assert len(icons) > 100
    assert f"stands in for NotoSansSC-{weight}.ttf" in caplog.text
    assert len(picture.getcolors(1 << 20) or ()) > 50


def test_icons_without_a_font_are_left_out(folder: Path) -> None:
    spoil(folder / "YinhaoIcons-Fill.ttf")

    assert register_fonts(folder) == {}


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_icons_without_names_are_left_out(folder: Path, harm: object) -> None:
    harm(folder / "icons.toml")  # type: ignore[operator]

    assert register_fonts(folder) == {}


def test_without_any_font_that_is_said(folder: Path) -> None:
    for weight in WEIGHTS:
        spoil(folder / f"NotoSansSC-{weight}.ttf")

    with pytest.raises(NoFonts, match="restore"):
        register_fonts(folder)


@pytest.mark.parametrize("weight", Weight)
def test_paper_is_printed_with_another_weight(folder: Path, weight: Weight) -> None:
    spoil(folder / f"NotoSansSC-{weight}.ttf")

    book = FontBook(folder)

    assert book.measure("您的号码 A012", TextStyle(weight=weight, size_dots=32)) > 100


def test_a_kiosk_without_any_font_sends_visitors_to_the_desk_in_a_picture(tmp_path: Path) -> None:
    """And tells systemd that it is ready and alive, which would else start it anew and anew."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        heard: list[bytes] = []

        def hears_that_it_is_alive() -> bool:
            with suppress(BlockingIOError):
                while True:
                    heard.append(listener.recv(100))
            return b"WATCHDOG=1" in heard

        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "900000"}
        _show_picture(tmp_path, told=told, until=hears_that_it_is_alive)
        hears_that_it_is_alive()

    assert heard[0] == b"READY=1"
    assert heard[-1] == b"STOPPING=1"


def _show_picture(tmp_path: Path, *, told: dict[str, str], until: Callable[[], bool]) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets, ignore=shutil.ignore_patterns("*.ttf", "voice", "web"))
    screen = VirtualScreen(540, 960, logs=tmp_path)
    arguments = ["kiosk", "--server", "http://127.0.0.1:1", "--printer", f"virtual:{tmp_path}", "--token", "t"]
    arguments += ["--size", "540x960", "--assets", str(assets), "--state", str(tmp_path / "state")]
    program = Program(
        "kiosk", arguments, logs=tmp_path, environment={"DISPLAY": screen.name, "SDL_VIDEODRIVER": "x11", **told}
    )

    def has_words() -> bool:
        return len(screen.picture().getcolors(1 << 20) or ()) > 10

    wait_until(has_words, what="the picture", timeout_s=30.0, programs=[program])
    wait_until(until, what="what systemd waits for", timeout_s=30.0, programs=[program])
    code = program.stop()
    screen.stop()

    assert code == 0
    assert "none of the fonts can be read" in program.log.read_text(encoding="utf-8")
