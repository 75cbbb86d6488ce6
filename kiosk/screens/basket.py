"""Several matters for one number: what was chosen, one more, and the one number for all of them."""

from collections.abc import Sequence

from kivy.properties import NumericProperty, StringProperty

from hall.places import MatterToday
from hall.ui.kv import load_kv
from hall.ui.panel import Panel  # noqa: F401  # basket.kv names it
from kiosk.pages import Section
from kiosk.phrases import pill_phrase
from kiosk.screens.view import ScreenView
from kiosk.slow_papers import slow_paper_phrase
from kiosk.widgets.basket_row import BasketList  # noqa: F401  # basket.kv names it
from kiosk.widgets.control import SolidButton  # noqa: F401  # basket.kv names it
from kiosk.widgets.list_card import Entry
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # basket.kv names it
from kiosk.widgets.paper_band import PaperBand  # noqa: F401  # basket.kv names it
from kiosk.wishes import BASKET_MOST


class BasketView(ScreenView):
    """The matters that are kept, each with a button that takes it out."""

    count = NumericProperty(0)
    title = StringProperty()
    is_full = NumericProperty(0)
    slow_paper = StringProperty()

    def come_on(self) -> None:
        """Begin with the first page and a button that is free."""
        self.ids.take.is_held = False
        self.ids.list.begin(self._list_sections())

    def refresh(self) -> None:
        """Show what is kept now."""
        self.ids.list.show(self._list_sections())

    def take(self) -> None:
        """Ask for one number for all of them, once."""
        self.ids.take.is_held = True
        self.reception.take_ticket()

    def _list_sections(self) -> Sequence[Section[Entry]]:
        matters = self.reception.wishes.basket
        self.count, self.is_full = len(matters), int(len(matters) >= BASKET_MOST)
        self.slow_paper = slow_paper_phrase(matters, self.reception.language)
        number = "one" if self.count == 1 else "many"
        self.title = self.reception.language.text(f"kiosk.basket.title_{number}", count=self.count)
        return (Section(name="", entries=tuple(map(self._entry, matters))),)

    def _entry(self, today: MatterToday) -> Entry:
        language, guide = self.reception.language, self.reception.guide
        where = guide.where(today)
        matter_id = today.matter.matter_id
        return Entry(
            key=f"basket.{matter_id}",
            name=language.of(today.matter.name),
            pill=pill_phrase(language, where) if where else "",
            colour=where.floor.colour if where else "ink",
            act=lambda: self.reception.wishes.leave_out(matter_id),
        )


load_kv(__file__)
