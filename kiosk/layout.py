"""How a screen is laid out: which way the glass stands and who stands before it decide; a rule, no Kivy, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DESIGN_EDGE_PX = 1080
"""The shorter edge of every glass in design px: what is drawn keeps its share of it, whatever the panel."""

REACH_PX = 1050
"""How far up a visitor in a wheelchair reaches, in design px of an upright glass.

1,220 mm above the floor (EN 301 549 8.3.2, ADA 308) on a panel of 43 inches (0.49 mm a px) whose lower edge is at
700 mm; on a smaller panel, or one that hangs lower, the line lies lower still.
"""

LEAST_GAP_PX = 20
"""The gap between the pieces of a column where the screen itself names none."""


class Shape(StrEnum):
    """TALL: one column. WIDE: what is read beside what is touched. LOW: what is read above it, out of reach."""

    TALL = "tall"
    WIDE = "wide"
    LOW = "low"


class Part(StrEnum):
    """Where a piece of a screen goes when there are two places: READ is left or above, TOUCHED right or below.

    HEAD and FOOT reach across both, OFF is not shown.
    """

    HEAD = "head"
    READ = "read"
    TOUCHED = "touched"
    FOOT = "foot"
    OFF = "off"


class Align(StrEnum):
    """Where a column that does not fill its place stands in it."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a column: its height, or its share of the room that is left (None: it has a height)."""

    height: float
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From where to where a piece reaches, counted from the bottom."""

    bottom: float
    height: float


def shape_of(width: float, height: float, *, is_low: bool) -> Shape:
    """Return how screens are laid out on a glass of these edges; one that lies is low enough as it is."""
    if width > height:
        return Shape.WIDE
    return Shape.LOW if is_low else Shape.TALL


def stack(pieces: Sequence[Piece], *, bottom: float, top: float, gap: float, align: Align) -> list[Span]:
    """Return the places of pieces one below the other; a piece without height takes no gap either."""
    shown = [piece for piece in pieces if piece.share is not None or piece.height > 0]
    fixed = sum(piece.height for piece in shown if piece.share is None)
    room = top - bottom - fixed - gap * max(0, len(shown) - 1)
    shares = sum(piece.share for piece in shown if piece.share is not None)
    at = top
    if not shares:
        at -= max(0.0, room) * {Align.TOP: 0.0, Align.MIDDLE: 0.5, Align.BOTTOM: 1.0}[align]
    spans = []
    for piece in pieces:
        height = piece.height if piece.share is None else max(0.0, room) * piece.share / shares
        spans.append(Span(bottom=at - height, height=height))
        at -= height + (gap if piece.share is not None or piece.height > 0 else 0.0)
    return spans
