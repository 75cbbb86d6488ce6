"""Everybody at once: no number twice, nobody at two windows, nobody passed over, and no press that waits long.

    python benchmarks/rush.py [--tickets 2000] [--clients 32] [--waiting 600] [--presses 10000] [--postgresql]

Four rushes on one server, in one line of people. Kiosks take `--tickets` numbers at once; ten windows with four
consoles each, every console acting as if it were alone, serve them. Sixteen windows serve `--waiting` people. Two
windows call `--presses` people, each press three times at once: twice under one key, and under another one. All that
was told is compared with `export`. Prints each figure beside its limit; exit code 1 beyond one.
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.asking import Asked, Asker, Load, Word
from benchmarks.busy_hall import SHARED_MATTER, WINDOWS
from benchmarks.comparison import Comparison, compare
from benchmarks.crowd import serve_line, sign_in, take_some
from benchmarks.kill import judge_comparison, record_for
from benchmarks.limits import is_within
from benchmarks.server_process import Record, ServerProcess
from hall.clock import SystemClock

MOST_RATIO = 5.0
SHARED_WINDOWS, CONSOLES_EACH = 10, 4
CALLING_WINDOWS = 16
PRESSING_WINDOWS = 2
MOST_S = 1_800

LATE = frozenset({"nobody_waiting", "stale_window", "window_busy", "not_at_this_window", "wrong_state"})
"""What a console may be told because another one was faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many people come in each rush, and at how many kiosks."""

    clients: int
    tickets: int
    waiting: int
    presses: int

    @property
    def people(self) -> int:
        """All of them."""
        return self.tickets + self.waiting + self.presses


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to; `calls_s` are the times of the sixteen windows' calls, sorted."""

    plan: Plan
    asked: list[Asked]
    comparison: Comparison
    issued: int
    called: int
    calls_s: list[float]

    @property
    def server_errors(self) -> int:
        """How many answers were 500 or more."""
        return sum(len(asked.refused) for asked in self.asked)

    def call_ms(self, share: float) -> float:
        """Return the time within which such a share of those calls was answered."""
        return 1_000 * self.calls_s[int(share * (len(self.calls_s) - 1))]


class Rushes:
    """The crowds of one run; every asker stays on the list with its log."""

    def __init__(self, load: Load, *, kiosk_token: str, passwords: dict[str, str]) -> None:
        """Take the kiosks' credential and the clerks' passwords, a clerk for each window."""
        self._load = load
        self._kiosk_token = kiosk_token
        self._passwords = passwords
        self.askers: list[Asker] = []

    async def take(self, people: int, *, clients: int) -> None:
        """Let kiosks take so many numbers together."""
        turns = iter(range(people))
        kiosks = [self._asker(f"kiosk{n}", self._kiosk_token) for n in range(clients)]
        await asyncio.gather(*(take_some(kiosk, SHARED_MATTER, turns) for kiosk in kiosks))

    async def serve(self, *, windows: int, consoles: int) -> list[Asked]:
        """Let the consoles of some windows serve everybody; return what they asked."""
        opened = await self._open(windows)
        crowd = [(self._asker(clerk.name, clerk.token), view) for clerk, view in opened for _ in range(consoles)]
        await asyncio.gather(*(serve_line(console, view) for console, view in crowd))
        return [asked for console, _ in crowd for asked in console.log]

    async def press(self, *, windows: int) -> None:
        """Let the clerks of some windows serve everybody, each press for the next three times at once."""
        await asyncio.gather(*(self._press(clerk, view) for clerk, view in await self._open(windows)))

    async def _press(self, clerk: Asker, view: Word) -> None:
        path = f"/api/v1/windows/{view['window_id']}"
        consoles = [self._asker(clerk.name, clerk.token) for _ in range(3)]
        with ExitStack() as stack:
            first, again, other = (stack.enter_context(closing(console)) for console in consoles)
            while True:
                word = {"version": view["version"]}
                key = f"{clerk.name}-at-version-{view['version']}"
                answers = await asyncio.gather(
                    first.ask(f"{path}/call-next", word, key=key),
                    again.ask(f"{path}/call-next", word, key=key),
                    other.ask(f"{path}/call-next", word),
                )
                called = next((answer for answer in answers if answer.is_done), None)
                if called is None:
                    break
                view = called.word()
                ticket_id = view["ticket"]["ticket_id"]
                for act in ("start", "finish"):
                    view = (
                        await first.ask(f"{path}/{act}", {"version": view["version"], "ticket_id": ticket_id})
                    ).word()

    async def _open(self, windows: int) -> list[tuple[Asker, Word]]:
        """Sign clerks in; a clerk who was at the window before signs in anew."""
        opened = []
        for (name, password), window_id in zip(self._passwords.items(), WINDOWS[:windows], strict=False):
            with closing(self._asker(name, "")) as clerk:
                view = await sign_in(clerk, window_id, password=password)
            assert view is not None, clerk.log[-1].answer
            opened.append((clerk, view))
        return opened

    def _asker(self, name: str, token: str) -> Asker:
        asker = Asker(self._load, name, token=token)
        self.askers.append(asker)
        return asker


async def run(plan: Plan, record: Record, *, log: Path) -> Outcome:
    """Let the rushes come one after another, and compare."""
    kiosk_token = record.add_kiosk()
    passwords = record.add_clerks(*(f"clerk{n}" for n in range(CALLING_WINDOWS)))
    server = ServerProcess(record, log=log)
    rushes = Rushes(Load(port=lambda: server.port, clock=SystemClock()), kiosk_token=kiosk_token, passwords=passwords)
    server.start()
    try:
        async with asyncio.timeout(MOST_S):
            await rushes.take(plan.tickets, clients=plan.clients)
            await rushes.serve(windows=SHARED_WINDOWS, consoles=CONSOLES_EACH)
            await rushes.take(plan.waiting, clients=plan.clients)
            calling = await rushes.serve(windows=CALLING_WINDOWS, consoles=1)
            await rushes.take(plan.presses, clients=plan.clients)
            await rushes.press(windows=PRESSING_WINDOWS)
    finally:
        await asyncio.to_thread(server.stop)
    asked = [one for asker in rushes.askers for one in asker.log]
    tickets = record.export("tickets")
    comparison = compare(asked, tickets=tickets, events=record.export("events"), ordinary=LATE)
    return Outcome(
        plan=plan,
        asked=asked,
        comparison=comparison,
        issued=len(tickets),
        called=sum(row["state"] == "done" for row in tickets),
        calls_s=sorted(one.took_s for one in calling if one.is_done and one.path.endswith("/call-next")),
    )


def judge(outcome: Outcome) -> int:
    """Print the figures beside their limits and return the exit code."""
    people, ratio = outcome.plan.people, outcome.call_ms(0.99) / outcome.call_ms(0.5)
    print(f"writes asked                 {len(outcome.asked)}")
    print(f"16 windows' calls, p50 ms    {outcome.call_ms(0.5):.1f}")
    print(f"16 windows' calls, p99 ms    {outcome.call_ms(0.99):.1f}")
    verdicts = [
        is_within("p99 : p50 of them", ratio, most=MOST_RATIO),
        is_within(f"of {people} people not issued", people - outcome.issued, most=0),
        is_within(f"of {people} not served", people - outcome.called, most=0),
        is_within("answers of 500 and more", outcome.server_errors, most=0),
        *judge_comparison(outcome.comparison),
    ]
    for fault in outcome.comparison.faults[:20]:
        print(f"  {fault}")
    return 0 if all(verdicts) else 1


def main() -> int:
    """Run and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--waiting", type=int, default=600)
    parser.add_argument("--presses", type=int, default=10_000)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL cluster of our own")
    parsed = parser.parse_args()
    plan = Plan(clients=parsed.clients, tickets=parsed.tickets, waiting=parsed.waiting, presses=parsed.presses)
    with tempfile.TemporaryDirectory(prefix="rush-") as folder:
        place = Path(folder)
        with record_for(place, is_postgresql=parsed.postgresql) as record:
            return judge(asyncio.run(run(plan, record, log=place / "server.log")))


if __name__ == "__main__":
    sys.exit(main())
