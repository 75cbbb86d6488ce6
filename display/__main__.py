"""`python -m display`: the hall's board."""

import sys
from collections.abc import Sequence

from display.outfit import make_outfit
from display.settings import read_settings
from hall.errors import BadSettings
from hall.log_lines import begin_log
from hall.ui.window import prepare_kivy

BAD_INPUT = 2
"""Exit code when the user can mend it."""


def main(arguments: Sequence[str]) -> int:
    """Run a display until it is told to end; return the exit code."""
    begin_log(program="display")
    try:
        run(arguments)
    except BadSettings as error:
        print(f"display: {error.detail}", file=sys.stderr)
        return BAD_INPUT
    return 0


def run(arguments: Sequence[str]) -> None:
    """Read the settings, put a display together and run it.

    Raises:
        BadSettings: something that the settings name is not there, or cannot be used.
    """
    settings = read_settings(arguments)
    outfit = make_outfit(settings)
    prepare_kivy(settings.window)
    from display.machine import Machine  # noqa: PLC0415  # Kivy reads its settings at import: after prepare_kivy

    Machine(settings, outfit).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
