"""A column of text to lines of paper: sizes, weights, shrinking and breaking; pure."""

from collections.abc import Callable
from dataclasses import dataclass

from hall.line_break import break_lines
from printer.blocks import Column, Line, Run
from printer.placed import TextStyle, Weight
from printer.sheet import Sheet

ENGLISH_SCALE = 0.85
LINE_PITCH = 1.22
ASCENT = 0.92
CAP_HEIGHT = 0.733
BLACK_FROM_SCALE = 4
BREAK_TRIES = 8
PAUSES = ("，", "。", "；", "：", "、", ",", ".", ";", ":")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")

MeasureText = Callable[[str, TextStyle], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text in its style, with its width measured."""

    text: str
    style: TextStyle
    width: int
    is_inverse: bool

    @property
    def is_capitals(self) -> bool:
        """Whether it is a number like A012: nothing below the baseline or above the capitals."""
        return set(self.text) <= _CAPITALS


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """What stands side by side on one line of paper, on one baseline."""

    pieces: tuple[Piece, ...]

    @property
    def width(self) -> int:
        """Dots from the first to the last letter."""
        return sum(piece.width for piece in self.pieces)

    @property
    def above_baseline(self) -> int:
        """Dots from the top of the line to its baseline."""
        return max(
            round(piece.style.size_dots * (CAP_HEIGHT + 0.02 if piece.is_capitals else ASCENT)) for piece in self.pieces
        )

    @property
    def height(self) -> int:
        """Dots from the top of the line to the top of the next; a number alone needs no room below it."""
        size = max(piece.style.size_dots for piece in self.pieces)
        if all(piece.is_capitals for piece in self.pieces):
            return self.above_baseline + round(size * 0.1)
        return round(size * LINE_PITCH)


def set_column(column: Column, line: Line, width: int, sheet: Sheet, measure: MeasureText) -> tuple[SetLine, ...]:
    """Return the lines of paper that a column takes.

    A single run is broken where it is too long. Several runs, and what may not wrap, are made smaller together until
    they fit; if they would be illegible, each is broken after all.
    """
    pieces = tuple(_piece(run, line.language, sheet, measure) for run in column.runs)
    whole = SetLine(pieces=pieces)
    if not pieces or whole.width <= width:
        return (whole,) if pieces else ()
    if len(pieces) > 1 or not line.may_wrap:
        smaller = _shrink(whole, width, sheet.legible_dots, measure)
        if smaller is not None:
            return (smaller,)
    said = (piece for piece in pieces if piece.text.strip())  # a space between two runs is no line of its own
    return tuple(broken for piece in said for broken in _break(piece, width, measure))


def balance_lines(text: str, width: int, measure: Callable[[str], float]) -> list[str]:
    """Return the fewest lines of at most `width` that hold a text, about equally long, ending at a comma if possible.

    Args:
        text: one paragraph.
        width: the widest that a line may be.
        measure: how wide a text is.
    """
    fewest = len(break_lines(text, width, measure))
    narrow, wide = width // fewest, width
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(break_lines(text, middle, measure)) <= fewest:
            wide = middle
        else:
            narrow = middle + 1
    step = max(1, (width - wide) // BREAK_TRIES)
    candidates = [break_lines(text, tried, measure) for tried in range(wide, width + 1, step)]
    return max(candidates, key=_ends_at_pauses)  # the first, most even one where several are equal


def _ends_at_pauses(lines: list[str]) -> int:
    return sum(line.endswith(PAUSES) for line in lines[:-1])


def _piece(run: Run, language: str, sheet: Sheet, measure: MeasureText) -> Piece:
    size = round(sheet.text_dots(run.scale) * (ENGLISH_SCALE if language == "en" else 1))
    heavy = Weight.BLACK if run.scale >= BLACK_FROM_SCALE else Weight.BOLD
    style = TextStyle(size_dots=size, weight=heavy if run.is_bold else Weight.MEDIUM)
    return Piece(text=run.text, style=style, width=measure(run.text, style), is_inverse=run.is_inverse)


def _shrink(line: SetLine, width: int, legible: int, measure: MeasureText) -> SetLine | None:
    """Return the line small enough, no text below the legible size, or None if that is not possible."""
    factor = width / line.width
    while True:
        pieces = tuple(_resized(piece, factor, legible, measure) for piece in line.pieces)
        smaller = SetLine(pieces=pieces)
        if smaller.width <= width:
            return smaller
        if all(piece.style.size_dots <= legible for piece in pieces):
            return None
        factor -= 0.01


def _resized(piece: Piece, factor: float, legible: int, measure: MeasureText) -> Piece:
    size = min(piece.style.size_dots, max(legible, int(piece.style.size_dots * factor)))
    style = TextStyle(size_dots=size, weight=piece.style.weight)
    return Piece(text=piece.text, style=style, width=measure(piece.text, style), is_inverse=piece.is_inverse)


def _break(piece: Piece, width: int, measure: MeasureText) -> list[SetLine]:
    def measure_text(text: str) -> int:
        return measure(text, piece.style)

    return [
        SetLine(pieces=(Piece(text=text, style=piece.style, width=measure_text(text), is_inverse=piece.is_inverse),))
        for text in balance_lines(piece.text, width, measure_text)
    ]
