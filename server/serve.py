"""Serving: `python -m server` without a command."""

import argparse
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import FrameType
from urllib.parse import urlsplit

from hall.calendar_warnings import warnings_of
from hall.clock import Clock
from hall.directory import list_searched
from hall.keys_apart import KeysApart
from hall.log_lines import begin_log
from hall.systemd import open_systemd
from server.settings import Settings, add_where, folder_of, read_database, read_plan

LAST_PORT = 65_535
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- compared with, not listened at
NOT_SHOWN = {"logThreads": False, "logProcesses": False, "logMultiprocessing": False, "_srcfile": None}
"""What no line of the log shows, and so need not be found out for each (Logging HOWTO, "Optimization")."""

SWITCH_S = 0.0005
"""For so long a thread keeps Python to itself when others want it. With Python's 5 ms, a number that came while 2,000
phones were looked at waited that long at each step between loop and lane: p99 115 ms, and 80 so."""

_log = logging.getLogger(__name__)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the server's own options."""
    parser = argparse.ArgumentParser(
        prog="yinhao server",
        description="The hall's server: keeps the record, answers kiosks, boards, consoles and phones.",
        epilog="Commands beside it, also while it runs: device add, clerk add, day back, export, audit verify. "
        "Each has --help.",
    )
    add_where(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (0.0.0.0: every one)")
    parser.add_argument("--port", type=_port, default=8080, help="port to listen at; 0 takes a free one")
    parser.add_argument(
        "--public-url", type=_public_url, help="where phones find this server, e.g. https://hall.example.cn"
    )
    parser.add_argument(
        "--proxies",
        default="127.0.0.1,::1",
        metavar="ADDRESSES",
        help="reverse proxies whose X-Forwarded-For is believed, with commas between (this machine if left out)",
    )
    parser.add_argument("--port-file", type=Path, help="write the port here once it listens")
    parser.add_argument(
        "--no-estimates",
        action="store_true",
        help="do not look ahead in a process of its own: waits are told by the usual minutes, roughly",
    )
    parser.set_defaults(run=serve)
    return parser


def serve(parsed: argparse.Namespace, clock: Clock) -> Iterator[str]:
    """Run the server until it is told to end; tell where it listens."""
    sys.setswitchinterval(SWITCH_S)
    gc.disable()  # until all that stays is here: looking through it meanwhile takes a tenth of a start
    begin_log()
    vars(logging).update(NOT_SHOWN)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again after its orderly stop
    plan = read_plan(parsed.hall)
    for warning in warnings_of(plan, clock.now()):
        _log.warning("%s", warning)
    if plan.hall.open_always:
        _log.info("hall=%s counts as open at every hour (open_always in hall.toml)", plan.hall.hall_id)
    make_keys = KeysApart(list_searched(plan))
    # Imported while the keys are made: the web framework takes longer than all that a start does before.
    from server.app import HallServer  # noqa: PLC0415
    from server.listening import HallListener, address_of_this_machine, bind, raise_file_limit  # noqa: PLC0415

    database = read_database(parsed)
    with database.claim(), bind(parsed.host, parsed.port) as listener:
        port = listener.getsockname()[1]
        host = address_of_this_machine() if parsed.host in EVERYWHERE else parsed.host
        here = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        url = (parsed.public_url or here).rstrip("/")
        settings = Settings(database=database, public_url=url, hall_folder=folder_of(parsed.hall).resolve())
        hall = HallServer(
            settings,
            plan=plan,
            clock=clock,
            make_keys=make_keys,
            systemd=open_systemd(seconds=monotonic),
            looks_ahead=not parsed.no_estimates,
        )
        raise_file_limit()
        if parsed.port_file is not None:
            parsed.port_file.write_text(str(port), encoding="utf-8")
        yield f"listening at {here}"
        if (code := hall.make_first_code()) is not None:
            yield f"no admin yet: open {here}/password?first and type {code} there within 15 minutes"
        # What is here by now stays; to look through it for garbage again and again would stop everything for 40 ms.
        gc.collect()
        gc.freeze()
        gc.enable()
        HallListener(hall, proxies=parsed.proxies).run(sockets=[listener])


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to {LAST_PORT}")
    return int(text)


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{text!r} is no address that a phone can open, like https://hall.example.cn")
    return text


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
