"""What a batch of acts asks again and again: read once in a transaction, then kept in step by its own writes."""

from sqlalchemy import bindparam, func, select

from hall.events import WindowState
from hall.ticket import TicketState
from server.store import tables
from server.store.hall_read import HALL, HallRead

COUNT_WAITING = (
    select(func.count())
    .select_from(tables.ticket)
    .where(
        tables.ticket.c.hall_id == HALL,
        tables.ticket.c.state == TicketState.WAITING,
        tables.ticket.c.queue_id == bindparam("queue_id"),
    )
)
"""How many wait in a queue."""

LIST_OPEN = select(tables.window_state.c.window_id, tables.window_state.c.ticket_id).where(
    tables.window_state.c.hall_id == HALL, tables.window_state.c.state == WindowState.OPEN
)
"""The windows that take visitors, and who is there."""


class Live:
    """The figures of one hall within one transaction."""

    def __init__(self, read: HallRead) -> None:
        """Read through a transaction, once for each figure."""
        self._read = read
        self._waiting: dict[str, int] = {}
        self._is_free: dict[str, bool] | None = None

    def count_waiting(self, queue_id: str) -> int:
        """Return how many wait in a queue."""
        if queue_id not in self._waiting:
            self._waiting[queue_id] = self._read.count(COUNT_WAITING, queue_id=queue_id)
        return self._waiting[queue_id]

    def open_windows(self) -> set[str]:
        """Return the windows that take visitors."""
        return set(self._open())

    def free_windows(self) -> set[str]:
        """Return the windows that take visitors and have none."""
        return {window_id for window_id, is_free in self._open().items() if is_free}

    def move(self, queue_id: str, *, waiting: int) -> None:
        """Note that so many more (or fewer) wait."""
        if queue_id in self._waiting:
            self._waiting[queue_id] += waiting

    def set_window(self, window_id: str, *, is_open: bool, is_free: bool) -> None:
        """Note whether a window takes visitors, and whether it has none."""
        if is_open:
            self._open()[window_id] = is_free
        else:
            self._open().pop(window_id, None)

    def _open(self) -> dict[str, bool]:
        if self._is_free is None:
            self._is_free = {row.window_id: row.ticket_id is None for row in self._read.list_rows(LIST_OPEN)}
        return self._is_free
