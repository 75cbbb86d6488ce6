"""Starts Yinhao's programs as processes of their own, as a hall would, and ends them."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hall.errors import HallError

ROOT = Path(__file__).resolve().parent.parent

_log = logging.getLogger(__name__)


class ProgramFailed(HallError):
    """A program of the demo ended or did not get ready; the detail quotes the end of its log."""

    code = "program_failed"


class Program:
    """One running program; its output goes to a log file in the demo's folder."""

    def __init__(
        self, name: str, arguments: Sequence[str], *, logs: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start `python -m <arguments>` from the repository, whatever folder the caller is in."""
        self.name = name
        self.log = logs / f"{name}.log"
        command = [sys.executable, "-P", "-m", *arguments]
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=variables, start_new_session=True
            )

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def check(self) -> None:
        """Raise ProgramFailed when it has ended."""
        if not self.is_running:
            raise ProgramFailed(f"{self.name} ended with {self._process.returncode}: {self._last_words()}")

    def stop(self, timeout_s: float = 6.0) -> int:
        """End it politely, then by force; return its exit code."""
        if self.is_running:
            self._process.terminate()
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            _log.warning("%s did not end within %.0f s and was killed", self.name, timeout_s)
            self.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-4:]) or "it said nothing"


def run_once(arguments: Sequence[str], *, stdin: str | None = None) -> str:
    """Run `python -m <arguments>` to its end and return what it printed.

    Raises:
        ProgramFailed: it ended with another code than 0.
    """
    command = [sys.executable, "-P", "-m", *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=variables, input=stdin, check=False)
    if done.returncode:
        raise ProgramFailed(f"{' '.join(arguments[:3])} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def free_port() -> int:
    """Return a TCP port of the loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], bool], *, what: str, timeout_s: float, programs: Sequence[Program] = ()) -> None:
    """Wait until a condition holds, looking 50 times a second.

    Raises:
        ProgramFailed: it did not in time, or one of the programs ended meanwhile.
    """
    until = time.monotonic() + timeout_s
    while not is_so():
        for program in programs:
            program.check()
        if time.monotonic() > until:
            raise ProgramFailed(f"{what} did not come within {timeout_s:.0f} s")
        time.sleep(0.02)
