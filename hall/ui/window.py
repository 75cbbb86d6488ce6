"""Kivy's settings, made before Kivy is imported: a window of a kiosk or board, with every hatch closed."""

import atexit
import logging
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """The window on the panel; sizes in the panel's own pixels.

    `design_width` is the width in px that layouts are drawn for: `dp(n)` in KV is n of those px.
    `left`/`top` place it when it does not fill the screen; `frames_per_s` is the most that it draws. `turned` is by how
    many degrees the picture is turned on a panel that hangs so; the sizes are those of the picture.
    """

    title: str
    width: int
    height: int
    design_width: int
    left: int = 0
    top: int = 0
    is_fullscreen: bool = False
    is_bordered: bool = False
    frames_per_s: int = 60
    shows_pointer: bool = False
    turned: int = 0


def prepare_kivy(settings: WindowSettings) -> None:
    """Set Kivy up; call it before anything imports Kivy (its settings are read at import).

    Raises:
        RuntimeError: Kivy was imported already.
    """
    if "kivy" in sys.modules:
        raise RuntimeError("prepare_kivy must come before the first import of kivy")
    os.environ["KIVY_NO_ARGS"] = "1"
    os.environ["KIVY_NO_FILELOG"] = "1"
    os.environ["KIVY_LOG_MODE"] = "PYTHON"
    if "KIVY_HOME" not in os.environ:
        os.environ["KIVY_HOME"] = home = tempfile.mkdtemp(prefix="yinhao-kivy-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["KIVY_METRICS_DENSITY"] = str(settings.width / settings.design_width)
    if settings.is_fullscreen:
        os.environ["SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS"] = "0"  # else whatever takes the focus takes the glass as well
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")

    logging.disable(logging.WARNING)  # Kivy tells at length that it is new here
    from kivy.config import Config  # noqa: PLC0415  # only now: Kivy reads the environment at import

    logging.disable(logging.NOTSET)
    logging.getLogger("kivy").setLevel(logging.WARNING)

    kivy = {"exit_on_escape": 0, "keyboard_mode": "", "log_level": "warning", "kivy_clock": "interrupt"}
    is_upright = settings.turned % 180 == 0
    graphics = {
        "width": settings.width if is_upright else settings.height,
        "height": settings.height if is_upright else settings.width,
        "rotation": settings.turned,
        "position": "custom",
        "left": settings.left,
        "top": settings.top,
        "fullscreen": "auto" if settings.is_fullscreen else 0,
        "borderless": 0 if settings.is_bordered else 1,
        "resizable": 0,
        "multisamples": 0,
        "maxfps": settings.frames_per_s,
        "show_cursor": int(settings.shows_pointer),
        "vsync": 0,
    }
    for section, values in {"kivy": kivy, "graphics": graphics}.items():
        for key, value in values.items():
            Config.set(section, key, str(value))
    # SDL hands touches over as well; a second provider would report every tap twice (kivy #1903).
    Config.remove_option("input", "%(name)s")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.remove_section("modules")
    Config.add_section("modules")
