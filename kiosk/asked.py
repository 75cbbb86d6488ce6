"""AskedFile: the requests for numbers of which it is not settled yet what their visitors got, on the disk.

    <state folder>/asked.json    written before a request is sent; a request goes when it was refused, when its number
                                 was given back, or when it is known what became of the paper

So a kiosk that is killed with a request on its way, or with a number that nobody could read yet, finds both again.
"""

import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hall.errors import DiskUnusable
from hall.state_files import find_kept, write_whole
from hall.wire import to_json
from kiosk.visit import Intent

FILE = "asked.json"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, when it was made by the hall's time, and how far it has come.

    Attributes:
        ticket_id: the number that was got and handed to the glass; None while there is none.
        is_left: its visitor has gone: whatever number it makes is to be given back.
    """

    intent: Intent
    language: str
    at: datetime
    ticket_id: int | None = None
    is_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the file holds, oldest first."""

    requests: tuple[Asked, ...]


class AskedFile:
    """Any thread may ask; whatever changes blocks until it is on the disk.

    A disk that fails costs what is known after a kill, never the number: it is told to staff, and the visitor served.
    """

    def __init__(
        self, folder: Path | None, *, now: Callable[[], datetime], given_offline: Collection[str] = ()
    ) -> None:
        """Read what an earlier run left.

        Args:
            folder: the state folder; None where nothing can be kept.
            now: the hall's time.
            given_offline: keys of requests whose visitors got a number of the kiosk's own: these are settled by its
                adoption, and to ask again would make a second number.
        """
        self._file = None if folder is None else folder / FILE
        self.now = now
        self._turn = threading.Lock()
        found = self._read()
        self._requests = {key: asked for key, asked in found.items() if key not in given_offline}
        if self._requests != found:
            self._write()

    def list_requests(self) -> tuple[Asked, ...]:
        """Return the requests that are not settled, oldest first."""
        return tuple(self._requests.values())

    def keep(self, intent: Intent, *, language: str) -> None:
        """Keep a request that is about to be sent."""
        with self._turn:
            if intent.key not in self._requests:
                self._requests[intent.key] = Asked(intent=intent, language=language, at=self.now())
                self._write()

    def note_told(self, key: str, ticket_id: int) -> None:
        """Keep that the number came, and may have been read."""
        self._change(key, ticket_id=ticket_id)

    def note_left(self, key: str) -> None:
        """Keep that nobody waits for the number."""
        self._change(key, is_left=True)

    def settle(self, key: str) -> None:
        """Forget a request."""
        with self._turn:
            if self._requests.pop(key, None) is not None:
                self._write()

    def settle_ticket(self, ticket_id: int) -> None:
        """Forget the request that got a number, if it is not forgotten yet."""
        for asked in self.list_requests():
            if asked.ticket_id == ticket_id:
                self.settle(asked.intent.key)

    def _change(self, key: str, **facts: object) -> None:
        with self._turn:
            known = self._requests.get(key)
            changed = known and replace(known, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
            if changed is not None and changed != known:
                self._requests[key] = changed
                self._write()

    def _read(self) -> dict[str, Asked]:
        if self._file is None:
            return {}
        try:
            kept = find_kept(self._file, Kept)
        except DiskUnusable as error:
            _log.error("numbers that were asked for before the start are not known: %s", error.detail)
            return {}
        return {} if kept is None else {asked.intent.key: asked for asked in kept.requests}

    def _write(self) -> None:
        if self._file is None:
            return
        try:
            write_whole(self._file, to_json(Kept(requests=tuple(self._requests.values()))))
        except DiskUnusable as error:
            _log.error("what was asked for is not kept; a kill would lose its number: %s", error.detail)
