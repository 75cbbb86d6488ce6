"""SIGKILL in the middle of the work, again and again: what was told is in the record once, and nothing else is.

    python benchmarks/kill.py [--kills 50] [--writes 5000] [--clients 16] [--windows 10] [--postgresql] [--out DIR]

Kiosks take numbers and clerks call, start and finish over HTTP, each write under a key made before its first try and
repeated until it is answered. At random moments, with twenty writes and more under way, the server is killed and
started again; now and then the new one is killed while it starts. At the end the clients' logs are compared with
`export`, and a sample of keys is asked once more. Prints each figure beside its limit; exit code 1 beyond one.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.asking import Asked, Asker, Load
from benchmarks.busy_hall import MATTERS, WINDOWS, make_busy_hall
from benchmarks.comparison import Comparison, compare
from benchmarks.crowd import serve, take_numbers
from benchmarks.limits import is_within
from benchmarks.private_postgresql import running_postgresql
from benchmarks.server_process import Record, ServerProcess
from hall.clock import SystemClock

READY_MOST_S = 10.0
IN_FLIGHT_LEAST = 20
KILLED_AT_START = 0.2
"""How many of the starts are killed before they are ready."""

START_S = 1.5
REPEATED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to be."""

    kills: int
    writes: int
    clients: int
    windows: int
    seed: int

    @property
    def most_s(self) -> float:
        """How long it may take: on a slow machine, too; beyond it something hangs."""
        return 60 + 15 * self.kills + self.writes / 20

    @property
    def in_flight_least(self) -> int:
        """How many writes must be under way at a kill: twenty, or most of a smaller crowd."""
        return min(IN_FLIGHT_LEAST, (self.clients + self.windows) * 4 // 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Killing:
    """What the kills did: how much was under way at each, and how long until the server was there again.

    `ready_s` counts from the kill to the first write that was answered, `start_s` from exec to /readyz within it.
    """

    in_flight: list[int]
    ready_s: list[float]
    start_s: list[float]
    killed_at_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to."""

    plan: Plan
    killing: Killing
    asked: list[Asked]
    comparison: Comparison
    repeated: int
    other_answers: list[str]


async def run(plan: Plan, record: Record, *, log: Path, out: Path | None = None) -> Outcome:
    """Let the crowd work, kill the server as often as planned, and compare."""
    chance = random.Random(plan.seed)
    kiosk_token = record.add_kiosk()
    clerks = [f"clerk{number}" for number in range(1, plan.windows + 1)]
    passwords = record.add_clerks(*clerks)
    server = ServerProcess(record, log=log)
    load = Load(port=lambda: server.port, clock=SystemClock())
    kiosks = [Asker(load, f"kiosk{number}", token=kiosk_token) for number in range(1, plan.clients + 1)]
    desks = [Asker(load, name) for name in clerks]
    server.start()
    try:
        async with asyncio.timeout(plan.most_s), asyncio.TaskGroup() as crowd:
            for kiosk in kiosks:
                crowd.create_task(take_numbers(kiosk, MATTERS, may_go_on=lambda: not load.is_over))
            for desk, window_id in zip(desks, WINDOWS, strict=False):
                own = random.Random(chance.random())
                act = serve(
                    desk, window_id, password=passwords[desk.name], chance=own, may_go_on=lambda: not load.is_over
                )
                crowd.create_task(act)
            killing = await _kill_by_turns(plan, server, load, chance)
            while load.done < plan.writes:
                await asyncio.sleep(0.01)
            load.is_over = True
        repeated, other_answers = await _repeat_some([*kiosks, *desks], chance)
    finally:
        await asyncio.to_thread(server.stop)
    asked = [one for asker in (*kiosks, *desks) for one in asker.log]
    if out is not None:
        for asker in (*kiosks, *desks):
            asker.write_log(out)
    comparison = compare(asked, tickets=record.export("tickets"), events=record.export("events"))
    return Outcome(
        plan=plan,
        killing=killing,
        asked=asked,
        comparison=comparison,
        repeated=repeated,
        other_answers=other_answers,
    )


async def _kill_by_turns(plan: Plan, server: ServerProcess, load: Load, chance: random.Random) -> Killing:
    """Kill and start; the kills are spread over the writes by chance."""
    in_flight, ready_s, start_s, killed_at_start = [], [], [], 0
    for kill in range(plan.kills):
        wanted = load.done + chance.uniform(0.2, 1.0) * max(1, plan.writes - load.done) / (plan.kills - kill)
        while load.done < wanted or load.in_flight < plan.in_flight_least:
            await asyncio.sleep(chance.uniform(0, 0.002))
        in_flight.append(load.in_flight)
        began = time.perf_counter()
        done = load.done
        server.kill()
        if chance.random() < KILLED_AT_START:
            killed_at_start += 1
            await asyncio.to_thread(server.launch)
            await asyncio.sleep(chance.uniform(0, START_S))
            server.kill()
            began, done = time.perf_counter(), load.done
        start_s.append(await asyncio.to_thread(server.start))
        while load.done == done:
            await asyncio.sleep(0.002)
        ready_s.append(time.perf_counter() - began)
    return Killing(in_flight=in_flight, ready_s=ready_s, start_s=start_s, killed_at_start=killed_at_start)


async def _repeat_some(askers: list[Asker], chance: random.Random) -> tuple[int, list[str]]:
    """Ask some keys once more; return how many, and those that were answered otherwise than at first.

    Refusals are not kept (the same request may succeed later), nor are sessions.
    """
    kept = [(asker, asked) for asker in askers for asked in asker.log if asked.is_done]
    kept = [(asker, asked) for asker, asked in kept if not asked.path.endswith("/sessions")]
    chosen = chance.sample(kept, min(REPEATED, len(kept)))
    others = []
    for asker, asked in chosen:
        if await asker.repeat(asked) != (asked.status, asked.answer):
            others.append(f"{asker.name}: {asked.path} under {asked.key} is answered otherwise")
    for asker in askers:
        asker.close()
    return len(chosen), others


def judge(outcome: Outcome) -> int:
    """Print the figures beside their limits and return the exit code."""
    killing, comparison = outcome.killing, outcome.comparison
    asked = outcome.asked
    print(f"writes answered              {len(asked)}   (of them deeds of the queue {comparison.deeds})")
    print(f"broken off, repeated         {sum(one.broken_at is not None for one in asked)}")
    print(f"recovered                    {comparison.recovered}   (done before the kill, told after it)")
    print(f"kills                        {len(killing.in_flight)}   (and {killing.killed_at_start} while starting)")
    verdicts = [
        is_within("writes in flight at a kill", min(killing.in_flight, default=0), least=outcome.plan.in_flight_least),
        is_within("ready again, p50 s", statistics.median(killing.ready_s or [0.0]), most=READY_MOST_S),
        is_within("ready again, max s", max(killing.ready_s, default=0.0), most=READY_MOST_S),
        is_within("of it exec to /readyz, max s", max(killing.start_s, default=0.0), most=READY_MOST_S),
        *judge_comparison(comparison),
        is_within(f"other answers of {outcome.repeated} repeats", len(outcome.other_answers), most=0),
    ]
    for fault in [*comparison.faults, *outcome.other_answers][:20]:
        print(f"  {fault}")
    return 0 if all(verdicts) else 1


def judge_comparison(comparison: Comparison) -> list[bool]:
    """Print what a comparison found beside its limits, and return which were kept."""
    found = {
        "lost": comparison.lost,
        "doubled": comparison.doubled,
        "unexpected": comparison.unexpected,
        "passed over": comparison.skipped,
        "gaps in events or numbers": comparison.gaps,
        "rows unlike their events": comparison.contradictions,
        "refused without reason": comparison.refused,
    }
    return [is_within(what, len(faults), most=0) for what, faults in found.items()]


@contextmanager
def record_for(folder: Path, *, is_postgresql: bool) -> Iterator[Record]:
    """Give a new record of the busy hall below a folder, on SQLite or on a PostgreSQL of our own."""
    with ExitStack() as stack:
        database = stack.enter_context(running_postgresql()).url if is_postgresql else None
        yield Record(data=folder / "data", hall=make_busy_hall(folder), database=database)


def main() -> int:
    """Run and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writes", type=int, default=5_000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--windows", type=int, default=10, choices=range(1, len(WINDOWS) + 1), metavar="N")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL cluster of our own")
    parser.add_argument("--seed", type=int, help="of the moments of the kills; one is drawn and told if left out")
    parser.add_argument("--out", type=Path, help="keep the clients' logs here")
    parsed = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000) if parsed.seed is None else parsed.seed
    print(f"seed {seed}")
    plan = Plan(kills=parsed.kills, writes=parsed.writes, clients=parsed.clients, windows=parsed.windows, seed=seed)
    if parsed.out is not None:
        parsed.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        place = Path(folder)
        with record_for(place, is_postgresql=parsed.postgresql) as record:
            return judge(asyncio.run(run(plan, record, log=place / "server.log", out=parsed.out)))


if __name__ == "__main__":
    sys.exit(main())
