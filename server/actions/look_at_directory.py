"""Look at the directory: the plan as of the business date, with what people came for most in the weeks before it."""

import threading
from dataclasses import replace
from datetime import date

from hall.wire import to_json
from server.rules.hall_today import HallToday
from server.rules.requesting import SPAN, list_most_requested
from server.store.hall_read import HallRead
from server.store.requested import read_requested


class DirectoryBoard:
    """Tells the directory as JSON; makes it once a business date, so that it does not change while people look.

    Several reader threads ask at once.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = threading.Lock()
        self._made: tuple[date, bytes] | None = None

    def look(self, read: HallRead, today: HallToday) -> bytes:
        """Return the directory."""
        with self._lock:
            if self._made is None or self._made[0] != today.business_date:
                self._made = (today.business_date, _make(read, today))
            return self._made[1]


def _make(read: HallRead, today: HallToday) -> bytes:
    tickets = read_requested(read, since=today.business_date - SPAN)
    requested = list_most_requested(today.directory.matters, tickets)
    return to_json(replace(today.directory, requested=requested))
