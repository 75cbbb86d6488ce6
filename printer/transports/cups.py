"""`cups:NAME`: a queue of this machine's CUPS, sent raw bytes through its own programs (lp, lpstat, cancel).

CUPS tells when it has given everything to the printer, never that it is on paper: such a ticket ends as SENT. A job
that does not get away in time is taken back, so that no stale ticket comes out when the queue goes on.
"""

import os
import re
import subprocess
import time
from dataclasses import dataclass

from printer.deadline import Deadline
from printer.errors import LineLost, PrinterUnreachable, WriteStalled

PROGRAM_S = 3.0
"""What one of CUPS' programs may take; they wait for its server."""

AWAY_S = 10.0
"""USB and network printers take a picture in a second."""

_PAUSE_S = 0.1
_REQUEST = re.compile(r"request id is (\S+-\d+)")
_LANGUAGE = {"LC_ALL": "C", "LANGUAGE": "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CupsTransport:
    """A queue; `away_s` is what a job may take to get away."""

    queue: str
    away_s: float = AWAY_S

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return f"cups:{self.queue}"

    def connect(self, *, timeout_s: float) -> "CupsLine":
        """Return the queue if it takes jobs and gives them to its printer; see `Transport.connect`."""
        try:
            said = _run(["lpstat", "-p", self.queue], timeout_s=max(timeout_s, PROGRAM_S))
        except _Failed as error:
            raise PrinterUnreachable(f"{self.address}: {error}") from error
        if "disabled" in said:
            raise PrinterUnreachable(f"{self.address}: the queue is stopped; cupsenable {self.queue} lets it go on")
        return CupsLine(self.queue, away_s=self.away_s)


class CupsLine:
    """One job."""

    def __init__(self, queue: str, *, away_s: float) -> None:
        """Take the queue's name."""
        self._queue, self._away_s = queue, away_s

    @property
    def can_answer(self) -> bool:
        """A queue goes one way."""
        return False

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Hand the job to CUPS and wait until it is away; see `Line.send`."""
        try:
            said = _run(["lp", "-d", self._queue, "-o", "raw", "-t", "ticket", "-"], data=data)
        except _Failed as error:
            raise LineLost(f"cups:{self._queue}: {error}") from error
        found = _REQUEST.search(said)
        if found is None:
            raise LineLost(f"cups:{self._queue}: lp said {said!r}", accepted=len(data))
        job = found[1]
        deadline = Deadline(max(stall_s, self._away_s))
        while self._is_waiting(job, data):
            if deadline.has_passed:
                self._take_back(job, data)
            time.sleep(_PAUSE_S)

    def receive(self, *, timeout_s: float) -> bytes:  # noqa: ARG002 - there is nothing to wait for
        """Return nothing, at once: nothing can come."""
        return b""

    def close(self) -> None:
        """Nothing is held."""

    def _is_waiting(self, job: str, data: bytes) -> bool:
        try:
            return any(line.split()[:1] == [job] for line in _run(["lpstat", "-o", self._queue]).splitlines())
        except _Failed as error:
            raise LineLost(f"cups:{self._queue}: {error}", accepted=len(data)) from error

    def _take_back(self, job: str, data: bytes) -> None:
        """Cancel the job, and raise what is known: nothing was printed if it had not begun."""
        try:
            has_begun = f"now printing {job}" in _run(["lpstat", "-p", self._queue])
            _run(["cancel", job])
        except _Failed as error:
            raise LineLost(f"cups:{self._queue}: {error}", accepted=len(data)) from error
        what = "broke off" if has_begun else "was taken back unprinted"
        raise WriteStalled(f"cups:{self._queue}: {job} did not get away and {what}", accepted=has_begun * len(data))


class _Failed(Exception):
    """A program of CUPS did not do what it was asked."""


def _run(command: list[str], *, data: bytes = b"", timeout_s: float = PROGRAM_S) -> str:
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=timeout_s, check=True, env={**os.environ, **_LANGUAGE}
        )
    except FileNotFoundError as error:
        raise _Failed(f"{command[0]} is not here; install cups-client") from error
    except subprocess.CalledProcessError as error:
        raise _Failed(error.stderr.decode("utf-8", "replace").strip() or f"{command[0]} failed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _Failed(f"{command[0]}: {error}") from error
    return done.stdout.decode("utf-8", "replace")
