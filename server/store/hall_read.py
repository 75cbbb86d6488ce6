"""HallRead: one hall within one transaction, for questions."""

from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from server.store import tables

HALL: BindParameter[str] = bindparam("hall_id")
"""Stands for the hall in every statement; HallRead fills it in."""

AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]


class HallRow(NamedTuple):
    """The hall's own row: where its numbers stand. `business_date` is 0 before the first day."""

    epoch: int
    event_seq: int
    ticket_seq: int
    business_date: int
    day_seq: int
    day_closed: int
    note_no: int
    link: str


SELECT_HALL = select(
    tables.hall.c.epoch,
    tables.hall.c.event_seq,
    tables.hall.c.ticket_seq,
    tables.hall.c.business_date,
    tables.hall.c.day_seq,
    tables.hall.c.day_closed,
    tables.hall.c.note_no,
    tables.hall.c.link,
).where(tables.hall.c.hall_id == HALL)
"""The hall's row; a write transaction adds the lock."""

SELECT_CODE_KEY = select(tables.hall.c.code_key).where(tables.hall.c.hall_id == HALL)


class HallRead:
    """One hall within a read transaction: everything asked through it is of the same moment."""

    def __init__(self, connection: Connection, hall_id: str) -> None:
        """Read through a connection whose transaction someone else ends."""
        self.hall_id = hall_id
        self._connection = connection

    def list_rows(self, statement: AnySelect, **values: object) -> list[AnyRow]:
        """Run a statement, with `hall_id` and the values bound."""
        return list(self._connection.execute(statement, {"hall_id": self.hall_id, **values}).all())

    def find_row(self, statement: AnySelect, **values: object) -> AnyRow | None:
        """Run a statement and return its first row."""
        return self._connection.execute(statement, {"hall_id": self.hall_id, **values}).first()

    def count(self, statement: Select[int], **values: object) -> int:
        """Run a statement that counts."""
        return int(self._connection.execute(statement, {"hall_id": self.hall_id, **values}).scalar_one())

    @property
    def seq(self) -> int:
        """The number of the last event."""
        return self.get_hall().event_seq

    def get_hall(self) -> HallRow:
        """Return where the hall's numbers stand."""
        row = self.find_row(SELECT_HALL)
        assert row is not None, "the hall's row is made when the store is opened"
        return hall_of(row)


def find_code_key(read: HallRead) -> bytes:
    """Return what the codes on slips are made with."""
    row = read.find_row(SELECT_CODE_KEY)
    assert row is not None, "the hall's row is made when the store is opened"
    return bytes.fromhex(row.code_key)


def hall_of(row: AnyRow) -> HallRow:
    """Return the row of `SELECT_HALL`."""
    return HallRow(
        epoch=row.epoch,
        event_seq=row.event_seq,
        ticket_seq=row.ticket_seq,
        business_date=row.business_date,
        day_seq=row.day_seq,
        day_closed=row.day_closed,
        note_no=row.note_no,
        link=row.link,
    )
