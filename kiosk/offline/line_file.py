"""LineFile: a file that only grows, line by line, each on the disk before anything is done because of it."""

import logging
import os
from pathlib import Path

from hall.errors import DiskUnusable
from hall.state_files import PRIVATE, sync_folder, write_all, write_whole
from kiosk.offline.lines import Condition, Lines, as_line, read_lines

_log = logging.getLogger(__name__)


class LineFile:
    """One open file; not for two threads at once.

    After a write that failed the file is cut back to what was whole; after a failed `fsync` nobody knows what the disk
    holds, and nothing is written any more until the program starts anew and reads it again.
    """

    def __init__(self, file: Path) -> None:
        """Open the file (it is made), and cut off a last line that was being written.

        Raises:
            DiskUnusable: it cannot be opened or read.
        """
        self._file = file
        self.is_broken = False
        try:
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
            sync_folder(file.parent)
            self.found = self._read()
        except OSError as error:
            raise DiskUnusable(f"{file}: {error}; look at the disk and the owner of the folder") from error

    def append(self, *texts: bytes) -> None:
        """Add lines; they are on the disk when this returns, all of them or none.

        Raises:
            DiskUnusable: they are not.
        """
        if self.is_broken:
            raise DiskUnusable(f"{self._file}: an earlier write failed; nothing is written until the kiosk starts anew")
        try:
            write_all(self._descriptor, b"".join(as_line(text) for text in texts))
        except OSError as error:
            self._cut_back()
            raise DiskUnusable(f"{self._file}: {error}; free the disk") from error
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            self.is_broken = True
            raise DiskUnusable(f"{self._file}: the disk failed: {error}; replace it") from error
        self._size = os.fstat(self._descriptor).st_size

    def replace(self, *texts: bytes) -> None:
        """Put other lines in place of all that are there, at once.

        Raises:
            DiskUnusable: the old ones are still there.
        """
        write_whole(self._file, b"".join(as_line(text) for text in texts))
        os.close(self._descriptor)
        self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
        self._size = os.fstat(self._descriptor).st_size

    def set_aside(self, name: str) -> None:
        """Keep a copy of the file as it was found, for whoever looks into it."""
        write_whole(self._file.with_name(name), self._file.read_bytes())

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _read(self) -> Lines:
        found = read_lines(self._file.read_bytes())
        if found.condition is Condition.TORN:
            _log.warning("%s: the last line was being written when the kiosk stopped; it is dropped", self._file)
            os.ftruncate(self._descriptor, found.whole_bytes)
            os.fsync(self._descriptor)
        self._size = os.fstat(self._descriptor).st_size
        return found

    def _cut_back(self) -> None:
        """Take away what a failed write has left, or else write nothing any more: a next line would join it."""
        try:
            os.ftruncate(self._descriptor, self._size)
        except OSError:
            self.is_broken = True
