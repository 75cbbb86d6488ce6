"""A display's settings from its command line, checked before anything is opened."""

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from display.volume import Volume, read_volume
from hall.coverage import PARTS, Coverage, read_coverage
from hall.errors import BadSettings
from hall.ui.speaker import list_sounds
from hall.ui.window import WindowSettings

ASSETS = Path(__file__).resolve().parent.parent / "assets"
LONG_SIDE, SHORT_SIDE = 1920, 1080
FRAMES_PER_S = 10
"""How often an idle screen looks about itself; news wakes it at once, and movements draw as often as they can."""

VOICES = "zh-xiaoxiao,en-heart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that the command line said; `voices` are names of packs, empty for a silent display."""

    server: str
    token: str
    coverage: Coverage
    window: WindowSettings
    theme: str
    voices: tuple[str, ...]
    times: int
    reading: str | None
    sound: str
    volume: Volume
    state: Path | None
    media: Path | None
    assets: Path
    shown_log: Path | None

    @property
    def is_tall(self) -> bool:
        """Whether the panel hangs upright."""
        return self.window.height > self.window.width


def read_settings(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that a command line means.

    Raises:
        BadSettings: something is missing or cannot be; the detail is one line for the person who typed it.
        SystemExit: argparse has answered by itself (`--help`, an unknown option).
    """
    told = _parser().parse_args(arguments)
    return Settings(
        server=_server(told.server),
        token=_token(told, environment),
        coverage=_coverage(told),
        window=_window(told),
        theme=told.theme,
        voices=_voices(told),
        times=told.times,
        reading=told.reading,
        sound=told.sound,
        volume=read_volume(told.volume),
        state=told.state,
        media=_media(told),
        assets=told.assets,
        shown_log=told.log_shown,
    )


class ListSounds(argparse.Action):
    """Prints what `--sound` may name, whatever else the command line lacks."""

    def __init__(self, option_strings: Sequence[str], dest: str, **told: object) -> None:
        """Take nothing from the command line."""
        super().__init__(option_strings, dest, nargs=0, help=str(told["help"]))

    def __call__(self, parser: argparse.ArgumentParser, *_told: object) -> None:
        """Print and end."""
        names = list_sounds()
        sys.stdout.write("\n".join(names or ["this machine has no sound device"]) + "\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yinhao display", description="The hall's board: shows and speaks every call."
    )
    add = parser.add_argument
    add("--server", required=True, metavar="URL", help="the hall's server, http://host:port")
    token = parser.add_mutually_exclusive_group()
    token.add_argument("--token", help="this display's token (better: the variable YINHAO_TOKEN or --token-file)")
    token.add_argument("--token-file", type=Path, metavar="FILE", help="a file that holds the token")
    add("--floor", metavar="F", help="show and speak one floor's calls only")
    add("--window", metavar="W", help="be the sign above one window, and nothing else")
    add("--zone", metavar="Z", help="show and speak one zone's calls only, of the floor that is named")
    add("--queues", metavar="Q,Q", help="show and speak these queues' calls only")
    add("--size", default=f"{LONG_SIDE}x{SHORT_SIDE}", help="of the panel in its own px, upright too (%(default)s)")
    add("--position", default="0,0", metavar="X,Y", help="of the upper left corner, for several screens (%(default)s)")
    add("--fullscreen", action="store_true", help="fill the screen; --size must be the screen's")
    add("--theme", default="paper", choices=("paper", "blue", "contrast"), help="(%(default)s)")
    add("--voice", metavar="PACKS", help=f"voice packs in order, or none ({VOICES}; above a window none)")
    add("--times", type=int, default=2, choices=range(1, 4), help="how often the first voice says a call (%(default)s)")
    add("--reading", help="another way to read digits: yao says 1 as 幺")
    add("--sound", default="auto", metavar="OUT", help="auto, a device's name or a part of it, null, or file:OUT.wav")
    add("--list-sounds", action=ListSounds, help="print the names of this machine's sound devices, and end")
    add("--volume", default="", metavar="SPANS", help="softer at some hours, in percent: 12:00-13:30=40,17-20=70")
    add("--state", type=Path, metavar="DIR", help="keep what was shown and spoken here, for a restart")
    add("--media", type=Path, metavar="DIR", help="show its pictures and clips while nobody is being called")
    add("--assets", type=Path, default=ASSETS, metavar="DIR", help="fonts, languages, themes, voices, sounds")
    add("--log-shown", type=Path, metavar="FILE", help="note when each call was on the glass and heard (JSON Lines)")
    return parser


def _coverage(told: argparse.Namespace) -> Coverage:
    return read_coverage({part: value for part in PARTS if (value := getattr(told, part)) is not None})


def _media(told: argparse.Namespace) -> Path | None:
    media: Path | None = told.media
    if media is not None and told.window is not None:
        raise BadSettings("--media: the sign above a window has no place for pictures")
    if media is not None and not media.is_dir():
        raise BadSettings(f"--media {media}: there is no such folder")
    return media


def _server(url: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+/?", url):
        raise BadSettings(f"--server {url}: must be an address like http://192.168.1.10:8000")
    return url


def _token(told: argparse.Namespace, environment: Mapping[str, str]) -> str:
    if told.token_file is not None:
        try:
            token = told.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"--token-file {told.token_file}: {error}") from error
    else:
        token = told.token or environment.get("YINHAO_TOKEN", "")
    if not token:
        raise BadSettings("no token: give YINHAO_TOKEN, --token-file or --token (made by: server device add)")
    return str(token)


def _window(told: argparse.Namespace) -> WindowSettings:
    width, height = _pair("--size", told.size, "x")
    left, top = _pair("--position", told.position, ",")
    if not (640 <= width <= 7680 and 360 <= height <= 4320):
        raise BadSettings(f"--size {told.size}: must be from 640x360 to 7680x4320")
    return WindowSettings(
        title="Yinhao",
        width=width,
        height=height,
        design_width=round(width / px_per_design_px(width, height)),
        left=left,
        top=top,
        is_fullscreen=told.fullscreen,
        frames_per_s=FRAMES_PER_S,
    )


def px_per_design_px(width: int, height: int) -> float:
    """Return the scale of a panel: layouts are drawn for 1920 x 1080 and, upright, for 1080 x 1920.

    On another shape the tighter side sets the scale, and the other gives room.
    """
    across, up = (SHORT_SIDE, LONG_SIDE) if height > width else (LONG_SIDE, SHORT_SIDE)
    return min(width / across, height / up)


def _pair(option: str, value: str, between: str) -> tuple[int, int]:
    match = re.fullmatch(rf"(-?\d+){between}(-?\d+)", value)
    if match is None:
        raise BadSettings(f"{option} {value}: must be two numbers like 1920{between}1080")
    return int(match[1]), int(match[2])


def _voices(told: argparse.Namespace) -> tuple[str, ...]:
    voices = told.voice if told.voice is not None else ("none" if told.window else VOICES)
    return () if voices == "none" else tuple(name.strip() for name in voices.split(",") if name.strip())
