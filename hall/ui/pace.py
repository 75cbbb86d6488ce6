"""Pace: how many times a second Kivy looks for touches; on a glass that nobody touches, that is all it costs.

Kivy takes the number from its settings, at its import; its clock has it in a field without a name for others.
"""

from kivy.clock import Clock

ATTENDED_PER_S = 60
ALONE_PER_S = 30
"""The first touch is then seen 8 ms later on average, for half of the processor's time."""


def set_pace(per_s: int) -> None:
    """Have Kivy look so often from the next frame on; a clock without a limit (0) keeps none."""
    if Clock._max_fps:  # noqa: SLF001
        Clock._max_fps = per_s  # noqa: SLF001
