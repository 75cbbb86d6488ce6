"""What a filled template consists of, before anything is measured: lines, rules, gaps, panels, code, sketch."""

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a column's text stands in its share of the paper."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class PanelKind(StrEnum):
    """How the ground behind a group of lines is drawn."""

    INK = "ink"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one look; `scale` is in multiples of the body size."""

    text: str
    scale: float = 1.0
    is_bold: bool = False
    is_inverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One share of a line; a column of a single run wraps, one of several runs is kept on one line."""

    runs: tuple[Run, ...]
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Columns side by side; `may_wrap` False prints on one line, made smaller until it fits.

    `is_kept`: what is said cannot be done without, however many bytes the slip has.
    """

    columns: tuple[Column, ...]
    may_wrap: bool = True
    language: str = "zh"
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Empty paper."""

    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code; it is printed with the largest even module up to `module_dots` that the paper has room for."""

    content: str
    module_dots: int
    level: str
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The place of the slip's route sketch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """Millimetres from the first dot to the last, so that a person sees whether the head prints the whole width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Blocks on a ground of their own."""

    kind: PanelKind
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A code at the right edge with blocks at its left; on narrow paper the blocks stand below it."""

    code: QrCode
    blocks: "tuple[Block, ...]"


Block = Line | Rule | Gap | QrCode | Sketch | Ruler | Panel | Beside
