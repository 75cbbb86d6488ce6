"""Asks a printer what it is and what it can answer, without printing: fills in what its profile has to say.

Sent are questions only: DLE EOT 1 (over the network also on a second connection, while the first is held), GS I 1, 66
and 67, GS r 1, GS ( H, GS a. A model that knows none of them may print a letter or two; that is why it is
asked only when a person runs the command or sets a kiosk up, never while visitors are served.
"""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hall.clock import Clock
from printer import escpos
from printer.conversation import Limits
from printer.deadline import Deadline
from printer.errors import PrinterUnreachable, SendingFailed
from printer.profiles import DEFAULT_PROFILE, get_profile
from printer.replies import AutomaticStatus, ProcessIdPrinted, RealtimeStatus, Reply, ReplyReader, StatusInOrder
from printer.transports import open_transport
from printer.transports.line import Line, Transport
from printer.transports.tcp import TcpTransport

_TEST_ID = "PROB"
_MAKER, _MODEL = 66, 67
_IDENTITY = re.compile(rb"_([\x20-\x7e]{1,80})\x00")
_BY_NAME = (
    ("TM-T88", "epson-tm-t88"),
    ("EPSON", "epson-tm-t20"),
    ("HPRT", "hprt-tp80k"),
    ("BTP", "snbc-btp-r880np"),
    ("SNBC", "snbc-btp-r880np"),
    ("RONGTA", "rongta-80"),
    ("GAINSCHA", "gainscha-80"),
    ("MASUNG", "masung-ms-d347"),
    ("VKP80III", "custom-vkp80iii"),
    ("VKP", "custom-vkp80"),
    ("CUSTOM", "custom-kpm"),
    ("KPM", "custom-kpm"),
    ("XP-58", "xprinter-58"),
    ("XP-", "xprinter-80"),
    ("XPRINTER", "xprinter-80"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a printer answered to; `maker` and `model` "" where it does not say.

    `mixes_clients` is whether it serves two connections side by side: two kiosks would print into one another's slips.
    """

    maker: str
    model: str
    answers_at_once: bool
    answers_in_order: bool
    answers_process_id: bool
    reports_changes: bool
    mixes_clients: bool

    @property
    def profile_name(self) -> str:
        """The table of `profiles.toml` that fits best."""
        name = f"{self.maker} {self.model}".upper()
        named = next((profile for part, profile in _BY_NAME if part in name), None)
        if named is not None:
            return named
        if self.answers_process_id:
            return "epson-tm-t20"
        return DEFAULT_PROFILE if self.answers_in_order else "write-only-80"


def probe_address(address: str, *, assets: Path, clock: Clock, profile_name: str = DEFAULT_PROFILE) -> Findings:
    """Ask what is at an address (what it says after a # is left aside); blocks for some seconds.

    Args:
        address: one of the forms that `printer.transports` lists.
        assets: the folder `assets/`.
        clock: of a virtual printer, which imitates the profile.
        profile_name: one of `printer/profiles.toml`.

    Raises:
        BadPrinterAddress, UnknownProfile: that cannot be asked at all.
        PrinterUnreachable, SendingFailed: it is not there, or went away.
    """
    profile = get_profile(profile_name)
    transport = open_transport(address.partition("#")[0], profile=profile, clock=clock, fonts_folder=assets / "fonts")
    return probe(transport)


def probe(transport: Transport, limits: Limits | None = None) -> Findings:
    """Ask; blocks for some seconds.

    Raises:
        PrinterUnreachable, SendingFailed: it is not there, or went away.
    """
    waits = limits or Limits()
    with closing(transport.connect(timeout_s=waits.connect_s)) as line:
        at_once = _ask(line, escpos.ask_status(1), waits, RealtimeStatus)
        maker = _ask_name(line, _MAKER, waits)
        model = _ask_name(line, _MODEL, waits)
        return Findings(
            maker=maker,
            model=model,
            answers_at_once=at_once,
            answers_in_order=_ask(line, escpos.ask_status_in_order(), waits, StatusInOrder),
            answers_process_id=_ask(line, escpos.ask_process_id(_TEST_ID), waits, ProcessIdPrinted),
            reports_changes=_ask(
                line, escpos.set_automatic_status(escpos.ALL_STATUS), waits, AutomaticStatus, escpos.INITIALIZE
            ),
            mixes_clients=at_once and isinstance(transport, TcpTransport) and _is_heard_beside(transport, waits),
        )


def _is_heard_beside(transport: TcpTransport, limits: Limits) -> bool:
    """Return whether a second client is answered while a first one is connected."""
    try:
        with closing(transport.connect_beside(timeout_s=limits.connect_s)) as second:
            return _ask(second, escpos.ask_status(1), limits, RealtimeStatus)
    except (PrinterUnreachable, SendingFailed):
        return False


def _ask(line: Line, question: bytes, limits: Limits, kind: type[Reply], afterwards: bytes = b"") -> bool:
    """Return whether a reply of this kind comes."""
    line.send(question, stall_s=limits.stall_s)
    reader, deadline = ReplyReader(), Deadline(limits.status_s)
    has_come = False
    while not (has_come or deadline.has_passed) and line.can_answer:
        has_come = any(isinstance(reply, kind) for reply in reader.feed(line.receive(timeout_s=deadline.remaining_s)))
    if afterwards:
        line.send(afterwards, stall_s=limits.stall_s)
    return has_come


def _ask_name(line: Line, part: int, limits: Limits) -> str:
    """Return the answer to GS I n: 5F, letters, 00."""
    line.send(escpos.ask_identity(part), stall_s=limits.stall_s)
    said, deadline = b"", Deadline(limits.status_s)
    while line.can_answer and not deadline.has_passed:
        said += line.receive(timeout_s=deadline.remaining_s)
        if (found := _IDENTITY.search(said)) is not None:
            return found[1].decode("ascii").strip()
    return ""
