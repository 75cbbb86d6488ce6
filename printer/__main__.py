"""`yinhao printer`: prints a test ticket, draws a preview, asks a printer how and what it is, or is one itself."""

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from hall.clock import Clock, SystemClock
from hall.errors import BadInput, HallError
from hall.language import load_languages
from hall.log_lines import begin_log
from printer.errors import PrinterInUse, PrinterUnreachable, SendingFailed
from printer.outcome import Outcome
from printer.press import choose_encoding, open_press
from printer.probe import probe_address
from printer.profiles import DEFAULT_PROFILE, Presenter, Profile, get_profile
from printer.raster import to_image
from printer.sample import SAMPLE_FILE, load_sample
from printer.slip import TicketSlip
from printer.status import Fault
from printer.template_check import check_template_file
from printer.ticket_printer import open_printer
from printer.transports import ACCEPTED
from printer.virtual.faults import FaultKind, read_fault
from printer.virtual.listen import PrinterPort
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from printer.virtual.page import PrinterPage
from printer.virtual.tray import Tray

ASSETS = Path(__file__).resolve().parent.parent / "assets"
BAD_INPUT = 2
NOT_WELL = 1
"""Exit code when the printer did not print or cannot."""

_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 all is well, 1 the printer is not, 2 bad input."""
    begin_log()
    given = _parser().parse_args(arguments)
    try:
        return _COMMANDS[given.command](given)
    except HallError as error:
        print(f"printer: {error.detail}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"printer: {error}", file=sys.stderr)
        return BAD_INPUT


def _test(given: argparse.Namespace) -> int:
    clock = SystemClock()
    printer = open_printer(given.address, assets=given.assets, clock=clock, profile_name=given.profile)
    report = printer.print_slip(_sample(given, clock))
    cause = f": {_words(report.cause, given.assets)}" if report.cause else ""
    hints = f" ({', '.join(sorted(report.status.faults))})" if report.status.faults and not report.cause else ""
    print(f"{report.outcome}{cause}{hints}")
    return 0 if report.outcome in (Outcome.PRINTED, Outcome.SENT) else NOT_WELL


def _probe(given: argparse.Namespace) -> int:
    try:
        found = probe_address(given.address, assets=given.assets, clock=SystemClock(), profile_name=given.profile)
    except (PrinterUnreachable, SendingFailed) as error:
        print(f"{'in use' if isinstance(error, PrinterInUse) else 'unreachable'}: {error.detail}")
        return NOT_WELL
    fitting = get_profile(found.profile_name)
    print(f"maker {found.maker or 'not told'}, model {found.model or 'not told'}")
    print(f"status at once (DLE EOT): {_yes(found.answers_at_once)}; in order (GS r): {_yes(found.answers_in_order)}")
    print(f"process ids (GS ( H): {_yes(found.answers_process_id)}; changes (GS a): {_yes(found.reports_changes)}")
    if found.mixes_clients:
        print("it serves several connections at once: only one kiosk may print on it, or slips are mixed")
    print(f"fitting profile: {fitting.name} ({fitting.title}; {fitting.source})")
    print(f"presenter: {_presenting(fitting)}")
    print(f"so the address is {given.address.partition('#')[0]}#{fitting.name}")
    return 0 if found.answers_at_once or found.answers_in_order else NOT_WELL


def _preview(given: argparse.Namespace) -> int:
    """Draw what a printer would make of the very bytes that would be sent."""
    address, _, named = given.target.partition("#")
    file = given.out if ":" in address else Path(given.target)
    if not file.parent.is_dir():
        raise BadInput(f"{file}: there is no folder {file.parent}; make it first, or name another file")
    profile = choose_encoding(get_profile(named or given.profile), address)
    press = open_press(given.assets, profile, template_file=given.template)
    job = press.make_job(_sample(given, SystemClock()))
    tickets: list[PrintedTicket] = []
    printer = VirtualPrinter(
        profile, clock=SystemClock(), fonts_folder=given.assets / "fonts", take_ticket=tickets.append
    )
    printer.receive(job.picture_bytes + job.cut_bytes)
    printer.work_off()
    to_image(tickets[0].picture).save(file, format="PNG")
    print(f"{file}: {profile.name}, {profile.encoding}: {job.rows} rows, {job.size_bytes} bytes")
    return 0


def _check(given: argparse.Namespace) -> int:
    """Look a template over as a hall's own would be before it is used; every complaint is a line."""
    complaints = check_template_file(given.template, assets=given.assets, profile=get_profile(given.profile))
    for complaint in complaints:
        print(f"{given.template}: {complaint}")
    print("fit for printing" if not complaints else f"{len(complaints)} complaints")
    return NOT_WELL if complaints else 0


def _words(fault: Fault, assets: Path) -> str:
    """Return a fault's word with what it means; of one that is not there, who tells why."""
    words = load_languages(assets / "languages")["en"].text(f"paper.fault.{fault}")
    asked = "; `printer probe ADDRESS` tells why" if fault is Fault.UNREACHABLE else ""
    return f"{fault} ({words}{asked})"


def _presenting(profile: Profile) -> str:
    """Return what is sent to hold a slip out."""
    match profile.presenter:
        case Presenter.NONE:
            return "none"
        case Presenter.UNKNOWN:
            return "its commands are not known, so nothing is sent after the cut; set it in the printer"
        case Presenter.GS_E:
            return f"slips are held out by {profile.present_mm} mm (GS e); one that nobody takes: as set in the printer"
    return f"slips are held out by {profile.present_mm} mm and pushed out after {profile.eject_after_s} s (FS P)"


def _yes(is_so: bool) -> str:  # noqa: FBT001  # what is asked is the only argument
    return "yes" if is_so else "no"


def _status(given: argparse.Namespace) -> int:
    printer = open_printer(given.address, assets=given.assets, clock=SystemClock(), profile_name=given.profile)
    status = printer.read_status()
    faults = [_words(fault, given.assets) for fault in sorted(status.faults)]
    print(", ".join(faults) or ("ready" if status.is_known else "no answer: it cannot tell"))
    return 0 if status.can_print else NOT_WELL


def _virtual(given: argparse.Namespace) -> int:
    """Be a printer until SIGTERM or SIGINT."""
    tray = Tray(given.out)
    printer = VirtualPrinter(
        get_profile(given.profile), clock=SystemClock(), fonts_folder=given.assets / "fonts", take_ticket=tray.put
    )
    for fault in given.fault:
        printer.fail(read_fault(fault))
    with ExitStack() as stack:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # before threads start: they inherit it
        stack.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        host, number = _host_and_port(given.listen)
        port = PrinterPort(printer, host, number)
        stack.callback(port.close)
        print(f"printing what comes to tcp://{host}:{port.port} into {given.out}", flush=True)
        if given.page:
            host, number = _host_and_port(given.page)
            languages = load_languages(given.assets / "languages")
            fonts = given.assets / "fonts"
            page = PrinterPage(printer, tray, languages=languages, fonts=fonts, host=host, port=number)
            stack.callback(page.close)
            print(f"its paper is shown at http://{host}:{page.port}/", flush=True)
        signal.sigwait(_ENDING)
    return 0


def _sample(given: argparse.Namespace, clock: Clock) -> TicketSlip:
    issued_at: datetime = clock.now().astimezone()
    file = given.assets / "tickets" / SAMPLE_FILE
    return load_sample(file, issued_at=issued_at, is_priority=given.priority, reprint_count=given.reprint)


def _host_and_port(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 0xFFFF:
        raise BadInput(f'"{text}" should be HOST:PORT, for example 127.0.0.1:9100')
    return host.strip("[]"), int(port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yinhao printer", description=__doc__)
    parser.add_argument("--assets", type=Path, default=ASSETS, help="the folder assets/ (default: %(default)s)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    test = commands.add_parser("test", help="print the sample ticket and say what became of it")
    test.add_argument("address", help=f"one of {ACCEPTED}")
    asking = commands.add_parser("probe", help="ask a printer what it can do, and name the profile that fits")
    asking.add_argument("address", help=f"one of {ACCEPTED}")
    preview = commands.add_parser("preview", help="draw the sample ticket into a PNG, dot for dot as it is printed")
    preview.add_argument("target", metavar="FILE|ADDRESS", help="the PNG to write, or the printer it would go to")
    preview.add_argument("--out", type=Path, default=Path("preview.png"), help="the PNG for an ADDRESS (%(default)s)")
    preview.add_argument("--template", type=Path, help="another template than assets/tickets/ticket.txt")
    for command in (test, preview):
        command.add_argument("--priority", action="store_true", help="with the mark of a priority class")
        command.add_argument("--reprint", type=int, default=0, metavar="N", help="as the Nth reprint")
    check = commands.add_parser("check", help="look a template over: fields, widths, code, length, letters")
    check.add_argument("template", type=Path, help="like assets/tickets/ticket.txt")
    status = commands.add_parser("status", help="ask a printer how it is")
    status.add_argument("address", help=f"one of {ACCEPTED}")

    virtual = commands.add_parser("virtual", help="be a network printer that draws its paper")
    virtual.add_argument("--listen", required=True, metavar="HOST:PORT", help="where it takes jobs (port 0: any)")
    virtual.add_argument("--out", required=True, type=Path, metavar="DIR", help="gets 0001.png, 0001.bin, paper.jsonl")
    virtual.add_argument("--page", metavar="HOST:PORT", help="where a browser sees the paper come out")
    faults = ", ".join(FaultKind)
    virtual.add_argument(
        "--fault", action="append", default=[], metavar="KIND[@BYTE]", help=f"fails, at a byte or at once: {faults}"
    )
    for command in (test, asking, preview, check, status, virtual):
        command.add_argument(
            "--profile", default=DEFAULT_PROFILE, help="model, a table of printer/profiles.toml (default: %(default)s)"
        )
    return parser


_COMMANDS = {
    "test": _test,
    "probe": _probe,
    "preview": _preview,
    "check": _check,
    "status": _status,
    "virtual": _virtual,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
