"""What a hall counts on a business date: read once, written once at the end of a transaction that changed it.

It outlives its transaction as long as nobody else has written (`HallTx.keep`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead

VALUE = select(tables.counter.c.value).where(
    tables.counter.c.hall_id == HALL,
    tables.counter.c.business_date == bindparam("business_date"),
    tables.counter.c.name == bindparam("name"),
)


LAST_KEY = "last_key"
"""The counter of the key of the last arrival: keys never go back, whatever the clock does."""


BOARDS_TOLD = "boards"
"""The counter that holds the number of the event by which all boards were last told what to show."""


def last_number_of(series_id: str) -> str:
    """Return the counter of the number last given out in a series."""
    return f"series:{series_id}"


def round_of(series_id: str) -> str:
    """Return the counter of how often a series has begun again."""
    return f"round:{series_id}"


def calls_of(queue_id: str) -> str:
    """Return the counter of a queue's calls."""
    return f"calls:{queue_id}"


@dataclass(slots=True)
class Counter:
    """One counter on one business date; `stored` is what the table holds, None when it has no row yet."""

    business_date: int
    name: str
    stored: int | None
    value: int | None


class Counters:
    """The counters of one hall within one transaction."""

    def __init__(self, read: HallRead, known: Mapping[tuple[date, str], int | None] | None = None) -> None:
        """Read through a transaction what is not known yet."""
        self._read = read
        self._counters = {
            (day, name): Counter(to_yyyymmdd(day), name, value, value) for (day, name), value in (known or {}).items()
        }

    def find(self, day: date, name: str) -> int | None:
        """Return a counter, None before it was first set on the day."""
        return self._get(day, name).value

    def get(self, day: date, name: str) -> int:
        """Return a counter, 0 before it was first set on the day."""
        return self._get(day, name).value or 0

    def set(self, day: date, name: str, value: int) -> None:
        """Set a counter."""
        self._get(day, name).value = value

    def add(self, day: date, name: str, value: int) -> None:
        """Count on, or back with a negative value."""
        self.set(day, name, self.get(day, name) + value)

    def list_changed(self) -> list[Counter]:
        """Return the counters that the table does not hold as they are."""
        return [counter for counter in self._counters.values() if counter.value != counter.stored]

    def known_of(self, day: date) -> dict[tuple[date, str], int | None]:
        """Return what is known of a business date."""
        return {key: counter.value for key, counter in self._counters.items() if key[0] == day}

    def _get(self, day: date, name: str) -> Counter:
        counter = self._counters.get((day, name))
        if counter is None:
            business_date = to_yyyymmdd(day)
            row = self._read.find_row(VALUE, business_date=business_date, name=name)
            value = None if row is None else int(row.value)
            counter = self._counters[day, name] = Counter(business_date, name, value, value)
        return counter
