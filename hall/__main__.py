"""`python -m hall check FOLDER`: reads a hall's folder and says what is wrong in it, or what is in it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hall.errors import BadSettings
from hall.places import HallPlan
from hall.plan import load_plan


def main(arguments: Sequence[str]) -> int:
    """Run the command; return 0, or 2 when the hall's files cannot be used."""
    parser = argparse.ArgumentParser(prog="yinhao hall", description="Look after a hall's files.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read a hall's folder and name every fault")
    check.add_argument("folder", type=Path, help="the folder that holds hall.toml, e.g. assets/halls/sample")
    folder: Path = parser.parse_args(arguments).folder
    try:
        plan = load_plan(folder)
    except BadSettings as error:
        faults = error.facts.get("faults", 1)
        sys.stderr.write(f"{error}\n{faults} to mend in {folder}\n")
        return 2
    sys.stdout.write(f"{_summary(plan)}\n")
    return 0


def _summary(plan: HallPlan) -> str:
    parts = (
        f"{len(plan.floors)} floors",
        f"{sum(len(floor.kiosks) for floor in plan.floors)} kiosks",
        f"{len(plan.windows)} windows",
        f"{len(plan.queues)} queues",
        f"{len(plan.departments)} departments",
        f"{len(plan.matters)} matters",
        f"{len(plan.towns)} towns",
    )
    return f"{plan.hall.hall_id} ({plan.hall.name.zh}): {', '.join(parts)}; no faults"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
