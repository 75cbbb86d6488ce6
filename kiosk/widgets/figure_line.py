"""FigureLine: a line in which `[n]figures[/n]` are bold and coloured; shrunk where it would not fit, then shortened."""

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.label import Label
from kivy.utils import get_hex_from_color

from hall.ui.label import width_px
from kiosk.text_sizes import list_sizes

JOINT = " · "
SPARE_PX = 6
"""Words of several colours are drawn a little wider than those of one are measured."""


LAST_PX = 25
"""What a single part may shrink to before it is cut."""


class FigureLine(Label):
    """Between `most_px` and `least_px` in design px; `figure_colour` is that of the figures.

    Where the smallest is too wide, the last of the parts that ` · ` joins are left out; they say the least. One that is
    too wide by itself shrinks further.
    """

    words = StringProperty()
    figure_colour = ColorProperty((0, 0, 0, 1))
    most_px = NumericProperty(30)
    least_px = NumericProperty(24)

    def __init__(self, **kwargs: object) -> None:
        """Fit again whenever words or width change."""
        super().__init__(markup=True, shorten=True, shorten_from="right", **kwargs)
        for name in ("words", "figure_colour", "width", "most_px", "least_px"):
            self.fbind(name, self._fit)
        self._fit()

    def _fit(self, *_changed: object) -> None:
        sizes = [dp(size) for size in list_sizes(self.most_px, self.least_px)]
        parts = self.words.split(JOINT)
        while len(parts) > 1 and not self._fits(JOINT.join(parts), sizes[-1]):
            parts.pop()
        words = JOINT.join(parts)
        sizes += [dp(size) for size in list_sizes(self.least_px, LAST_PX)]
        self.font_size = next((size for size in sizes if self._fits(words, size)), sizes[-1])
        self.text_size = (self.width, None)
        colour = get_hex_from_color(self.figure_colour[:3])
        self.text = words.replace("[n]", f"[b][color={colour}]").replace("[/n]", "[/color][/b]")

    def _fits(self, words: str, size_px: float) -> bool:
        plain = words.replace("[n]", "").replace("[/n]", "")
        return bool(width_px(plain, self.font_name, size_px, is_bold=True) <= self.width - dp(SPARE_PX))
