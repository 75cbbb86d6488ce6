"""`python -m server`: the hall's server, and the commands beside it."""

import argparse
import sys
from collections.abc import Callable, Iterator

from hall.clock import Clock, SystemClock
from hall.errors import HallError

BAD_INPUT = 2
"""Exit code when the user can mend it."""

COMMANDS = frozenset({"device", "clerk", "day", "export", "audit", "whatif"})


def main(arguments: list[str]) -> int:
    """Run what the command line asks for; return the exit code."""
    parser = _make_parser(is_command=arguments[:1] != [] and arguments[0] in COMMANDS)
    parsed = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace, Clock], Iterator[str]] = parsed.run
    try:
        for line in run(parsed, SystemClock()):
            print(line, flush=True)
    except HallError as error:
        print(f"{parser.prog}: {error.detail}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 0
    return 0


def _make_parser(*, is_command: bool) -> argparse.ArgumentParser:
    # Imported only when needed: the web framework takes longer to import than a whole command takes to run.
    if is_command:
        from server.commands import make_parser  # noqa: PLC0415
    else:
        from server.serve import make_parser  # noqa: PLC0415
    return make_parser()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
