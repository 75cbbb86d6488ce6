"""Sheet: a column that becomes two places on a glass that lies, or for a visitor who reaches only its lower half."""

from dataclasses import dataclass, replace

from kivy.metrics import dp
from kivy.properties import NumericProperty, OptionProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hall.ui.kv import load_kv
from kiosk.layout import LEAST_GAP_PX, REACH_PX, Align, Part, Piece, Shape, stack
from kiosk.widgets.control import Control
from kiosk.widgets.nav_bar import NavBar
from kiosk.widgets.top_bar import TopBar

GUTTER_PX = 48
"""Between the two columns of a glass that lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A place for pieces one below the other."""

    x: float
    width: float
    bottom: float
    top: float
    gap: float


class Sheet(BoxLayout):
    """Lays its children out by `shape`, each according to what it is: no screen is laid out twice by hand.

    A child with a control in it is touched, any other is read; the bars are head and foot. Where that is not what is
    wanted, KV gives the child a property `wide` or `low` with the name of a `Part`. A child that is a sheet itself
    has the room between head and foot, and splits that. `read_share` is the width of what is read when WIDE;
    `align` is where a place stands that its pieces do not fill.
    """

    shape = OptionProperty(Shape.TALL, options=list(Shape))
    read_share = NumericProperty(0.5)
    align = OptionProperty(Align.MIDDLE, options=list(Align))

    def __init__(self, **kwargs: object) -> None:
        """Lay out again whenever the shape changes."""
        self._hidden: list[Widget] = []
        super().__init__(orientation="vertical", **kwargs)
        for name in ("shape", "read_share", "align"):
            self.fbind(name, self._trigger_layout)

    def do_layout(self, *_changed: object) -> None:
        """Put every child into its place."""
        children = list(reversed(self.children))
        parts = {child: self._part(child) for child in children}
        self._hide([child for child in children if parts[child] is Part.OFF])
        left, top, right, bottom = self.padding
        gap = self.spacing if self.shape == Shape.TALL else max(self.spacing, dp(LEAST_GAP_PX))
        column = _Column(
            x=self.x + left,
            width=self.width - left - right,
            bottom=self.y + bottom,
            top=self.top - top,
            gap=gap,
        )
        if self.shape == Shape.TALL:
            _place(children, column, Align.TOP)
        else:
            self._split(parts, column)

    def _part(self, child: Widget) -> Part:
        if self.shape == Shape.TALL:
            return Part.READ
        if told := getattr(child, self.shape, None):
            return Part(told)
        if type(child) is Widget:
            return Part.OFF  # only there to part its neighbours in one column
        if isinstance(child, TopBar | NavBar):
            return Part.HEAD if isinstance(child, TopBar) else Part.FOOT
        return Part.TOUCHED if any(isinstance(each, Control) for each in child.walk(restrict=True)) else Part.READ

    def _hide(self, children: list[Widget]) -> None:
        for child in self._hidden:
            child.opacity = 1
        for child in children:
            child.opacity = 0
        self._hidden = children

    def _split(self, parts: dict[Widget, Part], column: _Column) -> None:
        head, foot = _those(parts, Part.HEAD), _those(parts, Part.FOOT)
        read, touched = _those(parts, Part.READ), _those(parts, Part.TOUCHED)
        top = column.top - _height_of(head, column.gap)
        bottom = column.bottom + _height_of(foot, column.gap)
        _place(head, replace(column, bottom=top), Align.TOP)
        _place(foot, replace(column, top=bottom - column.gap), Align.BOTTOM)
        middle = replace(column, bottom=bottom, top=top)
        if any(isinstance(child, Sheet) for child in (*read, *touched)):
            _place(_those(parts, Part.READ, Part.TOUCHED), middle, Align.TOP)
        elif self.shape == Shape.WIDE:
            self._set_beside(read, touched, middle)
        else:
            self._set_above(read, touched, middle)

    def _set_beside(self, read: list[Widget], touched: list[Widget], place: _Column) -> None:
        if not (_is_shown(read) and _is_shown(touched)):
            _place([*read, *touched], place, self.align)
            return
        gutter = dp(GUTTER_PX)
        width = (place.width - gutter) * self.read_share
        _place(read, replace(place, width=width), self.align)
        rest = replace(place, x=place.x + width + gutter, width=place.width - width - gutter)
        _place(touched, rest, self.align)

    def _set_above(self, read: list[Widget], touched: list[Widget], place: _Column) -> None:
        line = max(place.bottom, min(place.top, dp(REACH_PX)))
        _place(read, replace(place, bottom=line + place.gap), Align.BOTTOM)
        _place(touched, replace(place, top=line), Align.TOP)


def _those(parts: dict[Widget, Part], *wanted: Part) -> list[Widget]:
    return [child for child, its in parts.items() if its in wanted]


def _is_shown(children: list[Widget]) -> bool:
    return any(child.height > 0 or child.size_hint_y is not None for child in children)


def _height_of(children: list[Widget], gap: float) -> float:
    """Return the height of pieces that have one, with a gap after each."""
    return float(sum(child.height + gap for child in children if child.height > 0))


def _place(children: list[Widget], column: _Column, align: Align) -> None:
    pieces = [Piece(height=child.height, share=child.size_hint_y) for child in children]
    spans = stack(pieces, bottom=column.bottom, top=column.top, gap=column.gap, align=align)
    for child, span in zip(children, spans, strict=True):
        child.width = column.width  # before the height: words that hug their text find it by their width
        child.pos = column.x, span.bottom
        if child.size_hint_y is not None:
            child.height = span.height


load_kv(__file__)
