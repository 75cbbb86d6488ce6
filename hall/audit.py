"""The audit trail: its lines, and the chain that ties each to all before it, so that no line can be changed unnoticed.

A line is an event (what changed, told to everybody who follows the hall) or a note (what changed nothing for visitors:
who signed in, who was refused what). Both are links of one chain, in the order in which they happened. Whoever has an
export can check it with `ChainCheck` alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from hall.moments import to_us

DONE = "done"
"""The result of a line that tells what was done; any other is the code of the refusal (docs/errors.md)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a line stands: after how many events, and after how many notes."""

    seq: int = 0
    note: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Who did what, when, from where, and what came of it.

    Attributes:
        seq: the event's number; of a note, that of the last event before it.
        note: the note's number; 0 for an event.
        actor_kind: a role, or `visitor`, `system`, `command`.
        origin: the network address; empty for visitors, whose addresses are nobody's business, and where there is none.
        about: what it was done to: a ticket, a window, an account, a path.
        data: JSON, as it was written.
        link: what ties it to the line before; None before the chain began.
    """

    seq: int
    note: int
    at: datetime
    actor_kind: str
    actor: str
    origin: str
    act: str
    about: str
    result: str
    data: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """The end of the trail: whoever keeps it elsewhere can prove later that nothing before it was rewritten."""

    seq: int
    note: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """GET /api/v1/audit: lines in order, or the newest first; `next` is the next page's `after`, None at the end."""

    lines: tuple[AuditLine, ...]
    next: str | None
    head: AuditHead


class Break(StrEnum):
    """In which way a chain is broken."""

    GAP = "gap"
    LINK_GONE = "link_gone"
    CHANGED = "changed"
    END_GONE = "end_gone"
    END_OTHER = "end_other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """A place at which a chain is broken; `note` is 0 where it is an event, as in `AuditLine`."""

    seq: int
    note: int
    why: Break
    at: datetime | None = None

    def __str__(self) -> str:
        """Return the sentence that tells it."""
        name = f"note {self.note}" if self.note else f"event {self.seq}"
        if self.why is Break.GAP:
            return f"{name}: lines are missing before it, or it stands where it does not belong"
        if self.why is Break.LINK_GONE:
            return f"{name}: its link was taken away"
        if self.why is Break.END_GONE:
            return f"the end: the hall counts {self.seq} events and {self.note} notes, the trail has fewer"
        if self.why is Break.END_OTHER:
            return "the end: the last line is not that which the hall's row names"
        told = "" if self.at is None else f" of {self.at.isoformat()}"
        return f"{name}{told}: it is not what was written, or the line before it is not"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStretch:
    """GET /api/v1/audit/check: what a stretch of the chain came to.

    Attributes:
        lines: how many were gone along; `unlinked` of them are older than the chain.
        faults: the first places at which it is broken.
        next: the `after` of the stretch that follows, None at the end.
        link: what that stretch begins with, None before the chain began.
        head: the end of the trail as the hall's row has it.
    """

    lines: int
    unlinked: int
    faults: tuple[ChainFault, ...]
    next: str | None
    link: str | None
    head: AuditHead


def link_of(before: str, line: AuditLine) -> str:
    """Return what ties a line to that before; the first of a hall follows the hall's id."""
    at_us = to_us(line.at)
    return make_link(
        f"{before}\n{line.seq}.{line.note}\n{at_us}\n{line.actor_kind}\n{line.actor}\n{line.origin}\n"
        f"{line.act}\n{line.about}\n{line.result}\n{line.data}"
    )


def make_link(told: str) -> str:
    """Return the link of a line that is told in ten lines of text: what `link_of` makes of it."""
    return sha256(told.encode()).hexdigest()


class ChainCheck:
    """Goes along a trail, line by line, and says where it is broken."""

    def __init__(self, hall_id: str, *, at: Place | None = None, before: str | None = None) -> None:
        """Take the hall; to begin in the middle, also where, and the link of the line there."""
        at = at or Place()
        self.seq, self.note, self.unlinked = at.seq, at.note, 0
        self._before, self.has_begun = before or hall_id, before is not None

    @property
    def link(self) -> str:
        """The link of the last line, or what the first will follow."""
        return self._before

    def take(self, line: AuditLine) -> Iterator[ChainFault]:
        """Go on to the next line; tell each way in which it does not fit."""
        expected = (self.seq, self.note + 1) if line.note else (self.seq + 1, self.note)
        if (line.seq, line.note or self.note) != expected:
            yield _fault(line, Break.GAP)
        self.seq, self.note = line.seq, line.note or self.note
        if line.link is None:
            self.unlinked += 1
            if self.has_begun:
                yield _fault(line, Break.LINK_GONE)
            return
        parts = (line.actor_kind, line.actor, line.origin, line.act, line.about, line.result, line.data)
        if any("\n" in part for part in parts) or line.link != link_of(self._before, line):
            yield _fault(line, Break.CHANGED)
        self._before, self.has_begun = line.link, True

    def end(self, head: AuditHead) -> Iterator[ChainFault]:
        """Tell what is wrong with the end of a trail that was gone along, beside what the hall's row says of it."""
        if (self.seq, self.note) < (head.seq, head.note):
            yield ChainFault(seq=head.seq, note=head.note, why=Break.END_GONE)
        elif (self.seq, self.note) == (head.seq, head.note) and self.link != head.link:
            yield ChainFault(seq=head.seq, note=head.note, why=Break.END_OTHER)


def _fault(line: AuditLine, why: Break) -> ChainFault:
    return ChainFault(seq=line.seq, note=line.note, why=why, at=line.at)
