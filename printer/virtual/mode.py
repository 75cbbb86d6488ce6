"""What the virtual printer remembers from one command to the next."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

DEFAULT_LINE_DOTS = 30

Commands = dict[str, Callable[[bytes], None]]
"""What is done for a command, by its name in the manual; it is given the parameters."""


@dataclass(slots=True)
class Mode:
    """Everything that ESC @ sets back. Hanzi mode is on, as after the power-up of a mainland model."""

    is_hanzi: bool = True
    is_bold: bool = False
    is_small: bool = False
    is_underlined: bool = False
    is_inverse: bool = False
    across: int = 1
    down: int = 1
    hanzi_across: int = 1
    hanzi_down: int = 1
    justification: int = 0
    code_page: str = "cp437"
    line_dots: int = DEFAULT_LINE_DOTS
    left: int = 0
    room: int | None = None


@dataclass(slots=True)
class Findings:
    """What was not understood in the bytes of a ticket, by name and how often."""

    unknown: Counter[str] = field(default_factory=Counter)
    malformed: Counter[str] = field(default_factory=Counter)
    not_drawn: Counter[str] = field(default_factory=Counter)
    realtime_commands: int = 0
