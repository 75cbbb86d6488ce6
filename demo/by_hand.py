"""The hall to be tried by hand: windows on this machine's screen, or on virtual ones that are photographed."""

import os
import time
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from Xlib.display import Display

from demo.screen import VirtualScreen
from demo.whole_hall import Credentials, WholeHall, Window

KIOSK_SIZE, BOARD_SIZE = (1080, 1920), (1920, 1080)
CLERKS = ("wang", "li", "zhang")
PICTURE_EVERY_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StaySettings:
    """How long the hall stays open (None: until Ctrl-C), and another hall if wanted."""

    minutes: float | None
    hall_folder: Path | None


def run_by_hand(out: Path, settings: StaySettings, *, say: Callable[[str], None]) -> None:
    """Bring the hall up, say where everything is, and keep it up."""
    hall = WholeHall(out, hall=settings.hall_folder)
    with ExitStack() as stage:
        screens = _virtual_screens(stage, hall) if not os.environ.get("DISPLAY") else {}
        stage.callback(hall.stop)
        hall.start_server()
        made = hall.make_credentials(CLERKS)
        hall.start_printer()
        kiosk_window, board_window = _windows(screens)
        hall.start_kiosk(made.kiosk, kiosk_window)
        hall.start_display(made.display, board_window, sound="auto")
        say(_guide(hall, made, has_screen=not screens))
        if not screens:
            webbrowser.open(hall.paper_url)
            webbrowser.open(f"{hall.base_url}/console")
        _stay(hall, screens, settings.minutes)


def _stay(hall: WholeHall, screens: dict[str, VirtualScreen], minutes: float | None) -> None:
    until = None if minutes is None else time.monotonic() + minutes * 60
    pictures = hall.out / "screenshots"
    pictures.mkdir(exist_ok=True)
    while until is None or time.monotonic() < until:
        time.sleep(PICTURE_EVERY_S)
        for program in hall.programs:
            program.check()
        for name, screen in screens.items():
            screen.picture().save(pictures / f"{name}.png")


def _virtual_screens(stage: ExitStack, hall: WholeHall) -> dict[str, VirtualScreen]:
    screens = {
        "kiosk": VirtualScreen(*KIOSK_SIZE, logs=hall.logs),
        "board": VirtualScreen(*BOARD_SIZE, logs=hall.logs),
    }
    for screen in screens.values():
        stage.callback(screen.stop)
    return screens


def _windows(screens: dict[str, VirtualScreen]) -> tuple[Window, Window]:
    """Return where the kiosk and the board go: each its own virtual screen, or side by side on the real one."""
    if screens:
        kiosk, board = screens["kiosk"], screens["board"]
        return (
            Window(x_display=kiosk.name, width=kiosk.width, height=kiosk.height),
            Window(x_display=board.name, width=board.width, height=board.height),
        )
    real = Display()
    screen = real.screen()
    width, height = screen.width_in_pixels, screen.height_in_pixels
    real.close()
    tall = min(round(height * 0.88), KIOSK_SIZE[1])
    kiosk_width = tall * KIOSK_SIZE[0] // KIOSK_SIZE[1]
    board_width = min(width - kiosk_width - 20, BOARD_SIZE[0])
    return (
        Window(x_display=None, width=kiosk_width, height=tall),
        Window(x_display=None, width=board_width, height=board_width * 9 // 16, left=kiosk_width + 20),
    )


def _guide(hall: WholeHall, made: Credentials, *, has_screen: bool) -> str:
    where = "on your screen" if has_screen else f"on virtual screens; pictures every 5 s in {hall.out / 'screenshots'}"
    clerks = "\n".join(f"                  {name}  {password}" for name, password in made.clerks.items())
    return f"""
The hall is open. Kiosk and board are {where}.

  paper           {hall.paper_url}   (the printer: tickets come out here; scan or click their code for the phone page)
  console         {hall.base_url}/console   (windows; sign in as one of these, made for this demo only)
{clerks}
  API             {hall.base_url}/openapi.json
  kiosk token     {made.kiosk}
  display token   {made.display}
  everything is in {hall.out}   (logs, data, paper). Ctrl-C ends it.
"""
