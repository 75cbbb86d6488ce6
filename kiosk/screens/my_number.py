"""My number: how a number stands that is taken already, where to go, and what its visitor may do with it here."""

from collections.abc import Sequence

from kivy.properties import BooleanProperty, StringProperty

from hall.language import Language
from hall.ticket import OPEN_STATES, TicketState
from hall.ui.kv import load_kv
from kiosk.cautions import Caution, Why, caution_text, cautions_of_own
from kiosk.guide import Where
from kiosk.number_words import fault_words, priority_words, standing_words, then_words
from kiosk.own_number import OwnNumber
from kiosk.phrases import Tone, own_wait_phrase, people_phrase, windows_phrase
from kiosk.screens.desk import with_desk
from kiosk.screens.view import ScreenView
from kiosk.screens.way_card import WayCard  # noqa: F401  # my_number.kv names it
from kiosk.widgets.choice_list import ChoiceList  # noqa: F401  # my_number.kv names it
from kiosk.widgets.control import OutlineButton, SoftButton, SolidButton  # noqa: F401  # my_number.kv names them
from kiosk.widgets.fact_tile import FactTile  # noqa: F401  # my_number.kv names it
from kiosk.widgets.message_card import MessageCard  # noqa: F401  # my_number.kv names it
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # my_number.kv names it


class MyNumberView(ScreenView):
    """The page of a number that was typed or scanned."""

    number = StringProperty()
    title = StringProperty()
    words = StringProperty()
    fault = StringProperty()
    further = StringProperty()
    priority = StringProperty()
    is_urgent = BooleanProperty(defaultvalue=False)
    is_waiting = BooleanProperty(defaultvalue=False)
    is_open = BooleanProperty(defaultvalue=False)
    may_come_back = BooleanProperty(defaultvalue=False)
    may_print = BooleanProperty(defaultvalue=False)
    may_cancel = BooleanProperty(defaultvalue=False)
    must_choose = BooleanProperty(defaultvalue=False)

    def refresh(self) -> None:
        """Show how the number stands now."""
        own: OwnNumber | None = self.reception.visit.own
        if own is None:
            return
        language, ticket = self.reception.language, own.view.ticket
        where = self.reception.guide.where_windows(own.view.windows)
        standing = standing_words(own, language, windows=_windows(language, where), zone=self.reception.guide.zone)
        self.number, self.title = ticket.number, standing.title
        cautions = cautions_of_own(self.reception.hall, own.view)
        self.words = with_desk(self._caution(cautions, language) or standing.text, self.reception)
        self.is_urgent, self.is_waiting = standing.is_urgent, ticket.state is TicketState.WAITING
        self.is_open = ticket.state in OPEN_STATES
        self.fault = self._fault(own, language)
        self.further = "" if self.fault else then_words(ticket, self.reception.guide, language)
        self.ids.ahead.value = people_phrase(language, own.view.people_ahead)
        has_window = all(each.why is not Why.NO_WINDOW for each in cautions)
        wait = own_wait_phrase(language, own.view.wait)
        self.ids.wait.value = wait if has_window else language.text("kiosk.queue.no_window")
        self.priority = "" if self.fault else priority_words(own, self.reception.guide, language)
        self._fill_way(where)
        self._offer(own)

    def print_again(self) -> None:
        """Print the slip once more, which was shown."""
        self.reception.numbers.print_again()

    def _caution(self, cautions: Sequence[Caution], language: Language) -> str:
        """Return in few words what comes before the call; a break says why no window is open, too."""
        breaks = [each for each in cautions if each.why is Why.BREAK]
        if breaks or not cautions:
            return caution_text(breaks, language, self.reception.guide.zone)
        return str(language.text("kiosk.own.no_window"))

    def _fault(self, own: OwnNumber, language: Language) -> str:
        way = "scan" if self.reception.has_scanner else "type"
        if own.is_mistaken or own.is_shut:
            key = "mistaken" if own.is_mistaken else "shut"
            return with_desk(language.text(f"kiosk.own.{key}_{way}"), self.reception)
        return with_desk(
            fault_words(self.reception.visit.trouble, language, typed=own.view.ticket.number), self.reception
        )

    def _offer(self, own: OwnNumber) -> None:
        is_free = self.reception.visit.errand is None
        self.may_come_back = own.view.may_come_back
        self.may_print = own.may_print and own.is_shown
        self.may_cancel = own.may_cancel
        self.must_choose = own.may_print and not own.is_shown
        self.ids.back.is_enabled = is_free and self.may_come_back
        self.ids.print.is_enabled = is_free and self.may_print
        self.ids.cancel.is_enabled = is_free and self.may_cancel
        numbers = self.reception.numbers
        self.ids.choices.show(numbers.list_choices() if self.must_choose else (), self.reception, numbers.print_again)

    def _fill_way(self, where: Where | None) -> None:
        if where is None or not self.is_open:
            self.ids.way.clear()
        else:
            self.ids.way.fill(where)


def _windows(language: Language, where: Where | None) -> str:
    return windows_phrase(language, where.windows, Tone.LONG) if where else ""


load_kv(__file__)
