"""On the disk before the answer, as the system's calls show: request, journal written, journal synced, answer."""

import asyncio
from pathlib import Path

import psycopg
import pytest

from benchmarks.asking import Asker, Load
from benchmarks.server_process import Record, ServerProcess
from hall.clock import SystemClock
from tests.server.faults.system_calls import RECEIVES, SENDS, SYNCS, WRITES_FILE, SystemCall, read_calls, traced

ISSUES_EACH = 12
SQLITE_JOURNAL, POSTGRESQL_JOURNAL = "hall.db-wal", "/pg_wal/"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE backend_type IN ('client backend', 'walwriter')"


@pytest.mark.parametrize("clients", [1, 8])
def test_each_201_is_sent_after_its_journal_was_synced(tmp_path: Path, record: Record, clients: int) -> None:
    out = tmp_path / "calls"
    token = record.add_kiosk()
    server = ServerProcess(record, log=tmp_path / "server.log")
    server.start()
    try:
        with traced([server.pid, *pids_of(record.database)], out):
            asyncio.run(issue_at_once(server.port, token, clients=clients))
    finally:
        server.stop()

    journal, exchanges = split(read_calls(out), POSTGRESQL_JOURNAL if record.database else SQLITE_JOURNAL)

    assert len(exchanges) == clients * ISSUES_EACH
    unproven = [answer for request, answer in exchanges if not is_synced_between(request, answer, journal)]
    assert unproven == []


def pids_of(database: str | None) -> list[int]:
    """Return the processes that write a PostgreSQL server's journal, none of SQLite."""
    if database is None:
        return []
    with psycopg.connect(database) as asking:
        return [pid for (pid,) in asking.execute(BACKENDS) if pid != asking.info.backend_pid]


async def issue_at_once(port: int, token: str, *, clients: int) -> None:
    load = Load(port=lambda: port, clock=SystemClock())

    async def issue_in_turn(asker: Asker) -> None:
        for _ in range(ISSUES_EACH):
            assert (await asker.ask("/api/v1/tickets", {"matter_id": "marriage_registration"})).is_done
        asker.close()

    await asyncio.gather(*(issue_in_turn(Asker(load, f"kiosk{n}", token=token)) for n in range(clients)))
    last = Asker(load, "last", token=token)
    await last.look("/api/v1/directory")  # sent by the same thread: what it sent before has been written down by now
    last.close()


def split(calls: list[SystemCall], journal: str) -> tuple[list[SystemCall], list[tuple[SystemCall, SystemCall]]]:
    """Return the calls on the journal, and each issue's request with its 201."""
    asked: dict[str, SystemCall] = {}
    exchanges = []
    for call in calls:
        if call.name in RECEIVES and '"POST /api/v1/tickets ' in call.text:
            asked[call.file] = call
        elif call.name in SENDS and '"HTTP/1.1 201 ' in call.text:
            exchanges.append((asked.pop(call.file), call))
    return [call for call in calls if journal in call.file], exchanges


def is_synced_between(request: SystemCall, answer: SystemCall, journal: list[SystemCall]) -> bool:
    """Whether the journal was written after the request came, and synced after that and before the answer went out."""
    writes = [call for call in journal if call.name in WRITES_FILE and call.began > request.ended]
    syncs = [call for call in journal if call.name in SYNCS and call.is_done]
    return any(
        write.ended < sync.began and sync.ended < answer.began
        for write in writes
        for sync in syncs
        if write.ended < answer.began
    )


def call_of(name: str, file: str, text: str, place: int) -> SystemCall:
    return SystemCall(name=name, file=file, text=text, began=place, ended=place)


REQUEST = call_of("read", "TCP", '"POST /api/v1/tickets ', 1)
WRITE = call_of("pwrite64", "hall.db-wal", ")", 2)
SYNC = call_of("fdatasync", "hall.db-wal", ") = 0", 3)
ANSWER = call_of("write", "TCP", '"HTTP/1.1 201 ', 4)


def test_the_proof_fails_where_the_sync_is_missing_early_late_or_failed() -> None:
    early, late = call_of("fdatasync", "hall.db-wal", ") = 0", 0), call_of("fdatasync", "hall.db-wal", ") = 0", 5)
    failed = call_of("fdatasync", "hall.db-wal", ") = -1 EIO (Input/output error)", 3)

    assert is_synced_between(REQUEST, ANSWER, [WRITE, SYNC])
    for sync in (early, late, failed):
        assert not is_synced_between(REQUEST, ANSWER, [WRITE, sync])
    assert not is_synced_between(REQUEST, ANSWER, [WRITE])
    assert not is_synced_between(REQUEST, ANSWER, [SYNC])


def test_calls_that_other_threads_interrupt_are_put_together(tmp_path: Path) -> None:
    out = tmp_path / "calls"
    out.write_text(
        "11 fdatasync(18</d/hall.db-wal> <unfinished ...>\n"
        '12 write(20<TCP:[a->b]>, "HTTP/1.1 200 OK"..., 300) = 300\n'
        "11 <... fdatasync resumed>)          = 0\n"
        "11 +++ exited with 0 +++\n"
    )

    write, sync = read_calls(out)

    assert (write.name, write.file, write.began, write.ended) == ("write", "TCP:[a->b]", 1, 1)
    assert (sync.name, sync.file, sync.began, sync.ended) == ("fdatasync", "/d/hall.db-wal", 0, 2)
    assert sync.is_done
