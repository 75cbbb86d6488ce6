"""Folders in memory for records and clusters; what a killed run left of them goes with the next that asks."""

import contextlib
import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())
"""Where a machine keeps files in memory; its disk, where it has no such place."""

PREFIX = "yinhao-memory-"
OWNER = ".owner"
"""A file that its maker's process holds locked: the lock falls with the process, however that ends."""


@contextlib.contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Make a folder for as long as the block lasts, after those whose makers are dead have gone."""
    _remove_left_behind()
    made = Path(tempfile.mkdtemp(dir=MEMORY, prefix=".making-"))
    with (made / OWNER).open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)  # before it has the name by which others look
        folder = made.rename(MEMORY / f"{PREFIX}{made.name.removeprefix('.making-')}")
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def _remove_left_behind() -> None:
    for owner in MEMORY.glob(f"{PREFIX}*/{OWNER}"):
        with contextlib.suppress(OSError), owner.open() as held:  # another run may remove it at the same time
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop_cluster(owner.parent / "cluster")
            shutil.rmtree(owner.parent, ignore_errors=True)


def _stop_cluster(cluster: Path) -> None:
    """Stop the PostgreSQL that still runs on a folder, by the process id that it keeps there."""
    with contextlib.suppress(OSError, ValueError):
        process = int((cluster / "postmaster.pid").read_text().splitlines()[0])
        if Path(f"/proc/{process}/cwd").readlink() == cluster:
            os.kill(process, signal.SIGQUIT)
