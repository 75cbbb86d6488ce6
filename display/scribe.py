"""Scribe: everything that a display writes to the disk, on one thread, so that the screen never waits for it."""

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

REWRITE_S = 1.0
"""A file is written anew at most this often: a busy hall has many events, a memory card few lives."""

_log = logging.getLogger(__name__)


class Scribe:
    """Appends lines and replaces whole files, in the background; what cannot be written is logged once."""

    def __init__(self) -> None:
        """Begin with an empty desk."""
        self._lines: list[tuple[Path, str]] = []
        self._files: dict[Path, Callable[[], bytes]] = {}
        self._written_at: dict[Path, float] = {}
        self._complained: set[Path] = set()
        self._is_stopped = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="scribe", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left and end."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        self._thread.join(timeout=3.0)

    def append(self, file: Path, line: str) -> None:
        """Have a line added to a file, in the order of the calls."""
        with self._changed:
            self._lines.append((file, line + "\n"))
            self._changed.notify_all()

    def replace(self, file: Path, make: Callable[[], bytes]) -> None:
        """Have a file replaced as a whole; of several wishes within a second only the last is made and written."""
        with self._changed:
            self._files[file] = make
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._is_stopped and not self._lines:
                    self._changed.wait(timeout=self._wait_s())
                lines, self._lines = self._lines, []
                due = [file for file in self._files if self._is_stopped or self._is_due(file)]
                files = {file: self._files.pop(file) for file in due}
                is_last = self._is_stopped
            for file, line in lines:
                self._try(file, partial(_append, file, line))
            for file, make in files.items():
                self._written_at[file] = time.monotonic()
                self._try(file, partial(_replace, file, make))
            if is_last:
                return

    def _wait_s(self) -> float | None:
        if not self._files:
            return None
        return max(0.0, min(self._due_at(file) for file in self._files) - time.monotonic())

    def _is_due(self, file: Path) -> bool:
        return time.monotonic() >= self._due_at(file)

    def _due_at(self, file: Path) -> float:
        return self._written_at.get(file, -REWRITE_S) + REWRITE_S

    def _try(self, file: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except Exception as error:  # noqa: BLE001  # the thread goes on: it writes all that a restart needs
            if file not in self._complained:
                _log.error("%s cannot be written: %r", file, error)
                self._complained.add(file)
        else:
            self._complained.discard(file)


def _append(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(line)


def _replace(file: Path, make: Callable[[], bytes]) -> None:
    beside = file.with_name(file.name + ".new")
    beside.write_bytes(make())
    os.replace(beside, file)  # noqa: PTH105  # one call that is atomic, and says so
