"""The machine's clock over midnight, and set back and forward under load: faketime stands between it and the server."""

import asyncio
import itertools
import random
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from benchmarks.asking import Asked, Asker, Load
from benchmarks.busy_hall import MATTERS, WINDOWS
from benchmarks.comparison import ORDINARY_REFUSALS, compare
from benchmarks.crowd import serve, take_numbers
from benchmarks.server_process import Record, ServerProcess
from hall.clock import SystemClock

ZONE = ZoneInfo("Asia/Shanghai")
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)

BEFORE_MIDNIGHT = timedelta(seconds=1)
HOURS = (timedelta(hours=-1), timedelta(hours=1), timedelta(days=1), timedelta(hours=-20), timedelta(hours=21))
DAYS = (timedelta(days=3), timedelta(days=-5), timedelta(days=6))
"""So far back a clock is followed: the time before was wrong, and moments may go back with it, but nothing else."""

DONE_BETWEEN = 15
REST_S = 0.1
"""Of everybody after each act: most of the time is waited until the clock was followed, and there is work meanwhile."""

MOST_S = 240
NEAR = timedelta(seconds=30)
"""How exactly the server's clock must have followed: its answers tell full seconds, and a busy machine is late."""

DAY_ENDED = frozenset({"stale_window", "not_at_this_window", "not_signed_in", "window_not_open", "wrong_state"})
"""What a clerk may be told whose ticket, or session, ended with the day."""

MOMENTS = ("arrived_at", "first_called_at", "last_called_at", "started_at", "finished_at")


class FakeClock:
    """Sets the clock that a process sees, through the file that faketime reads each second."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ahead = timedelta()
        self.stand_before_midnight(timedelta(minutes=20))

    def stand_before_midnight(self, left: timedelta) -> None:
        now = SystemClock().now().astimezone(ZONE)
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        self._set(midnight - left - now)

    def jump(self, by: timedelta) -> None:
        self._set(self._ahead + by)

    def is_followed_by(self, server_url: str) -> bool:
        """Whether the server's answers bear this time."""
        with urllib.request.urlopen(f"{server_url}/healthz", timeout=20) as answer:
            told = parsedate_to_datetime(answer.headers["Date"])
        return bool(abs(told - SystemClock().now() - self._ahead) < NEAR)

    def _set(self, ahead: timedelta) -> None:
        self._ahead = ahead
        new = self._file.with_suffix(".new")
        new.write_text(f"{ahead.total_seconds():+.3f}")
        new.replace(self._file)


@pytest.fixture
def fake_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """A clock that stands some minutes before midnight, for every server started after it."""
    file = tmp_path / "clock"
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(file))
    monkeypatch.setenv("FAKETIME_CACHE_DURATION", "1")  # looking at the file each time costs more than the server does
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    return FakeClock(file)


@pytest.mark.timeout(300)  # a machine that others use too may take long
@pytest.mark.parametrize("jumps", [HOURS, DAYS], ids=["hours", "days"])
def test_no_jump_of_the_clock_breaks_order_numbers_or_dates(
    tmp_path: Path, record: Record, fake_clock: FakeClock, jumps: Sequence[timedelta]
) -> None:
    assert LIBRARY is not None, "faketime is missing: apt-get install faketime"
    token, passwords = record.add_kiosk(), record.add_clerks("anna", "bert", "cleo")
    server = ServerProcess(record, log=tmp_path / "server.log", preload=LIBRARY)
    server.start()
    try:
        load = Load(port=lambda: server.port, clock=SystemClock())
        kiosks = [Asker(load, f"kiosk{n}", token=token) for n in range(4)]
        desks = [Asker(load, name) for name in passwords]
        asyncio.run(work_while_the_clock_jumps(load, kiosks, desks, passwords, clock=fake_clock, jumps=jumps))
    finally:
        server.stop()

    asked = [one for asker in (*kiosks, *desks) for one in asker.log]
    tickets, events = record.export("tickets"), record.export("events")
    ordinary = ORDINARY_REFUSALS | DAY_ENDED
    assert compare(asked, tickets=tickets, events=events, ordinary=ordinary).faults == []
    days = [event["body"]["business_date"] for event in events if event["body"]["kind"] == "BusinessDayStarted"]
    assert len(days) >= 2, "midnight never came"
    assert never_goes_back(days)
    assert never_goes_back(row["business_date"] for row in tickets)
    for kiosk in kiosks:
        assert never_goes_back(one.word()["ticket"]["business_date"] for one in kiosk.log)
    assert [one for one in asked if is_negative(one)] == []
    if jumps is HOURS:
        assert never_goes_back(event["at"] for event in events)
        assert [row for row in tickets if not never_goes_back(moments_of(row))] == []


async def work_while_the_clock_jumps(
    load: Load,
    kiosks: Sequence[Asker],
    desks: Sequence[Asker],
    passwords: dict[str, str],
    *,
    clock: FakeClock,
    jumps: Sequence[timedelta],
) -> None:
    """Let the crowd work over midnight, and on through each jump."""
    url = f"http://127.0.0.1:{load.port()}"

    def goes_on() -> bool:
        return not load.is_over

    async with asyncio.timeout(MOST_S), asyncio.TaskGroup() as crowd:
        for kiosk in kiosks:
            crowd.create_task(take_numbers(kiosk, MATTERS, may_go_on=goes_on, rest_s=REST_S))
        for desk, window_id in zip(desks, WINDOWS, strict=False):
            chance = random.Random(window_id)
            serving = partial(serve, desk, window_id, password=passwords[desk.name], chance=chance)
            crowd.create_task(serving(may_go_on=goes_on, rest_s=REST_S))
        await until_more_is_done(load)
        clock.stand_before_midnight(BEFORE_MIDNIGHT)
        await until(lambda: len(dates_told(kiosks)) > 1)
        for jump in jumps:
            await until_more_is_done(load)
            clock.jump(jump)
            while not await asyncio.to_thread(clock.is_followed_by, url):
                await asyncio.sleep(0.1)
        await until_more_is_done(load)
        load.is_over = True


async def until_more_is_done(load: Load) -> None:
    wanted = load.done + DONE_BETWEEN
    await until(lambda: load.done >= wanted)


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.02)


def dates_told(kiosks: Iterable[Asker]) -> set[str]:
    """Return the business dates of the last numbers that kiosks were told, and of their first."""
    ends = [one for kiosk in kiosks for one in (*kiosk.log[:1], *kiosk.log[-2:]) if one.is_done]
    return {one.word()["ticket"]["business_date"] for one in ends}


def never_goes_back(moments: Iterable[str]) -> bool:
    return all(one <= other for one, other in itertools.pairwise(moments))


def moments_of(row: dict[str, Any]) -> Iterator[str]:
    return (row[name] for name in MOMENTS if row[name] is not None)


def is_negative(asked: Asked) -> bool:
    """Whether a kiosk was told fewer than no people ahead, or less than no wait."""
    if not (asked.is_done and asked.path.endswith("/tickets")):
        return False
    word = asked.word()
    wait = word["wait"] or {"low_min": 0, "high_min": 0}
    high_min = wait["low_min"] if wait["high_min"] is None else wait["high_min"]  # None: an hour and a half or more
    return bool(word["people_ahead"] < 0 or not 0 <= wait["low_min"] <= high_min)
