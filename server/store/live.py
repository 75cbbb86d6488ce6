"""What acts ask again and again: read once, then kept in step by what the acts themselves write.

It outlives its transaction as long as nobody else has written (`HallTx.keep`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from hall.events import WindowState
from hall.places import Text
from hall.ticket import TicketState
from server.store import tables
from server.store.hall_read import HALL, HallRead

COUNT_WAITING = (
    select(tables.ticket.c.queue_id, tables.ticket.c.line, func.count().label("waiting"))
    .where(tables.ticket.c.hall_id == HALL, tables.ticket.c.state == TicketState.WAITING)
    .group_by(tables.ticket.c.queue_id, tables.ticket.c.line)
)
"""How many wait in each line of each queue."""

LIST_OPEN = (
    select(tables.window_state.c.window_id, tables.at_window.c.ticket_id)
    .join_from(
        tables.window_state,
        tables.at_window,
        (tables.at_window.c.hall_id == tables.window_state.c.hall_id)
        & (tables.at_window.c.window_id == tables.window_state.c.window_id),
        isouter=True,
    )
    .where(tables.window_state.c.hall_id == HALL, tables.window_state.c.state == WindowState.OPEN)
)
"""The windows that take visitors, and who is there."""

_halted = tables.halted_queue.c
LIST_HALTED = select(_halted.queue_id, _halted.reason_zh, _halted.reason_en, _halted.is_automatic).where(
    _halted.hall_id == HALL
)

PLAIN_LINE, PRIORITY_LINE, SPECIAL_LINE = 0, 1, 2
"""`ticket.line`: who only arrival decides about, the same within the priority classes, and everyone else."""


@dataclass(slots=True, kw_only=True)
class LiveFigures:
    """What was read so far: how many wait by queue and line, which open windows are free, why queues are halted."""

    waiting: dict[tuple[str, int], int] | None = None
    is_free: dict[str, bool] | None = None
    halted: dict[str, tuple[Text, bool]] | None = None


class Live:
    """The figures of one hall within one transaction."""

    def __init__(self, read: HallRead, figures: LiveFigures | None = None) -> None:
        """Read through a transaction, once for each figure that is not known yet."""
        self._read = read
        self.figures = figures or LiveFigures()

    def count_waiting(self, queue_id: str) -> int:
        """Return how many wait in a queue."""
        waiting = self._lines()
        return sum(waiting.get((queue_id, line), 0) for line in (PLAIN_LINE, PRIORITY_LINE, SPECIAL_LINE))

    def count_line(self, queue_id: str, line: int) -> int:
        """Return how many wait in one line of a queue."""
        return self._lines().get((queue_id, line), 0)

    def open_windows(self) -> set[str]:
        """Return the windows that take visitors."""
        return set(self._open())

    def count_open(self, window_ids: Iterable[str]) -> int:
        """Return how many of some windows take visitors."""
        is_free = self._open()
        return sum(window_id in is_free for window_id in window_ids)

    def count_free(self, window_ids: Iterable[str]) -> int:
        """Return how many of some windows take visitors and have none."""
        is_free = self._open()
        return sum(is_free.get(window_id, False) for window_id in window_ids)

    def free_windows(self) -> set[str]:
        """Return the windows that take visitors and have none."""
        return {window_id for window_id, is_free in self._open().items() if is_free}

    def find_halt(self, queue_id: str) -> Text | None:
        """Return why no numbers are given for a queue, None when they are."""
        halt = self._halts().get(queue_id)
        return None if halt is None else halt[0]

    def is_halted_automatically(self, queue_id: str) -> bool:
        """Whether a queue is halted because its last window was left."""
        halt = self._halts().get(queue_id)
        return halt is not None and halt[1]

    def move(self, queue_id: str, line: int, *, waiting: int) -> None:
        """Note that so many more (or fewer) wait."""
        if self.figures.waiting is not None:
            self.figures.waiting[queue_id, line] = self.figures.waiting.get((queue_id, line), 0) + waiting

    def set_window(self, window_id: str, *, is_open: bool, is_free: bool) -> None:
        """Note whether a window takes visitors, and whether it has none."""
        if is_open:
            self._open()[window_id] = is_free
        else:
            self._open().pop(window_id, None)

    def set_halt(self, queue_id: str, reason: Text | None, *, is_automatic: bool = False) -> None:
        """Note why no numbers are given for a queue, None when they are again."""
        if reason is None:
            self._halts().pop(queue_id, None)
        else:
            self._halts()[queue_id] = (reason, is_automatic)

    def _lines(self) -> dict[tuple[str, int], int]:
        if self.figures.waiting is None:
            rows = self._read.list_rows(COUNT_WAITING)
            self.figures.waiting = {(row.queue_id, row.line): int(row.waiting) for row in rows}
        return self.figures.waiting

    def _open(self) -> dict[str, bool]:
        if self.figures.is_free is None:
            self.figures.is_free = {row.window_id: row.ticket_id is None for row in self._read.list_rows(LIST_OPEN)}
        return self.figures.is_free

    def _halts(self) -> dict[str, tuple[Text, bool]]:
        if self.figures.halted is None:
            rows = self._read.list_rows(LIST_HALTED)
            self.figures.halted = {
                row.queue_id: (Text(zh=row.reason_zh, en=row.reason_en), bool(row.is_automatic)) for row in rows
            }
        return self.figures.halted
