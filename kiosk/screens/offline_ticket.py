"""The offline ticket: the number, what it means, its code for later, and the way to the window."""

from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty

from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.offline.words import how_phrases
from kiosk.phrases import time_phrase
from kiosk.screens.ticket import CALM
from kiosk.screens.view import ScreenView
from kiosk.screens.way_card import WayCard  # noqa: F401  # offline_ticket.kv names it
from kiosk.ticket_words import then_phrase
from kiosk.visit import PaperState
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # offline_ticket.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # offline_ticket.kv names it


class OfflineTicketView(ScreenView):
    """The page of a number that this kiosk gave by itself; as `TicketView`, number first and the rest a frame later."""

    number = StringProperty()
    matter = StringProperty()
    taken = StringProperty()
    seconds_left = NumericProperty(0)
    paper_words = StringProperty()
    title = StringProperty()
    how = ListProperty([""] * 4)
    issued = ObjectProperty(None, allownone=True)

    def come_on(self) -> None:
        """Show the number."""
        issued = self.reception.visit.issued
        if issued is None:
            raise RuntimeError("the ticket's page needs a ticket")
        is_back = self.issued is issued
        self.issued = issued
        self._fill(issued)
        self.refresh_paper()
        self.count_down()
        if is_back:
            self.fill_rest()
        else:
            self.ids.code.words = ""
            self.ids.way.clear()

    def fill_rest(self) -> None:
        """Show the code and the way."""
        issued = self.reception.visit.issued
        if issued is None or self.issued is not issued:
            return
        self.ids.code.words = issued.page_url
        guide, language = self.reception.guide, self.reception.language
        where = guide.where(guide.matter(issued.ticket.matter_id))
        if where is not None:
            self.ids.way.fill(where, then=then_phrase(issued, guide, language))

    def refresh(self) -> None:
        """Show the way that was chosen."""
        self.fill_rest()

    def refresh_paper(self) -> None:
        """Say what became of the paper."""
        state, language = self.reception.visit.paper, self.reception.language
        self.title = language.text(f"kiosk.ticket.title_{state}")
        words = language.text(f"kiosk.ticket.paper_{state}", number=self.number)
        self.paper_words = "" if state in CALM else words
        self.ids.reprint.is_enabled = state is not PaperState.PRINTING

    def count_down(self) -> None:
        """Show how long this page will stay."""
        self.seconds_left = self.reception.solitude.seconds_left or 0

    def _fill(self, issued: IssuedTicket) -> None:
        language, guide = self.reception.language, self.reception.guide
        self.number = issued.ticket.number
        self.matter = language.of(guide.matter(issued.ticket.matter_id).matter.name)
        self.taken = language.text("kiosk.offline.taken", time=time_phrase(issued.ticket.arrived_at, guide.zone))
        self.how = how_phrases(issued.ticket, language)


load_kv(__file__)
