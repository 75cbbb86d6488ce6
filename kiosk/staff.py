"""Those with whom the reception works, behind the glass."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hall.clock import Clock
from hall.places import MatterToday
from hall.ticket import IssuedTicket
from kiosk.cautions import Caution
from kiosk.guide import Guide
from kiosk.number_desk import ErrandRunner
from kiosk.offline.desk import Wish
from kiosk.offline.none import NoOffline
from kiosk.offline.permit import Bar, Wanted
from kiosk.visit import Intent


class TicketTaking(Protocol):
    """The part of `kiosk.taking.Taking` that the reception uses."""

    def pursue(self, intent: Intent, *, language: str) -> None:
        """Ask for the number until there is an answer."""
        ...

    def leave(self, intent: Intent, *, language: str) -> None:
        """Give back whatever number the request has made or may make."""
        ...

    def drop(self, intent: Intent) -> None:
        """Ask no more; what the request has made is given back by another way."""
        ...

    def settle(self, intent: Intent) -> None:
        """Forget a request: its number needs nobody any more."""
        ...


class OfflineNumbers(Protocol):
    """The part of `kiosk.offline.desk.OfflineDesk` that the reception uses."""

    def bar(self, wanted: Iterable[Wanted]) -> Bar | None:
        """Return what keeps this kiosk from giving a number by itself, None when nothing does."""
        ...

    def take(self, wish: Wish) -> None:
        """Give out a number of this kiosk's own."""
        ...

    def leave(self, issued: IssuedTicket) -> None:
        """See to it that a number which nobody was shown waits for nobody."""
        ...


class TicketPaper(Protocol):
    """The part of `kiosk.paper.Paper` that the reception uses."""

    def print_first(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:
        """Put a new ticket on paper."""
        ...

    def print_again(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:
        """Put the same ticket on paper once more, marked as a reprint."""
        ...

    def print_note(self, today: MatterToday, guide: Guide) -> None:
        """Put on paper what to bring for a matter, or where else it is handled."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Those whom the reception works with, behind the glass."""

    taking: TicketTaking
    errands: ErrandRunner
    paper: TicketPaper
    clock: Clock
    seconds: Callable[[], float]
    new_key: Callable[[], str]
    offline: OfflineNumbers = field(default_factory=NoOffline)
