"""Cancel: asked once more whether a number should be given up; who only typed it says what it is for."""

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.screens.view import ScreenView
from kiosk.widgets.control import OutlineButton, SoftButton, SolidButton  # noqa: F401  # cancel.kv names them


class CancelView(ScreenView):
    """The question, and the way back as the larger of the answers."""

    number = StringProperty()
    words = StringProperty()
    must_choose = BooleanProperty(defaultvalue=False)
    choices = ListProperty()

    def refresh(self) -> None:
        """Ask."""
        own = self.reception.visit.own
        if own is None:
            return
        language = self.reception.language
        self.number, self.must_choose = own.view.ticket.number, not own.is_shown
        self.words = language.text("kiosk.cancel.choose" if self.must_choose else "kiosk.cancel.text")
        self.ids.yes.is_enabled = self.reception.visit.errand is None and not self.must_choose
        self._show_choices(self.reception.numbers.list_choices() if self.must_choose else ())

    def _show_choices(self, matters: tuple[str, ...]) -> None:
        guide, language = self.reception.guide, self.reception.language
        names = [(each, language.of(guide.matter(each).matter.name)) for each in matters]
        if self.choices == names:
            return
        self.choices = names
        self.ids.choices.clear_widgets()
        for matter_id, name in names:
            choice = SoftButton(key=f"cancel.matter.{matter_id}", text=name)
            choice.bind(on_release=lambda _c, matter_id=matter_id: self.reception.numbers.cancel(matter_id))
            self.ids.choices.add_widget(choice)


load_kv(__file__)
