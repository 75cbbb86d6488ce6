"""What staff show on every board of the hall at once, and how the boards say that they receive the calls."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hall.board_events import BoardsNow, Face
from hall.bodies import SHOWN, STRICT, Flag

BOARD_BEATS_S = 15.0
"""How often a board says how it is, when nobody is called."""

BOARD_AWAY_AFTER = timedelta(seconds=40)
"""A board that was not heard for so long receives nothing, as far as staff must assume."""

BEHIND_AFTER = timedelta(seconds=10)
"""A board that has not shown a call so long after it was made does not receive."""

Chinese = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=SHOWN)]
English = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=110, pattern=SHOWN)]
"""Words for people who read them across a hall: no longer than an upright board holds in letters of their size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWords:
    """Words for everybody in the hall, in both languages."""

    zh: Chinese
    en: English


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBoards:
    """PUT /api/v1/boards: what every board shows from now on; it replaces all that was told before.

    Attributes:
        face: the calls as ever, nothing, or an emergency (which needs `words`, and is spoken).
        words: what people are to do in the emergency.
        notice: one more page of the notice line; None takes the last one away.
        is_spoken: whether the boards also say the notice, once.
    """

    __pydantic_config__ = STRICT

    face: Face = Face.CALLS
    words: ToldWords | None = None
    notice: ToldWords | None = None
    is_spoken: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardHealth:
    """What a board has done with the calls: the last event it took, the last calls it showed and spoke (0 for none).

    Attributes:
        covers: the part of the hall whose calls it shows, in words for staff.
        speaks: whether it is there to be heard as well; `has_sound` whether it can.
    """

    covers: Annotated[str, Field(max_length=200)] = ""
    seen_seq: Annotated[int, Field(ge=0, le=2**53)] = 0
    shown_call: Annotated[int, Field(ge=0, le=2**53)] = 0
    spoken_call: Annotated[int, Field(ge=0, le=2**53)] = 0
    speaks: Flag = False
    has_sound: Flag = True


class Lack(StrEnum):
    """Why people before a board may miss a call: never heard of, not any more, behind the hall, or silent."""

    NEVER = "never"
    AWAY = "away"
    BEHIND = "behind"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardNow:
    """A board as staff see it; `lack` is None while all that is called is seen, and heard where it should be."""

    name: str
    heard_at: datetime | None
    board: BoardHealth | None
    lack: Lack | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardsView:
    """GET /api/v1/boards: what all boards show, and how each of them is."""

    told: BoardsNow
    boards: tuple[BoardNow, ...]
