"""FolderLock: one server for a data folder."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from hall.errors import StoreUnusable

LOCK_FILE = "server.lock"


class FolderLock:
    """Keeps a second server away from a data folder; the system lifts it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            StoreUnusable: another server runs on the folder.
        """
        self._file = (folder / LOCK_FILE).open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreUnusable(f"{folder}: another server (process {holder}) runs on this data") from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()
