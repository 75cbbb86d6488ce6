"""`python -m kiosk`: the kiosk's composition root."""

import logging
import sys

from hall.errors import HallError
from hall.ui.ending import hold_signals
from hall.ui.window import WindowSettings, prepare_kivy
from kiosk.layout import DESIGN_EDGE_PX
from kiosk.options import Options, read_options


def main() -> int:
    """Run the kiosk until it is told to end; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s kiosk %(levelname)s %(name)s: %(message)s")
    try:
        run(read_options(sys.argv[1:]))
    except HallError as error:
        print(f"kiosk: {error.detail}", file=sys.stderr)
        return 2
    return 0


def run(options: Options) -> None:
    """Open the window and serve visitors.

    Raises:
        HallError: the kiosk cannot be started with these options; the detail is for staff.
    """
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
        )
    )
    from kiosk.machine import Machine  # noqa: PLC0415  # Kivy reads its settings at import: after prepare_kivy

    Machine(options).run()


if __name__ == "__main__":
    sys.exit(main())
