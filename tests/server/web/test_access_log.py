"""The access log: a line for each answer that a watcher wants, each once, also at the end."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from hall.clock import SetClock
from server.web.access_log import TOGETHER_S, AccessLog

NOON = datetime(2026, 11, 26, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="server.access")


def test_lines_come_together_and_each_once(capsys: pytest.CaptureFixture[str]) -> None:
    async def serve() -> str:
        log = AccessLog(SetClock(NOON))
        log.note("POST", "/api/v1/tickets", 201, seconds=0.0123, who="kiosk K1")
        log.note("POST", "/api/v1/tickets", 409, seconds=0.001, who="kiosk K2")
        at_once = capsys.readouterr().err
        await asyncio.sleep(TOGETHER_S * 2)
        log.flush()
        return at_once

    assert asyncio.run(serve()) == ""
    moment = NOON.astimezone().isoformat(timespec="milliseconds")
    assert capsys.readouterr().err.splitlines() == [
        f"{moment} INFO server.access POST /api/v1/tickets status=201 ms=12.3 who=kiosk K1",
        f"{moment} INFO server.access POST /api/v1/tickets status=409 ms=1.0 who=kiosk K2",
    ]


def test_reading_is_told_only_when_it_failed(capsys: pytest.CaptureFixture[str]) -> None:
    async def serve() -> None:
        log = AccessLog(SetClock(NOON))
        log.note("GET", "/api/v1/hall", 200, seconds=0.001, who="-")
        log.note("GET", "/api/v1/hall", 500, seconds=0.001, who="-")
        log.flush()

    asyncio.run(serve())
    assert [line.split("GET ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "/api/v1/hall status=500 ms=1.0 who=-"
    ]
