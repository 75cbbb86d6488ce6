"""The real server as a process on a record of its own: started, asked how it does, killed, started again."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_HALL = ROOT / "assets" / "halls" / "sample"

READY_MOST_S = 30.0
STOP_MOST_S = 10.0
LOOK_EVERY_S = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where a server keeps its hall: a data folder, and a PostgreSQL URL when it is not SQLite."""

    data: Path
    hall: Path = SAMPLE_HALL
    database: str | None = None

    @property
    def options(self) -> list[str]:
        """The options that name it, of the server and of every command beside it."""
        database = [] if self.database is None else ["--database", self.database]
        return ["--data", str(self.data), "--hall", str(self.hall), *database]

    def add_kiosk(self, name: str = "K1") -> str:
        """Return a new kiosk's token."""
        return self.add_device("kiosk", name)

    def add_device(self, kind: str, name: str) -> str:
        """Return a new device's token."""
        return self._run("device", "add", "--kind", kind, name).strip()

    def add_clerks(self, *names: str, role: str = "clerk") -> dict[str, str]:
        """Return the passwords of new staff of a role."""
        return dict(line.split() for line in self._run("clerk", "add", "--role", role, *names).splitlines())

    def export(self, what: str) -> list[dict[str, Any]]:
        """Return `tickets` or `events` as the export command gives them."""
        return [json.loads(line) for line in self._run("export", what).splitlines()]

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "server", *arguments, *self.options]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        return done.stdout


class ServerProcess:
    """One server on one record; it keeps its port through kills and starts."""

    def __init__(self, record: Record, *, log: Path, preload: Path | None = None) -> None:
        """Take what to start; nothing runs until `start`.

        Args:
            record: the hall's record.
            log: gets the server's output, appended at each start.
            preload: a library to load before the server, such as a slow disk.
        """
        self._record = record
        self._log = log
        self._variables = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._port_file = log.with_suffix(".port")
        self.port = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> float:
        """Start it; return how many seconds passed from exec until it said that it is ready."""
        began = time.perf_counter()
        process = self.launch()
        while not self._is_ready():
            if process.poll() is not None or time.perf_counter() - began > READY_MOST_S:
                raise SystemExit(f"the server did not get ready:\n{self._log.read_text()}")
            time.sleep(LOOK_EVERY_S)
        return time.perf_counter() - began

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it without waiting for it."""
        self._port_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "server", *self._record.options]
        command += ["--port", str(self.port), "--port-file", str(self._port_file)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=self._variables)
        return self._process

    def stop(self) -> None:
        """End it politely."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def cpu_s(self) -> float:
        """Return the processor time that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Return the memory that it holds, in millions of bytes."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS"))

    def _is_ready(self) -> bool:
        if not self.port:
            self.port = int((self._port_file.exists() and self._port_file.read_text()) or 0)
        if not self.port:
            return False
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=READY_MOST_S) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError):
            return False

    def _end(self, with_signal: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(with_signal)
            self._process.wait(STOP_MOST_S)
