"""Blocks to the printer's own letters: GB18030 text and a native QR code, about 1 kB for a ticket; pure.

For lines on which a picture takes seconds. Everything goes out in one mode (`FS &`), so that no text depends on a code
page; what the printer has no letter for (𠮷, 㐀, other scripts) and what is no text (a sketch) is sent as a picture.
Cells are 12 dots wide, Hanzi two cells; what GB18030 makes two bytes of is two cells wide, also "·" and "–".

    ESC @ · FS & · [GS ! · ESC E · GS B · ESC a] text LF · ... · GS ( k · ...
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from hall.line_break import balance_lines, break_lines
from printer import escpos
from printer.bands import encode_bitmap
from printer.bitmap import Bitmap
from printer.blocks import Align, Beside, Block, Column, Gap, Line, Panel, PanelKind, QrCode, Rule, Ruler, Run, Sketch
from printer.job import Job, frame_job
from printer.profiles import Encoding, Hanzi, Profile
from printer.qr import QUIET_MODULES, make_qr
from printer.sparing import without_longest_sentence

CELL_DOTS, CELL_ROWS, LINE_ROWS = 12, 24, 30
"""Font A, and the usual pitch of lines."""

LARGEST_SIZE = 8
PICTURE_FROM_SCALE = 4.0
"""In hybrid jobs text from this size on is a picture: the number."""

LEAST_GAP_MM = 1.5
"""Smaller gaps are not worth their bytes: lines of text have room between them."""

JOINT = "·"
"""Stands between a floor and its windows: where a line on a dark ground is broken first."""

_IS_HYBRID = {Encoding.NATIVE: False, Encoding.HYBRID: True}
_CODECS = {Hanzi.NONE: "ascii", Hanzi.GB2312: "gb2312", Hanzi.GBK: "gbk"}
_SIDES = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2}
_REPLACED = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{BULLET}": "·", "\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-"})
_PLAIN_LOOK = (1, 1, False, False)


def encode_native(
    blocks: tuple[Block, ...], profile: Profile, *, draw: Callable[[Block], Bitmap], most_bytes: int
) -> Job:
    """Return the job that prints a filled template.

    Args:
        blocks: the slip.
        profile: the model; `profile.encoding` NATIVE or HYBRID says what is a picture.
        draw: draws one block alone, as wide as the paper.
        most_bytes: of text and QR code; beyond it the longest English sentences are left out: their Chinese stays,
            and the phone page says everything in both.
    """
    while True:
        writer = _Writer(profile, draw)
        writer.put_blocks(blocks)
        begin = b"" if profile.hanzi is Hanzi.NONE else escpos.BEGIN_HANZI
        job = frame_job([(0, begin), *writer.list_parts()], profile, rows=writer.rows)
        fewer = without_longest_sentence(blocks) if writer.picture_bytes + most_bytes < job.size_bytes else None
        if fewer is None:
            return job
        blocks = fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Text in one look."""

    text: str
    size: int
    is_bold: bool
    is_inverse: bool

    def cells(self, text: str | None = None) -> int:
        return _count_cells(self.text if text is None else text) * self.size


class _Writer:
    """Puts block after block; remembers the look that the printer is in, and sends only what changes."""

    def __init__(self, profile: Profile, draw: Callable[[Block], Bitmap]) -> None:
        self.data = bytearray()
        self.rows = self.picture_bytes = 0
        self._begun: list[tuple[int, int]] = []
        self._profile, self._draw = profile, draw
        self._width = profile.width_dots // CELL_DOTS
        self._codec = _CODECS[profile.hanzi]
        self._is_hybrid = _IS_HYBRID[profile.encoding]
        self._is_on_ink = False
        self._look: tuple[int, int, bool, bool] = _PLAIN_LOOK
        self._side = 0

    def list_parts(self) -> list[tuple[int, bytes]]:
        """Return the blocks' bytes, each after the rows before it."""
        ends = [begin for _, begin in self._begun[1:]] + [len(self.data)]
        return [(rows, bytes(self.data[begin:end])) for (rows, begin), end in zip(self._begun, ends, strict=True)]

    def put_blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in self._stack(blocks):
            self._begun.append((self.rows, len(self.data)))
            match block:
                case Line():
                    self._put_line(block)
                case Rule():
                    self._put_rule()
                case Gap():
                    self._put_gap(block)
                case Panel():
                    self._put_panel(block)
                case _:
                    self._put_code_or_sketch(block)

    def _put_code_or_sketch(self, block: Block) -> None:
        match block:
            case QrCode():
                self._put_code(block)
            case Ruler():
                self._put_picture(block)
            case Sketch() | Beside() if self._is_hybrid:
                self._put_picture(block)
            case Beside():
                self._put_code(block.code)
                self.put_blocks(block.blocks)

    def _put_line(self, line: Line) -> None:
        pieces = [_pieces(column) for column in line.columns]
        if self._must_be_drawn(line):
            self._put_picture(line)
        elif len(pieces) == 1:
            self._choose_side(_SIDES[line.columns[0].align])
            if self._is_on_ink and line.may_wrap:
                self._put_on_ink(pieces[0])
            else:
                self._put_column(pieces[0], may_wrap=line.may_wrap)
        else:
            self._choose_side(0)
            self._put_columns(pieces, line)

    def _must_be_drawn(self, line: Line) -> bool:
        runs = [run for column in line.columns for run in column.runs]
        if not all(self._has_letters_for(run.text) for run in runs):
            return True
        return self._is_hybrid and any(run.scale >= PICTURE_FROM_SCALE for run in runs)

    def _has_letters_for(self, text: str) -> bool:
        try:
            text.translate(_REPLACED).encode(self._codec)
        except UnicodeEncodeError:
            return False
        return True

    def _put_column(self, pieces: list[_Piece], *, may_wrap: bool) -> None:
        """Print a column on a line of its own, smaller until it fits, or broken if that is not enough."""
        while sum(piece.cells() for piece in pieces) > self._width and not may_wrap:
            largest = max(piece.size for piece in pieces)
            if largest == 1:
                break
            pieces = [_smaller(piece, largest) for piece in pieces]
        if sum(piece.cells() for piece in pieces) <= self._width:
            self._put_row(pieces)
            return
        for piece in pieces:
            for text in break_lines(piece.text.strip(), self._width, piece.cells):
                self._put_row([replace(piece, text=text)])

    def _put_on_ink(self, pieces: list[_Piece]) -> None:
        """Print letters of one size on a band as wide as the paper, broken between floor and windows if need be."""
        size = max(piece.size for piece in pieces)
        width = self._width // size
        for text in _rows_at_joints("".join(piece.text for piece in pieces).strip(), width):
            self._put_row([replace(pieces[0], text=text + " " * (width - _count_cells(text)), size=size)])

    def _stack(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """Yield a table that is too wide column by column, each value below its own label; all else as it is."""
        for count, group in groupby(blocks, lambda block: len(block.columns) if isinstance(block, Line) else 0):
            lines = list(group)
            if count > 1 and not all(self._fits_beside(line) for line in lines if isinstance(line, Line)):
                yield from _column_by_column([line for line in lines if isinstance(line, Line)])
            else:
                yield from lines

    def _fits_beside(self, line: Line) -> bool:
        share = self._width // len(line.columns)
        return all(sum(piece.cells() for piece in _pieces(column)) < share for column in line.columns)

    def _put_columns(self, columns: list[list[_Piece]], line: Line) -> None:
        """Print columns side by side."""
        share = self._width // len(columns)
        padded = (_padded(pieces, share, column.align) for pieces, column in zip(columns, line.columns, strict=True))
        self._put_row(list(chain.from_iterable(padded)))

    def _put_row(self, pieces: list[_Piece]) -> None:
        for piece in pieces:
            is_inverse = piece.is_inverse ^ self._is_on_ink
            self._choose_look((piece.size, piece.size, piece.is_bold, is_inverse))
            self.data += piece.text.encode(self._codec)
        self.data += escpos.LINE_FEED
        self.rows += max((LINE_ROWS, *(piece.size * CELL_ROWS for piece in pieces)))

    def _put_rule(self) -> None:
        """Print a row of the widest hyphens: 12 bytes, where a picture of the rule takes 80."""
        self._choose_side(0)
        self._choose_look((LARGEST_SIZE, 1, False, False))
        self.data += b"-" * (self._width // LARGEST_SIZE) + escpos.LINE_FEED
        self.rows += LINE_ROWS

    def _put_gap(self, gap: Gap) -> None:
        if gap.height_mm >= LEAST_GAP_MM:
            self._feed(round(gap.height_mm / 25.4 * self._profile.dpi))

    def _feed(self, dots: int) -> None:
        self.data += escpos.feed_dots(dots)
        self.rows += dots

    def _put_panel(self, panel: Panel) -> None:
        is_ink = panel.kind is PanelKind.INK
        if not is_ink:
            self._put_rule()
        self._is_on_ink = is_ink
        self.put_blocks(panel.blocks)
        self._is_on_ink = False
        if not is_ink:
            self._put_rule()

    def _put_code(self, code: QrCode) -> None:
        if self._is_hybrid or not self._profile.native_qr:
            self._put_picture(code)
            return
        content = code.content.encode()
        modules = len(make_qr(code.content, code.level))
        dots = max(1, min(code.module_dots, self._profile.width_dots // (modules + 2 * QUIET_MODULES)))
        self._feed(QUIET_MODULES * dots - (LINE_ROWS - CELL_ROWS))
        self._choose_side(1)
        self.data += escpos.print_qr(content, module_dots=dots, level=code.level)
        self.rows += modules * dots
        self._feed(QUIET_MODULES * dots)

    def _put_picture(self, block: Block) -> None:
        """Send a block as dots, at the left edge, with an empty line buffer: `GS v 0` wants both."""
        self._choose_side(0)
        picture = self._draw(block)
        profile = self._profile
        dots = encode_bitmap(picture, min_gap_rows=profile.min_gap_rows, may_double=profile.prints_doubled)
        self.picture_bytes += len(dots)
        self.data += dots
        self._feed(_blank_rows_at_end(picture))
        self.rows += picture.height_dots

    def _choose_look(self, look: tuple[int, int, bool, bool]) -> None:
        (across, down, is_bold, is_inverse), before = look, self._look
        if (across, down) != before[:2]:
            self.data += escpos.choose_size(across=across, down=down)
        if is_bold != before[2]:
            self.data += escpos.choose_bold(is_on=is_bold)
        if is_inverse != before[3]:
            self.data += escpos.choose_inverse(is_on=is_inverse)
        self._look = look

    def _choose_side(self, side: int) -> None:
        if side != self._side:
            self.data += escpos.choose_side(side)
            self._side = side


def _pieces(column: Column) -> list[_Piece]:
    return [_piece(run) for run in column.runs if run.text]


def _piece(run: Run) -> _Piece:
    size = min(LARGEST_SIZE, max(1, int(run.scale)))
    is_bold = run.is_bold and size == 1  # large letters are heavy enough
    return _Piece(text=run.text.translate(_REPLACED), size=size, is_bold=is_bold, is_inverse=run.is_inverse)


def _smaller(piece: _Piece, largest: int) -> _Piece:
    size = piece.size - 1 if piece.size == largest else piece.size
    return replace(piece, size=size)


def _column_by_column(lines: list[Line]) -> Iterator[Line]:
    for columns in zip(*(line.columns for line in lines), strict=True):
        for column, line in zip(columns, lines, strict=True):
            if _pieces(column):
                yield replace(line, columns=(column,))


def _rows_at_joints(text: str, width: int) -> list[str]:
    """Return rows of so many cells at most that end at joints where they can; a joint at a row's end is left out."""
    rows = [""]
    for part in text.split(JOINT):
        longer = f"{rows[-1]}{JOINT}{part}" if rows[-1] else part
        if _count_cells(longer) <= width:
            rows[-1] = longer
        else:
            rows += balance_lines(part.strip(), width, _count_cells)
    return [row for row in rows if row]


def _padded(pieces: list[_Piece], share: int, align: Align) -> Iterator[_Piece]:
    """Yield the pieces of a column with spaces around them, so that they take exactly their share of the line."""
    spare = share - sum(piece.cells() for piece in pieces)
    before = {Align.LEFT: 0, Align.CENTER: spare // 2, Align.RIGHT: spare}[align]
    for spaces in (before, None, spare - before):
        if spaces is None:
            yield from pieces
        elif spaces:
            yield _Piece(text=" " * spaces, size=1, is_bold=False, is_inverse=False)


def _count_cells(text: str) -> int:
    return len(text.encode("gbk", "replace"))


def _blank_rows_at_end(picture: Bitmap) -> int:
    rows = picture.rows()
    return next((at for at, row in enumerate(reversed(rows)) if any(row)), len(rows))
