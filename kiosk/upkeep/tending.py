"""The tending book: every opening, wrong PIN and act behind the glass, a line on the disk, told to the server."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from hall.clock import Clock
from hall.devices import Tended, TendingNote
from hall.errors import BadInput
from hall.state_files import PRIVATE, write_all, write_whole
from hall.wire import from_json, to_json

FILE, TOLD_FILE = "tending.jsonl", "tending.told"
LINES_MOST = 5_000
"""More are years of maintenance; of what was told already the older half goes then."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TendingLine:
    """One line; `key` is that of the request that tells it."""

    key: str
    what: Tended
    at: datetime

    @property
    def note(self) -> TendingNote:
        """The line as the server gets it."""
        return TendingNote(what=self.what, happened_at=self.at)


class TendingBook:
    """Lines in a folder, oldest first; safe for several threads. A disk that fails costs lines, never the kiosk."""

    def __init__(self, folder: Path, clock: Clock, *, new_key: Callable[[], str], lines_most: int = LINES_MOST) -> None:
        """Read what is there; of more than `lines_most` that were told the older half goes."""
        self._file, self._told_file = folder / FILE, folder / TOLD_FILE
        self._clock, self._new_key, self._turn = clock, new_key, Lock()
        self._lines_most = lines_most
        self._lines = _read_lines(self._file)
        self._told = min(_read_number(self._told_file), len(self._lines))

    def note(self, what: Tended) -> None:
        """Add a line; blocks for the disk."""
        line = TendingLine(key=self._new_key(), what=what, at=self._clock.now())
        with self._turn:
            self._lines.append(line)
            try:
                self._add(to_json(line) + b"\n")
            except OSError as error:
                _log.error("the tending book cannot be written: %s (%s)", error, what)

    def list_untold(self) -> list[TendingLine]:
        """Return the lines that the server has not had, oldest first."""
        with self._turn:
            return self._lines[self._told :]

    def note_told(self, line: TendingLine) -> None:
        """Keep that the server has had every line up to this one."""
        with self._turn:
            self._told = self._lines.index(line) + 1
            if self._told > self._lines_most:
                self._forget_half()
            write_whole(self._told_file, json.dumps(self._told).encode())

    def _add(self, text: bytes) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
        try:
            write_all(descriptor, text)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _forget_half(self) -> None:
        gone = self._told // 2
        self._lines, self._told = self._lines[gone:], self._told - gone
        write_whole(self._file, b"".join(to_json(line) + b"\n" for line in self._lines))


def _read_lines(file: Path) -> list[TendingLine]:
    """Return the lines that can be read; one that was half written when the power went is not among them."""
    try:
        texts = file.read_bytes().split(b"\n")
    except OSError:
        return []
    lines = []
    for text in filter(None, texts):
        try:
            lines.append(from_json(TendingLine, text))
        except BadInput as error:
            _log.warning("a line of %s cannot be read: %s", file, error)
    return lines


def _read_number(file: Path) -> int:
    try:
        return max(0, int(file.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return 0
