"""The offline ticket: the number, what it means, its code for later, and the way to the window."""

from kivy.properties import ListProperty, StringProperty

from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.cautions import caution_text, cautions_of
from kiosk.offline.words import how_phrases
from kiosk.phrases import time_phrase
from kiosk.screens.number_page import NumberPage
from kiosk.screens.way_card import WayCard  # noqa: F401  # offline_ticket.kv names it
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # offline_ticket.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # offline_ticket.kv names it


class OfflineTicketView(NumberPage):
    """The page of a number that this kiosk gave by itself."""

    matter = StringProperty()
    taken = StringProperty()
    how = ListProperty([""] * 4)
    caution = StringProperty()

    def fill(self, issued: IssuedTicket) -> None:
        """Show the matter, the time, and what such a number means."""
        language, guide = self.reception.language, self.reception.guide
        self.matter = language.of(guide.matter(issued.ticket.matter_id).matter.name)
        self.taken = language.text("kiosk.offline.taken", time=time_phrase(issued.ticket.arrived_at, guide.zone))
        self.how = how_phrases(issued.ticket, language)
        cautions = cautions_of(self.reception.hall, self.reception.visit)
        self.caution = caution_text(cautions, language, guide.zone)


load_kv(__file__)
