"""OneLine: words on one line, or a few; smaller where they would be too wide, at last with an ellipsis."""

from collections.abc import Callable

from kivy.metrics import dp
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.label import Label

from hall.line_break import balance_lines, break_lines
from hall.ui.label import width_px

SHRINK = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4)
"""Few steps: each new font size costs 2-4 ms, and similar words should look alike."""

FEWEST_EMS = 4
"""Narrower than this no place is when its layout is done."""

CutLines = Callable[[str, float, Callable[[str], float]], list[str]]


class OneLine(Label):
    """A label of one line; set `words` (not `text`), `most_px` (design px) and `room` (screen px, 0 for any width).

    `most_lines` lets it have more, `least` is the smallest part of its size. Its size is that of its text, so that its
    neighbour can stand right beside it; `baseline` is how far its last letters stand above its lower edge.
    """

    words = StringProperty()
    most_px = NumericProperty(34)
    room = NumericProperty(0)
    most_lines = NumericProperty(1)
    least = NumericProperty(0.6)
    baseline = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """Fit again whenever words, font or room change."""
        super().__init__(**kwargs)
        self.size_hint = (None, None)
        for name in ("words", "most_px", "room", "most_lines", "least", "font_name", "bold"):
            self.fbind(name, self._fit)
        self.fbind("texture_size", self._take_size)
        self._fit()

    def _fit(self, *_changed: object) -> None:
        sizes = [dp(round(self.most_px * factor)) for factor in SHRINK if factor >= self.least]
        size = next((size for size in sizes if self._holds(self.words, size)), sizes[-1])
        words = self.words
        while len(words) > 1 and not self._holds(words, size):
            words = words.removesuffix("…")[:-1] + "…"
        self.font_size = size
        self.baseline = 0.288 * size
        self.text = "\n".join(self._lines(words, size, balance_lines)).rstrip()

    def _holds(self, words: str, size: float) -> bool:
        return not self.room or len(self._lines(words, size)) <= self.most_lines

    def _lines(self, words: str, size: float, cut: CutLines = break_lines) -> list[str]:
        if not self.room or self._width(words, size) <= self.room:
            return [words]
        if self.most_lines == 1:
            return [words, ""]  # more than there may be
        if self.room < FEWEST_EMS * size:
            return [words]  # its place is still being laid out
        return cut(words, self.room, lambda run: self._width(run, size))

    def _width(self, words: str, size: float) -> float:
        return width_px(words, self.font_name, size, is_bold=self.bold)

    def _take_size(self, *_changed: object) -> None:
        self.size = self.texture_size
