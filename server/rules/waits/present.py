"""How a hall stands at one moment: who waits where, and what each window does."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, Self


class Doing(IntEnum):
    """What a window does; `FREE` is open with nobody there, and `AWAY` paused."""

    CLOSED = 0
    AWAY = 1
    FREE = 2
    CALLED = 3
    SERVING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """A window: what it does, since when, and with a case of which matter; `freed_at` is when its last case ended.

    `stands_still`: it is open and free, and calls nobody although somebody waits for it. `back_at` is when one that is
    away said that it would be back, if it did.
    """

    doing: Doing
    since: float
    matter: int = 0
    freed_at: float = float("-inf")
    stands_still: bool = False
    back_at: float | None = None


Entry = tuple[float, int, int]
"""Somebody in a line: the key of the place, which of those who wait (-1 for who comes later), and the matter."""


class Lines(Protocol):
    """All who wait, as the hall's rule of calling sees them; each draw plays with a copy of its own.

    Attributes:
        called_next: for each queue and rank, at `queue * ranks + rank`, when one more who lined up now would be called.
        open_ends: of how many of those that were asked for this is not known yet.
    """

    called_next: list[float | None]
    open_ends: int

    def copy(self) -> Self:
        """Return lines that can be played with."""
        ...

    def ask(self, lines: Sequence[int]) -> None:
        """Look out for when one more would be called in some lines, from now on."""
        ...

    def choose(self, window: int, at: float) -> Entry | None:
        """Take out and return whom a window calls, None when nobody may be called there."""
        ...

    def join(self, matter: int, rank: int, at: float) -> None:
        """Let somebody line up who comes later."""
        ...

    def come_back(self, entry: Entry, at: float) -> None:
        """Let somebody line up again who was called and did not come."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A hall at a moment.

    Attributes:
        now: the moment.
        windows: each window of the layout.
        waiting: how many stand in `lines`: their indices are below it.
        queues: for each of those the queue.
        lines: who stands where.
        overtaken: whether everybody who comes later may be called before somebody who waits, or only higher ranks.
    """

    now: float
    windows: Sequence[WindowNow]
    waiting: int
    queues: Sequence[int]
    lines: Lines
    overtaken: bool = False
