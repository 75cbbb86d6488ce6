"""OfflineWay: what the reception does when the server does not answer and this kiosk may give numbers by itself."""

from typing import Protocol

from hall.ticket import IssuedTicket, LegPlan
from kiosk.flow import Screen, Step
from kiosk.guide import Guide
from kiosk.offline.desk import Barred, GivenOffline, OfflineNews, Wish
from kiosk.offline.permit import Bar, Wanted
from kiosk.staff import OfflineNumbers, TicketTaking
from kiosk.taking import request_of
from kiosk.visit import Intent, Visit


class Counter(Protocol):
    """The part of `kiosk.reception.Reception` that this works with."""

    visit: Visit

    @property
    def screen(self) -> Screen:
        """Which screen is on."""
        ...

    @property
    def guide(self) -> Guide:
        """The hall's directory."""
        ...

    def move(self, step: Step, **facts: object) -> None:
        """Go to another screen with what is known now."""
        ...

    def show_number(self, step: Step, issued: IssuedTicket) -> None:
        """Show a number that was got, and have it printed once it is on the glass."""
        ...

    def stop_asking(self) -> None:
        """Wait no longer for an answer to the request."""
        ...


class OfflineWay:
    """Offers a number, and takes it for the visitor; every method belongs to the screen's thread.

    `bar` is what keeps the kiosk from it, as far as was looked; `is_being_given` from the tap until the disk has it.
    """

    def __init__(self, counter: Counter, numbers: OfflineNumbers, taking: TicketTaking) -> None:
        """Take the reception, who gives the numbers, and who asks the server."""
        self._counter, self._numbers, self._taking = counter, numbers, taking
        self.bar: Bar | None = None
        self.is_being_given = False
        self._settled: set[str] = set()

    def look(self, intent: Intent) -> Step:
        """Return where a request leads that is not answered: to the offer, or to the trouble screen."""
        self.bar = self._find_bar(intent)
        return Step.OFFER if self.bar is None else Step.NO_ANSWER

    def take(self) -> None:
        """Give the visitor a number of this kiosk's own, once."""
        intent = self._counter.visit.intent
        if self._counter.screen is not Screen.OFFLINE_OFFER or intent is None or self.is_being_given:
            return
        self.is_being_given = True
        self._settled.add(intent.key)
        self._counter.stop_asking()
        self._taking.drop(intent)
        wish = Wish(intent=intent, asked=request_of(intent, self._counter.visit.language), legs=self._list_legs(intent))
        self._numbers.take(wish)

    def owns(self, intent: Intent) -> bool:
        """Whether the request's number, if it made one, is given back with the adoption: not to be done here."""
        return intent.key in self._settled

    def take_news(self, news: OfflineNews) -> None:
        """Take what became of the wish; a number that nobody waits for any more shall be called for nobody."""
        self.is_being_given = False
        is_here = self._counter.visit.intent == news.intent
        if isinstance(news, GivenOffline):
            self._taking.settle(news.intent)  # it stands in the book
        match news:
            case GivenOffline(issued=issued) if is_here:
                self._counter.show_number(Step.GIVEN_OFFLINE, issued)
            case GivenOffline(issued=issued):
                self._numbers.leave(issued)
            case Barred(intent=intent, bar=bar):
                self._settled.discard(intent.key)
                self._taking.leave(intent, language=self._counter.visit.language)
                self.bar = bar
                if is_here:
                    self._counter.move(Step.NO_ANSWER, intent=None)

    def _find_bar(self, intent: Intent) -> Bar | None:
        if intent.appointment is not None:
            return Bar.MATTER  # only the server knows whether the slot is still open
        guide = self._counter.guide
        if not all(guide.has_matter(matter_id) for matter_id in (intent.matter_id, *intent.then)):
            return Bar.MATTER
        return self._numbers.bar(
            Wanted(matter_id=leg.matter_id, queue_id=leg.queue_id) for leg in self._list_legs(intent)
        )

    def _list_legs(self, intent: Intent) -> tuple[LegPlan, ...]:
        handlings = [
            (matter_id, self._counter.guide.matter(matter_id).handling)
            for matter_id in (intent.matter_id, *intent.then)
        ]
        return tuple(
            LegPlan(matter_id=matter_id, queue_id=handling.queue or "", windows=handling.windows)
            for matter_id, handling in handlings
        )
