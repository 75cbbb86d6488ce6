"""What staff show on every board of the hall at once: the event that tells it, and how the boards stand after it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hall.places import Text


class Face(StrEnum):
    """What all boards show: the calls, nothing at all, or an emergency."""

    CALLS = "calls"
    BLANK = "blank"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardsTold:
    """A supervisor told all boards what to show; it holds until the next business date."""

    kind: Literal["BoardsTold"] = "BoardsTold"
    face: Face
    words: Text | None = None
    notice: Text | None = None
    is_spoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardsNow:
    """What all boards show; `told_seq` is the event that told it (0 for none), by which a board says it only once."""

    told_seq: int = 0
    face: Face = Face.CALLS
    words: Text | None = None
    notice: Text | None = None
    is_spoken: bool = False


AS_EVER = BoardsNow()
"""The calls, with nothing beside them."""
