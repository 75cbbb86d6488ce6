"""ScreenView: what every screen is: a sheet on the paper that shows what the reception knows."""

from kivy.properties import ObjectProperty

from hall.ui.kv import load_kv
from kiosk.reception import Reception
from kiosk.widgets.sheet import Sheet
from kiosk.widgets.top_bar import TopBar  # noqa: F401  # the screens' kv name it

load_kv(__file__)


class ScreenView(Sheet):
    """A screen of the reception, which does everything that is tapped here.

    `come_on` fills it when it is put on, `come_back` when the visitor returns to it, `refresh` when the hall changes.
    """

    reception: Reception = ObjectProperty()

    def come_on(self) -> None:
        """Show the visit as it is, from the first page on."""
        self.refresh()

    def come_back(self) -> None:
        """Show the visit as it is to whoever went on from here and returned."""
        self.come_on()

    def refresh(self) -> None:
        """Show how the hall stands now, without moving the visitor."""

    def refresh_paper(self) -> None:
        """Show what became of a number's paper: the business of those pages that tell a number."""
