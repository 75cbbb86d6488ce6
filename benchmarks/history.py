"""What years of old tickets cost the hall today: two real servers by turns, on an empty record and on one with history.

    python benchmarks/history.py [--tickets 1000000] [--rounds 40] [--people 60] [--data DIR] [--postgresql]

First the server finds the last day of that history still among the live tickets and moves it away; kiosks take numbers
at a busy hall's pace meanwhile, and as many afterwards and on the other record. Then kiosks take `--people` numbers and
clerks serve them, `--rounds` times on each record by turns, so that whatever else the machine does falls on both; all
rounds count together. Each sync takes 2 ms (see slow_disk.py): the rest is the server's own. Prints each figure beside
its limit; exit code 1 beyond one. The slowest of a hundred answers are told without one: they are the machine's.
`--data` names where the record with history is made, or lies from an earlier run; making ten million tickets takes some
minutes and 20 GB.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.asking import Asked, Asker, Load
from benchmarks.busy_hall import SHARED_MATTER, WINDOWS, make_busy_hall
from benchmarks.crowd import serve_line, take_some
from benchmarks.limits import is_within
from benchmarks.make_history import A_DAY, make_history
from benchmarks.private_postgresql import running_postgresql
from benchmarks.server_process import Record, ServerProcess
from benchmarks.slow_disk import build_slow_sync
from hall.clock import SystemClock, business_date_at
from hall.hall_plan import HallPlan
from hall.plan import load_plan
from server.actions.look_at_visit import PAGE_LIVES
from server.store.columns import to_yyyymmdd
from server.store.database import find_database
from server.store.hall_read import AnyRow, HallRead
from server.store.history import OLDEST
from server.store.reader import Reader
from server.store.sqlite import DATABASE_FILE

MOST_RATIO = 1.2
MOST_BESIDE_ARCHIVE = 3.0
SYNC_MS = 2.0
REST_S = 0.1
EMPTY = 100
"""Tickets of a record without history: every window was open once, as windows are what each page asks for."""

KIOSKS, CLERKS = 8, 8
WARM = 200
"""People before anything is measured: the first acts of a process make what the others find ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What people cost a server: its processor time, and how long each answer took."""

    issue_s: float
    serve_s: float
    issues: list[Asked]
    calls: list[Asked]


class Side:
    """One of the two records with its server, kiosks and clerks."""

    def __init__(self, record: Record, *, log: Path, preload: Path) -> None:
        """Make the credentials; nothing runs yet."""
        self.rounds: list[Round] = []
        self.server = ServerProcess(record, log=log, preload=preload)
        name = f"{log.stem}{os.getpid()}"  # the record with history may have been measured before
        self._token = record.add_kiosk(name)
        self._passwords = record.add_clerks(*(f"{name}-{window_id}" for window_id in WINDOWS[:CLERKS]))
        self._sessions: dict[str, str] = {}
        self._load = Load(port=lambda: self.server.port, clock=SystemClock())

    async def open(self) -> None:
        """Sign the clerks in."""
        for name, window_id in zip(self._passwords, WINDOWS, strict=False):
            with closing(self._asker(name)) as clerk:
                word = {"clerk": name, "password": self._passwords[name], "window_id": window_id, "take_over": True}
                signed_in = await clerk.ask("/api/v1/sessions", word)
            self._sessions[window_id] = signed_in.word()["session_token"]

    async def live_round(self, people: int) -> Round:
        """Let people take numbers and be served."""
        before = self.server.cpu_s()
        issues = await self.take(people)
        between = self.server.cpu_s()
        asked = await self._serve()
        return Round(
            issue_s=between - before,
            serve_s=self.server.cpu_s() - between,
            issues=issues,
            calls=[one for one in asked if one.is_done and one.path.endswith("/call-next")],
        )

    async def take(self, people: int) -> list[Asked]:
        """Let kiosks take so many numbers; return what they asked."""
        turns = iter(range(people))
        kiosks = [self._asker(f"kiosk{n}", token=self._token) for n in range(KIOSKS)]
        await asyncio.gather(*(take_some(kiosk, SHARED_MATTER, turns) for kiosk in kiosks))
        return [asked for kiosk in kiosks for asked in kiosk.log]

    async def take_at_a_pace(self, people: int) -> list[Asked]:
        """Let kiosks take so many numbers, a few at once and then a rest."""
        taken: list[Asked] = []
        for _ in range(0, people, KIOSKS):
            taken += await self.take(KIOSKS)
            await asyncio.sleep(REST_S)
        return taken

    async def _serve(self) -> list[Asked]:
        """Let clerks serve everybody; return what they asked."""
        clerks = [self._asker(window_id, token=token) for window_id, token in self._sessions.items()]
        views = [await clerk.look(f"/api/v1/windows/{clerk.name}") for clerk in clerks]
        await asyncio.gather(*(serve_line(clerk, view) for clerk, view in zip(clerks, views, strict=True) if view))
        return [asked for clerk in clerks for asked in clerk.log]

    def _asker(self, name: str, *, token: str = "") -> Asker:
        return Asker(self._load, name, token=token)


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=1_000_000, help="old ones (%(default)s)")
    parser.add_argument("--a-day", type=int, default=A_DAY, help="how many of them on a day (%(default)s)")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--people", type=int, default=60, help="in each round (%(default)s)")
    parser.add_argument("--data", type=Path, help="where the record with history lies, and stays")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL cluster of our own")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="history-") as folder, ExitStack() as stack:
        place = Path(folder)
        hall = make_busy_hall(place)
        urls = stack.enter_context(_two_databases(place)) if told.postgresql else (None, None)
        empty = Record(data=place / "empty", hall=hall, database=urls[0])
        full = Record(data=told.data or place / "full", hall=hall, database=urls[1])
        for record, tickets, a_day in ((empty, EMPTY, EMPTY // 2), (full, told.tickets, told.a_day)):
            if not (record.data / DATABASE_FILE).exists():
                _make_history(record, load_plan(hall), tickets=tickets, a_day=a_day)
        preload = build_slow_sync(place, sync_ms=SYNC_MS)
        sides = [Side(one, log=place / f"{name}.log", preload=preload) for one, name in ((empty, "e"), (full, "f"))]
        return asyncio.run(_run(sides, full, rounds=told.rounds, people=told.people))


async def _run(sides: list[Side], full: Record, *, rounds: int, people: int) -> int:
    try:
        for side in sides:
            await asyncio.to_thread(side.server.start)
        is_quiet = await _measure_archive(sides[1], full, empty=sides[0])
        for side in sides:
            await side.open()
            await side.live_round(WARM)
        for number in range(rounds):
            for side in sides if number % 2 else sides[::-1]:
                side.rounds.append(await side.live_round(people))
    finally:
        for side in sides:
            await asyncio.to_thread(side.server.stop)
    return 0 if all([*is_quiet, *_judge(sides)]) else 1


async def _measure_archive(side: Side, full: Record, *, empty: Side) -> list[bool]:
    """Let kiosks take numbers while the last day moves, and as many afterwards and on the other side."""
    meanwhile: list[Asked] = []
    with _watching(full) as is_day_left:
        while await asyncio.to_thread(is_day_left):
            meanwhile += await side.take_at_a_pace(KIOSKS)
    if not meanwhile:
        print("nothing was to be moved: this record was used before")
        return []
    later = await side.take_at_a_pace(len(meanwhile))
    elsewhere = await empty.take_at_a_pace(2 * len(meanwhile))
    print(f"issues while a day moved     {len(meanwhile)}")
    for when, asked in (("meanwhile", meanwhile), ("afterwards", later), ("empty", elsewhere)):
        print(f"{f'p50, p99 ms {when}':28} {_share_ms(asked, 0.5):.1f}, {_share_ms(asked, 0.99):.1f}")
    otherwise_ms = max(_share_ms(later, 0.99), _share_ms(elsewhere, 0.99))  # what the machine does at its worst
    ratio = _share_ms(meanwhile, 0.99) / otherwise_ms
    return [is_within("p99 meanwhile : otherwise", ratio, most=MOST_BESIDE_ARCHIVE)]


def _judge(sides: Sequence[Side]) -> list[bool]:
    """Print what both cost and return which limits are kept."""
    verdicts = []
    print(f"\n{'':24}{'empty':>9}{'history':>9}")
    for what, figures in _figures(sides):
        empty, full = figures
        print(f"{what:24}{empty:9.2f}{full:9.2f}")
        if "p99" not in what:
            verdicts.append(is_within("  history : empty", full / empty, most=MOST_RATIO))
    return verdicts


def _figures(sides: Sequence[Side]) -> Iterator[tuple[str, list[float]]]:
    yield "CPU us / issue", [_cpu_us([(one.issue_s, one.issues) for one in side.rounds]) for side in sides]
    yield "CPU us / visitor served", [_cpu_us([(one.serve_s, one.calls) for one in side.rounds]) for side in sides]
    issues = [[asked for one in side.rounds for asked in one.issues] for side in sides]
    calls = [[asked for one in side.rounds for asked in one.calls] for side in sides]
    for what, of_sides in (("issue", issues), ("call-next", calls)):
        for told, share in (("p50", 0.5), ("p99", 0.99)):
            yield f"{what} {told} ms", [_share_ms(asked, share) for asked in of_sides]


def _cpu_us(rounds: list[tuple[float, list[Asked]]]) -> float:
    return sum(cpu_s for cpu_s, _ in rounds) / sum(len(asked) for _, asked in rounds) * 1e6


def _share_ms(asked: Sequence[Asked], share: float) -> float:
    """Return the time that such a share of the answers took at most."""
    return 1000 * sorted(one.took_s for one in asked)[int(share * (len(asked) - 1))]


def _make_history(record: Record, plan: HallPlan, *, tickets: int, a_day: int) -> None:
    """Make the record so that its last day is to be moved away at once."""
    last_day = _today(plan) - PAGE_LIVES - timedelta(days=1)
    last_day -= timedelta(days=max(0, last_day.weekday() - 4))
    database = find_database(record.data, record.database)
    size = make_history(database, plan, tickets=tickets, a_day=a_day, last_day=last_day)
    print(f"{size.tickets:,} old tickets, {size.events:,} events, {size.bytes / 1e9:.2f} GB", flush=True)


@contextmanager
def _watching(record: Record) -> Iterator[Callable[[], bool]]:
    """Give a question to the record: whether a day is still to be moved away."""
    plan = load_plan(record.hall)
    before = to_yyyymmdd(_today(plan) - PAGE_LIVES)
    reader = Reader(find_database(record.data, record.database).open_reader(), plan.hall.hall_id)
    try:
        yield lambda: any(
            row.business_date < before for row in reader.ask_now(lambda read: read.list_rows(OLDEST, most=1))
        )
    finally:
        reader.close()


def _list_oldest(read: HallRead) -> list[AnyRow]:
    return read.list_rows(OLDEST, most=1)


def _today(plan: HallPlan) -> date:
    return business_date_at(SystemClock().now(), ZoneInfo(plan.hall.time_zone))


@contextmanager
def _two_databases(folder: Path) -> Iterator[tuple[str, str]]:
    """Give two databases of one PostgreSQL cluster that lies below a folder."""
    folder.chmod(0o755)
    with running_postgresql(folder) as cluster:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE full_of_history")
        yield cluster.url, cluster.url.rsplit("/", 1)[0] + "/full_of_history"


if __name__ == "__main__":
    sys.exit(main())
