"""The last number given out in each series: read once in a transaction, written once at its end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead

LAST_NUMBER = select(tables.counter.c.last_number).where(
    tables.counter.c.hall_id == HALL,
    tables.counter.c.business_date == bindparam("business_date"),
    tables.counter.c.series_id == bindparam("series_id"),
)
"""The number last given out in a series on a business date."""


@dataclass(slots=True)
class Counter:
    """One series on one business date; `stored` is what the table holds, None when it has no row yet."""

    business_date: int
    series_id: str
    stored: int | None
    last: int | None


class Counters:
    """The series of one hall within one transaction."""

    def __init__(self, read: HallRead) -> None:
        """Read through a transaction."""
        self._read = read
        self._counters: dict[tuple[date, str], Counter] = {}

    def last_number(self, day: date, series_id: str) -> int | None:
        """Return the number last given out, None before the first of the day."""
        if (day, series_id) not in self._counters:
            business_date = to_yyyymmdd(day)
            row = self._read.find_row(LAST_NUMBER, business_date=business_date, series_id=series_id)
            last = None if row is None else row.last_number
            self._counters[day, series_id] = Counter(business_date, series_id, last, last)
        return self._counters[day, series_id].last

    def give_out(self, day: date, series_id: str, value: int) -> None:
        """Note a number as given out; `last_number` was asked before."""
        self._counters[day, series_id].last = value

    def list_changed(self) -> list[Counter]:
        """Return the counters that the table does not hold as they are."""
        return [counter for counter in self._counters.values() if counter.last != counter.stored]
