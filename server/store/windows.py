"""How each window is, who is there, and what was done there today."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, select

from hall.errors import StaleWindow
from hall.events import WindowState
from hall.ticket import TicketState
from hall.ticket_events import Onward
from server.store import tables
from server.store.columns import from_us_or_none, to_us_or_none, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_window, _at, _leg = tables.window_state.c, tables.at_window.c, tables.leg.c


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """A window: its ticket, and the session of the clerk there. Version 0 was never opened.

    `until` is when a paused one is to take visitors again, if its clerk said so.

    `undo` holds what taking back the last call needs; it is the action's own, and empty when there is nothing.
    """

    window_id: str
    state: WindowState = WindowState.CLOSED
    version: int = 0
    ticket_id: int | None = None
    session_id: str | None = None
    clerk: str | None = None
    undo: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What was finished at a window: how many, and their mean time in seconds (None without any)."""

    count: int
    mean_s: int | None


_ITS_OWN = ("window_id", "state", "version", "session_id", "clerk", "undo", "until_us")

LIST_WINDOWS = (
    select(*(_window[name] for name in _ITS_OWN), _at.ticket_id)
    .join_from(
        tables.window_state,
        tables.at_window,
        and_(_at.hall_id == _window.hall_id, _at.window_id == _window.window_id),
        isouter=True,
    )
    .where(_window.hall_id == HALL)
)
WINDOW_BY_ID = LIST_WINDOWS.where(_window.window_id == bindparam("window_id"))
WINDOW_OF_CLERK = LIST_WINDOWS.where(_window.clerk == bindparam("clerk"))
SERVED = select(
    func.count().label("served"),
    func.sum(_leg.finished_us - _leg.started_us - _leg.held_s * 1_000_000).label("spent_us"),
).where(
    _leg.hall_id == HALL,
    _leg.business_date == bindparam("business_date"),
    _leg.window_id == bindparam("window_id"),
    _leg.started_us.is_not(None),
    _leg.ended_as.in_((TicketState.DONE, *Onward)),
    _leg.time_unreliable == 0,
)


def get_window(read: HallRead, window_id: str) -> WindowRow:
    """Return a window of the plan as it stands; one that was never opened is closed."""
    row = read.find_row(WINDOW_BY_ID, window_id=window_id)
    return WindowRow(window_id=window_id) if row is None else _window_of(row)


def list_windows(read: HallRead) -> dict[str, WindowRow]:
    """Return every window that was ever opened, by id."""
    return {row.window_id: _window_of(row) for row in read.list_rows(LIST_WINDOWS)}


def list_windows_of_clerk(read: HallRead, clerk: str) -> list[WindowRow]:
    """Return the windows at which a clerk is signed in."""
    return [_window_of(row) for row in read.list_rows(WINDOW_OF_CLERK, clerk=clerk)]


def save_window(tx: HallTx, before: WindowRow, after: WindowRow) -> None:
    """Write what became of a window; `after` has the next version.

    Raises:
        StaleWindow: the window is not at the version that was read.
    """
    values = {
        "state": after.state.value,
        "version": after.version,
        "session_id": after.session_id,
        "clerk": after.clerk,
        "undo": after.undo,
        "until_us": to_us_or_none(after.until),
    }
    if before.version == 0:
        tx.insert(tables.window_state, window_id=after.window_id, **values)
    elif tx.update(tables.window_state, {"window_id": after.window_id, "version": before.version}, **values) != 1:
        raise StaleWindow(f"window {after.window_id} has moved on from version {before.version}")
    if before.ticket_id != after.ticket_id:
        if before.ticket_id is not None:
            tx.delete(tables.at_window, {"window_id": before.window_id, "ticket_id": before.ticket_id})
        if after.ticket_id is not None:
            tx.insert(tables.at_window, window_id=after.window_id, ticket_id=after.ticket_id)
    is_open = after.state is WindowState.OPEN
    tx.live.set_window(after.window_id, is_open=is_open, is_free=after.ticket_id is None)


def count_served(read: HallRead, window_id: str, *, business_date: date) -> Served:
    """Return what was finished at a window on a date."""
    row = read.find_row(SERVED, window_id=window_id, business_date=to_yyyymmdd(business_date))
    if row is None or not row.served:
        return Served(count=0, mean_s=None)
    return Served(count=row.served, mean_s=round(int(row.spent_us) / row.served / 1_000_000))


def _window_of(row: AnyRow) -> WindowRow:
    return WindowRow(
        window_id=row.window_id,
        state=WindowState(row.state),
        version=row.version,
        ticket_id=row.ticket_id,
        session_id=row.session_id,
        clerk=row.clerk,
        undo=row.undo,
        until=from_us_or_none(row.until_us),
    )
