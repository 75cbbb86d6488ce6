"""Compares the wait that people are told with the truth: `python -m benchmarks.wait [--scenarios lunch] [--seeds 101]`.

Simulated halls whose truth is hidden (`wait_halls`, `wait_days`), the product's estimator through the benchmark's
interface (`wait_estimator`), four estimates of the field (`wait_rivals`), and an oracle that knows every law of the
hall but not what is to come. Ends with 1 where a limit is not kept.

`python -m benchmarks.wait jsonl` is the estimator as a program: a hall, then events and asks as JSON lines.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from statistics import median
from typing import Any, Protocol

from benchmarks.limits import is_within
from benchmarks.wait_days import Event, live_through
from benchmarks.wait_estimator import Rollout
from benchmarks.wait_halls import SCENARIOS, make_hall
from benchmarks.wait_large import large_hall
from benchmarks.wait_rivals import RIVALS
from benchmarks.wait_scores import Row, Score, score
from server.rules.waits.rollout import play_forward

LOSS_MOST = {"constant": 1.05, "lunch": 1.08, "skills": 1.05, "change": 1.25, "first_day": 1.45, "everything": 1.05}
"""The pinball loss over the oracle's."""

LIVE_LOSS_MOST = 1.2
BIAS_MOST, BIAS_MOST_CHANGE = 1.5, 3.5
COVERAGE = (76.0, 86.0)
COVERAGE_OF_BAND = (72.0, 90.0)
PASS_MOST_S = 0.5
ASK_MOST_MS = 1.0
ASKS_TIMED = 60
PRODUCT, ORACLE = "yinhao", "oracle"


class Estimator(Protocol):
    """What the benchmark asks."""

    name: str

    def start(self, hall: Mapping[str, Any]) -> None:
        """Take what a hall is known by."""
        ...

    def event(self, e: Event) -> None:
        """Take an event."""
        ...

    def predict(self, now: float, ticket: str) -> tuple[float, float, float]:
        """Return the 10, 50 and 90 % points in seconds."""
        ...


Rows = dict[str, dict[str, list[Row]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for, and return whether all limits were kept, as an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", choices=["compare", "speed", "jsonl"], default="compare")
    parser.add_argument("--scenarios", nargs="+", choices=list(SCENARIOS), default=list(SCENARIOS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[101, 102])
    parser.add_argument("--branches", type=int, default=60, help="how often the oracle looks ahead")
    parser.add_argument("--every", type=int, default=4, help="ask about every so many-th number")
    asked = parser.parse_args(arguments)
    if asked.action == "jsonl":
        answer_lines(sys.stdin)
        return 0
    is_kept = [is_fast()]
    if asked.action == "compare":
        for scenario in asked.scenarios:
            rows = compare(scenario, asked.seeds, branches=asked.branches, every=asked.every)
            is_kept.append(judge(scenario, rows))
    return 0 if all(is_kept) else 1


def compare(scenario: str, seeds: Iterable[int], *, branches: int, every: int) -> Rows:
    """Return for each kind of ask and each estimator what was told, and the true wait."""
    rows: Rows = {"issue": defaultdict(list), "live": defaultdict(list)}
    for seed in seeds:
        hall = make_hall(scenario, seed)
        events, truth, oracle = live_through(hall, seed, branches=branches, every=every)
        estimators = [Rollout(is_ahead=False), *(rival() for rival in RIVALS)]
        told = {ORACLE: oracle, **{each.name: ask_all(each, hall.told(), events) for each in estimators}}
        for name, answers in told.items():
            for ask, true in truth.items():
                rows[ask.split("-")[0]][name].append((true, *answers[ask]))
    return rows


def ask_all(
    estimator: Estimator, hall: Mapping[str, Any], events: Iterable[Event]
) -> dict[str, tuple[float, float, float]]:
    """Return what an estimator answers to the asks among some events."""
    estimator.start(hall)
    answers = {}
    for event in events:
        if event["type"] == "ask":
            answers[event["ask"]] = estimator.predict(event["t"], event["ticket"])
        else:
            estimator.event(event)
    return answers


def judge(scenario: str, rows: Rows) -> bool:
    """Print what everybody came to, and return whether the product keeps its limits."""
    scores = {kind: {name: score(each) for name, each in told.items()} for kind, told in rows.items()}
    best, live = scores["issue"], scores["live"]
    print(f"\n{scenario}: {best[PRODUCT].asks} numbers, who wait {best[PRODUCT].mean_wait:.1f} min")
    for name, each in sorted(best.items(), key=lambda one: -one[1].loss):
        print(_line(name, each, best[ORACLE]))
    own = best[PRODUCT]
    bias = BIAS_MOST_CHANGE if scenario == "change" else BIAS_MOST
    return all(
        [
            is_within("loss over the oracle's", own.loss / best[ORACLE].loss, most=LOSS_MOST[scenario]),
            is_within("the same while they wait", live[PRODUCT].loss / live[ORACLE].loss, most=LIVE_LOSS_MOST),
            is_within("bias, min", abs(own.bias), most=bias),
            _is_between("ranges that hold, %", own.coverage, *COVERAGE),
            *(_is_between("the same in a band, %", each, *COVERAGE_OF_BAND) for each in own.bands if each is not None),
        ]
    )


def is_fast() -> bool:
    """Print how long a pass takes in a large hall and how long an ask, and return whether that is short enough."""
    layout, present, learner = large_hall(windows=200, matters=120, waiting=2_000)
    times = []
    for _ in range(3):
        begun = time.process_time()
        play_forward(
            layout,
            present,
            habits=learner.habits,
            durations=learner.durations,
            arrivals=learner.arrivals,
            chance=Random(1),
        )
        times.append(time.process_time() - begun)
    is_kept = is_within("a pass of a large hall, CPU s", min(times), most=PASS_MOST_S)
    return is_within("an ask, ms", 1_000 * median(time_asks()), most=ASK_MOST_MS) and is_kept


def time_asks() -> list[float]:
    """Return how long the estimator took to answer when numbers were taken, in seconds: it has looked ahead before."""
    hall = make_hall("skills", 101)
    hall.past_days = 0
    events, _, _ = live_through(hall, 101, branches=0)
    spent: list[float] = []
    estimator = Rollout()
    estimator.start(hall.told())
    for event in events:
        if event["type"] != "ask":
            estimator.event(event)
        elif event["ask"].startswith("issue"):
            begun = time.perf_counter()
            estimator.predict(event["t"], event["ticket"])
            spent.append(time.perf_counter() - begun)
        if len(spent) == ASKS_TIMED:
            break
    return spent


def answer_lines(lines: Iterable[str]) -> None:
    """Read a hall, events and asks as JSON lines, and answer each ask with one."""
    estimator = Rollout()
    for line in lines:
        told = json.loads(line)
        if told["type"] == "hall":
            estimator.start(told["hall"])
        elif told["type"] == "ask":
            low, median, high = estimator.predict(told["t"], told["ticket"])
            print(json.dumps({"lo": low, "median": median, "hi": high}), flush=True)
        else:
            estimator.event(told)


def _line(name: str, each: Score, oracle: Score) -> str:
    bands = " ".join("  –" if band is None else f"{band:3.0f}" for band in each.bands)
    return (
        f"  {name:8} error {each.mean_error:5.1f}  bias {each.bias:+6.1f}  holds {each.coverage:3.0f} % ({bands})"
        f"  width {each.width:5.1f}  loss {each.loss:6.3f}  over the oracle's {each.loss / oracle.loss:5.2f}"
    )


def _is_between(what: str, value: float, least: float, most: float) -> bool:
    return is_within(what, value, most=most) and is_within(what, value, least=least)


if __name__ == "__main__":
    sys.exit(main())
