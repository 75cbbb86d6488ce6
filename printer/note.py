"""A note: what is printed that is no ticket, such as what to bring for a matter, or where else it is handled."""

from dataclasses import dataclass, field
from datetime import datetime

from hall.places import Text

NOTHING = Text(zh="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteItem:
    """One thing of a note's list: a head, and lines below it that say more."""

    head: Text
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSlip:
    """Everything that a note says on paper, already in both languages.

    `title` says what it is, `matter` and `department` what it is about; `lead` stands before the list and `tail`
    after it; `is_ticked_off` puts a box before every item; `url` is a QR code; `printed_at` is in the hall's zone.
    """

    hall: Text
    title: Text
    matter: Text
    department: Text
    printed_at: datetime
    lead: Text = NOTHING
    items: tuple[NoteItem, ...] = field(default=())
    is_ticked_off: bool = False
    tail: tuple[Text, ...] = ()
    url: str = ""
