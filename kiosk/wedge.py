"""Wedge: tells a scanner that types like a keyboard from a person at one. Pure: time and keys are handed in.

A scanner types a whole code in a burst and ends it with Enter (or Tab). Its keys are its own: none of them, least of
all that Enter, may press a control.
"""

from dataclasses import dataclass

BURST_S = 1.0
"""A scanner types a character every 2 to 30 ms; a frame that takes long may stretch that. Nobody else types letters."""

LEAST, MOST = 3, 300

ENTER, KEYPAD_ENTER, TAB = 13, 271, 9
_ENDS = frozenset({ENTER, KEYPAD_ENTER, TAB})

_UNSHIFTED = "1234567890-=[]\\;',./`"
_SHIFTED = '!@#$%^&*()_+{}|:"<>?~'
_WITH_SHIFT = str.maketrans(_UNSHIFTED, _SHIFTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One key: its code (that of its character, for those that have one) and the modifiers that were held."""

    key: int
    modifiers: frozenset[str] = frozenset()


class Wedge:
    """Gathers strokes; `take` returns whether one was the scanner's, `text` holds what was read once it is whole.

    What the keys type is also told as text (`hear`), which is believed first: it is made with the shift key as it was
    at each stroke, while the modifiers of a stroke are those of the moment in which a busy machine comes to look at it.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read = self._heard = ""
        self._last_s = float("-inf")
        self.text = ""

    def take(self, stroke: Stroke, at_s: float) -> bool:
        """Take a stroke; after an end, `text` is what was read (empty when it was none of a scanner's).

        Args:
            stroke: the key.
            at_s: when it came, by a clock that only runs forward.
        """
        self.text = ""
        is_soon = at_s - self._last_s <= BURST_S
        if not is_soon:
            self._read = self._heard = ""
        if stroke.key in _ENDS:
            return self._end()
        character = _character(stroke)
        if not character:
            return False
        self._read = (self._read + character)[-MOST:]
        self._last_s = at_s
        return True

    def hear(self, text: str) -> None:
        """Take what the strokes have typed, as the system tells it after each."""
        self._heard = (self._heard + text)[-MOST:]

    def _end(self) -> bool:
        read, heard = self._read, self._heard
        self._read = self._heard = ""
        whole = heard if len(heard) == len(read) else read
        self.text = whole if len(whole) >= LEAST else ""
        return bool(read)


def _character(stroke: Stroke) -> str:
    """Return what a key types on the layout that scanners speak (US); empty for keys that type nothing."""
    if not 32 < stroke.key < 127 or stroke.modifiers & {"ctrl", "alt", "meta"}:
        return ""
    character = chr(stroke.key)
    is_shifted = "shift" in stroke.modifiers
    if character.isalpha():
        return character.upper() if is_shifted != ("capslock" in stroke.modifiers) else character.lower()
    return character.translate(_WITH_SHIFT) if is_shifted else character
