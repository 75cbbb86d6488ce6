"""MessageView: a calm screen of few words and at most two controls."""

from kivy.properties import StringProperty

from hall.ui.kv import load_kv
from kiosk.screens.view import ScreenView
from kiosk.widgets.control import OutlineButton, SolidButton  # noqa: F401  # message.kv names them
from kiosk.widgets.message_card import MessageCard  # noqa: F401  # message.kv names it


class MessageView(ScreenView):
    """Texts and controls are set by the kinds of message; a control without words is not there."""

    icon = StringProperty("info")
    title = StringProperty()
    text = StringProperty()
    advice = StringProperty()
    main_key = StringProperty()
    main_words = StringProperty()
    other_key = StringProperty()
    other_words = StringProperty()

    def do_main(self) -> None:
        """Do what the solid control says."""

    def do_other(self) -> None:
        """Do what the outlined control says."""


load_kv(__file__)
