"""For a kiosk that gives out no numbers by itself: it cannot keep anything, or was told so."""

from collections.abc import Iterable

from hall.ticket import IssuedTicket
from kiosk.offline.desk import Wish
from kiosk.offline.permit import Bar, Wanted


class NoOffline:
    """Never gives a number."""

    def bar(self, wanted: Iterable[Wanted]) -> Bar | None:  # noqa: ARG002
        """Return that there is no permission."""
        return Bar.NONE_GIVEN

    def take(self, wish: Wish) -> None:
        """Is never asked, as `bar` says so."""
        raise RuntimeError(f"no offline number can be given for {wish.asked.matter_id}")

    def leave(self, issued: IssuedTicket) -> None:
        """Is never told, as no number was given."""
        raise RuntimeError(f"{issued.ticket.number} was not given here")
