"""The commands beside the server: they open the same record with short transactions of their own."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from getpass import getuser
from typing import TypeVar, cast

from hall.clock import Clock
from hall.devices import DeviceKind, MakePairingCode
from hall.errors import BadInput, StoreUnusable
from hall.exchange import STAFF_ROLES, Role
from hall.staff import ChangeStaff
from hall.wire import to_json
from server.actions.almanac import Almanac
from server.actions.command_device import list_devices
from server.actions.go_back import go_back
from server.actions.make_credentials import add_clerk, add_device, end_device
from server.actions.pair_device import make_code, minutes_left, offer_pairing
from server.actions.passwords import make_policy
from server.actions.second_factor import take_away
from server.actions.staff import change_staff, get_clerk
from server.audit_commands import add_audit_verbs
from server.settings import COMMON_PASSWORDS, add_where, read_database, read_plan
from server.store.database import Database, usable
from server.store.event_log import list_audited
from server.store.hall_tx import Actor, HallTx
from server.store.history import list_tickets_of_all_days
from server.store.opening import list_hall_ids, open_record
from server.store.reader import Reader
from server.what_if_commands import add_what_if_verbs

T = TypeVar("T")

KINDS = (Role.KIOSK.value, Role.DISPLAY.value, Role.TABLET.value, Role.KEYPAD.value)
"""Kinds of devices."""

PAGE = 1_000
"""Rows read at a time by an export: each page is one short read transaction."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="yinhao")
    commands = parser.add_subparsers(required=True)
    device = commands.add_parser("device", help="kiosks and displays: their tokens, and how they are")
    _add_device_verbs(device.add_subparsers(required=True))
    clerks = commands.add_parser("clerk", help="clerks, guides, supervisors, auditors").add_subparsers(required=True)
    clerk = _add_verb(clerks, "add", "Add clerks: prints each name and password, once.")
    clerk.add_argument("names", nargs="+", metavar="name")
    clerk.add_argument(
        "--role",
        choices=[role.value for role in STAFF_ROLES],
        default=Role.CLERK.value,
        help="clerk (the usual), guide or supervisor (at the hall's desk, too), admin (accounts, devices), "
        "auditor (only looks)",
    )
    clerk.add_argument("--windows", default="", help="windows they may sign in at, e.g. 5,6; every one if left out")
    clerk.add_argument("--password-stdin", action="store_true", help="take the password from standard input")
    clerk.add_argument("--replace", action="store_true", help="give one that exists a new password")
    clerk.set_defaults(run=make_clerks)
    locking = _add_verb(clerks, "lock", "Lock accounts: signed out at once, and never in again until --open.")
    locking.add_argument("names", nargs="+", metavar="name")
    locking.add_argument("--open", action="store_true", help="open them again")
    locking.set_defaults(run=lock_clerks)
    unbinding = _add_verb(clerks, "unbind", "Take away the second factor of somebody who has lost phone and codes.")
    unbinding.add_argument("names", nargs="+", metavar="name")
    unbinding.set_defaults(run=unbind_clerks)
    days = commands.add_parser("day", help="the hall's business date").add_subparsers(required=True)
    back = _add_verb(days, "back", "Take the hall back from a date to which a clock that was ahead had taken it.")
    back.add_argument("--to", type=_date, required=True, metavar="DATE", help="today, as in 2026-11-26")
    back.set_defaults(run=go_back_to)
    add_audit_verbs(commands, _open_reader)
    add_what_if_verbs(commands, _open_reader)
    exporting = commands.add_parser("export", help="the record as JSON Lines")
    exporting.add_argument("what", choices=("tickets", "events"))
    add_where(exporting)
    exporting.set_defaults(run=export)
    return parser


def make_device(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`device add`: tell a device's new token."""
    role, name, replace = Role(arguments.kind), arguments.name, arguments.replace
    yield _write(arguments, clock, partial(add_device, role=role, name=name, replace=replace, actor=_whoever()))


def pair_device(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`device pair`: tell a code, and until when it can be typed."""
    kind = cast(DeviceKind, Role(arguments.kind))
    wanted = MakePairingCode(kind=kind, name=arguments.name, replace=arguments.replace)
    made = _write(arguments, clock, partial(offer_pairing, wanted=wanted, new=make_code(), actor=_whoever()))
    yield made.code
    minutes = minutes_left(made, now=clock.now())
    sys.stderr.write(f"yinhao: type this at the machine that shall be {made.name}, within {minutes} minutes\n")


def tell_devices(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`device list`: tell how each device is."""
    reader = _open_reader(arguments)
    yield from (to_json(each).decode() for each in reader.ask_now(partial(list_devices, now=clock.now())))
    reader.close()


def make_clerks(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`clerk add`: tell each clerk's name and, unless it was given, new password."""
    windows = tuple(part for part in arguments.windows.split(",") if part)
    known = {window.window_id for window in read_plan(arguments.hall).windows}
    if unknown := set(windows) - known:
        raise BadInput(f"--windows: no window {', '.join(sorted(unknown))} in this hall")
    if arguments.password_stdin and len(arguments.names) != 1:
        raise BadInput("--password-stdin: takes one clerk at a time")
    given = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else None
    plan = read_plan(arguments.hall)
    terms = {
        "password": given,
        "windows": windows,
        "replace": arguments.replace,
        "role": Role(arguments.role),
        "policy": make_policy(plan, COMMON_PASSWORDS),
        "actor": _whoever(),
    }
    for name in arguments.names:
        act = partial(add_clerk, name=name, **terms)
        made = _write(arguments, clock, act)
        yield name if given is not None else f"{name} {made}"


def lock_clerks(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`clerk lock`: tell whose account was locked or opened."""
    almanac = Almanac(read_plan(arguments.hall))

    def lock(tx: HallTx, name: str) -> None:
        clerk, today = get_clerk(tx, name), almanac.on(almanac.business_date_at(tx.now))
        wanted = ChangeStaff(role=clerk.role, windows=clerk.windows, is_locked=not arguments.open)
        change_staff(tx, today, name, wanted, actor=_whoever())

    for name in arguments.names:
        _write(arguments, clock, partial(lock, name=name))
        yield f"{name} {'open' if arguments.open else 'locked'}"


def unbind_clerks(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`clerk unbind`: tell who signs in with the password alone again."""
    almanac = Almanac(read_plan(arguments.hall))

    def unbind(tx: HallTx, name: str) -> None:
        take_away(tx, almanac.on(almanac.business_date_at(tx.now)), name, actor=_whoever())

    for name in arguments.names:
        _write(arguments, clock, partial(unbind, name=name))
        yield f"{name} without second factor"


def revoke_device(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`device revoke`: tell whose token ended."""
    role = Role(arguments.kind)
    _write(arguments, clock, partial(end_device, role=role, name=arguments.name, actor=_whoever()))
    yield f"{role} {arguments.name} revoked"


def go_back_to(arguments: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """`day back`: tell where the hall was, and where it is."""
    plan, database = read_plan(arguments.hall), read_database(arguments)
    if plan.hall.hall_id not in list_hall_ids(database):
        raise StoreUnusable(f"{database.place}: no record of hall {plan.hall.hall_id}; is --hall right?")
    was = _write(arguments, clock, partial(go_back, almanac=Almanac(plan), day=arguments.to))
    yield f"{plan.hall.hall_id}: back from {was} to {arguments.to}; everybody signs in again"


def export(arguments: argparse.Namespace, _clock: Clock) -> Iterator[str]:
    """`export`: tell the record as JSON Lines."""
    reader = _open_reader(arguments)
    pages = _event_pages(reader) if arguments.what == "events" else _ticket_pages(reader)
    yield from (line.decode() for line in pages)
    reader.close()


def _add_device_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    making = (
        ("add", make_device, "Add a kiosk, a display, a rating tablet or a keypad: prints its token, once."),
        ("pair", pair_device, "Make a code that is typed at a new machine, which then fetches its token by itself."),
    )
    for verb, run, description in making:
        parser = _add_verb(verbs, verb, description)
        parser.add_argument("--kind", choices=KINDS, required=True)
        parser.add_argument(
            "name", help="a kiosk's is its id on the plan, e.g. K1; a tablet's or keypad's its window's"
        )
        parser.add_argument("--replace", action="store_true", help="give one that exists a new token")
        parser.set_defaults(run=run)
    revoking = _add_verb(verbs, "revoke", "End a device's token: within seconds nothing is told to it any more.")
    revoking.add_argument("--kind", choices=KINDS, required=True)
    revoking.add_argument("name")
    revoking.set_defaults(run=revoke_device)
    _add_verb(verbs, "list", "List devices as JSON Lines: when each was last heard, and how it is.").set_defaults(
        run=tell_devices
    )


def _add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", verb: str, description: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(verb, help=description, description=description)
    add_where(parser)
    return parser


def _whoever() -> Actor:
    """Return who runs a command: the user of the machine."""
    return Actor(kind="command", name=getuser()[:64])


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as in 2026-11-26") from None


def _write(arguments: argparse.Namespace, clock: Clock, act: Callable[[HallTx], T]) -> T:
    database = read_database(arguments)
    known = _find_hall_id(arguments, database)
    hall_id = known or read_plan(arguments.hall).hall.hall_id
    engine = open_record(database, hall_id)
    if known is None:
        sys.stderr.write(f"yinhao: a new record of hall {hall_id} begins in {database.place}\n")
    try:
        with usable(database), engine.begin() as connection:
            tx = HallTx(connection, hall_id, now=clock.now())
            answer = act(tx)
            tx.finish()
        return answer
    finally:
        engine.dispose()


def _open_reader(arguments: argparse.Namespace) -> Reader:
    database = read_database(arguments)
    hall_id = _find_hall_id(arguments, database)
    if hall_id is None:
        raise StoreUnusable(
            f"{database.place}: no record here; are --data, --database and --hall right? "
            "The server makes it when it first starts"
        )
    return Reader(database.open_reader(), hall_id)


def _find_hall_id(arguments: argparse.Namespace, database: Database) -> str | None:
    """Return the hall to speak of: the one that `--hall` names, or the only one; None when its record is not there."""
    known = list_hall_ids(database)
    if arguments.hall is not None:
        wanted = read_plan(arguments.hall).hall.hall_id
        return wanted if wanted in known else None
    if len(known) > 1:
        raise BadInput(f"--hall: {database.place} keeps the halls {', '.join(known)}; name one by its folder")
    return known[0] if known else None


def _event_pages(reader: Reader) -> Iterator[bytes]:
    after = 0
    while page := reader.ask_now(partial(list_audited, after=after, most=PAGE)):
        yield from map(to_json, page)
        after = page[-1].seq


def _ticket_pages(reader: Reader) -> Iterator[bytes]:
    after = 0
    while page := reader.ask_now(partial(list_tickets_of_all_days, after=after, most=PAGE)):
        yield from map(to_json, page)
        after = page[-1].ticket_id
