"""NoteButton: prints what the screen says, and says what became of the paper."""

from kivy.properties import ObjectProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.visit import PaperState
from kiosk.widgets.control import SoftButton

load_kv(__file__)


class NoteButton(SoftButton):
    """The matter's list or way on paper."""

    reception = ObjectProperty()
    words = StringProperty()

    def show(self, note: PaperState | None) -> None:
        """Show what became of the paper that was asked for, if it was."""
        self.words = self.reception.language.text(f"kiosk.note.print_{note or 'none'}")
        self.is_enabled = note is not PaperState.PRINTING
