"""FactTile: one fact about a matter or a ticket, its name small and its value large; FactRow: some side by side."""

from collections.abc import Sequence

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from hall.ui.label import width_px
from hall.ui.panel import Panel
from kiosk.text_sizes import list_sizes
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # fact_tile.kv names it

LEAST_PX = 28
ONE_LINE_EM = 1.1
"""How high the letters of one line are, with some air."""

SHARES = (1.0, 1.25, 1.5, 1.75, 2.0)
"""How much wider than its neighbours the tile of the longest value may be."""


class FactTile(Panel):
    """Texts are set by the screen."""

    caption = StringProperty()
    value = StringProperty()
    value_px = NumericProperty(46)
    caption_high = NumericProperty()
    ink = ColorProperty((0, 0, 0, 1))

    def height_at(self, width: float, size_px: float) -> float | None:
        """Return how high it is with its value in a size (design px), None where it is too narrow for that."""
        left, top, right, bottom = self.ids.box.padding
        value, caption = self.ids.value, self.ids.caption
        least = width_px(self.caption, caption.font_name, dp(caption.least_px), is_bold=caption.bold)
        if least > width - left - right:
            return None
        high = value.height_in(width - left - right, dp(size_px), most_lines=value.max_lines_shown)
        if high is None:
            return None
        one_line = high < dp(size_px) * 2
        return float((dp(size_px) * ONE_LINE_EM if one_line else high) + self.caption_high + top + bottom)


class FactRow(BoxLayout):
    """Tiles of one height, `least_px` (design px) at least: a long value has a wider tile, or a higher row."""

    least_px = NumericProperty(136)

    def __init__(self, **kwargs: object) -> None:
        """Share the room out whenever a value or the room changes."""
        super().__init__(**kwargs)
        self._refit = Clock.create_trigger(lambda _s: self.fit(), -1)
        for name in ("width", "spacing", "least_px", "children"):
            self.fbind(name, self._refit)

    def add_widget(self, widget: FactTile, *args: object, **kwargs: object) -> None:
        """Have a tile in the row."""
        super().add_widget(widget, *args, **kwargs)
        widget.bind(value=self._refit, value_px=self._refit, caption_high=self._refit)

    def fit(self) -> None:
        """Give each tile its width, and all of them a height that holds every value whole."""
        tiles: list[FactTile] = list(reversed(self.children))
        if not tiles or self.width <= 1:
            return
        least, most_px = dp(self.least_px), min(tile.value_px for tile in tiles)
        tried = []
        for each in self._list_widths(tiles):
            high, size_px = _fit(tiles, each, least=least)
            tried.append((high, -size_px, each))
            if high <= least and size_px >= most_px:
                break  # nothing can be better, and mostly the first is so
        self.height, _, widths = min(tried, key=lambda each: each[:2])
        for tile, width in zip(tiles, widths, strict=True):
            tile.size_hint_x = width

    def _list_widths(self, tiles: list[FactTile]) -> list[list[float]]:
        """Return in which widths the tiles may stand, the most even first."""
        room = self.width - self.spacing * (len(tiles) - 1)
        longest = max(range(len(tiles)), key=lambda place: len(tiles[place].value.encode()))
        shares = [[share if place == longest else 1.0 for place in range(len(tiles))] for share in SHARES]
        return [[room * one / sum(each) for one in each] for each in shares]


def _fit(tiles: Sequence[FactTile], widths: Sequence[float], *, least: float) -> tuple[float, float]:
    """Return how high a row is so that each value is whole, and the least of the sizes (design px) that they then have.

    Its height is `least` wherever the smallest letters allow it.
    """
    every = [_heights(tile, width) for tile, width in zip(tiles, widths, strict=True)]
    high = max(least, *(min((high for _, high in heights), default=0.0) for heights in every))
    return high, min(next((size_px for size_px, each in heights if each <= high), 0.0) for heights in every)


def _heights(tile: FactTile, width: float) -> list[tuple[float, float]]:
    """Return in which sizes a tile's value can be written in a width, the largest first, and its height in each."""
    tried = ((size_px, tile.height_at(width, size_px)) for size_px in list_sizes(tile.value_px, LEAST_PX))
    return [(size_px, high) for size_px, high in tried if high is not None]


load_kv(__file__)
