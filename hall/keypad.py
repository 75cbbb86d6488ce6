"""What a hardware keypad at a window says and is told; docs/operations.md shows it to who builds one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hall.bodies import STRICT
from hall.events import WindowState
from hall.ticket import TicketState


class Press(StrEnum):
    """The keys, by what they do; each is refused where the window's own page would refuse it."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKey:
    """POST /api/v1/keypad: a key, and the version of the window that the keypad was told last.

    The version fences it: after any act there, or another clerk's taking over, an older press is refused.
    """

    __pydantic_config__ = STRICT

    press: Press
    version: Annotated[int, Field(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadView:
    """GET /api/v1/keypad: what a keypad with a display shows; `presses` are the keys that would do something now.

    `is_attended`: a clerk is signed in at the window; without one no key does anything.
    """

    window_id: str
    version: int
    state: WindowState
    is_attended: bool
    number: str | None
    ticket_state: TicketState | None
    waiting_count: int
    presses: tuple[Press, ...]
