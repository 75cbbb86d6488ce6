"""The audit trail: its lines, and the chain that ties each to all before it, so that no line can be changed unnoticed.

A line is an event (what changed, told to everybody who follows the hall) or a note (what changed nothing for visitors:
who signed in, who was refused what). Both are links of one chain, in the order in which they happened. Whoever has an
export can check it with `ChainCheck` alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
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
    """GET /api/v1/audit: lines in order; `next` is the `after` of the page that follows, None at the end."""

    lines: tuple[AuditLine, ...]
    next: str | None
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
        self._before, self._has_begun = before or hall_id, before is not None

    @property
    def link(self) -> str:
        """The link of the last line, or what the first will follow."""
        return self._before

    def take(self, line: AuditLine) -> Iterator[str]:
        """Go on to the next line; tell each way in which it does not fit."""
        name = f"note {line.note}" if line.note else f"event {line.seq}"
        expected = (self.seq, self.note + 1) if line.note else (self.seq + 1, self.note)
        if (line.seq, line.note or self.note) != expected:
            yield f"{name}: lines are missing before it, or it stands where it does not belong"
        self.seq, self.note = line.seq, line.note or self.note
        if line.link is None:
            self.unlinked += 1
            if self._has_begun:
                yield f"{name}: its link was taken away"
            return
        parts = (line.actor_kind, line.actor, line.origin, line.act, line.about, line.result, line.data)
        if any("\n" in part for part in parts) or line.link != link_of(self._before, line):
            yield f"{name} of {line.at.isoformat()}: it is not what was written, or the line before it is not"
        self._before, self._has_begun = line.link, True
