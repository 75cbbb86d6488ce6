"""OneLine: words on one line, smaller where they would be wider than their place, with an ellipsis at the very end."""

from kivy.metrics import dp
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.label import Label

from hall.ui.label import width_px

SHRINK = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
"""Few steps: each new font size costs 2-4 ms, and similar words should look alike."""


class OneLine(Label):
    """A label of one line; set `words` (not `text`), `most_px` (design px) and `room` (screen px, 0 for any width).

    Its size is that of its text, so that its neighbour can stand right beside it; `baseline` is how far
    its letters stand above its lower edge.
    """

    words = StringProperty()
    most_px = NumericProperty(34)
    room = NumericProperty(0)
    baseline = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """Fit again whenever words, font or room change."""
        super().__init__(**kwargs)
        self.size_hint = (None, None)
        for name in ("words", "most_px", "room", "font_name", "bold"):
            self.fbind(name, self._fit)
        self.fbind("texture_size", self._take_size)
        self._fit()

    def _fit(self, *_changed: object) -> None:
        sizes = [dp(round(self.most_px * factor)) for factor in SHRINK]
        size = next((size for size in sizes if self._width(self.words, size) <= self.room or not self.room), sizes[-1])
        words = self.words
        while self.room and len(words) > 1 and self._width(words, size) > self.room:
            words = words.removesuffix("…")[:-1] + "…"
        self.font_size = size
        self.baseline = 0.288 * size
        self.text = words

    def _width(self, words: str, size: float) -> float:
        return width_px(words, self.font_name, size, is_bold=self.bold)

    def _take_size(self, *_changed: object) -> None:
        self.size = self.texture_size
