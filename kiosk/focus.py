"""Which control the keys have in hand: a pad of four keys moves it through the controls in reading order; no Kivy."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Key(StrEnum):
    """What the keys of a pad or of a headset do."""

    UP = "up"
    DOWN = "down"
    OK = "ok"
    REPEAT = "repeat"


TAKEN_FIRST = ("ticket.done",)
"""What a first step down takes, wherever it stands: OK pressed once more without a look must do no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The control in hand by its key, None before the first; `place` is where it stood, counted from 0."""

    key: str | None = None
    place: int = -1

    def moved(self, by: int, keys: Sequence[str]) -> "Focus":
        """Return the next or the one before, around the ends; nothing where there is nothing to choose."""
        if not keys:
            return Focus()
        here = self.within(keys)
        first = next((keys.index(key) for key in TAKEN_FIRST if key in keys), 0) if by > 0 else len(keys) - 1
        place = first if here.key is None else (here.place + by) % len(keys)
        return Focus(key=keys[place], place=place)

    def within(self, keys: Sequence[str]) -> "Focus":
        """Return the focus among what is there now: the same control if it is still there, or none."""
        return Focus(key=self.key, place=keys.index(self.key)) if self.key in keys else Focus()
