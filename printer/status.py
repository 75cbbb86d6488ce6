"""What a printer says about itself: status bytes to words; pure.

Source: Epson ESC/POS Command Reference, DLE EOT, GS a (ASB) and GS r; bits as drawn there.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What keeps a ticket from being printed, or soon will; each has its words under `paper.fault.*`."""

    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    OVERHEATED = "overheated"
    MECHANICAL_ERROR = "mechanical_error"
    UNRECOVERABLE = "unrecoverable"
    FEEDING = "feeding"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    IN_USE = "in_use"
    LINE_LOST = "line_lost"
    WRITE_STALLED = "write_stalled"
    NO_ANSWER = "no_answer"


HINTS = frozenset({Fault.PAPER_NEAR_END})
"""Worth telling staff, no reason not to print."""

_PASSING = frozenset({Fault.OFFLINE, Fault.FEEDING, Fault.OVERHEATED, Fault.IN_USE})

_GRAVEST_FIRST = (
    Fault.PAPER_OUT,
    Fault.COVER_OPEN,
    Fault.CUTTER_ERROR,
    Fault.OVERHEATED,
    Fault.MECHANICAL_ERROR,
    Fault.UNRECOVERABLE,
    Fault.FEEDING,
    Fault.OFFLINE,
    Fault.UNREACHABLE,
    Fault.IN_USE,
    Fault.LINE_LOST,
    Fault.PAPER_NEAR_END,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus:
    """What the printer reported; `is_known` is False when it reported nothing at all."""

    faults: frozenset[Fault] = frozenset()
    is_known: bool = True

    @property
    def can_print(self) -> bool:
        """Whether nothing reported stands in the way."""
        return self.faults <= HINTS

    @property
    def may_pass(self) -> bool:
        """Whether what stands in the way ends by itself: the feed key is held, the head cools down."""
        return not self.can_print and self.faults - HINTS <= _PASSING

    @property
    def cause(self) -> Fault | None:
        """The fault to name to a person, the most telling first; None when all is well."""
        return next((fault for fault in _GRAVEST_FIRST if fault in self.faults), None)


UNKNOWN_STATUS = PrinterStatus(is_known=False)
IN_USE_STATUS = PrinterStatus(faults=frozenset({Fault.IN_USE}), is_known=False)
"""Another program is talking to it, so it could not be asked."""

_REALTIME_BITS: dict[int, tuple[tuple[int, Fault], ...]] = {
    1: ((0x08, Fault.OFFLINE),),
    2: ((0x04, Fault.COVER_OPEN), (0x08, Fault.FEEDING), (0x20, Fault.PAPER_OUT)),
    3: (
        (0x04, Fault.MECHANICAL_ERROR),
        (0x08, Fault.CUTTER_ERROR),
        (0x20, Fault.UNRECOVERABLE),
        (0x40, Fault.OVERHEATED),
    ),
    4: ((0x0C, Fault.PAPER_NEAR_END), (0x60, Fault.PAPER_OUT)),
}

_AUTOMATIC_BITS: tuple[tuple[tuple[int, Fault], ...], ...] = (
    ((0x08, Fault.OFFLINE), (0x20, Fault.COVER_OPEN), (0x40, Fault.FEEDING)),
    (
        (0x04, Fault.MECHANICAL_ERROR),
        (0x08, Fault.CUTTER_ERROR),
        (0x20, Fault.UNRECOVERABLE),
        (0x40, Fault.OVERHEATED),
    ),
    ((0x03, Fault.PAPER_NEAR_END), (0x0C, Fault.PAPER_OUT)),
    (),
)


def read_realtime_status(part: int, answer: int) -> frozenset[Fault]:
    """Return the faults in the answer to DLE EOT n (0xx1xx10): any bit of a pair counts.

    Args:
        part: the n that was asked for, 1 to 4.
        answer: the byte that came back.
    """
    return _faults_in(answer, _REALTIME_BITS[part])


def read_automatic_status(answer: bytes) -> frozenset[Fault]:
    """Return the faults in the four bytes of an automatic status (ASB)."""
    return frozenset().union(*(_faults_in(byte, bits) for byte, bits in zip(answer, _AUTOMATIC_BITS, strict=True)))


def _faults_in(byte: int, bits: tuple[tuple[int, Fault], ...]) -> frozenset[Fault]:
    return frozenset(fault for mask, fault in bits if byte & mask)
