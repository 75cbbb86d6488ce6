"""KeyPad: the letters A to Z, delete and clear, as large keys in the order of the alphabet."""

from string import ascii_uppercase

from kivy.uix.gridlayout import GridLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton

COLUMNS = 7


class LetterKey(SoftButton):
    """One letter."""


class KeyPad(GridLayout):
    """Dispatches `on_letter` with the letter, `on_delete` and `on_clear`."""

    __events__ = ("on_letter", "on_delete", "on_clear")

    def __init__(self, **kwargs: object) -> None:
        """Make the keys."""
        super().__init__(cols=COLUMNS, **kwargs)
        after_letters = len(self.children)
        for letter in ascii_uppercase:
            key = LetterKey(key=f"search.key.{letter}", text=letter)
            key.bind(on_release=lambda key: self.dispatch("on_letter", key.text.lower()))
            self.add_widget(key, index=after_letters)

    def on_letter(self, letter: str) -> None:
        """A letter was tapped."""

    def on_delete(self) -> None:
        """Delete was tapped."""

    def on_clear(self) -> None:
        """Clear was tapped."""


load_kv(__file__)
