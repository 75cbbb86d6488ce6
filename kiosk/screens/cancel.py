"""Cancel: asked once more whether a number should be given up; who only typed it says what it is for."""

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.number_words import cancel_words
from kiosk.screens.view import ScreenView
from kiosk.widgets.choice_list import ChoiceList  # noqa: F401  # cancel.kv names it
from kiosk.widgets.control import OutlineButton, SolidButton  # noqa: F401  # cancel.kv names them
from kiosk.widgets.language_button import LanguageButton  # noqa: F401  # cancel.kv names it
from kiosk.widgets.message_card import MessageCard  # noqa: F401  # cancel.kv names it


class CancelView(ScreenView):
    """The question, and the way back as the larger of the answers."""

    number = StringProperty()
    words = StringProperty()
    must_choose = BooleanProperty(defaultvalue=False)

    def refresh(self) -> None:
        """Ask."""
        own = self.reception.visit.own
        if own is None:
            return
        language = self.reception.language
        self.number, self.must_choose = own.view.ticket.number, not own.is_shown
        self.words = cancel_words(own.view.ticket, language, must_choose=self.must_choose)
        self.ids.yes.is_enabled = self.reception.visit.errand is None and not self.must_choose
        numbers = self.reception.numbers
        self.ids.choices.show(numbers.list_choices() if self.must_choose else (), self.reception, numbers.cancel)


load_kv(__file__)
