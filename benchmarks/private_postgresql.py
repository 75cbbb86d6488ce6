"""A PostgreSQL cluster of our own, in memory, for as long as a benchmark runs."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.in_memory import folder_in_memory

BINARIES = Path("/usr/lib/postgresql")
"""Where Debian puts them, a folder for each version."""

USER = "postgres"
"""Whose the cluster is when we are root, as whom PostgreSQL does not run."""

READY_MOST_S = 30.0
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "127.0.0.1",
    "max_connections": "64",
}
"""As a hall would run it, except for where it listens."""


class PrivatePostgresql:
    """A running cluster with an empty database."""

    def __init__(self, folder: Path, *, preload: Path | None = None) -> None:
        """Take an empty folder that belongs to the cluster's user, and a library to load before the server."""
        self._cluster, self._log = folder / "cluster", folder / "postgresql.log"
        self._folder = folder
        self._preload = preload
        self._binaries = _find_binaries()
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(self._cluster), "-U", "yinhao", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")

    @property
    def url(self) -> str:
        """The database, as `--database` takes it."""
        return f"postgresql://yinhao@127.0.0.1:{self._port}/yinhao"

    def start(self) -> None:
        """Start it (again) and wait until it takes connections; the first time the database is made."""
        is_new = not self._log.exists()
        settings = {**SETTINGS, "port": str(self._port), "unix_socket_directories": str(self._folder)}
        told = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        preload = {"LD_PRELOAD": str(self._preload)} if self._preload else {}
        with self._log.open("ab") as log:
            command = [str(self._binaries / "postgres"), "-D", str(self._cluster), *told]
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self._folder, env={**os.environ, **preload}, **_as_whom()
            )
        self._wait_until_ready()
        if is_new:
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "yinhao", "yinhao")

    def stop(self, *, mode: str = "fast") -> None:
        """Stop it: `fast`, or `immediate` as a crash would."""
        if self._process is not None and self._process.poll() is None:
            self._run("pg_ctl", "-D", str(self._cluster), "-m", mode, "stop")
            self._process.wait(READY_MOST_S)

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + READY_MOST_S
        ready = [str(self._binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        while subprocess.run(ready, check=False).returncode:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL did not get ready:\n{self._log.read_text()}")
            time.sleep(0.05)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=self._folder, **_as_whom())
        if done.returncode:
            raise SystemExit(f"{program} ended with {done.returncode}: {done.stderr}")


@contextlib.contextmanager
def running_postgresql(*, preload: Path | None = None) -> Iterator[PrivatePostgresql]:
    """Run a cluster in memory; nothing of it remains."""
    with folder_in_memory() as folder:
        if preload is not None:  # the folder that it was built in may be closed to the cluster's user
            preload = Path(shutil.copy2(preload, folder))
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        cluster = PrivatePostgresql(folder, preload=preload)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop(mode="immediate")


def _as_whom() -> dict[str, Any]:
    return {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}


def _find_binaries() -> Path:
    """Return the folder of the newest version's programs."""
    versions = sorted(BINARIES.glob("*/bin/postgres"), key=lambda file: int(re.sub(r"\D", "", file.parts[-3])))
    if not versions:
        raise SystemExit(f"no PostgreSQL below {BINARIES}: apt-get install postgresql")
    return versions[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
