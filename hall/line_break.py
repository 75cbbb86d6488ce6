"""Line breaking for Chinese mixed with Latin: Kivy and Pillow break only at spaces, and so badly."""

from collections.abc import Callable
from functools import lru_cache
from itertools import combinations

NO_START = frozenset("，。、；：？！）》」』】〉”’…·,.;:?!)]}%℃")
NO_END = frozenset("（《「『【〈“‘([{")
_MARKS = NO_START | NO_END
PAUSES = frozenset("，。；：？！,.;:?!")
"""Marks after which a reader pauses: the best places for a line to end."""

WEEKDAY = "星期"
"""What a day of the week begins with: its three characters are read as one word."""

LEAST_EVEN = 0.55
"""How long the shortest of the lines that end at pauses must be, as a share of the longest."""

MOST_AT_PAUSES = 3
"""Texts of more lines are rarely cut into even ones at pauses alone."""


LONELY, LEAST_LAST, LEAST_LEFT = 2, 4, 4
"""A last line of so few signs gets more from the line before: it then has so many, and leaves as many pieces there."""


@lru_cache(maxsize=2048)
def tokens_of(text: str) -> tuple[str, ...]:
    """Split a paragraph into pieces that a line may end after: a Latin word or number, one Chinese character, a space.

    Marks that may not start a line stay with the piece before them, opening marks with the one after; a day of the
    week stays whole.
    """
    pieces: list[str] = []
    for character in text:
        if pieces and _joins(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return tuple(pieces)


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the lines of a text, each at most `width` wide; its own newlines are kept.

    Args:
        text: one or more paragraphs.
        width: the widest that a line may be, in the unit of `measure`.
        measure: returns how wide a run of text is drawn. A single piece wider than a line is cut.
    """
    return [line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, width, measure)]


def balance_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return as many lines as `break_lines` would, of lengths as even as may be: no single word on the last.

    Lines end where a reader pauses if that leaves them nearly even. For text that is set in the middle; the arguments
    are those of `break_lines`.
    """
    if "\n" in text:
        return [line for paragraph in text.split("\n") for line in balance_lines(paragraph, width, measure)]
    lines = break_lines(text, width, measure)
    if 1 < len(lines) <= MOST_AT_PAUSES and (at_pauses := _cut_at_pauses(text, len(lines), width, measure)):
        return at_pauses
    widest = max((measure(piece.strip()) for piece in tokens_of(text.replace("\n", " "))), default=0.0)
    narrow, wide = min(width, max(width / 2, widest)), width
    while len(lines) > 1 and wide - narrow > width / 100:
        middle = (narrow + wide) / 2
        if len(break_lines(text, middle, measure)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return break_lines(text, wide, measure) if len(lines) > 1 else lines


def _cut_at_pauses(text: str, count: int, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return so many nearly even lines that end after a pause, the most even ones; none where there are none."""
    ends = [0]
    for piece in tokens_of(text):
        ends.append(ends[-1] + len(piece))
    pauses = [end for end in ends[1:-1] if text[:end].rstrip()[-1:] in PAUSES]
    best: list[str] = []
    evenest = LEAST_EVEN
    for cuts in combinations(pauses, count - 1):
        lines = [text[start:end].strip() for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True)]
        widths = [measure(line) for line in lines]
        if max(widths) <= width and min(widths) / max(widths) >= evenest:
            best, evenest = lines, min(widths) / max(widths)
    return best


def _break_paragraph(paragraph: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []  # with the spaces between them
    line = ""
    for piece in tokens_of(paragraph):
        if line and measure((line + piece).rstrip()) > width:
            begun = piece.lstrip()
            lines.append(line + piece[: len(piece) - len(begun)])
            line = begun
        else:
            line += piece
        while len(line) > 1 and measure(line.rstrip()) > width:
            cut = _longest_fit(line, width, measure)
            lines.append(line[:cut])
            line = line[cut:]
    return [each.rstrip() for each in _fill_last([*lines, line], width, measure)]


def _fill_last(lines: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Have no single character stand alone on the last line: some of the line before go with it."""
    if len(lines) == 1 or not 0 < len(lines[-1].strip()) <= LONELY:
        return lines
    *first, before, last = lines
    pieces = list(tokens_of(before))
    while len(pieces) > LEAST_LEFT and len(last.strip()) < LEAST_LAST:
        last = pieces.pop() + last
    is_better = len(last.strip()) >= LEAST_LAST and measure(last.strip()) <= width
    return [*first, "".join(pieces), last.lstrip()] if is_better else lines


def _longest_fit(line: str, width: float, measure: Callable[[str], float]) -> int:
    cut = 1
    while cut < len(line) and measure(line[: cut + 1]) <= width:
        cut += 1
    return cut


def _joins(piece: str, character: str) -> bool:
    last = piece[-1]
    if piece.endswith(WEEKDAY) or last + character == WEEKDAY:
        return not character.isspace()
    if character in NO_START or last in NO_END:
        return not character.isspace()
    if _is_word(character) and last in ".:,'" and len(piece) > 1:
        return character.isalnum() and piece[-2].isascii() and piece[-2].isalnum()
    return _is_word(last) and _is_word(character)


def _is_word(character: str) -> bool:
    return ord(character) < 0x2E80 and character not in _MARKS and not character.isspace()
