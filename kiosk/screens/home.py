"""The first screen: what do you need, the most requested matters, and the ways to find all others."""

from kivy.properties import ListProperty, StringProperty

from hall.places import Audience, MatterToday
from hall.ui.kv import load_kv
from kiosk.phrases import pill_phrase
from kiosk.refusals import refusal_text, refusal_words
from kiosk.screens.queue_line import queue_line
from kiosk.screens.view import ScreenView
from kiosk.visit import Reading
from kiosk.widgets.aid_row import AidRow  # noqa: F401  # home.kv names it
from kiosk.widgets.errand_row import BasketStrip, ErrandRow  # noqa: F401  # home.kv names them
from kiosk.widgets.matter_card import MatterCard
from kiosk.widgets.message_band import MessageBand  # noqa: F401  # home.kv names it

FEATURED = (6, 4, 4, 2, 2)
"""How many of the hall's featured matters fit: larger text and a message take a step each, the lower half more; a
basket takes one only where there is less room already.

Cards of larger text lose their department before they lose a row.
"""

LOW_TAKES = 3


class HomeView(ScreenView):
    """The first screen."""

    cards = ListProperty()
    message = StringProperty()

    def __init__(self, **kwargs: object) -> None:
        """Make no card yet; those that are made are kept, for each takes 15 ms."""
        self._made: dict[str, MatterCard] = {}
        super().__init__(**kwargs)

    def refresh(self) -> None:
        """Show the featured matters and how their queues stand."""
        visit = self.reception.visit
        is_low = Reading.LOW in visit.reading
        self.message = self._message()
        taken = (Reading.LARGE in visit.reading and not is_low) + LOW_TAKES * is_low
        taken += bool(self.message) and not is_low
        taken += bool(visit.basket) and taken > 0
        matters = self.reception.hall.guide.list_featured()[: FEATURED[min(taken, len(FEATURED) - 1)]]
        language = self.reception.language
        self.ids.strip.names = [language.of(today.matter.name) for today in self.reception.wishes.basket]
        if [card.matter_id for card in self.cards] != [today.matter.matter_id for today in matters]:
            self._put_on_cards(matters)
        for card, today in zip(self.cards, matters, strict=True):
            fill_card(card, today, self)

    def _message(self) -> str:
        """Return what staff have to say, else why no number is given now and when there are some again."""
        language, closed = self.reception.language, self.reception.outlooks.closed
        if self.reception.message is not None:
            return language.of(self.reception.message)
        return refusal_text(refusal_words(closed, language, today=self.reception.date), language) if closed else ""

    def choose(self, card: MatterCard) -> None:
        """Look at a featured matter."""
        self.reception.choose_matter(card.matter_id)

    def open_person(self) -> None:
        """Browse what people come for."""
        self.reception.open_themes(Audience.PERSON)

    def open_firm(self) -> None:
        """Browse what firms come for."""
        self.reception.open_themes(Audience.FIRM)

    def _put_on_cards(self, matters: tuple[MatterToday, ...]) -> None:
        self.cards = [self._card(today.matter.matter_id) for today in matters]
        self.ids.cards.clear_widgets()
        for card in self.cards:
            self.ids.cards.add_widget(card)

    def _card(self, matter_id: str) -> MatterCard:
        if matter_id not in self._made:
            self._made[matter_id] = MatterCard(matter_id=matter_id, key=f"home.featured.{matter_id}")
            self._made[matter_id].bind(on_release=self.choose)
        return self._made[matter_id]


def fill_card(card: MatterCard, today: MatterToday, view: ScreenView) -> None:
    """Write a matter's texts onto its card."""
    reception = view.reception
    language, guide = reception.language, reception.hall.guide
    where = guide.where(today)
    card.matter = language.of(today.matter.name)
    card.department = language.of(guide.department(today.matter.department).name)
    card.pill = pill_phrase(language, where) if where else ""
    card.colour = where.floor.colour if where else "ink"
    standing = queue_line(reception, today) if where else language.text(f"kiosk.mode.{today.handling.mode}")
    card.is_chosen = today.matter.matter_id in reception.visit.basket
    card.queue = f"[n]{language.text('kiosk.basket.chosen')}[/n]" if card.is_chosen else standing


load_kv(__file__)
