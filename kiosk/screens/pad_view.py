"""PadView: a screen with a pad of large keys on which a number is typed that stands on a slip, or a telephone's."""

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.number_words import fault_words
from kiosk.own_number import hyphened, list_letters
from kiosk.screens.desk import with_desk
from kiosk.screens.view import ScreenView
from kiosk.ticket_words import nearest_desk_floor
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # pad_view.kv names it
from kiosk.widgets.number_pad import NumberPad  # noqa: F401  # pad_view.kv names it


class PadView(ScreenView):
    """What is typed, what is wrong with it, and the pad."""

    kind = StringProperty()
    typed = StringProperty()
    shown = StringProperty()
    fault = StringProperty()
    hint = StringProperty()
    is_busy = BooleanProperty(defaultvalue=False)
    prefixes = ListProperty()

    def refresh(self) -> None:
        """Show what has been typed."""
        visit, language = self.reception.visit, self.reception.language
        self.typed, self.shown = visit.typed, self.spell(visit.typed)
        self.is_busy = visit.errand is not None or self.reception.is_taking
        self.fault = with_desk(fault_words(visit.trouble, language, typed=self.shown), self.reception)
        way = "scan" if self.reception.has_scanner else "type"
        self.hint = self.advise(language.text(f"kiosk.{self.kind}.hint_{way}"))
        pad = self.ids.pad
        pad.delete_key.text = language.text("kiosk.search.delete")
        pad.enter_key.text = language.text("kiosk.number.looking" if self.is_busy else f"kiosk.{self.kind}.enter")
        pad.enter_key.is_enabled = bool(self.typed) and not self.is_busy

    def spell(self, typed: str) -> str:
        """Return how what was typed is written."""
        return typed

    def advise(self, hint: str) -> str:
        """Return the hint, and what to do without what it asks for."""
        return hint

    def type_letters(self, letters: str) -> None:
        """Begin a number with its letter; another letter begins anew."""
        self.reception.numbers.type(letters)

    def type_digit(self, digit: str) -> None:
        """Add a digit."""
        self.reception.numbers.type(self.typed + digit)

    def delete(self) -> None:
        """Take the last character back; a prefix of several goes as a whole."""
        left = self.typed[:-1]
        prefixes = self.reception.guide.directory.prefixes
        self.reception.numbers.type("" if self.typed in prefixes else left)


class NumberView(PadView):
    """The number of a slip."""

    kind = "number"

    def refresh(self) -> None:
        """Show the letters of this hall's numbers."""
        self.prefixes = list_letters(self.reception.guide.directory.prefixes)
        super().refresh()

    def spell(self, typed: str) -> str:
        """Return the number as its slip spells it."""
        return hyphened(typed, self.reception.guide.directory.prefixes)

    def advise(self, hint: str) -> str:
        """Return the hint, and who finds a number that its visitor does not remember."""
        language = self.reception.language
        floor = nearest_desk_floor(self.reception.guide, language)
        return "\n".join((hint, language.text("kiosk.number.forgotten", floor=floor)))


class AppointmentView(PadView):
    """The code of an appointment, or the telephone number that booked it."""

    kind = "appointment"


load_kv(__file__)
