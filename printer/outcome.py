"""What is known of a ticket's paper after an attempt to print it; pure."""

from dataclasses import dataclass
from enum import StrEnum

from printer.status import UNKNOWN_STATUS, Fault, PrinterStatus


class Outcome(StrEnum):
    """The four ends of an attempt; the same words as `hall.ticket.PrintState`."""

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    SENT = "sent"


class JobState(StrEnum):
    """Where a job stands on the disk: not a byte sent, perhaps sent, or one of the outcomes."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """What became of one ticket.

    NOT_SENT: no whole ticket is or will be on paper, it may be sent again. UNKNOWN: perhaps it is; only a person may
    have it printed again, marked as a reprint. SENT: the printer cannot tell. `cause` is what stood in the way, None
    if nothing did; `status` what the printer last said (paper near its end, say); `is_torn` that a piece of a ticket
    may hang out of it, which the next job cuts off first; `job_key` the key under which the spool keeps it until
    whoever is to be told has been told ("" without a spool).
    """

    outcome: Outcome
    cause: Fault | None = None
    status: PrinterStatus = UNKNOWN_STATUS
    is_torn: bool = False
    job_key: str = ""
