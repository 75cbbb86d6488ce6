"""CjkLabel: a label that breaks Chinese where Chinese may be broken, and keeps to its width."""

from functools import lru_cache

from kivy.core.text import Label as CoreLabel
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hall.line_break import break_lines


@lru_cache(maxsize=32768)
def width_px(run: str, font: str, size_px: float, *, is_bold: bool) -> float:
    """Return how wide a run of text is drawn; all that a hall says at a kiosk, in every size, is some 17,000 runs."""
    extents = _measurer(font, size_px, is_bold=is_bold).get_extents(run)
    return float(extents[0])


@lru_cache(maxsize=64)
def _measurer(font: str, size_px: float, *, is_bold: bool) -> CoreLabel:
    return CoreLabel(font_name=font, font_size=size_px, bold=is_bold)


class CjkLabel(Label):
    """A paragraph; set `words` (not `text`), and read `lines` for how many lines it took.

    Its height follows its text; the width is the parent's business. With `max_lines_shown` the last
    line that fits ends in an ellipsis.
    """

    words = StringProperty()
    lines = NumericProperty(0)
    max_lines_shown = NumericProperty(0)

    is_built = False
    """Whether all rules of KV have been applied: before, each of them would break the words once more for nothing."""

    def __init__(self, **kwargs: object) -> None:
        """Break again whenever words, width or font change."""
        super().__init__(**kwargs)
        for name in ("words", "width", "font_size", "font_name", "bold", "max_lines_shown"):
            self.fbind(name, self._break)
        self.fbind("texture_size", self._take_height)

    def on_kv_post(self, _base: Widget) -> None:
        """Break for the first time, now that all is set."""
        self.is_built = True
        self._break()

    def _break(self, *_changed: object) -> None:
        if self.width <= 0 or not self.is_built:
            return
        lines = self._list_lines()
        if self.max_lines_shown and len(lines) > self.max_lines_shown:
            lines = [*lines[: self.max_lines_shown - 1], self._shortened(lines[self.max_lines_shown - 1])]
        self.lines = len(lines)
        self.text = "\n".join(lines)
        self.text_size = (self.width, None)

    def _list_lines(self) -> list[str]:
        return break_lines(self.words, self.width, self._measure)

    def _shortened(self, line: str) -> str:
        while line and self._measure(line + "…") > self.width:
            line = line[:-1]
        return line + "…"

    def _measure(self, run: str) -> float:
        return width_px(run, self.font_name, self.font_size, is_bold=self.bold)

    def _take_height(self, *_changed: object) -> None:
        if self.size_hint_y is None:
            self.height = self.texture_size[1]
