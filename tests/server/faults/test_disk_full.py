"""The disk full and freed again under load: writes are refused, none is half made, and no restart is needed."""

import asyncio
import contextlib
import os
import random
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.asking import Asker, Load
from benchmarks.busy_hall import MATTERS, WINDOWS, make_busy_hall
from benchmarks.comparison import compare
from benchmarks.crowd import serve, take_numbers
from benchmarks.server_process import ServerProcess
from hall.clock import SystemClock
from tests.server.record_here import RecordHere

DISK = "12m"
LEFT_BYTES = (0, 4_096, 30_000, 90_000)
"""What is left at each filling, so that a write fails at its first page, or in the middle of a batch."""

PAGE = bytes(4_096)
KIOSKS, DESKS = 6, 3
DONE_BETWEEN, REFUSED_EACH_TIME = 60, 30
MOST_S = 90


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(place)], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk can be mounted by root only: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_refuses_and_heals_without_a_restart(tmp_path: Path, small_disk: Path) -> None:
    record = RecordHere(data=small_disk / "data", hall=make_busy_hall(tmp_path))
    token = record.add_kiosk()
    passwords = record.add_clerks(*(f"clerk{n}" for n in range(DESKS)))
    server = ServerProcess(record, log=tmp_path / "server.log")
    server.start()
    try:
        load = Load(port=lambda: server.port, clock=SystemClock())
        kiosks = [Asker(load, f"kiosk{n}", token=token) for n in range(KIOSKS)]
        desks = [Asker(load, name) for name in passwords]
        pid = server.pid
        asyncio.run(fill_and_free(load, kiosks, desks, passwords, disk=small_disk))
        assert server.pid == pid
    finally:
        server.stop()

    asked = [one for asker in (*kiosks, *desks) for one in asker.log]
    assert {code for one in asked for code in one.refused} == {"store_unusable"}
    assert compare(asked, tickets=record.export("tickets"), events=record.export("events")).faults == []
    with contextlib.closing(sqlite3.connect(record.data / "hall.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def fill_and_free(
    load: Load, kiosks: list[Asker], desks: list[Asker], passwords: dict[str, str], *, disk: Path
) -> None:
    """Let the crowd work; fill the disk and free it by turns, each until the crowd has felt it."""

    def refusals() -> int:
        return sum(len(one.refused) for asker in (*kiosks, *desks) for one in asker.log)

    async with asyncio.timeout(MOST_S), asyncio.TaskGroup() as crowd:
        for kiosk in kiosks:
            crowd.create_task(take_numbers(kiosk, MATTERS, may_go_on=lambda: not load.is_over))
        for desk, window_id in zip(desks, WINDOWS, strict=False):
            chance = random.Random(window_id)
            act = serve(
                desk, window_id, password=passwords[desk.name], chance=chance, may_go_on=lambda: not load.is_over
            )
            crowd.create_task(act)
        for left in LEFT_BYTES:
            wanted = load.done + DONE_BETWEEN
            while load.done < wanted:
                await asyncio.sleep(0.01)
            ballast = fill(disk, left=left)
            refused = refusals() + REFUSED_EACH_TIME
            while refusals() < refused:
                await asyncio.sleep(0.01)
            ballast.unlink()
        wanted = load.done + DONE_BETWEEN
        while load.done < wanted:
            await asyncio.sleep(0.01)
        load.is_over = True


def fill(disk: Path, *, left: int) -> Path:
    """Fill a disk but for some bytes, whatever is written to it meanwhile."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(PAGE):
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - left))
    return ballast
