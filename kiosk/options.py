"""The kiosk's command line, checked into one record."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from hall.errors import BadSettings
from kiosk.focus import Key
from kiosk.keys import USUAL, read_keys
from kiosk.serial_scanner import read_scanner
from kiosk.settings import load_settings

KEYBOARD = "keyboard"
"""The word for a scanner that types, in place of a serial line."""

THEMES = ("paper", "blue", "contrast")
FIRST_KIOSK = "K1"
SET_UP = "--set-up"
TOKEN_VARIABLE = "YINHAO_TOKEN"  # noqa: S105  # the variable's name, not a secret
ASSETS = Path(__file__).parents[1] / "assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything that a kiosk is told at its start; sizes and position in the panel's pixels."""

    server: str
    printer: str
    token: str
    kiosk_id: str
    width: int
    height: int
    left: int
    top: int
    is_fullscreen: bool
    theme: str
    scanner: str | None
    keys: dict[int, Key]
    sound: str
    controls: Path | None
    assets: Path
    state: Path
    turned: int
    volume: int
    sets_up: bool
    sets_pin: bool


def read_options(arguments: list[str]) -> Options:
    """Read the command line.

    Raises:
        BadSettings: something cannot be used; the detail is the one line to print.
        SystemExit: `--help`, or an unknown option (exit code 2).
    """
    given = _make_parser().parse_args(arguments)
    width, height = _pair(given.size, "x", "--size", "1080x1920")
    left, top = _pair(given.position, ",", "--position", "0,0")
    state = given.state or _usual_state(given.kiosk or FIRST_KIOSK)
    kept = load_settings(state)
    server, printer = given.server or kept.server, given.printer or kept.printer
    told_token = _read_token(given.token, given.token_file)
    token = told_token or kept.token
    if told_token and not ((server and printer) or given.set_up):
        raise BadSettings("--server and --printer: both are needed with a token; without one, the set-up is shown")
    if server is not None and not server.startswith(("http://", "https://")):
        raise BadSettings(f"--server: {server!r} is not an address like http://127.0.0.1:8080")
    if not (given.assets / "languages").is_dir():
        raise BadSettings(f"--assets: {given.assets} has no folder 'languages'; name Yinhao's assets folder")
    return Options(
        server=server or "",
        printer=printer or "",
        token=token or "",
        kiosk_id=given.kiosk or kept.kiosk_id or FIRST_KIOSK,
        width=width,
        height=height,
        left=left,
        top=top,
        is_fullscreen=given.fullscreen,
        theme=given.theme,
        scanner=_check_scanner(given.scanner),
        keys=read_keys(given.keys),
        sound=given.sound,
        controls=given.controls,
        assets=given.assets,
        state=state,
        turned=kept.turned if given.turned is None else given.turned,
        volume=kept.volume,
        sets_up=given.set_up or not (server and token and printer),
        sets_pin=given.set_pin,
    )


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yinhao kiosk", description="A touchscreen kiosk of a Yinhao hall.")
    parser.add_argument("--server", metavar="URL", help="the hall's server, e.g. http://127.0.0.1:8080")
    parser.add_argument("--printer", metavar="ADDRESS", help="tcp://host:9100, virtual:DIR, ...")
    parser.add_argument("--token", help=f"the kiosk's token (or --token-file, or the variable {TOKEN_VARIABLE})")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="a file that holds the token")
    parser.add_argument("--kiosk", metavar="ID", help="which kiosk of the hall's plan this is (K1)")
    parser.add_argument("--size", default="1080x1920", metavar="WxH", help="size in pixels (1080x1920)")
    parser.add_argument("--position", default="0,0", metavar="X,Y", help="upper left corner on the screen (0,0)")
    parser.add_argument(
        "--fullscreen", action="store_true", help="fill the screen, and let no key or window manager end the program"
    )
    parser.add_argument("--turned", type=int, choices=(0, 90, 180, 270), help="turn the picture on the panel (0)")
    parser.add_argument(SET_UP, action="store_true", help="show the set-up, though there is a token")
    parser.add_argument(
        "--set-pin", action="store_true", help="take the PIN of the maintenance page from standard input, and end"
    )
    parser.add_argument("--theme", choices=THEMES, default=THEMES[0], help="colours (paper)")
    parser.add_argument(
        "--scanner", metavar="ADDRESS", help="keyboard, or serial:/dev/ttyACM0?baud=9600: reads slips (none)"
    )
    parser.add_argument("--keys", default=USUAL, metavar="MAP", help=f"the pad that moves the focus ({USUAL})")
    parser.add_argument(
        "--sound", default="auto", metavar="OUT", help="for the voice: auto, null or file:OUT.wav (auto)"
    )
    parser.add_argument("--controls", type=Path, metavar="FILE", help="keep a JSON description of the screen here")
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="what must outlive a restart ($STATE_DIRECTORY, or ~/.local/state/…)"
    )
    parser.add_argument("--assets", type=Path, default=ASSETS, metavar="DIR", help="the assets folder")
    return parser


def _read_token(token: str | None, token_file: Path | None) -> str | None:
    if token:
        return token
    if token_file is not None:
        try:
            return token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"--token-file: {token_file}: {error}") from error
    return os.environ.get(TOKEN_VARIABLE, "").strip() or None


def _usual_state(kiosk_id: str) -> Path:
    """Return the folder that systemd made for the kiosk (StateDirectory=), or one in the user's own place for it."""
    if made := os.environ.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(made)
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "yinhao" / f"kiosk-{kiosk_id}"


def _check_scanner(address: str | None) -> str | None:
    if address is not None and address != KEYBOARD:
        read_scanner(address)
    return address


def _pair(text: str, between: str, option: str, example: str) -> tuple[int, int]:
    first, _, second = text.partition(between)
    try:
        return int(first), int(second)
    except ValueError as error:
        raise BadSettings(f"{option}: {text!r} is not like {example}") from error
