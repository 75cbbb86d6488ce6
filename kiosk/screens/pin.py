"""The PIN of the page for maintenance, typed on large keys; what is typed is shown as dots."""

from kivy.properties import StringProperty

from hall.language import Language
from hall.ui.kv import load_kv
from kiosk.reception import Reception
from kiosk.screens.view import ScreenView
from kiosk.upkeep.caretaker import Caretaker, PinState
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # pin.kv names it
from kiosk.widgets.number_pad import NumberPad  # noqa: F401  # pin.kv names it

DOT = "●"
LONG_WAIT_S = 120


class PinView(ScreenView):
    """Dots, what is wrong, and the pad."""

    dots = StringProperty()
    fault = StringProperty()

    def __init__(self, caretaker: Caretaker, *, reception: Reception) -> None:
        """Take who looks at PINs."""
        self._caretaker = caretaker
        super().__init__(reception=reception)

    def refresh(self) -> None:
        """Show how many digits stand there, and what became of the last PIN."""
        page, text = self._caretaker.page, self.reception.language.text
        is_looking = page.pin is PinState.LOOKING
        self.dots = DOT * len(page.typed)
        match page.pin:
            case PinState.WRONG:
                self.fault = text("upkeep.pin.wrong")
            case PinState.LOCKED:
                self.fault = text("upkeep.pin.locked", wait=_wait(self._caretaker.wait_s, self.reception.language))
            case PinState.BROKEN:
                self.fault = text("upkeep.pin.broken")
            case _:
                self.fault = ""
        pad = self.ids.pad
        pad.delete_key.text = text("upkeep.pin.delete")
        pad.enter_key.text = text("upkeep.pin.looking" if is_looking else "upkeep.pin.enter")
        pad.enter_key.is_enabled = bool(page.typed) and not is_looking

    def type_digit(self, digit: str) -> None:
        """Add a digit."""
        self._caretaker.type(digit)

    def delete(self) -> None:
        """Take the last digit back."""
        self._caretaker.delete()

    def enter(self) -> None:
        """Have the PIN looked at."""
        self._caretaker.enter()


def _wait(seconds: int, language: Language) -> str:
    if seconds < LONG_WAIT_S:
        return language.text("upkeep.care.unit.seconds", count=seconds)
    return language.text("upkeep.care.unit.minutes", count=-(-seconds // 60))


load_kv(__file__)
