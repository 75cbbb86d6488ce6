"""Memory: what a display keeps on the disk, so that a restart shows the hall at once and speaks nothing twice."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from display.line import NEVER_HEARD, Line
from display.scene import Scene
from display.scribe import Scribe
from hall.coverage import Coverage
from hall.errors import BadInput
from hall.places import Directory
from hall.snapshot import Snapshot
from hall.wire import from_json, to_json

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSeen:
    """The hall as it was last known, and when (the display's own time) the server was last heard."""

    snapshot: Snapshot
    heard_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The call of a record's life (`epoch`) up to which everything was spoken or need not be."""

    epoch: int
    call_id: int


class Memory:
    """A folder of three small files; a file that cannot be read is as good as none."""

    def __init__(self, folder: Path, scribe: Scribe) -> None:
        """Take the folder (it is made) and who writes.

        Raises:
            OSError: the folder cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._directory, self._seen, self._settled = (
            folder / name for name in ("directory.json", "last-seen.json", "settled.json")
        )
        self._scribe = scribe

    def restore(self, coverage: Coverage, *, speaks: bool) -> Scene:
        """Return the scene to begin with; blocks for a few milliseconds.

        On a display that speaks, calls that were shown but not settled count as not seen, so that they are
        shown and spoken again.
        """
        directory = _read(Directory, self._directory)
        seen = _read(LastSeen, self._seen)
        if directory is None or seen is None:
            return Scene(coverage=coverage, directory=directory)
        newest = max((call.call_id for call in seen.snapshot.calls), default=0)
        return Scene(
            coverage=coverage,
            directory=directory,
            snapshot=seen.snapshot,
            line=Line(heard_at=seen.heard_at) if seen else NEVER_HEARD,
            seen_call_id=min(newest, self.settled_call_id(seen.snapshot.epoch)) if speaks else newest,
        )

    def settled_call_id(self, epoch: int) -> int:
        """Return the last call of this life of the record that need not be spoken any more, or 0."""
        settled = _read(Settled, self._settled)
        return settled.call_id if settled is not None and settled.epoch == epoch else 0

    def keep_directory(self, directory: Directory) -> None:
        """Keep the directory."""
        self._scribe.replace(self._directory, lambda: to_json(directory))

    def keep_seen(self, snapshot: Snapshot, heard_at: datetime) -> None:
        """Keep the hall as it is known now."""
        self._scribe.replace(self._seen, lambda: to_json(LastSeen(snapshot=snapshot, heard_at=heard_at)))

    def keep_settled(self, epoch: int, call_id: int) -> None:
        """Keep up to which call everything was spoken."""
        self._scribe.replace(self._settled, lambda: to_json(Settled(epoch=epoch, call_id=call_id)))


def _read(of: type[T], file: Path) -> T | None:
    try:
        return from_json(of, file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, BadInput) as error:
        _log.warning("%s is not used: %s", file, error)
        return None
