"""AddressPad: digits, letters and the signs of an address as large keys, for whoever sets a kiosk up."""

from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton

ROWS = ("12345", "67890", "abcdefgh", "ijklmnop", "qrstuvwx", "yz.:/-")
DELETE_ROW = 5
"""The row with room for the key that deletes."""


class AddressKey(SoftButton):
    """One key."""


class AddressPad(BoxLayout):
    """Dispatches `on_character` with what was tapped, and `on_delete`."""

    __events__ = ("on_character", "on_delete")

    def __init__(self, **kwargs: object) -> None:
        """Make all keys once."""
        super().__init__(**kwargs)
        for place, characters in enumerate(ROWS):
            row = BoxLayout(spacing=self.spacing)
            for character in characters:
                key = AddressKey(key=f"set_up.key.{character}", text=character)
                key.bind(on_release=lambda key: self.dispatch("on_character", key.text))
                row.add_widget(key)
            if place == DELETE_ROW:
                self.delete_key = AddressKey(key="set_up.delete", icon="backspace", size_hint_x=2)
                self.delete_key.bind(on_release=lambda _key: self.dispatch("on_delete"))
                row.add_widget(self.delete_key)
            self.add_widget(row)

    def on_character(self, character: str) -> None:
        """A key was tapped."""

    def on_delete(self) -> None:
        """Delete was tapped."""


load_kv(__file__)
