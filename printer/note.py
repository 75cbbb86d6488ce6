"""A note: what is printed that is no ticket, such as what to bring for a matter, or where else it is handled."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hall.places import Text

NOTHING = Text(zh="", en="")


class NoteKind(StrEnum):
    """Which template a note is printed with: `assets/tickets/<kind>.txt`."""

    MATERIALS = "materials"
    DIRECTIONS = "directions"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteItem:
    """One thing of a note's list: a head, and lines below it that say more."""

    head: Text
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSlip:
    """Everything that a note says on paper, already in both languages.

    `kind` is its template; `title` says what it is, `matter` and `department` what it is about; `lead` stands before
    the list and `tail` after it; `is_ticked_off` puts a box before every item; `url` is a QR code; `printed_at` is in
    the hall's zone.
    """

    hall: Text
    title: Text
    matter: Text
    department: Text
    printed_at: datetime
    kind: NoteKind = NoteKind.MATERIALS
    lead: Text = NOTHING
    items: tuple[NoteItem, ...] = field(default=())
    is_ticked_off: bool = False
    tail: tuple[Text, ...] = ()
    url: str = ""
