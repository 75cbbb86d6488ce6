"""NumberPad: digits as on a telephone, and the letters that the hall's numbers begin with, as large keys."""

from collections.abc import Sequence

from kivy.properties import BooleanProperty, ListProperty, NumericProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.layout import Shape
from kiosk.widgets.control import SoftButton, SolidButton

LETTERS_IN_ROW = 8
LETTERS_BESIDE = 4
"""In a row of letters that stand beside the digits, not above them."""


class PadKey(SoftButton):
    """One key."""


class DigitKey(PadKey):
    """A digit, as large as its key allows."""


class DeleteKey(PadKey):
    """The key that takes the last one back."""


class EnterKey(SolidButton):
    """The key that looks up what was typed."""


class NumberPad(BoxLayout):
    """Dispatches `on_letters` with a prefix, `on_digit` with a digit, `on_delete` and `on_enter`."""

    prefixes = ListProperty()
    letter_rows = NumericProperty(0)
    is_busy = BooleanProperty(defaultvalue=False)

    __events__ = ("on_letters", "on_digit", "on_delete", "on_enter")

    def on_kv_post(self, _base: object) -> None:
        """Make the digits."""
        for digit in "123456789":
            self.ids.digits.add_widget(self._digit_key(digit))
        for key in (self._delete_key(), self._digit_key("0"), self._enter_key()):
            self.ids.digits.add_widget(key)

    def on_prefixes(self, _pad: object, prefixes: list[str]) -> None:
        """Make a key for each prefix."""
        letters = self.ids.letters
        letters.clear_widgets()
        for prefix in prefixes:
            key = PadKey(key=f"pad.{prefix}", text=prefix)
            key.bind(on_release=lambda key: self.dispatch("on_letters", key.text))
            letters.add_widget(key)
        self.letter_rows = -(-len(prefixes) // LETTERS_IN_ROW)

    def letter_columns(self, shape: Shape, prefixes: Sequence[str]) -> int:
        """Return how many letters stand in a row."""
        return min(LETTERS_BESIDE if shape == Shape.WIDE else LETTERS_IN_ROW, max(1, len(prefixes)))

    def on_letters(self, letters: str) -> None:
        """A prefix was tapped."""

    def on_digit(self, digit: str) -> None:
        """A digit was tapped."""

    def on_delete(self) -> None:
        """Delete was tapped."""

    def on_enter(self) -> None:
        """The key that looks it up was tapped."""

    def _digit_key(self, digit: str) -> DigitKey:
        key = DigitKey(key=f"pad.{digit}", text=digit)
        key.bind(on_release=lambda _key: self.dispatch("on_digit", digit))
        return key

    def _delete_key(self) -> DeleteKey:
        key = DeleteKey(key="pad.delete")
        self.delete_key = key
        key.bind(on_release=lambda _key: self.dispatch("on_delete"))
        return key

    def _enter_key(self) -> EnterKey:
        key = EnterKey(key="pad.enter")
        self.enter_key = key
        key.bind(on_release=lambda _key: self.dispatch("on_enter"))
        return key


load_kv(__file__)
