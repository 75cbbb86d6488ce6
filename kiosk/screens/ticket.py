"""The ticket: the number as large as the glass allows, its code, the wait, and the way to the window."""

from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from hall.places import MatterToday
from hall.rule_text import missed_call_text
from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.phrases import around_phrase, people_phrase, wait_phrase
from kiosk.screens.view import ScreenView
from kiosk.screens.way_card import WayCard  # noqa: F401  # ticket.kv names it
from kiosk.ticket_words import notice_phrase, then_phrase
from kiosk.visit import PaperState
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # ticket.kv names it

CALM = frozenset({PaperState.PRINTING, PaperState.PRINTED})
"""States of the paper that need no advice."""


class TicketView(ScreenView):
    """The page of the ticket that this visitor has just got.

    The number is shown in the first frame; the code and the way are filled in by `fill_rest`, after it.
    """

    number = StringProperty()
    seconds_left = NumericProperty(0)
    paper_words = StringProperty()
    title = StringProperty()
    notice = StringProperty()
    issued = ObjectProperty(None, allownone=True)

    def come_on(self) -> None:
        """Show the number; a page that comes back (after a change of language) is shown whole at once."""
        issued = self.reception.visit.issued
        if issued is None:
            raise RuntimeError("the ticket's page needs a ticket")
        is_back = self.issued is issued
        self.issued = issued
        self._fill_number(issued)
        self.refresh_paper()
        self.count_down()
        if is_back:
            self.fill_rest()
        else:
            self._empty_rest()

    def fill_rest(self) -> None:
        """Show the code and the way."""
        issued = self.reception.visit.issued
        if issued is None or self.issued is not issued:
            return
        self.ids.code.words = issued.page_url
        guide, language = self.reception.guide, self.reception.language
        where = guide.where(self._matter(issued))
        if where is not None:
            self.ids.way.fill(where, then=then_phrase(issued, guide, language))

    def refresh(self) -> None:
        """Show the way that was chosen; all else stays as it was when the number came."""
        self.fill_rest()

    def refresh_paper(self) -> None:
        """Say what became of the paper."""
        state = self.reception.visit.paper
        language = self.reception.language
        self.title = language.text(f"kiosk.ticket.title_{state}")
        words = language.text(f"kiosk.ticket.paper_{state}", number=self.number)
        self.paper_words = "" if state in CALM else words
        self.ids.reprint.is_enabled = state is not PaperState.PRINTING

    def count_down(self) -> None:
        """Show how long this page will stay."""
        self.seconds_left = self.reception.solitude.seconds_left or 0

    def _matter(self, issued: IssuedTicket) -> MatterToday:
        today: MatterToday = self.reception.hall.guide.matter(issued.ticket.matter_id)
        return today

    def _fill_number(self, issued: IssuedTicket) -> None:
        language, guide = self.reception.language, self.reception.hall.guide
        today = self._matter(issued)
        department = guide.department(today.matter.department)
        self.number = issued.ticket.number
        self.ids.matter.words = language.of(today.matter.name)
        self.ids.department.words = " · ".join(
            [language.of(department.name), language.text(f"kiosk.mode.{today.handling.mode}")]
        )
        self.ids.ahead.value = people_phrase(language, issued.people_ahead)
        self.ids.wait.value = wait_phrase(language, issued.wait)
        self.ids.around.value = around_phrase(language, issued, guide.zone)
        self.ids.missed.words = missed_call_text(guide.hall.rules, language)
        self.notice = notice_phrase(issued, guide, language)

    def _empty_rest(self) -> None:
        self.ids.code.words = ""
        self.ids.way.clear()


load_kv(__file__)
