"""SIGKILL at the kiosk and at the server, again and again: every number that a visitor was told is a ticket, once.

    python benchmarks/offline_kills.py [--kills 100] [--postgresql] [--seed N] [--keep DIR]

A kiosk (the real parts behind the glass) serves one visitor after another: it asks the server, and gives a number of
its own where no answer comes. At random moments either of them is killed and started again: while a number is entered,
while numbers are handed over, while the server commits them. At the end what visitors were told is compared with the
record. Lost: told, and no ticket has that number and page. Doubled: two tickets of one number, or two live ones of one
visitor. Gaps: numbers of the kiosk's own series that were never given.

Prints each figure beside its limit; exit code 1 beyond one.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.endless_hall import make_endless_hall
from benchmarks.limits import is_within
from benchmarks.private_postgresql import running_postgresql
from benchmarks.server_process import ROOT, Record, ServerProcess
from hall.client import HallClient
from hall.errors import HallError
from hall.exchange import IssueRequest
from hall.ticket import OPEN_STATES, TicketState

MATTERS = {
    "marriage_registration": "civil_affairs",
    "business_licence": "commerce",
    "tax_registration": "local_tax",
}
OFFLINE_NUMBERS = 20_000
KIOSK = "K2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to be."""

    kills: int
    seed: int
    pause_ms: float = 40.0


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run came to."""

    told: list[dict[str, Any]] = field(default_factory=list)
    given: int = 0
    recovered: int = 0
    kiosk_kills: int = 0
    server_kills: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)


class Kiosk:
    """The hands, as a process of their own."""

    def __init__(self, server: ServerProcess, *, token: str, folder: Path, pause_ms: float) -> None:
        """Take what it is told at its start."""
        self._server, self._token, self._folder, self._pause_ms = server, token, folder, pause_ms
        self.told = folder / "told.jsonl"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        """Start it."""
        command = [sys.executable, "-m", "benchmarks.offline_hands", "--server", self._server.url]
        command += ["--token", self._token, "--state", str(self._folder / "state"), "--told", str(self.told)]
        command += [
            "--pause-ms",
            str(self._pause_ms),
            "--matters",
            *(f"{key}={value}" for key, value in MATTERS.items()),
        ]
        with (self._folder / "kiosk.log").open("ab") as log:
            self._process = subprocess.Popen([*command, *more], cwd=ROOT, stdout=log, stderr=log)
        return self._process

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def check(self) -> None:
        """Notice a kiosk that ended by itself."""
        assert self._process is not None
        if self._process.poll() is not None:
            raise SystemExit(f"the kiosk ended by itself:\n{(self._folder / 'kiosk.log').read_text()[-2000:]}")

    def count_told(self) -> int:
        """Return how many visitors were told something."""
        return self.told.read_bytes().count(b"\n") if self.told.exists() else 0


def make_hall(folder: Path) -> Path:
    """Return the endless hall with room for as many offline numbers as a run may need."""
    hall = make_endless_hall(folder)
    settings = hall / "hall.toml"
    text = settings.read_text(encoding="utf-8")
    more = f"offline_numbers = {OFFLINE_NUMBERS}\n"
    settings.write_text(re.sub(r"(^\[rules\]\n)", rf"\1{more}", text, flags=re.MULTILINE), encoding="utf-8")
    return hall


def run(plan: Plan, record: Record, *, folder: Path) -> Outcome:
    """Kill by turns, and compare."""
    chance = random.Random(plan.seed)
    outcome = Outcome()
    token = record.add_kiosk(KIOSK)
    server = ServerProcess(record, log=folder / "server.log")
    kiosk = Kiosk(server, token=token, folder=folder, pause_ms=plan.pause_ms)
    server.start()
    kiosk.start()
    try:
        _wait_for_visitors(kiosk, 5)
        for _ in range(plan.kills):
            _wait_for_visitors(kiosk, chance.randrange(1, 8))
            time.sleep(chance.uniform(0, 0.05))
            if chance.random() < 0.5:
                outcome.kiosk_kills += 1
                kiosk.kill()
                kiosk.start()
            else:
                outcome.server_kills += 1
                server.kill()
                _wait_for_visitors(kiosk, chance.randrange(0, 12))
                if chance.random() < 0.3:  # and the kiosk while the server is away
                    outcome.kiosk_kills += 1
                    kiosk.kill()
                    kiosk.start()
                    _wait_for_visitors(kiosk, chance.randrange(0, 5))
                server.start()
                time.sleep(chance.uniform(0, 0.6))  # in the middle of the adoption
        kiosk.check()
        kiosk.kill()
        if kiosk.start("--finish").wait(300):
            raise SystemExit(f"not everything was handed over:\n{(folder / 'kiosk.log').read_text()[-2000:]}")
        outcome.told = [json.loads(line) for line in kiosk.told.read_text().splitlines()]
        _compare(outcome, record.export("tickets"), server.url, token)
    finally:
        kiosk.kill()
        server.stop()
    return outcome


def _wait_for_visitors(kiosk: Kiosk, more: int) -> None:
    wanted, until = kiosk.count_told() + more, time.monotonic() + 60
    while kiosk.count_told() < wanted:
        kiosk.check()
        if time.monotonic() > until:
            raise SystemExit("no visitor was served for a minute")
        time.sleep(0.003)


def _compare(outcome: Outcome, tickets: list[dict[str, Any]], url: str, token: str) -> None:
    by_number: dict[str, list[dict[str, Any]]] = {}
    for ticket in tickets:
        by_number.setdefault(ticket["number"], []).append(ticket)
    outcome.doubled += [number for number, those in by_number.items() if len(those) > 1]
    own = sorted(number for number in by_number if number.startswith(f"{KIOSK}-"))
    offline = [told for told in outcome.told if "token" in told]
    outcome.given, outcome.recovered = len(own), len(own) - len(offline)
    values = sorted(int(number.partition("-")[2]) for number in own)
    outcome.gaps += [str(value) for value in set(range(1, len(own) + 1)) - set(values)]
    outcome.astray += [number for number in own if by_number[number][0]["state"] == TicketState.EXPIRED.value]
    client = HallClient(url, token=token)
    for told in outcome.told:
        if "number" in told:
            _look_at(outcome, told, by_number.get(told["number"], []), client)
    client.close()
    outcome.doubled += [number for number, count in Counter(one["number"] for one in offline).items() if count > 1]


def _look_at(outcome: Outcome, told: dict[str, Any], those: list[dict[str, Any]], client: HallClient) -> None:
    """Look whether a visitor has what the paper says, and nothing else."""
    if not those:
        outcome.lost.append(told["number"])
        return
    if "token" not in told:
        return
    try:
        page = client.get_visit(told["token"])
    except HallError:
        outcome.lost.append(f"{told['number']}: its page")
        return
    if page.number != told["number"]:
        outcome.lost.append(f"{told['number']}: its page is that of {page.number}")
    again = client.issue_ticket(IssueRequest(matter_id=told["matter_id"]), key=told["key"]).ticket
    if again.number != told["number"] and client.get_ticket(again.ticket_id).state in OPEN_STATES:
        outcome.doubled.append(f"{told['number']} and {again.number} are one visitor's")


def judge(outcome: Outcome) -> int:
    """Print the figures beside their limits and return the exit code."""
    print(f"visitors told                {len(outcome.told)}")
    print(f"kills                        {outcome.kiosk_kills} kiosk, {outcome.server_kills} server")
    print(
        f"numbers of its own           {outcome.given}   (on the disk, but not told before a kill: {outcome.recovered})"
    )
    verdicts = [
        is_within("lost", len(outcome.lost), most=0),
        is_within("doubled", len(outcome.doubled), most=0),
        is_within("gaps in its series", len(outcome.gaps), most=0),
        is_within("led to the desk without cause", len(outcome.astray), most=0),
        is_within("not told before a kill", outcome.recovered, least=0, most=outcome.kiosk_kills),
    ]
    for fault in [*outcome.lost, *outcome.doubled, *outcome.gaps, *outcome.astray][:20]:
        print(f"  {fault}")
    return 0 if all(verdicts) else 1


def main() -> int:
    """Run and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL cluster of our own")
    parser.add_argument("--seed", type=int, help="of the moments; one is drawn and told if left out")
    parser.add_argument("--keep", type=Path, help="keep the logs, the book and what was told here")
    parsed = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000) if parsed.seed is None else parsed.seed
    print(f"seed {seed}")
    with ExitStack() as stack:
        if parsed.keep is not None:
            parsed.keep.mkdir(parents=True)
        folder = parsed.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="offline-kills-")))
        database = stack.enter_context(running_postgresql()).url if parsed.postgresql else None
        record = Record(data=folder / "data", hall=make_hall(folder), database=database)
        return judge(run(Plan(kills=parsed.kills, seed=seed), record, folder=folder))


if __name__ == "__main__":
    sys.exit(main())
