"""What can be made to go wrong with the virtual printer, at once or at a chosen byte."""

from dataclasses import dataclass
from enum import StrEnum

from hall.errors import BadInput


class FaultKind(StrEnum):
    """The ways of failing; the word is what `--fault` takes."""

    PAPER_NEAR_END = "near-end"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER_STUCK = "cutter"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    HANG = "hang"
    SWALLOW = "swallow"
    SLOW = "slow"
    DROP = "drop"
    MUTE = "mute"
    POWER_OFF = "power-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedFault:
    """A fault and when it strikes.

    `at_byte` counts the bytes processed since it was armed; `bytes_per_s` is the speed of a slow printer. Hang: reads
    no more. Swallow: reads, prints nothing, answers nothing. Mute: prints, answers nothing. Drop: ends the connection.
    """

    kind: FaultKind
    at_byte: int = 0
    bytes_per_s: int = 2000


def read_fault(text: str) -> ArmedFault:
    """Return a fault written as `paper-out`, `paper-out@12000` (at that byte) or `slow=2000` (bytes per second).

    Raises:
        BadInput: naming what is possible.
    """
    word, at, byte = text.partition("@")
    word, equals, speed = word.partition("=")
    if word not in set(FaultKind):
        raise BadInput(f'no fault "{word}": there are {", ".join(FaultKind)}')
    if (at and not byte.isdecimal()) or (equals and not speed.isdecimal()) or (equals and word != FaultKind.SLOW):
        raise BadInput(f'"{text}" should be like paper-out, paper-out@12000 or slow=2000')
    fault = ArmedFault(kind=FaultKind(word), at_byte=int(byte or 0), bytes_per_s=int(speed or 2000))
    if not fault.bytes_per_s:
        raise BadInput(f'"{text}": a printer that takes 0 bytes per second is one that hangs: use "hang"')
    return fault
