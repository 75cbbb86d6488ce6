"""ChoiceList: a few matters, of which the right one shows that a number is the visitor's."""

from collections.abc import Callable, Sequence

from kivy.properties import ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.reception import Reception
from kiosk.widgets.control import SoftButton


class MatterChoice(SoftButton):
    """One of the matters."""


class ChoiceList(BoxLayout):
    """One control for each matter, its key led by `prefix`; made anew only when the matters or the language change."""

    prefix = StringProperty()
    names = ListProperty()

    def show(self, matters: Sequence[str], reception: Reception, choose: Callable[[str], None]) -> None:
        """Offer these matters; `choose` is told which was tapped."""
        self._choose = choose
        guide, language = reception.guide, reception.language
        names = [(each, language.of(guide.matter(each).matter.name)) for each in matters]
        if self.names == names:
            return
        self.names = names
        self.clear_widgets()
        for matter_id, name in names:
            choice = MatterChoice(key=f"{self.prefix}.{matter_id}", text=name)
            choice.bind(on_release=lambda _choice, matter_id=matter_id: self._choose(matter_id))
            self.add_widget(choice)


load_kv(__file__)
