"""PagedView: a screen that is a title and a list; what is in the list is its kinds' business."""

from collections.abc import Sequence

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.pages import Section
from kiosk.screens.view import ScreenView
from kiosk.widgets.list_card import Entry
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # paged.kv names it
from kiosk.widgets.paged_list import PagedList  # noqa: F401  # paged.kv names it


class PagedView(ScreenView):
    """The list stays on its page when the hall changes meanwhile."""

    title = StringProperty()
    subtitle = StringProperty()
    columns = NumericProperty(1)
    has_why = BooleanProperty(defaultvalue=False)

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return what the list holds now."""
        raise NotImplementedError

    def come_on(self) -> None:
        """Begin with the first page."""
        self.ids.list.begin(self.list_sections())

    def come_back(self) -> None:
        """Go on with the page from which the visitor had gone on."""
        self.refresh()
        self.take_section(self.ids.list.section)

    def refresh(self) -> None:
        """Show the page with what is known now."""
        self.ids.list.show(self.list_sections())

    def take_section(self, name: str) -> None:
        """Learn which section the page belongs to."""


load_kv(__file__)
