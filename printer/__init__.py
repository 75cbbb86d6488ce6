"""Ticket to paper: a slip is laid out, drawn in dots, sent as ESC/POS, and its printing confirmed.

    slip -> template -> layout -> raster -> bands -> job -> spool -> confirm -> transport
                     -> native ------------------>

Up to the job it is put together in `printer.press`, from there in `printer.ticket_printer`.

Whoever prints uses `open_printer`, `TicketSlip` and what `print_slip` returns.
"""

from printer.conversation import Limits
from printer.note import NoteItem, NoteKind, NoteSlip
from printer.outcome import Outcome, PrintReport
from printer.probe import Findings, probe_address
from printer.profiles import DEFAULT_PROFILE, get_profile
from printer.slip import RouteSketch, SketchBox, TicketSlip
from printer.status import Fault, PrinterStatus
from printer.ticket_printer import Recovered, TicketPrinter, open_printer

__all__ = [
    "DEFAULT_PROFILE",
    "Fault",
    "Findings",
    "Limits",
    "NoteItem",
    "NoteKind",
    "NoteSlip",
    "Outcome",
    "PrintReport",
    "PrinterStatus",
    "Recovered",
    "RouteSketch",
    "SketchBox",
    "TicketPrinter",
    "TicketSlip",
    "get_profile",
    "open_printer",
    "probe_address",
]
