"""The commands of the words themselves: a hall's own files are checked and begun, `doctor` looks at the machine."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hall import doctor
from hall.calendar_file import add_to_calendar
from hall.calendar_merge import merge
from hall.calendar_seed import find_announced
from hall.calendar_warnings import warnings_of
from hall.clock import Clock, SystemClock
from hall.errors import BadSettings
from hall.hall_plan import HallPlan, Holiday, MakeUpDay
from hall.plan import load_plan

YEARS = range(2000, 3000)


def main(arguments: Sequence[str], say: Callable[[str], None], *, clock: Clock) -> int:
    """Run a command and say what it found; return the exit code, 2 for input that cannot be used."""
    if arguments[:1] == ["doctor"]:
        return doctor.main(arguments[1:], say, clock=clock)
    parser = argparse.ArgumentParser(prog="yinhao hall", description="Look after a hall's own files.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    check = commands.add_parser("check", help="read a hall's folder and name every fault in it")
    calendar = commands.add_parser(
        "calendar", help="add a year's announced holidays and make-up days to a hall's calendar.toml"
    )
    calendar.add_argument("year", type=_year, help="as in 2026; nothing is changed while it is not announced")
    for command in (check, calendar):
        command.add_argument("folder", type=Path, help="the folder that holds hall.toml, e.g. assets/halls/sample")
    chosen = parser.parse_args(arguments)
    try:
        plan = load_plan(chosen.folder)
        if chosen.command == "calendar":
            return _add_year(plan, chosen.year, chosen.folder, say)
    except BadSettings as error:
        say(error.detail)
        if "faults" in error.facts:
            say(f"{error.facts['faults']} to mend in {chosen.folder}")
        return 2
    say(f"{chosen.folder}: nothing to mend; {_contents(plan)}")
    for warning in warnings_of(plan, clock.now()):
        say(f"{chosen.folder}: note: {warning}")
    return 0


def _add_year(plan: HallPlan, year: int, folder: Path, say: Callable[[str], None]) -> int:
    announced = find_announced(year, plan.hall.hours)
    if announced is None:
        say(
            f"{year}: its holidays are not known to this version of Yinhao; nothing was changed. They are announced in "
            "October or November of the year before: update Yinhao then, or write them into calendar.toml yourself"
        )
        return 1
    found = merge(plan.calendar, announced)
    for one in found.differing:
        say(f"differs, stays as it is: {_in_words(one)} was announced otherwise than calendar.toml has it")
    if not found.added.covers:
        say(f"{folder}: calendar.toml covers {year} already; nothing was changed")
        return 0
    add_to_calendar(folder, plan.calendar, found.added)
    for holiday in found.added.holidays:
        say(f"added: {_in_words(holiday)}")
    for make_up in found.added.make_up_days:
        say(f"added: {_in_words(make_up)}")
    say(f"{folder}: calendar.toml covers {year} now; look at the weekdays whose hours the make-up days have")
    return 0


def _in_words(one: Holiday | MakeUpDay) -> str:
    if isinstance(one, MakeUpDay):
        return f"{one.day} {one.name.zh} (hours of weekday {one.weekday})"
    return f"{one.since} to {one.until} {one.name.zh}"


def _year(text: str) -> int:
    if not text.isdecimal() or int(text) not in YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no year; write it as in 2026")
    return int(text)


def _contents(plan: HallPlan) -> str:
    kiosks = sum(len(floor.kiosks) for floor in plan.floors)
    return (
        f"{len(plan.floors)} floors, {kiosks} kiosks, {len(plan.windows)} windows, {len(plan.queues)} queues, "
        f"{len(plan.departments)} departments, {len(plan.matters)} matters, {len(plan.towns)} towns"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], print, clock=SystemClock()))
