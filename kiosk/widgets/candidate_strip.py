"""CandidateStrip: what typed letters may stand for, in one row of large keys; the last one shows more."""

from collections.abc import Sequence

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hall.ui.kv import load_kv
from hall.ui.label import width_px
from kiosk.widgets.control import SoftButton

LEAST_PX = 120
"""No key is narrower, in design px."""

MARGIN_PX = 56
"""Beside the words of a key, both sides together."""


class CandidateKey(SoftButton):
    """One candidate; `place` is where it stands in the whole list."""

    place = NumericProperty(0)


class CandidateStrip(BoxLayout):
    """Shows as many candidates as have room, then the next ones; `hint` stands in their place while there are none.

    Dispatches `on_choose` with the place of the one that was tapped in the list that was shown.
    """

    hint = StringProperty()

    __events__ = ("on_choose",)

    def __init__(self, **kwargs: object) -> None:
        """Fill the row again whenever the room changes."""
        self._texts: Sequence[str] = ()
        self._first = 0
        self._keys: list[CandidateKey] = []
        self._fill = Clock.create_trigger(lambda _s: self._show_page(), -1)
        super().__init__(**kwargs)
        self.fbind("width", self._fill)

    def on_kv_post(self, _base: Widget) -> None:
        """Keep what KV made, which is not always on the strip."""
        self._more, self._hint = self.ids.more.__self__, self.ids.hint.__self__

    def show(self, texts: Sequence[str]) -> None:
        """Show a list from its first one on; the same list stays where it is."""
        if tuple(texts) == tuple(self._texts):
            return
        self._texts, self._first = tuple(texts), 0
        self._show_page()

    def show_more(self) -> None:
        """Show the next ones; after the last the first again."""
        self._first += len(self._list_fitting())
        if self._first >= len(self._texts):
            self._first = 0
        self._show_page()

    def on_choose(self, place: int) -> None:
        """A candidate was tapped."""

    def _show_page(self) -> None:
        page = self._list_fitting()
        while len(self._keys) < len(page):
            self._keys.append(self._make_key())
        shown = self._keys[: len(page)]
        for number, (key, text) in enumerate(zip(shown, page, strict=True)):
            key.text, key.key, key.place = text, f"search.candidate.{text}", self._first + number
            key.width = self._width_of(text)
        has_more = len(page) < len(self._texts)
        self.clear_widgets()
        for widget in (*shown, self._hint, *([self._more] if has_more else [])):
            self.add_widget(widget)
        self._hint.words = "" if self._texts else self.hint

    def on_hint(self, *_changed: object) -> None:
        """Say something else while there are none."""
        self._fill()

    def _list_fitting(self) -> list[str]:
        """Return the candidates from the present first one on that have room beside the key for more."""
        room = self.width
        fitting: list[str] = []
        rest = self._texts[self._first :]
        for number, text in enumerate(rest):
            is_end = self._first == 0 and number == len(rest) - 1
            need = self._width_of(text) + self.spacing
            if need + (0 if is_end else self._more.width) > room and fitting:
                break
            fitting.append(text)
            room -= need
        return fitting

    def _width_of(self, text: str) -> float:
        size_px = dp(self._more.size_px)
        return float(max(dp(LEAST_PX), width_px(text, self._hint.font_name, size_px, is_bold=True) + dp(MARGIN_PX)))

    def _make_key(self) -> CandidateKey:
        key = CandidateKey()
        key.bind(on_release=lambda key: self.dispatch("on_choose", key.place))
        return key


load_kv(__file__)
