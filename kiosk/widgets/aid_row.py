"""AidRow: the language and the aids, one tap each, at the lower edge of the first screen where everybody reaches."""

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.visit import Reading
from kiosk.widgets.control import Control
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # aid_row.kv names it


class AidButton(Control):
    """A sign above its words; while the aid is on, the ground is dark and a second line, `note`, says what to do.

    Without a note it says that a tap ends the aid.
    """

    text = StringProperty()
    icon = StringProperty()
    note = StringProperty()
    is_on = BooleanProperty(defaultvalue=False)


class AidRow(BoxLayout):
    """Switches the reception's aids; the low position is offered only on a glass that stands."""

    reception = ObjectProperty()

    def switch(self, aid: str) -> None:
        """Turn an aid on or off."""
        self.reception.switch_reading(Reading(aid))


load_kv(__file__)
