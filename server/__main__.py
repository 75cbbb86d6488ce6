"""`python -m server`: the hall's server, and the commands beside it."""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from hall.clock import Clock, SystemClock
from hall.errors import HallError
from hall.plan import load_plan
from server.app import ASSETS, HallServer
from server.commands import export, make_clerks, make_device
from server.listening import HallListener, address_of_this_machine, bind, raise_file_limit
from server.settings import Settings
from server.store.opening import FolderLock, make_folder

BAD_INPUT = 2
"""Exit code when the user can mend it."""

SAMPLE_HALL = ASSETS / "halls" / "sample"
COMMANDS = ("device", "clerk", "export")
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- compared with, not listened at


def main(arguments: list[str]) -> int:
    """Run what the command line asks for; return the exit code."""
    parser = _command_parser() if arguments[:1] and arguments[0] in COMMANDS else _server_parser()
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


def serve(parsed: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """Run the server until it is told to end; tell where it listens."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again after its orderly stop
    plan = load_plan(parsed.hall)
    make_folder(parsed.data)
    with FolderLock(parsed.data), bind(parsed.host, parsed.port) as listener:
        port = listener.getsockname()[1]
        host = address_of_this_machine() if parsed.host in EVERYWHERE else parsed.host
        here = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        settings = Settings(data=parsed.data, public_url=(parsed.public_url or here).rstrip("/"))
        hall = HallServer(settings, plan=plan, clock=clock)
        raise_file_limit()
        if parsed.port_file is not None:
            parsed.port_file.write_text(str(port), encoding="utf-8")
        yield f"listening at {here}"
        HallListener(hall).run(sockets=[listener])


def _server_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="server",
        description="The hall's server: keeps the record, answers kiosks, boards, consoles and phones.",
        epilog="Commands beside it, also while it runs: device add, clerk add, export. Each has --help.",
    )
    _add_where(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (0.0.0.0: every one)")
    parser.add_argument("--port", type=int, default=8080, help="port to listen at; 0 takes a free one")
    parser.add_argument("--public-url", help="where phones find this server, e.g. https://hall.example.cn")
    parser.add_argument("--port-file", type=Path, help="write the port here once it listens")
    parser.set_defaults(run=serve)
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="server")
    commands = parser.add_subparsers(required=True)
    device = _add_command(commands, "device", "add", help_="a kiosk or a display: prints its token, once")
    device.add_argument("--kind", choices=("kiosk", "display"), required=True)
    device.add_argument("name", help="a kiosk's is its id on the plan, e.g. K1")
    device.add_argument("--replace", action="store_true", help="give one that exists a new token")
    device.set_defaults(run=make_device)
    clerk = _add_command(commands, "clerk", "add", help_="clerks: prints each name and password, once")
    clerk.add_argument("names", nargs="+", metavar="name")
    clerk.add_argument("--windows", default="", help="windows they may sign in at, e.g. 5,6; every one if left out")
    clerk.add_argument("--password-stdin", action="store_true", help="take the password from standard input")
    clerk.add_argument("--replace", action="store_true", help="give one that exists a new password")
    clerk.set_defaults(run=make_clerks)
    exporting = commands.add_parser("export", help="the record as JSON Lines")
    exporting.add_argument("what", choices=("tickets", "events"))
    _add_where(exporting)
    exporting.set_defaults(run=export)
    return parser


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", noun: str, verb: str, *, help_: str
) -> argparse.ArgumentParser:
    verbs = commands.add_parser(noun, help=help_).add_subparsers(required=True)
    parser = verbs.add_parser(verb, help=help_, description=f"Add {help_}.")
    _add_where(parser)
    return parser


def _add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of the hall's record")
    parser.add_argument("--hall", type=Path, default=SAMPLE_HALL, help="the hall's folder; the sample hall if left out")


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
