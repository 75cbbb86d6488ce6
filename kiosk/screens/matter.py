"""One matter before joining its queue: where, how long, what to bring; or where else it is handled, and no number."""

from kivy.metrics import dp
from kivy.properties import BooleanProperty, StringProperty

from hall.places import MatterToday
from hall.ui.kv import load_kv
from hall.ui.panel import Panel  # noqa: F401  # matter.kv names it
from kiosk.layout import Shape
from kiosk.screens.matter_elsewhere import MatterElsewhere
from kiosk.screens.matter_here import MatterHere
from kiosk.screens.view import ScreenView
from kiosk.visit import Reading
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # matter.kv names it

NAME_SHARE, GAP_PX = 0.62, 24
"""Of the width, where the office stands beside the name."""


class MatterView(ScreenView):
    """The page of the chosen matter; `notice` is what the body would say, had it the room on a glass that lies.

    `is_in_one`: name and office share a line there, where larger words have several places below them.
    """

    notice = StringProperty()
    is_in_one = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: object) -> None:
        """Build both bodies once."""
        super().__init__(**kwargs)
        self._here = MatterHere(reception=self.reception)
        self._elsewhere = MatterElsewhere(reception=self.reception)

    def come_on(self) -> None:
        """Begin with the first page of the materials."""
        self._here.begin()
        self.refresh()

    def refresh(self) -> None:
        """Show where the matter is handled, and how its queue stands."""
        today: MatterToday = self.reception.chosen
        language = self.reception.language
        self.ids.title.words = language.of(today.matter.name)
        self.ids.department.words = " · ".join(self._list_facts(today))
        body = self._here if today.handling.is_here else self._elsewhere
        if body.parent is None:
            self.ids.body.clear_widgets()
            self.ids.body.add_widget(body)
        body.fill(today)
        is_large = Reading.LARGE in self.reception.visit.reading
        has_several = body is self._elsewhere and len(self._elsewhere.places) > 1
        self.is_in_one = is_large and has_several and self.shape == Shape.WIDE and self._has_one_line()
        self.notice = self._here.notice if body is self._here and not self._here.is_stopped else ""

    def _has_one_line(self) -> bool:
        """Whether name and office are short enough to stand side by side."""
        room = self.width - self.padding[0] - self.padding[2]
        shares = ((self.ids.title, NAME_SHARE), (self.ids.department, 1 - NAME_SHARE))
        return all(
            label.height_in(room * share - dp(GAP_PX), dp(label.most_px), most_lines=1) is not None
            for label, share in shares
        )

    def _list_facts(self, today: MatterToday) -> list[str]:
        """Return whose matter it is, unless nobody's in this hall, and how it is handled."""
        language = self.reception.language
        department = self.reception.hall.guide.department(today.matter.department)
        whose = [] if today.handling.is_never_here else [language.of(department.name)]
        return [*whose, language.text(f"kiosk.mode.{today.handling.mode}")]


load_kv(__file__)
