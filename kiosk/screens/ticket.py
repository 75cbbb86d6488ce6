"""The ticket: the number as large as the glass allows, its code, the wait, and the way to the window."""

from kivy.properties import BooleanProperty, StringProperty

from hall.rule_text import missed_call_text
from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.cautions import Why, caution_text, cautions_of, is_closing
from kiosk.phrases import around_phrase, people_phrase, wait_phrase
from kiosk.screens.number_page import NumberPage
from kiosk.screens.way_card import WayCard  # noqa: F401  # ticket.kv names it
from kiosk.ticket_words import notice_phrase
from kiosk.visit import UNPRINTED
from kiosk.widgets.fact_tile import FactRow  # noqa: F401  # ticket.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # ticket.kv names it


class TicketView(NumberPage):
    """The page of a number that the server gave; `is_scan_long`: what its code is for takes three lines."""

    notice = StringProperty()
    is_scan_long = BooleanProperty(defaultvalue=False)
    caution = StringProperty()

    def fill(self, issued: IssuedTicket) -> None:
        """Show the matter and the wait."""
        language, guide = self.reception.language, self.reception.guide
        today = guide.matter(issued.ticket.matter_id)
        self.ids.matter.words = language.of(today.matter.name)
        self.ids.department.words = language.of(guide.department(today.matter.department).name)
        self.ids.ahead.value = people_phrase(language, issued.people_ahead)
        cautions = cautions_of(self.reception.hall, self.reception.visit)
        has_window = all(each.why is not Why.NO_WINDOW for each in cautions)
        wait = wait_phrase(language, issued.wait, is_late=is_closing(cautions))
        self.ids.wait.value = wait if has_window else language.text("kiosk.queue.no_window")
        self.ids.around.value = around_phrase(language, issued, guide.zone, now=self.reception.hall.now())
        self.notice = notice_phrase(issued, guide, language)
        self.caution = caution_text(cautions, language, guide.zone)

    def refresh_paper(self) -> None:
        """Say how a missed number comes back, too: by the slip's code only where there is a slip."""
        super().refresh_paper()
        has_slip = self.reception.visit.paper not in UNPRINTED
        rules, language = self.reception.guide.hall.rules, self.reception.language
        self.ids.missed.words = missed_call_text(rules, language, has_slip=has_slip)


load_kv(__file__)
