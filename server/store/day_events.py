"""The events of one business date, found by their numbers: the event table is never searched by anything else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, get_args

from sqlalchemy import bindparam, select

from hall.events import BusinessDayStarted, EventBody
from hall.moments import to_us
from hall.wire import from_json
from server.store import tables
from server.store.columns import from_yyyymmdd
from server.store.event_log import AuditedEvent, audited_of
from server.store.hall_read import HALL, AnyRow, HallRead

PAGE = 1_000
KINDS = tuple(kind.__name__ for kind in get_args(get_args(EventBody)[0]))
ONE_DAY = timedelta(days=1)

_event = tables.event.c


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """The numbers of a business date's events: from `first` until just before `end`."""

    first: int
    end: int


class _Start(NamedTuple):
    """The event that began a date."""

    seq: int
    day: date


MOMENT_OF = select(_event.at_us).where(_event.hall_id == HALL, _event.seq == bindparam("seq"))
SELECT_STARTS = select(_event.seq, _event.data).where(
    _event.hall_id == HALL, _event.kind == BusinessDayStarted.__name__
)
LAST_START = SELECT_STARTS.where(_event.seq <= bindparam("seq")).order_by(_event.seq.desc()).limit(1)
FIRST_START = SELECT_STARTS.where(_event.seq >= bindparam("seq")).order_by(_event.seq).limit(1)
EVENTS_OF_KINDS = (
    select(_event.seq, _event.at_us, _event.data, _event.actor_kind, _event.actor_id)
    .where(
        _event.hall_id == HALL,
        _event.seq > bindparam("after"),
        _event.seq < bindparam("end"),
        _event.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(_event.seq)
    .limit(bindparam("most"))
)


def find_first_of_last(read: HallRead, *, days: int) -> int | None:
    """Return the number of the event that began the first of the last so many business dates, None before any."""
    first, seq = None, read.seq
    for _ in range(days):
        row = read.find_row(LAST_START, seq=seq)
        if row is None:
            break
        first, seq = int(row.seq), int(row.seq) - 1
    return first


def find_day(read: HallRead, day: date, *, begins: datetime, ends: datetime) -> DaySpan | None:
    """Return where a business date's events are, None when the record has no such date.

    Args:
        read: the record.
        day: the date.
        begins: the moment at which the calendar says it begins.
        ends: and at which the next one begins.
    """
    first = _find_start(read, day, begins)
    if first is None or first.day != day:
        return None
    following = _find_start(read, day + ONE_DAY, ends)
    return DaySpan(first=first.seq, end=read.seq + 1 if following is None else following.seq)


def find_first_since(read: HallRead, day: date, *, begins: datetime) -> int | None:
    """Return the number of the event that began a business date, or the next that came; None when none has come."""
    start = _find_start(read, day, begins)
    return None if start is None else start.seq


def list_day_events(read: HallRead, span: DaySpan, kinds: Collection[str] = KINDS) -> Iterator[AuditedEvent]:
    """Yield the events of some kinds from a span, in order; of all kinds where none are named."""
    after = span.first - 1
    while True:
        page = read.list_rows(EVENTS_OF_KINDS, after=after, end=span.end, kinds=list(kinds), most=PAGE)
        yield from map(audited_of, page)
        if len(page) < PAGE:
            return
        after = page[-1].seq


def _find_start(read: HallRead, day: date, moment: datetime) -> _Start | None:
    """Return the beginning of a date or, if the hall was shut on it, of the next one that came.

    The moments of events rise, so halving finds the first from `moment` on: it ends a ticket of the date before, or
    begins this one. Only a clock that was set back leads somewhere after the beginning; then it is looked for before.
    """
    hall = read.get_hall()
    today = from_yyyymmdd(hall.business_date)
    if today < day:
        return None
    found = _find_start_from(read, day, moment, low=1, high=hall.day_seq)
    while found is not None and found.day > today:  # of a clock that was ahead: the day, if there is one, came after
        after = _skip_ahead(read, found, today)
        found = None if after is None else _find_start_from(read, day, moment, low=after.seq, high=hall.day_seq)
    return found


def _skip_ahead(read: HallRead, ahead: _Start, today: date) -> _Start | None:
    """Return the first beginning after some of dates that have not come."""
    start: _Start | None = ahead
    while start is not None and start.day > today:
        start = _start_of(read.find_row(FIRST_START, seq=start.seq + 1))
    return start


def _find_start_from(read: HallRead, day: date, moment: datetime, *, low: int, high: int) -> _Start | None:
    while low < high:
        middle = (low + high) // 2
        if _moment_us(read, middle) >= to_us(moment):
            high = middle
        else:
            low = middle + 1
    found = _start_of(read.find_row(FIRST_START, seq=low))
    if found is None or found.day != day:
        found = _step_back(read, day, low) or found
    return found


def _step_back(read: HallRead, day: date, seq: int) -> _Start | None:
    """Return the first beginning of a date from `day` on that is not after an event."""
    found = None
    while (start := _start_of(read.find_row(LAST_START, seq=seq))) is not None and start.day >= day:
        found, seq = start, start.seq - 1
    return found


def _start_of(row: AnyRow | None) -> _Start | None:
    return None if row is None else _Start(row.seq, from_json(BusinessDayStarted, row.data).business_date)


def _moment_us(read: HallRead, seq: int) -> int:
    row = read.find_row(MOMENT_OF, seq=seq)
    assert row is not None, f"event {seq} is missing: their numbers have no gaps"
    return int(row.at_us)
