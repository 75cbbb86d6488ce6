"""Runs the gate and every suite, each in the process that it needs: what `./yinhao test` calls."""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
OWN_PROCESS = ("server", "kiosk", "pages", "whole", "display")
BESIDE = max(3, os.cpu_count() or 3)
"""Suites that run beside each other: on two cores one more, since each waits for something half of its time."""
PACKAGES = ("hall", "server", "kiosk", "display", "printer", "demo")


TOLD = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""With what the steps run: the hundred programs that the suites start need not compile our modules each for itself."""

SUMMARY = re.compile(r"\d (passed|failed|errors?)\b.* in \d")
"""The line in which pytest tells how many; more may come after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the run."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a step went; `passed` and `failed` are tests."""

    step: Step
    held: bool
    passed: int
    failed: int


def gate() -> list[Step]:
    """What must hold of the code before any test runs."""
    ruff, code = str(TOOLS / "ruff"), (*PACKAGES, "tests", "benchmarks", "tools")
    return [
        Step(name="format", command=(ruff, "format", "--check", "--quiet", *code)),
        Step(name="lint", command=(ruff, "check", "--quiet", *code)),
        Step(name="types", command=(str(TOOLS / "mypy"), "--no-error-summary")),
        Step(name="imports", command=(str(TOOLS / "lint-imports"), "--no-cache")),
        Step(name="dependencies", command=(str(TOOLS / "deptry"), ".")),
        Step(name="dead code", command=(sys.executable, "-m", "tests.habits.dead_code")),
    ]


def suites() -> list[Step]:
    """The suites, the longest first.

    Kivy's window and rules and Playwright's event loop fill a process: each suite of theirs has its own.
    """
    pytest = (sys.executable, "-m", "pytest")
    rest = Step(name="rest", command=(*pytest, "tests", *(f"--ignore=tests/{name}" for name in OWN_PROCESS)))
    return [*(Step(name=name, command=(*pytest, f"tests/{name}")) for name in OWN_PROCESS), rest]


def run(step: Step) -> Result:
    """Run a step, its output shown as it comes, each line with the step's name."""
    _tell(step, "begins")
    began = time.monotonic()
    summary = ""
    with subprocess.Popen(
        step.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=TOLD
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            _tell(step, line.rstrip("\n"))
            summary = line if SUMMARY.search(line) else summary
    passed, failed = _counts(summary)
    held = process.returncode == 0
    _tell(step, f"{'ok' if held else 'FAILED'} in {time.monotonic() - began:.0f} s")
    return Result(step=step, held=held, passed=passed, failed=failed)


def run_all(steps: Sequence[Step], *, beside: int) -> list[Result]:
    """Run steps in their order, so many beside each other."""
    with ThreadPoolExecutor(max_workers=beside) as pool:
        return list(pool.map(run, steps))


def _tell(step: Step, line: str) -> None:
    print(f"{step.name} | {line}\n", end="", flush=True)  # one write, so that lines of two steps never mix


def _counts(text: str) -> tuple[int, int]:
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?)\b", text)}
    return counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)


def main(arguments: Sequence[str]) -> int:
    """Run everything, only the gate, or only what pytest is told."""
    parser = argparse.ArgumentParser(prog="yinhao test", description="Runs the gate and every suite.")
    parser.add_argument("--gate", action="store_true", help="only the gate (format, lint, types, imports, dead code)")
    parser.add_argument("pytest", nargs="*", help="only these, given to pytest as they are")
    chosen = parser.parse_args(arguments)
    if chosen.pytest:
        return subprocess.call([sys.executable, "-m", "pytest", *chosen.pytest], cwd=ROOT, env=TOLD)
    results = run_all(gate(), beside=1)
    if not chosen.gate:
        results += run_all(suites(), beside=BESIDE)
    broken = [result.step.name for result in results if not result.held]
    passed, failed = sum(result.passed for result in results), sum(result.failed for result in results)
    print(f"\nbroken: {', '.join(broken)}" if broken else "\neverything holds")
    print(f"{passed} passed, {max(failed, len(broken))} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
