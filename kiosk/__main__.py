"""`python -m kiosk`: the kiosk's composition root."""

import gc
import logging
import os
import sys
from getpass import getpass

from hall.client import new_key
from hall.clock import SystemClock
from hall.devices import Tended
from hall.errors import BadInput, HallError
from hall.log_lines import begin_log
from hall.ui.ending import hold_signals
from hall.ui.window import WindowSettings, prepare_kivy
from kiosk.layout import DESIGN_EDGE_PX
from kiosk.options import SET_UP, Options, read_options
from kiosk.upkeep.ending import LEFT_CODE, Ending
from kiosk.upkeep.log_tail import LogTail
from kiosk.upkeep.pin import Pin
from kiosk.upkeep.tending import TendingBook


def main() -> int:
    """Run the kiosk until it is told to end; return the exit code."""
    begin_log(program="kiosk")
    logging.getLogger().addHandler(log := LogTail())
    try:
        options = read_options(sys.argv[1:])
        if options.sets_pin:
            set_pin(options)
            return 0
        ending = run(options, log)
    except HallError as error:
        print(f"kiosk: {error.detail}", file=sys.stderr)
        return 2
    return follow(ending)


def set_pin(options: Options) -> None:
    """Take the PIN of the page for maintenance from standard input.

    Raises:
        HallError: it is no PIN, or it cannot be kept.
    """
    is_typed = sys.stdin.isatty()
    digits = getpass("PIN: ") if is_typed else sys.stdin.readline().strip()
    if is_typed and getpass("PIN again: ") != digits:
        raise BadInput("--set-pin: that was not the same PIN twice")
    clock = SystemClock()
    Pin(options.state, clock).set(digits)
    TendingBook(options.state, clock, new_key=new_key).note(Tended.PIN_SET)


def follow(ending: Ending) -> int:
    """Do what follows the end: start anew in this very process, or return the exit code."""
    if ending is Ending.LEAVE:
        return LEFT_CODE
    if ending is Ending.TOLD:
        return 0
    arguments = [each for each in sys.orig_argv[1:] if each != SET_UP]
    if ending is Ending.SET_UP:
        arguments.append(SET_UP)
    logging.shutdown()
    return os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  # this very program


def run(options: Options, log: LogTail) -> Ending:
    """Open the window and serve visitors, or have the machine set up; return why that ended.

    Raises:
        HallError: the kiosk cannot be started with these options; the detail is for staff.
    """
    if not options.sets_up:
        gc.disable()  # until every screen is there: what is made meanwhile stays
    hold_signals()
    prepare_kivy(
        WindowSettings(
            title="Yinhao kiosk",
            width=options.width,
            height=options.height,
            design_width=round(DESIGN_EDGE_PX * options.width / min(options.width, options.height)),
            left=options.left,
            top=options.top,
            is_fullscreen=options.is_fullscreen,
            turned=options.turned,
        )
    )
    from hall.ui.fonts import NoFonts  # noqa: PLC0415  # Kivy reads its settings at import: after prepare_kivy
    from kiosk.no_fonts import show_no_fonts  # noqa: PLC0415  # as above

    try:
        return _serve_or_set_up(options, log)
    except NoFonts as error:
        logging.getLogger(__name__).critical("%s", error.detail)
        show_no_fonts(options.assets)
        return Ending.TOLD


def _serve_or_set_up(options: Options, log: LogTail) -> Ending:
    if options.sets_up:
        from kiosk.set_up.app import set_up  # noqa: PLC0415  # as above

        return set_up(options)
    from kiosk.machine import Machine  # noqa: PLC0415  # as above

    return Machine(options, log=log).run()


if __name__ == "__main__":
    sys.exit(main())
