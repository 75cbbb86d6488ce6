"""FitLabel: words that wrap and, where that is not enough, shrink in steps, so that long English names stay whole."""

from math import isclose

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty

from hall.line_break import balance_lines, break_lines, tokens_of
from hall.ui.label import CjkLabel, width_px
from kiosk.text_sizes import list_sizes

LINE_BOX_EM = 1.448
"""How high a line of Noto Sans SC is."""

SPARE_PX = 1
"""Kivy rounds the height of each line up, and leaves out a last line that is not whole."""


class FitLabel(CjkLabel):
    """A CjkLabel between two sizes in design px: the largest that fits its box in `max_lines_shown` lines.

    Lines of a text in the middle, and where `is_even`, are of nearly one length. What does not fit even at `least_px`
    ends in an ellipsis. `drawn_width` is that of the longest line. Its height is the layout's business unless
    `hugs_text`, and then at most `most_height` (0: any). It would rather shrink than take more lines than
    `most_lines_wanted` (0: any), but for that to no less than `least_wanted_px` (0: `least_px`).
    """

    most_px = NumericProperty(34)
    least_px = NumericProperty(28)
    drawn_width = NumericProperty(0)
    hugs_text = BooleanProperty(defaultvalue=False)
    most_height = NumericProperty(0)
    is_even = BooleanProperty(defaultvalue=False)
    most_lines_wanted = NumericProperty(0)
    least_wanted_px = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """Fit again whenever a bound changes."""
        super().__init__(**kwargs)
        for name in ("most_px", "least_px", "height", "most_height"):
            self.fbind(name, self._break)
        self.fbind("hugs_text", self._take_height)

    def height_in(self, width: float, size_px: float, *, most_lines: int = 0) -> float | None:
        """Return how high the words are in a width and a size (all in px); None where a word or a line would be cut."""

        def measure(run: str) -> float:
            return width_px(run, self.font_name, size_px, is_bold=self.bold)

        if any(measure(piece.strip()) > width for piece in tokens_of(self.words)):
            return None
        lines = len(break_lines(self.words, width, measure))
        if most_lines and lines > most_lines:
            return None
        return float(size_px * LINE_BOX_EM * (1 + (lines - 1) * self.line_height) + lines * SPARE_PX)

    def _break(self, *changed: object) -> None:
        if self.width <= 0 or not self.is_built:
            return
        size = self._fitting_size()
        size_now: float = self.font_size  # type: ignore[has-type]  # Kivy has no types
        if not isclose(size_now, size):
            self.font_size = size  # which breaks again, at that size
            return
        super()._break(*changed)
        if self.valign == "top" and not self.hugs_text:
            self.text_size = (self.width, self.height)
        self.drawn_width = max((self._measure(line) for line in self.text.split("\n")), default=0.0)

    def _list_lines(self) -> list[str]:
        if self.halign == "center" or self.is_even:
            return balance_lines(self.words, self.width, self._measure)
        return list(super()._list_lines())

    def _fitting_size(self) -> float:
        sizes = [dp(size) for size in list_sizes(self.most_px, self.least_px)]
        tried = [(size, self.max_lines_shown) for size in sizes]
        if self.most_lines_wanted:
            wanted = [size for size in sizes if size >= dp(self.least_wanted_px)]
            tried = [*((size, self.most_lines_wanted) for size in wanted), *tried]
        fitting = (size for size, lines in tried if self._fits(size, most_lines=lines))
        return float(next(fitting, sizes[-1]))

    def _fits(self, size_px: float, *, most_lines: int) -> bool:
        high = self.height_in(self.width, size_px, most_lines=most_lines)
        room = self.most_height if self.hugs_text else self.height
        return high is not None and bool(not room or high <= room or high < 2 * size_px)

    def _take_height(self, *_changed: object) -> None:
        if self.hugs_text:
            self.height = self.texture_size[1]
