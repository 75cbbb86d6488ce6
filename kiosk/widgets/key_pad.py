"""KeyPad: letters in the order of the alphabet, or digits, as large keys; space, clear and delete in the last row.

The alphabet, not a typewriter's order: everybody who learnt pinyin knows it, whoever never typed finds each letter by
it, and eight keys in a row leave each a quarter wider than ten would. Few letters are ever needed.
"""

from collections.abc import Sequence

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hall.ui.kv import load_kv
from kiosk.widgets.control import Control, SoftButton  # noqa: F401  # key_pad.kv names the second

LETTER_ROWS = ("ABCDEFGH", "IJKLMNOP", "QRSTUVWX")
LAST_LETTERS = "YZ"
DIGIT_ROWS = ("123", "456", "789")
LAST_DIGITS = "0"


class LetterKey(Control):
    """One letter or digit, which always fits: no more widgets than that takes, for there are many."""

    text = StringProperty()


class KeyPad(BoxLayout):
    """Dispatches `on_letter` with the letter or digit, `on_space`, `on_delete`, `on_clear`, and `on_switch`.

    `on_switch` asks for the other way of typing, Chinese or English; `typing` is the name of the one that holds.
    """

    typing = StringProperty("zh")
    is_digits = BooleanProperty(defaultvalue=False)

    __events__ = ("on_letter", "on_space", "on_delete", "on_clear", "on_switch")

    def __init__(self, **kwargs: object) -> None:
        """Make the letters; the digits are made when somebody asks for them."""
        super().__init__(**kwargs)
        self._letters = self._make_rows((*LETTER_ROWS, LAST_LETTERS))
        self._digits: list[list[LetterKey]] = []

    def on_kv_post(self, _base: Widget) -> None:
        """Put the letters on."""
        self._show()

    def switch_digits(self) -> None:
        """Show digits in place of letters, or letters again."""
        self.is_digits = not self.is_digits

    def show_letters(self) -> None:
        """Show letters."""
        self.is_digits = False

    def on_is_digits(self, *_changed: object) -> None:
        """Put the keys on."""
        self._show()

    def on_letter(self, letter: str) -> None:
        """A letter or digit was tapped."""

    def on_space(self) -> None:
        """Space was tapped."""

    def on_delete(self) -> None:
        """Delete was tapped."""

    def on_clear(self) -> None:
        """Clear was tapped."""

    def on_switch(self) -> None:
        """The key for the other way of typing was tapped."""

    def _make_rows(self, rows: Sequence[str]) -> list[list[LetterKey]]:
        return [self._make_keys(row) for row in rows]

    def _make_keys(self, letters: str) -> list[LetterKey]:
        keys = [LetterKey(key=f"search.key.{letter}", text=letter) for letter in letters]
        for key in keys:
            key.bind(on_release=lambda key: self.dispatch("on_letter", key.text.lower()))
        return keys

    def _show(self) -> None:
        if self.is_digits and not self._digits:
            self._digits = self._make_rows((*DIGIT_ROWS, LAST_DIGITS))
        rows = self._digits if self.is_digits else self._letters
        for row, keys in zip((self.ids.first, self.ids.second, self.ids.third, self.ids.last), rows, strict=True):
            row.clear_widgets()
            for key in keys:
                row.add_widget(key)


load_kv(__file__)
