"""The hidden corner: seven taps on the mark, one after another, ask for the PIN; a rule, no Kivy, no clock."""

from collections import deque

TAPS = 7
WITHIN_S = 5.0
"""Nobody taps a corner that often in so short a time by accident; whoever must, can."""

CORNER_PX = 200
"""How far the corner reaches from the upper left of the glass, in design px: the mark and its margin."""


class CornerTaps:
    """Counts taps on the corner; any other tap begins anew."""

    def __init__(self) -> None:
        """Begin with none."""
        self._at_s: deque[float] = deque(maxlen=TAPS)

    def take(self, *, is_in_corner: bool, at_s: float) -> bool:
        """Return whether this tap was the last that is needed."""
        if not is_in_corner:
            self._at_s.clear()
            return False
        self._at_s.append(at_s)
        is_enough = len(self._at_s) == TAPS and at_s - self._at_s[0] <= WITHIN_S
        if is_enough:
            self._at_s.clear()
        return is_enough
