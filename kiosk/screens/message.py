"""MessageView: a calm screen of few words, at most two controls, and the other language."""

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.screens.view import ScreenView
from kiosk.widgets.control import OutlineButton, SolidButton  # noqa: F401  # message.kv names them
from kiosk.widgets.language_button import LanguageButton  # noqa: F401  # message.kv names it
from kiosk.widgets.message_card import MessageCard  # noqa: F401  # message.kv names it


class MessageView(ScreenView):
    """Texts and controls are set by the kinds of message; a control without words is not there.

    Only what is said in both languages at once has no control for the other one.
    """

    icon = StringProperty("info")
    number = StringProperty()
    title = StringProperty()
    text = StringProperty()
    advice = StringProperty()
    main_key = StringProperty()
    main_words = StringProperty()
    other_key = StringProperty()
    other_words = StringProperty()
    has_language = BooleanProperty(defaultvalue=True)

    def do_main(self) -> None:
        """Do what the solid control says."""

    def do_other(self) -> None:
        """Do what the outlined control says."""


load_kv(__file__)
