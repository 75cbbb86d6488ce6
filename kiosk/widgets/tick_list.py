"""TickList: pieces to tick off with a finger, each of them whole; on pages to be turned where they are too many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.layout import Shape
from kiosk.text_sizes import list_sizes
from kiosk.widgets.control import Control
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # tick_list.kv names it
from kiosk.widgets.pager import Pager  # noqa: F401  # tick_list.kv names it

LEAST_PX, PADDING_PX = 28, 10
LEAST_ROW_PX, LEAST_LOW_ROW_PX = 120, 100
"""How high a row is at least: more for a finger on a glass that stands."""

MOST_ROW_PX = 152
"""How high rows become where there is room, unless their words need more."""

MOST_COLUMNS = 2


class TickRow(Control):
    """One piece, and whether the visitor has it."""

    words = StringProperty()
    size_px = NumericProperty(40)
    is_ticked = BooleanProperty(defaultvalue=False)

    def height_at(self, size_px: float, width: float) -> float:
        """Return how high it is with its words in a size (design px) and a width; endless where a word would be cut."""
        label = self.ids.words
        high = label.height_in(width - (self.width - label.width), dp(size_px))
        return inf if high is None else float(high + 2 * dp(PADDING_PX))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How the rows stand: their size (design px), columns, and the height of each line of them."""

    size_px: float
    columns: int
    lines: tuple[float, ...]

    def height(self, gap: float) -> float:
        """Return how high all of them are."""
        return sum(self.lines) + gap * max(0, len(self.lines) - 1)


class TickList(BoxLayout):
    """`most_px` (design px) is the size of the words where there is room; `shape` that of the page."""

    most_px = NumericProperty(40)
    shape = StringProperty(Shape.TALL)

    def __init__(self, **kwargs: object) -> None:
        """Begin without a piece."""
        self._rows: list[TickRow] = []
        self._room = 0.0
        super().__init__(**kwargs)

    def show(self, texts: Sequence[str], ticked: frozenset[int], tick: Callable[[int], None]) -> None:
        """Show pieces, and which of them are ticked off."""
        if len(self._rows) != len(texts):
            self._rows = [self._make_row(place, tick) for place in range(len(texts))]
        for place, row in enumerate(self._rows):
            row.words, row.is_ticked = texts[place], place in ticked

    def begin(self) -> None:
        """Show the first page."""
        self.ids.pager.page = 0

    def holds_all(self, room: float, columns: int) -> bool:
        """Whether so much height shows every piece whole on one page, in one column at most or in two."""
        return any(fit.columns <= columns and fit.height(self.gap) <= room for fit in self._list_fits())

    def height_at(self, size_px: float) -> float:
        """Return how high it is with all of its pieces one below the other in a size (design px)."""
        return self._fit_of(size_px, 1).height(self.gap)

    @property
    def gap(self) -> float:
        """Between two rows."""
        return float(self.ids.grid.spacing[1])

    def fit(self, room: float) -> None:
        """Take what is needed of so much height, or all of it and pages."""
        self._room = room
        if not self._rows or room <= 0 or self.width <= 1:
            self.height = 0.0
            return
        pager, fit = self.ids.pager, self._find_fit(room)
        if fit is not None:
            pager.page, pager.pages = 0, 1
            self._lay_out(self._rows, fit, room)
            return
        smallest = self._fit_of(LEAST_PX, 1)
        if max(smallest.lines) == inf:
            return  # it has not got its width yet
        pages = list(_cut(smallest.lines, room - dp(pager.row_px) - self.gap, self.gap))
        pager.pages = len(pages)
        pager.page = min(pager.page, pager.pages - 1)
        page = pages[int(pager.page)]
        shown = _Fit(size_px=smallest.size_px, columns=1, lines=smallest.lines[page])
        self._lay_out(self._rows[page], shown, 0)
        self.height = room

    def turn(self) -> None:
        """Show the page that was turned to."""
        self.fit(self._room)

    def _make_row(self, place: int, tick: Callable[[int], None]) -> TickRow:
        row = TickRow(key=f"materials.{place + 1}")
        row.bind(on_release=lambda _row: tick(place))
        return row

    def _lay_out(self, rows: list[TickRow], fit: _Fit, room: float) -> None:
        spare = (room - fit.height(self.gap)) / len(fit.lines)
        grid = self.ids.grid
        grid.cols = fit.columns
        for place, row in enumerate(rows):
            line = fit.lines[place // fit.columns]
            row.size_px = fit.size_px
            row.height = max(line, min(line + spare, dp(MOST_ROW_PX)))
        if list(reversed(grid.children)) != rows:
            grid.clear_widgets()
            for row in rows:
                grid.add_widget(row)
        heights = [row.height for row in rows[:: fit.columns]]
        grid.height = sum(heights) + self.gap * (len(heights) - 1)
        self.height = grid.height

    def _find_fit(self, room: float) -> _Fit | None:
        return next((fit for fit in self._list_fits() if fit.height(self.gap) <= room), None)

    def _list_fits(self) -> Iterator[_Fit]:
        """Yield how all rows may stand, the best first: on a glass that stands one column while it can be read."""
        sizes, columns = list_sizes(self.most_px, LEAST_PX), range(1, MOST_COLUMNS + 1)
        tried = [(size, count) for size in sizes for count in columns]
        if self.shape == Shape.TALL:
            tried.sort(key=lambda each: each[1])
        return (self._fit_of(*each) for each in tried)

    def _fit_of(self, size_px: float, columns: int) -> _Fit:
        width = (self.width - self.ids.grid.spacing[0] * (columns - 1)) / columns
        least = dp(LEAST_ROW_PX if self.shape == Shape.TALL else LEAST_LOW_ROW_PX)
        heights = [max(least, row.height_at(size_px, width)) for row in self._rows]
        lines = tuple(max(heights[first : first + columns]) for first in range(0, len(heights), columns))
        return _Fit(size_px=size_px, columns=columns, lines=lines)


def _cut(lines: Sequence[float], room: float, gap: float) -> Iterator[slice]:
    """Yield which lines stand on each page: as many as there is room for, one at least."""
    first = 0
    while first < len(lines):
        last = first + 1
        while last < len(lines) and sum(lines[first : last + 1]) + gap * (last - first) <= room:
            last += 1
        yield slice(first, last)
        first = last


load_kv(__file__)
