"""Blocks to dots for one width of paper: lines, columns, panels, code and sketch; pure.

The only thing it asks from outside is how wide a text is (`measure`), so it can be tested with any ruler.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from printer.blocks import Align, Beside, Block, Gap, Line, Panel, PanelKind, QrCode, Rule, Ruler, Sketch
from printer.placed import Page, Placed, PlacedBox, PlacedQr, PlacedStroke, PlacedText
from printer.qr import QUIET_MODULES, make_qr
from printer.sheet import Sheet
from printer.sketch import place_sketch
from printer.sketch_fit import fit_sketch
from printer.slip import RouteSketch
from printer.typesetting import LINE_PITCH, MeasureText, SetLine, set_column

COARSE_ON_INK_FROM_DOTS = 32
"""White on black is drawn coarsely from a smaller size on: a black ground costs every row its whole width."""

MAX_SKETCH_MM = 22.0
MIN_BESIDE_MM = 28.0
RULE_DOTS = 2
RULER_MM = {False: 2.0, True: 5.0}
"""How high the marks of a ruler are, and those of whole centimetres."""

PANEL_PADDING_MM = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """The strip of paper that blocks are set in, and in which ink."""

    left: int
    width: int
    is_white: bool = False
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _MeasuredCode:
    """A QR code with its module size decided; `side` counts the quiet zone."""

    modules: tuple[tuple[bool, ...], ...]
    module_dots: int

    @property
    def side(self) -> int:
        return (len(self.modules) + 2 * QUIET_MODULES) * self.module_dots


def lay_out(blocks: tuple[Block, ...], sheet: Sheet, *, sketch: RouteSketch | None, measure: MeasureText) -> Page:
    """Return the page that these blocks make.

    Args:
        blocks: a filled template.
        sheet: width and resolution.
        sketch: what stands where the template says so; None leaves that place out.
        measure: how many dots wide a text is drawn in a style.
    """
    setter = _Setter(sheet, sketch, measure)
    setter.set_blocks(blocks, _text_area(sheet))
    return Page(width_dots=sheet.width_dots, height_dots=max(1, setter.y), items=tuple(setter.items))


def _text_area(sheet: Sheet) -> _Area:
    return _Area(left=sheet.margin_dots, width=sheet.width_dots - 2 * sheet.margin_dots)


class _Setter:
    """Sets block under block; `y` is where the next one begins."""

    def __init__(self, sheet: Sheet, sketch: RouteSketch | None, measure: MeasureText) -> None:
        self.items: list[Placed] = []
        self.y = 0
        self._sheet = sheet
        self._sketch = sketch
        self._measure = measure

    def set_blocks(self, blocks: tuple[Block, ...], area: _Area) -> None:
        for block in blocks:
            match block:
                case Line():
                    self._set_line(block, area)
                case Rule():
                    self._set_rule(area)
                case Gap():
                    self.y += self._sheet.dots(block.height_mm)
                case QrCode():
                    self._set_code(block)
                case Panel():
                    self._set_panel(block, area)
                case Beside():
                    self._set_beside(block, area)
                case Sketch() | Ruler():
                    self._set_drawing(block, area)

    def _set_line(self, line: Line, area: _Area) -> None:
        gutter = self._sheet.margin_dots if len(line.columns) > 1 else 0
        share = (area.width - gutter * (len(line.columns) - 1)) // len(line.columns)
        top, bottom = self.y, self.y
        for at, column in enumerate(line.columns):
            self.y = top
            for set_line in set_column(column, line, share, self._sheet, self._measure):
                spare = share - set_line.width
                shift = {Align.LEFT: 0, Align.CENTER: spare // 2, Align.RIGHT: spare}[column.align]
                self._place(set_line, x=area.left + at * (share + gutter) + shift, area=area)
            bottom = max(bottom, self.y)
        is_empty = not any(column.runs for column in line.columns)
        self.y = top + round(self._sheet.body_dots * LINE_PITCH) if is_empty else bottom

    def _place(self, line: SetLine, *, x: int, area: _Area) -> None:
        baseline = self.y + line.above_baseline
        for is_inverse, pieces in groupby(line.pieces, key=lambda piece: piece.is_inverse):
            width = sum(piece.width for piece in pieces)
            if is_inverse:
                self.items.append(PlacedBox(x=x, y=self.y, width=width, height=line.height))
            x += width
        x -= line.width
        for piece in line.pieces:
            is_white = area.is_white ^ piece.is_inverse
            is_coarse = area.is_coarse or (
                piece.style.size_dots >= self._sheet.thrift.coarse_from_dots and not is_white
            )
            self.items.append(
                PlacedText(
                    text=piece.text,
                    x=x - x % 2 if is_coarse else x,
                    baseline_y=baseline - baseline % 2 if is_coarse else baseline,
                    style=piece.style,
                    is_white=is_white,
                    is_coarse=is_coarse,
                )
            )
            x += piece.width
        self.y += line.height

    def _set_rule(self, area: _Area) -> None:
        points = ((area.left, self.y), (area.left + area.width - 1, self.y))
        self.items.append(PlacedStroke(points=points, width=RULE_DOTS))
        self.y += RULE_DOTS

    def _set_code(self, block: QrCode) -> None:
        code = self._measure_code(block)
        room = self._sheet.width_dots - code.side
        self._place_code(code, x={Align.LEFT: 0, Align.CENTER: room // 2, Align.RIGHT: room}[block.align])

    def _place_code(self, code: _MeasuredCode, *, x: int) -> None:
        self.y += self.y % 2
        quiet = QUIET_MODULES * code.module_dots
        self.items.append(
            PlacedQr(x=x - x % 2 + quiet, y=self.y + quiet, module_dots=code.module_dots, modules=code.modules)
        )
        self.y += code.side

    def _measure_code(self, block: QrCode) -> _MeasuredCode:
        modules = make_qr(block.content, block.level)
        dots = min(block.module_dots, self._sheet.width_dots // (len(modules) + 2 * QUIET_MODULES))
        # An even number of dots prints doubled: a quarter of the bytes.
        return _MeasuredCode(modules=modules, module_dots=max(1, dots - dots % 2 if dots > 2 else dots))

    def _set_drawing(self, block: Sketch | Ruler, area: _Area) -> None:
        if isinstance(block, Ruler):
            self._set_ruler()
        else:
            self._set_sketch(area)

    def _set_sketch(self, area: _Area) -> None:
        if self._sketch is None:
            return
        self.y += self.y % 2
        max_height = self._sheet.dots(MAX_SKETCH_MM)
        fit = fit_sketch(self._sketch, x=area.left, y=self.y, width=area.width, max_height=max_height)
        self.items += place_sketch(self._sketch, fit, self._measure)
        self.y += fit.space.height

    def _set_ruler(self) -> None:
        last = self._sheet.width_dots - 1
        marks = [(self._sheet.dots(mm), RULER_MM[mm % 10 == 0]) for mm in range(int(last / self._sheet.dots(10) * 10))]
        for x, high_mm in (*marks, (last, RULER_MM[True])):
            self.items.append(PlacedBox(x=x, y=self.y, width=1, height=self._sheet.dots(high_mm)))
        self.y += self._sheet.dots(RULER_MM[True])

    def _set_panel(self, panel: Panel, area: _Area) -> None:
        """Set blocks on a ground that is drawn before them but only known in height after."""
        is_ink = panel.kind is PanelKind.INK
        inside = _Area(left=area.left, width=area.width, is_white=is_ink)
        is_coarse = is_ink and self._least_size(panel.blocks, inside) >= COARSE_ON_INK_FROM_DOTS
        if is_coarse:
            inside = replace(inside, is_coarse=True)
            self.y += self.y % 2
        top, at = self.y, len(self.items)
        self.y += self._sheet.dots(PANEL_PADDING_MM)
        self.set_blocks(panel.blocks, inside)
        self.y += self._sheet.dots(PANEL_PADDING_MM)
        self.y += (self.y - top) % 2 if is_coarse else 0
        ground = PlacedBox(
            x=0,
            y=top,
            width=self._sheet.width_dots,
            height=self.y - top,
            stroke_dots=0 if is_ink else RULE_DOTS,
            is_coarse=is_coarse,
        )
        self.items.insert(at, ground)

    def _set_beside(self, block: Beside, area: _Area) -> None:
        code = self._measure_code(block.code)
        beside = _Area(left=area.left, width=self._sheet.width_dots - area.left - code.side, is_coarse=True)
        if beside.width < self._sheet.dots(MIN_BESIDE_MM):
            self._place_code(code, x=(self._sheet.width_dots - code.side) // 2)
            self.set_blocks(block.blocks, area)
            return
        self.y += self.y % 2
        top = self.y
        text_height = self._height_of(block.blocks, beside)
        self.y = top + max(0, code.side - text_height) // 2
        self.set_blocks(block.blocks, beside)
        bottom = self.y
        self.y = top
        self._place_code(code, x=self._sheet.width_dots - code.side)
        self.y = max(self.y, bottom)

    def _height_of(self, blocks: tuple[Block, ...], area: _Area) -> int:
        return self._try(blocks, area).y

    def _least_size(self, blocks: tuple[Block, ...], area: _Area) -> int:
        """Return the size of the smallest text in some blocks, 0 where there is none."""
        texts = (item for item in self._try(blocks, area).items if isinstance(item, PlacedText))
        return min((text.style.size_dots for text in texts if text.text.strip()), default=0)

    def _try(self, blocks: tuple[Block, ...], area: _Area) -> "_Setter":
        scratch = _Setter(self._sheet, self._sketch, self._measure)
        scratch.set_blocks(blocks, area)
        return scratch
