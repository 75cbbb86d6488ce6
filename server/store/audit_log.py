"""The audit trail, read back in order: events and notes as lines of one chain."""

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from operator import attrgetter

from sqlalchemy import bindparam, false, func, or_, select

from hall.audit import DONE, AuditHead, AuditLine, Place
from hall.moments import from_us, to_us
from server.store import staff_tables, tables
from server.store.hall_read import HALL, AnyRow, AnySelect, HallRead

_event, _note = tables.event.c, staff_tables.audit_note.c

EVENT_LINES = (
    select(
        *(_event.seq, _event.at_us, _event.kind, _event.ticket_id, _event.actor_kind, _event.actor_id, _event.data),
        *(_event.origin, _event.link),
    )
    .where(_event.hall_id == HALL, _event.seq > bindparam("seq"))
    .order_by(_event.seq)
    .limit(bindparam("most"))
)
NOTE_LINES = (
    select(
        *(_note.note_no, _note.after_seq, _note.at_us, _note.actor_kind, _note.actor_id, _note.origin, _note.act),
        *(_note.about, _note.result, _note.data, _note.link),
    )
    .where(_note.hall_id == HALL, _note.note_no > bindparam("note"))
    .order_by(_note.note_no)
    .limit(bindparam("most"))
)
LAST_EVENT_LINES = EVENT_LINES.where(_event.seq < bindparam("seq_end")).order_by(None).order_by(_event.seq.desc())
LAST_NOTE_LINES = NOTE_LINES.where(_note.note_no < bindparam("note_end")).order_by(None).order_by(_note.note_no.desc())
LAST_NOTE_BEFORE = select(func.max(_note.note_no)).where(_note.hall_id == HALL, _note.after_seq < bindparam("seq"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines are looked for: of somebody (a name or a role), of an act, before a moment; all without any of it."""

    who: str | None = None
    act: str | None = None
    before: datetime | None = None
    only_refused: bool = False


def list_audit(
    read: HallRead, *, after: Place, most: int, wanted: Wanted | None = None
) -> tuple[list[AuditLine], Place]:
    """Return the lines that follow a place and are looked for, in order, and the place of the last of them."""
    wanted = wanted or Wanted()
    values = {"most": most, **_values_of(wanted)}
    events = map(_line_of_event, read.list_rows(_events_of(wanted, EVENT_LINES), seq=after.seq, **values))
    notes = map(_line_of_note, read.list_rows(_notes_of(wanted, NOTE_LINES), note=after.note, **values))
    lines = list(merge(events, notes, key=attrgetter("seq", "note")))[:most]
    for line in lines:
        after = Place(seq=max(after.seq, line.seq if not line.note else 0), note=max(after.note, line.note))
    return lines, after


def list_audit_back(
    read: HallRead, *, after: Place, before: Place, most: int, wanted: Wanted | None = None
) -> tuple[list[AuditLine], Place]:
    """Return the last lines between two places that are looked for, the newest first, and the place of the oldest."""
    wanted = wanted or Wanted()
    values = {"most": most, **_values_of(wanted)}
    of_events, of_notes = _events_of(wanted, LAST_EVENT_LINES), _notes_of(wanted, LAST_NOTE_LINES)
    events = map(_line_of_event, read.list_rows(of_events, seq=after.seq, seq_end=before.seq, **values))
    notes = map(_line_of_note, read.list_rows(of_notes, note=after.note, note_end=before.note, **values))
    lines = list(merge(events, notes, key=attrgetter("seq", "note"), reverse=True))[:most]
    for line in lines:
        is_note = line.note > 0
        before = Place(seq=before.seq if is_note else line.seq, note=line.note if is_note else before.note)
    return lines, before


def place_before(read: HallRead, seq: int) -> Place:
    """Return the place just before an event."""
    row = read.find_row(LAST_NOTE_BEFORE, seq=seq)
    return Place(seq=seq - 1, note=(row[0] if row is not None else None) or 0)


def get_head(read: HallRead) -> AuditHead:
    """Return the end of the trail, as the hall's row has it."""
    hall = read.get_hall()
    return AuditHead(seq=hall.event_seq, note=hall.note_no, link=hall.link or read.hall_id)


def _line_of_event(row: AnyRow) -> AuditLine:
    return AuditLine(
        seq=row.seq,
        note=0,
        at=from_us(row.at_us),
        actor_kind=row.actor_kind,
        actor=row.actor_id,
        origin=row.origin or "",
        act=row.kind,
        about="" if row.ticket_id is None else str(row.ticket_id),
        result=DONE,
        data=row.data,
        link=row.link,
    )


def _line_of_note(row: AnyRow) -> AuditLine:
    return AuditLine(
        seq=row.after_seq,
        note=row.note_no,
        at=from_us(row.at_us),
        actor_kind=row.actor_kind,
        actor=row.actor_id,
        origin=row.origin,
        act=row.act,
        about=row.about,
        result=row.result,
        data=row.data,
        link=row.link,
    )


def _values_of(wanted: Wanted) -> dict[str, object]:
    before = None if wanted.before is None else to_us(wanted.before)
    values = {"who": wanted.who, "act": wanted.act, "before": before}
    return {name: value for name, value in values.items() if value is not None}


def _events_of(wanted: Wanted, found: AnySelect) -> AnySelect:
    if wanted.only_refused:  # an event is something that was done
        found = found.where(false())
    if wanted.who is not None:
        found = found.where(or_(_event.actor_id == bindparam("who"), _event.actor_kind == bindparam("who")))
    if wanted.act is not None:
        found = found.where(_event.kind == bindparam("act"))
    return found if wanted.before is None else found.where(_event.at_us < bindparam("before"))


def _notes_of(wanted: Wanted, found: AnySelect) -> AnySelect:
    if wanted.only_refused:
        found = found.where(_note.result != DONE)
    if wanted.who is not None:
        found = found.where(or_(_note.actor_id == bindparam("who"), _note.actor_kind == bindparam("who")))
    if wanted.act is not None:
        found = found.where(_note.act == bindparam("act"))
    return found if wanted.before is None else found.where(_note.at_us < bindparam("before"))
