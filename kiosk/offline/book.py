"""Book: the numbers that this kiosk gave out by itself, on the disk before anybody hears of them.

Records are only ever added. When every number is settled (the server has it, and knows of its paper), the book is begun
anew with what must not be forgotten: up to which number each lease is used.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from hall.offline import SignedPermission
from hall.ticket import PrintState
from hall.wire import to_json
from kiosk.offline.line_file import LineFile
from kiosk.offline.lines import Condition
from kiosk.offline.records import Damage, HandedOver, Left, Printed, Record, Reported, Taken, Under, UsedTo

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)

DAMAGED = "numbers.damaged"

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Page:
    """All that is known of one number; its permission is None when that stood in a line that was damaged."""

    taken: Taken
    permission: SignedPermission | None
    is_left: bool = False
    prints: list[PrintState] = field(default_factory=list)
    ticket_id: int | None = None
    reported: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether the server has it, and knows of its paper."""
        return self.ticket_id is not None and self.reported == len(self.prints)


class Book:
    """One file; not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the book and read it.

        Raises:
            DiskUnusable: it cannot be opened.
        """
        self._file = LineFile(folder / "numbers.log")
        self._under: dict[str, SignedPermission] = {}
        self._used_to: dict[str, int] = {}
        self.pages: dict[tuple[str, int], Page] = {}
        self.is_damaged = False
        found = self._file.found
        understood = [self._read(text) for text in found.texts]
        if found.condition is Condition.DAMAGED or not all(understood):
            self._note_damage(found.texts)

    @property
    def is_broken(self) -> bool:
        """Whether nothing can be entered until the program starts anew."""
        return self._file.is_broken

    def used_to(self, lease_id: str) -> int:
        """Return the highest number of a lease that was given out, 0 before the first."""
        return self._used_to.get(lease_id, 0)

    def take(self, taken: Taken, permission: SignedPermission) -> Page:
        """Enter a number; it is on the disk when this returns.

        Raises:
            DiskUnusable: it is not, and must not be told.
        """
        records: list[Record] = [taken]
        if self._under.get(taken.lease_id) != permission:
            records.insert(0, Under(lease_id=taken.lease_id, permission=permission))
        self._add(*records)
        return self.pages[taken.lease_id, taken.value]

    def note(self, *records: Left | Printed | HandedOver | Reported) -> None:
        """Enter what became of numbers.

        Raises:
            DiskUnusable: it is not entered.
        """
        self._add(*records)

    def list_unsettled(self) -> list[Page]:
        """Return the numbers that the server has not, or of whose paper it does not know, oldest first."""
        return [page for page in self.pages.values() if not page.is_settled]

    def begin_anew(self) -> None:
        """Forget numbers that are all settled.

        Raises:
            DiskUnusable: all is as it was.
        """
        assert not self.list_unsettled(), "what is not settled is never forgotten"
        rest: list[Record] = [UsedTo(lease_id=lease_id, value=value) for lease_id, value in self._used_to.items()]
        if self.is_damaged:
            rest.append(Damage(is_over=False))
        self._file.replace(*(to_json(record) for record in rest))
        self.pages.clear()
        self._under.clear()

    def heal(self) -> None:
        """Note that no number of before the damage can be given out again: another lease has begun.

        Raises:
            DiskUnusable: it is not noted.
        """
        if self.is_damaged:
            self._add(Damage(is_over=True))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _add(self, *records: Record) -> None:
        self._file.append(*(to_json(record) for record in records))
        self._enter(records)

    def _read(self, text: bytes) -> bool:
        """Enter what a line says; return whether it was understood."""
        try:
            self._enter([_RECORD.validate_json(text)])
        except (ValidationError, KeyError) as error:  # a newer kiosk wrote it, or its number is in a damaged line
            _log.error("a line of the book of numbers is not understood: %s: %r", error, text[:80])
            return False
        return True

    def _note_damage(self, texts: tuple[bytes, ...]) -> None:
        """Keep the file as it was found, and go on with the lines that hold."""
        _log.error("the book of numbers is damaged; as it was found it is kept beside it as %s", DAMAGED)
        self._file.set_aside(DAMAGED)
        self._file.replace(*texts)
        self._add(Damage(is_over=False))

    def _enter(self, records: Iterable[Record]) -> None:
        for record in records:
            match record:
                case Under(lease_id=lease_id, permission=permission):
                    self._under[lease_id] = permission
                case Taken():
                    self._enter_taken(record)
                case UsedTo(lease_id=lease_id, value=value):
                    self._used_to[lease_id] = max(value, self.used_to(lease_id))
                case Damage(is_over=is_over):
                    self.is_damaged = not is_over
                case _:
                    self._enter_on(self.pages[record.lease_id, record.value], record)

    @staticmethod
    def _enter_on(page: Page, record: Left | Printed | HandedOver | Reported) -> None:
        match record:
            case Left():
                page.is_left = True
            case Printed(state=state):
                page.prints.append(state)
            case HandedOver(ticket_id=ticket_id):
                page.ticket_id = ticket_id
            case Reported(prints=prints):
                page.reported = prints

    def _enter_taken(self, taken: Taken) -> None:
        self._used_to[taken.lease_id] = max(taken.value, self.used_to(taken.lease_id))
        self.pages[taken.lease_id, taken.value] = Page(taken=taken, permission=self._under.get(taken.lease_id))
