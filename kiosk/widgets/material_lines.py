"""MaterialLines: what to bring in short, each piece behind a bullet; a longer one goes on under its own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from kivy.clock import Clock
from kivy.core.text import DEFAULT_FONT
from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout

from hall.line_break import break_lines
from hall.ui.kv import load_kv
from hall.ui.label import width_px
from kiosk.text_sizes import list_sizes
from kiosk.widgets.fit_label import LINE_BOX_EM, SPARE_PX

INDENT_EM, LINE_HEIGHT, GAP_EM = 0.8, 0.95, 0.12
MOST_COLUMNS, MOST_LINES_BESIDE = 2, 2


class LinesColumn(BoxLayout):
    """Some of the pieces, from the top of the box on."""


class BulletRow(BoxLayout):
    """One piece behind its bullet; without a bullet it says how many there are besides."""

    words = StringProperty()
    has_bullet = BooleanProperty(defaultvalue=True)
    size_px = NumericProperty(28)
    colour = ColorProperty((0, 0, 0, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How many of the pieces are shown, at which size (design px) and in how many columns."""

    shown: int
    size_px: float
    columns: int = 1


class MaterialLines(BoxLayout):
    """As large as its box allows between two sizes in design px, and rather in two columns than smaller.

    Where not all of them fit, the last of the room says how many there are besides: none is left out unsaid.
    """

    materials = ListProperty()
    language = ObjectProperty()
    most_px = NumericProperty(40)
    least_px = NumericProperty(28)
    colour = ColorProperty((0, 0, 0, 1))

    def __init__(self, **kwargs: object) -> None:
        """Fit again whenever the pieces or the box change."""
        super().__init__(**kwargs)
        self._shown: tuple[object, ...] = ()
        refit = Clock.create_trigger(lambda _s: self._refit(), -1)
        for name in ("materials", "language", "most_px", "least_px", "colour", "size"):
            self.fbind(name, refit)

    def height_at(self, size_px: float, *, columns: int = 1) -> float:
        """Return how high all of the pieces are in one size and so many columns; 0 without any."""
        return self._high(self.materials, size_px, columns) if self.materials else 0.0

    def least_height(self, size_px: float) -> float:
        """Return how high all of the pieces are in one size, in as many columns as are the lowest; 0 without any."""
        if not self.materials:
            return 0.0
        return min(
            self._high(self.materials, size_px, columns)
            for columns in range(1, MOST_COLUMNS + 1)
            if columns == 1 or self._stands_beside(self.materials, size_px, columns)
        )

    def _refit(self) -> None:
        has_room = self.materials and self.language and min(self.size) > 1
        fit = self._find_fit() if has_room else _Fit(shown=0, size_px=0)
        rest = self._rest(fit.shown) if has_room else ""
        shown = (*self.materials[: fit.shown], rest, fit, tuple(self.colour))
        if shown == self._shown:
            return
        self._shown = shown
        self.clear_widgets()
        for texts in _in_columns(self.materials[: fit.shown], fit.columns):
            column = LinesColumn()
            for words in texts:
                column.add_widget(BulletRow(words=words, size_px=fit.size_px, colour=self.colour))
            self.add_widget(column)
        if rest:
            column.add_widget(BulletRow(words=rest, has_bullet=False, size_px=fit.size_px, colour=self.colour))

    def _rest(self, shown: int) -> str:
        """Return how many pieces there are besides those that are shown; empty when all of them are."""
        count = len(self.materials) - shown
        key = "kiosk.matter.materials_more" if shown else "kiosk.matter.materials_count"
        return str(self.language.text(key, count=count)) if count else ""

    def _find_fit(self) -> _Fit:
        sizes = list_sizes(self.most_px, self.least_px)
        every = len(self.materials)
        for size_px, columns in product(sizes, range(1, MOST_COLUMNS + 1)):
            if self._holds(every, size_px, columns):
                return _Fit(shown=every, size_px=size_px, columns=columns)
        for shown in range(every - 1, 0, -1):
            if self._holds(shown, sizes[-1], 1):
                return _Fit(shown=shown, size_px=sizes[-1])
        return _Fit(shown=0, size_px=next((each for each in sizes if self._holds(0, each, 1)), sizes[-1]))

    def _holds(self, shown: int, size_px: float, columns: int) -> bool:
        """Whether the box holds so many pieces; in two columns only such as need no more than two lines there."""
        rest = self._rest(shown)
        texts = [*self.materials[:shown], *([rest] if rest else [])]
        if columns > 1 and not self._stands_beside(texts, size_px, columns):
            return False
        return float(self.height) >= self._high(texts, size_px, columns)

    def _stands_beside(self, texts: Sequence[str], size_px: float, columns: int) -> bool:
        return max(max(lines) for lines in self._count_lines(texts, size_px, columns)) <= MOST_LINES_BESIDE

    def _high(self, texts: Sequence[str], size_px: float, columns: int) -> float:
        every = self._count_lines(texts, size_px, columns)
        return max(sum(_row_height(dp(size_px), count) for count in lines) for lines in every)

    def _count_lines(self, texts: Sequence[str], size_px: float, columns: int) -> list[list[int]]:
        """Return into how many lines each of the texts breaks, column by column."""
        em = dp(size_px)
        room = (self.width - (columns - 1) * em) / columns - INDENT_EM * em

        def measure(run: str) -> float:
            return width_px(run, DEFAULT_FONT, em, is_bold=False)

        return [[len(break_lines(text, room, measure)) for text in some] for some in _in_columns(texts, columns)]


def _in_columns(texts: Sequence[str], columns: int) -> list[Sequence[str]]:
    """Return what stands in each column, to be read down before across; one column at least."""
    high = max(1, -(-len(texts) // columns))
    return [texts[first : first + high] for first in range(0, len(texts), high)] or [()]


def _row_height(em: float, lines: int) -> float:
    return float(em * (LINE_BOX_EM * (1 + (lines - 1) * LINE_HEIGHT) + GAP_EM) + lines * SPARE_PX)


load_kv(__file__)
