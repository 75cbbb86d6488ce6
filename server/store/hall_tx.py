"""HallTx: one hall, locked, for the length of one write transaction.

It gives out ticket and event numbers under the hall's row lock, and keeps inserts back until something
could see them, so that a batch of acts writes each table once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    update,
)

from hall.audit import DONE, AuditHead, make_link
from hall.events import Event, EventBody
from hall.moments import to_us
from hall.wire import to_json
from server.store import staff_tables, tables
from server.store.columns import from_yyyymmdd, to_yyyymmdd
from server.store.commands import StoredCommand, list_commands
from server.store.counters import Counters
from server.store.hall_read import HALL, SELECT_HALL, AnyRow, AnySelect, HallRead, HallRow, hall_of
from server.store.live import Live, LiveFigures
from server.store.rating_table import rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did something, for the audit trail: a role or `system`, the device's or clerk's name, and from where."""

    kind: str
    name: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the audit trail tells that is no event.

    Attributes:
        act: what was done or asked for.
        about: to what: an account, a device, a window, a path.
        result: `done`, or the code of the refusal.
        data: JSON with what else there is to say, or empty.
    """

    actor: Actor
    act: str
    about: str = ""
    result: str = DONE
    data: str = ""


DELETE_COMMANDS = delete(tables.command).where(
    tables.command.c.hall_id == HALL, tables.command.c.command_key.in_(bindparam("keys", expanding=True))
)

OF_HALL: BindParameter[str] = bindparam("of_hall_id")
"""Stands for the hall in a statement that writes: there `HALL` would mean the column's new value."""

COUNTED = {"preserve_rowcount": True}
"""Otherwise nobody learns how many rows an insert wrote."""

LOCK_HALL = SELECT_HALL.with_for_update()
INSERTS = {table.name: insert(table) for table in rating.metadata.sorted_tables}
"""An insert for each table, parents before children; made once, as making a statement costs as much as running it."""

SYSTEM = Actor(kind="system", name="")
"""The server itself."""

VISITOR = Actor(kind="visitor", name="")
"""Whoever holds the number, on a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a committed transaction leaves to the next one, which may use it if the hall's row is still the same.

    Whoever changes a figure or a counter records an event, and so changes that row: also another server.
    """

    hall: HallRow
    figures: LiveFigures
    counters: Mapping[tuple[date, str], int | None]


class HallTx(HallRead):
    """A write transaction on one hall; lives on one thread for one batch of acts.

    Attributes:
        now: the moment of the act that runs.
        events: what this transaction recorded, to be told after the commit.
        changes: counts writes, so that an act that wrote and then failed is noticed.
        commands: what was done before under the keys of this batch.
        live: the figures that acts ask again and again.
        counters: the numbers last given out.
    """

    def __init__(
        self,
        connection: Connection,
        hall_id: str,
        *,
        now: datetime,
        keys: Iterable[str] = (),
        kept: Kept | None = None,
    ) -> None:
        """Lock the hall's row and read it, and the commands known by any of the keys.

        Args:
            connection: in a transaction, which the caller commits.
            hall_id: the hall; its row exists.
            now: the moment of the first act.
            keys: of the commands that may have been done before.
            kept: what the last transaction of the same writer left; used up by this one.
        """
        super().__init__(connection, hall_id)
        self.now = now
        self.events: list[Event] = []
        self.changes = 0
        self._kept: dict[str, list[dict[str, object]]] = {}
        row = connection.execute(LOCK_HALL, {"hall_id": hall_id}).one()
        self._stored = self._hall = hall_of(row)
        self.commands: dict[str, StoredCommand] = list_commands(self, keys)
        is_unchanged = kept is not None and kept.hall == self._hall
        self.live = Live(self, kept.figures if kept and is_unchanged else None)
        self.counters = Counters(self, kept.counters if kept and is_unchanged else None)

    @property
    def seq(self) -> int:
        """The number of the last event."""
        return self._hall.event_seq

    @property
    def trail_end(self) -> AuditHead:
        """The end of the audit trail."""
        return AuditHead(seq=self._hall.event_seq, note=self._hall.note_no, link=self._hall.link or self.hall_id)

    @property
    def business_date(self) -> date | None:
        """The date that the hall is at, None before its first day."""
        return from_yyyymmdd(self._hall.business_date) if self._hall.business_date else None

    def begin_day(self, day: date) -> None:
        """Move the hall to a business date; the next event is its first."""
        self.changes += 1
        day_seq = self._hall.event_seq + 1
        self._hall = self._hall._replace(business_date=to_yyyymmdd(day), day_seq=day_seq, day_closed=0)

    @property
    def is_day_closed(self) -> bool:
        """Whether a supervisor has closed the business date."""
        return bool(self._hall.day_closed)

    def close_day(self, *, is_closed: bool) -> None:
        """Note that the business date is closed, or open again."""
        self.changes += 1
        self._hall = self._hall._replace(day_closed=int(is_closed))

    def next_ticket_id(self) -> int:
        """Give out the next ticket's id."""
        self.changes += 1
        self._hall = self._hall._replace(ticket_seq=self._hall.ticket_seq + 1)
        return self._hall.ticket_seq

    def record(self, body: EventBody, *, actor: Actor, ticket_id: int | None = None) -> Event:
        """Append an event with the hall's next number, tied to the audit trail."""
        seq, at_us, kind, data = self._hall.event_seq + 1, to_us(self.now), body.kind, to_json(body).decode()
        about = "" if ticket_id is None else ticket_id
        link = make_link(
            f"{self._hall.link or self.hall_id}\n{seq}.0\n{at_us}\n{actor.kind}\n{actor.name}\n{actor.origin}\n"
            f"{kind}\n{about}\n{DONE}\n{data}"
        )
        self._hall = self._hall._replace(event_seq=seq, link=link)
        happened = Event(seq=seq, at=self.now, body=body)
        self.events.append(happened)
        self.insert(
            tables.event,
            seq=seq,
            at_us=at_us,
            kind=kind,
            ticket_id=ticket_id,
            actor_kind=actor.kind,
            actor_id=actor.name,
            data=data,
            origin=actor.origin,
            link=link,
        )
        return happened

    def note(self, note: Note) -> None:
        """Append a note to the audit trail."""
        number, seq, at_us = self._hall.note_no + 1, self._hall.event_seq, to_us(self.now)
        told = {
            "actor_kind": note.actor.kind[:16],
            "actor_id": _in_a_line(note.actor.name, 64),
            "origin": note.actor.origin,
            "act": note.act[:80],
            "about": _in_a_line(note.about, 200),
            "result": note.result,
            "data": note.data,
        }
        link = make_link("\n".join((self._hall.link or self.hall_id, f"{seq}.{number}", str(at_us), *told.values())))
        self._hall = self._hall._replace(note_no=number, link=link)
        self.insert(staff_tables.audit_note, note_no=number, after_seq=seq, at_us=at_us, **told, link=link)

    def insert(self, table: Table, **values: object) -> None:
        """Keep a row of this hall to be written with others of its table."""
        self.changes += 1
        self._kept.setdefault(table.name, []).append({"hall_id": self.hall_id, **values})

    def update(self, table: Table, key: Mapping[str, object], **values: object) -> int:
        """Change the rows of this hall that a key names; return how many they were."""
        self.changes += 1
        self.flush()
        key = {"hall_id": self.hall_id, **key}
        named = {_of(name): value for name, value in key.items()}
        return self._connection.execute(_update_by(table, tuple(key)), {**values, **named}).rowcount

    def delete(self, table: Table, key: Mapping[str, object]) -> None:
        """Take the rows of this hall away that a key names."""
        self.changes += 1
        self.flush()
        key = {"hall_id": self.hall_id, **key}
        named = {_of(name): value for name, value in key.items()}
        self._connection.execute(_delete_by(table, tuple(key)), named)

    def change(self, statement: Insert | Update | Delete, **values: object) -> int:
        """Run a statement that writes many rows at once, with `OF_HALL` and the values bound; return how many."""
        self.changes += 1
        self.flush()
        named = {OF_HALL.key: self.hall_id, **values}
        return self._connection.execute(statement, named, execution_options=COUNTED).rowcount

    def list_rows(self, statement: AnySelect, **values: object) -> list[AnyRow]:
        """Run a statement that sees all that this transaction wrote."""
        self.flush()
        return super().list_rows(statement, **values)

    def find_row(self, statement: AnySelect, **values: object) -> AnyRow | None:
        """Run a statement that sees all that this transaction wrote."""
        self.flush()
        return super().find_row(statement, **values)

    def count(self, statement: Select[int], **values: object) -> int:
        """Run a statement that counts all that this transaction wrote, too."""
        self.flush()
        return super().count(statement, **values)

    def flush(self) -> None:
        """Write what was kept back, each table at once, parents before children."""
        if not self._kept:
            return
        kept, self._kept = self._kept, {}
        for name in INSERTS:
            if rows := kept.get(name):
                self._write(name, rows)

    def _write(self, name: str, rows: list[dict[str, object]]) -> None:
        """Insert rows of one table by the driver's own text: going through the statement costs as much as the disk."""
        insert = _insert_text(name, tuple(rows[0]), self._connection)
        of_driver = rows if insert.places is None else [tuple(map(row.__getitem__, insert.places)) for row in rows]
        self._connection.exec_driver_sql(insert.sql, of_driver)

    def keep_command(self, command: StoredCommand) -> None:
        """Remember a command with its answer."""
        self.commands[command.key] = command
        self.insert(
            tables.command,
            command_key=command.key,
            fingerprint=command.fingerprint,
            status=command.status,
            answer=command.answer,
            at_us=to_us(self.now),
        )

    def forget_commands(self, keys: Collection[str]) -> None:
        """Forget commands; their keys may be used again."""
        self.changes += 1
        self.flush()
        if keys:
            self._connection.execute(DELETE_COMMANDS, {"hall_id": self.hall_id, "keys": list(keys)})

    def finish(self) -> None:
        """Write everything that is not written yet; the caller commits."""
        for counter in self.counters.list_changed():
            is_kept = counter.business_date == self._hall.business_date
            assert self._hall != self._stored or not is_kept, "who changes a counter tells it in an event, too"
            key = {"business_date": counter.business_date, "name": counter.name}
            if counter.stored is None:
                self.insert(tables.counter, **key, value=counter.value)
            else:
                self.update(tables.counter, key, value=counter.value)
        self.flush()
        if self._hall != self._stored:
            self.update(tables.hall, {}, **self._hall._asdict())

    def keep(self) -> Kept:
        """Return what the next transaction of this writer may use; to be asked after the commit."""
        day = self.business_date
        counters = {} if day is None else self.counters.known_of(day)
        return Kept(hall=self._hall, figures=self.live.figures, counters=counters)


@dataclass(frozen=True, slots=True)
class _InsertText:
    """An insert as a driver takes it; `places` are its columns in order where it takes values by place, not by name."""

    sql: str
    places: tuple[str, ...] | None


_insert_texts: dict[tuple[str, str, tuple[str, ...]], _InsertText] = {}


def _insert_text(name: str, columns: tuple[str, ...], connection: Connection) -> _InsertText:
    key = connection.dialect.name, name, columns
    if key not in _insert_texts:
        compiled = INSERTS[name].compile(dialect=connection.dialect, column_keys=list(columns))
        places = tuple(compiled.positiontup or ()) if compiled.positional else None
        _insert_texts[key] = _InsertText(str(compiled), places)
    return _insert_texts[key]


@cache
def _update_by(table: Table, key: tuple[str, ...]) -> Update:
    """Return an update of the rows that the named columns pick; the values name the columns to change."""
    return update(table).where(*(table.c[name] == bindparam(_of(name)) for name in key))


@cache
def _delete_by(table: Table, key: tuple[str, ...]) -> Delete:
    """Return a deletion of the rows that the named columns pick."""
    return delete(table).where(*(table.c[name] == bindparam(_of(name)) for name in key))


def _in_a_line(text: str, most: int) -> str:
    """Return a text that may have come from anywhere as it can stand in a column, with nothing but visible letters."""
    return "".join(each if each.isprintable() else "?" for each in text[:most])


def _of(name: str) -> str:
    """Return the parameter for a column in the condition: its bare name would mean the column's new value."""
    return f"of_{name}"
