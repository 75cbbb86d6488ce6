"""The commands of the words themselves: `hall check FOLDER` reads a hall's files, `doctor` looks at the machine."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hall import doctor
from hall.errors import BadSettings
from hall.places import HallPlan
from hall.plan import load_plan


def main(arguments: Sequence[str], say: Callable[[str], None]) -> int:
    """Run a command and say what it found; return the exit code, 2 for input that cannot be used."""
    if arguments[:1] == ["doctor"]:
        return doctor.main(arguments[1:], say)
    parser = argparse.ArgumentParser(prog="yinhao hall", description="Look after a hall's own files.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read a hall's folder and name every fault in it")
    check.add_argument("folder", type=Path, help="the folder that holds hall.toml, e.g. assets/halls/sample")
    return _check(parser.parse_args(arguments).folder, say)


def _check(folder: Path, say: Callable[[str], None]) -> int:
    try:
        plan = load_plan(folder)
    except BadSettings as error:
        say(error.detail)
        say(f"{error.facts['faults']} to mend in {folder}")
        return 2
    say(f"{folder}: nothing to mend; {_contents(plan)}")
    return 0


def _contents(plan: HallPlan) -> str:
    kiosks = sum(len(floor.kiosks) for floor in plan.floors)
    return (
        f"{len(plan.floors)} floors, {kiosks} kiosks, {len(plan.windows)} windows, {len(plan.queues)} queues, "
        f"{len(plan.departments)} departments, {len(plan.matters)} matters, {len(plan.towns)} towns"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], print))
