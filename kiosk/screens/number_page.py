"""NumberPage: what the pages of a new number share: the number first, the rest a frame later, and the paper."""

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from hall.ui.panel import Panel  # noqa: F401  # number_page.kv names it
from kiosk.screens.view import ScreenView
from kiosk.ticket_words import then_phrase
from kiosk.visit import PaperState
from kiosk.widgets.control import OutlineButton, SolidButton  # noqa: F401  # number_page.kv names them
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # number_page.kv names it
from kiosk.widgets.language_button import LanguageButton  # noqa: F401  # number_page.kv names it
from kiosk.widgets.sound_sign import SoundSign  # noqa: F401  # number_page.kv names it

CALM = frozenset({PaperState.PRINTING, PaperState.PRINTED})
"""States of the paper that need no advice."""


class PaperWords(BoxLayout):
    """Says that the slip is on its way or that there is none, and that a voice which is wanted cannot be heard."""

    title = StringProperty()
    warning = StringProperty()


class NumberFoot(BoxLayout):
    """Print again, the other language, and done."""

    reception = ObjectProperty()
    can_print = BooleanProperty(defaultvalue=False)
    seconds_left = NumericProperty(0)


class NumberPage(ScreenView):
    """The page of the number that this visitor has just got.

    The number is shown in the first frame; the code and the way are filled in by `fill_rest`, after it.
    """

    number = StringProperty()
    title = StringProperty()
    paper_words = StringProperty()
    can_print = BooleanProperty(defaultvalue=False)
    seconds_left = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """Begin without a number."""
        self._issued: IssuedTicket | None = None
        super().__init__(**kwargs)

    def come_on(self) -> None:
        """Show the number; a page that comes back (after a change of language) is shown whole at once."""
        issued = self.reception.visit.issued
        if issued is None:
            raise RuntimeError("the page of a number needs one")
        is_back = self._issued is issued
        self._issued = issued
        self.number = issued.ticket.number
        self.fill(issued)
        self.refresh_paper()
        self.count_down()
        if is_back:
            self.fill_rest()
        else:
            self.ids.code.words = ""
            self.ids.way.clear()

    def fill(self, issued: IssuedTicket) -> None:
        """Show what stands beside the number in its first frame."""
        raise NotImplementedError

    def fill_rest(self) -> None:
        """Show the code and the way."""
        issued = self.reception.visit.issued
        if issued is None or self._issued is not issued:
            return
        self.ids.code.words = issued.page_url
        guide, language = self.reception.guide, self.reception.language
        where = guide.where(guide.matter(issued.ticket.matter_id))
        if where is not None:
            self.ids.way.fill(where, then=then_phrase(issued, guide, language))

    def refresh(self) -> None:
        """Show the way that was chosen; all else stays as it was when the number came."""
        self.fill_rest()

    def refresh_paper(self) -> None:
        """Say what became of the paper."""
        visit, language = self.reception.visit, self.reception.language
        state = visit.paper
        how = "taken_up" if visit.is_taken_up else state
        self.title = language.text(f"kiosk.ticket.title_{how}")
        still = visit.is_printed_again and visit.is_without_paper
        words = language.text(f"kiosk.ticket.paper_{'still_none' if still else state}", number=self.number)
        self.paper_words = "" if state in CALM else words
        self.can_print = state is not PaperState.PRINTING

    def count_down(self) -> None:
        """Show how long this page will stay."""
        self.seconds_left = self.reception.solitude.seconds_left or 0


load_kv(__file__)
