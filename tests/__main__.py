"""Runs the gate and every suite, each in the process that it needs: what `./yinhao test` calls."""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
PACKAGES = ("hall", "server", "kiosk", "display", "printer", "demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the run; `needs_zero_tests` marks the gate's, which run no tests."""

    name: str
    command: tuple[str, ...]


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
    """The suites; Kivy's window and rules and Playwright's event loop fill a process: each of theirs has its own."""
    pytest = (sys.executable, "-m", "pytest")
    alone = ("pages", "kiosk", "display", "whole")
    rest = [f"--ignore=tests/{name}" for name in alone]
    return [
        Step(name="all but faces", command=(*pytest, "tests", *rest)),
        *(Step(name=name, command=(*pytest, f"tests/{name}")) for name in alone),
    ]


def run(step: Step) -> tuple[bool, int, int]:
    """Run a step, its output shown as it comes; return whether it held, and the tests passed and failed."""
    print(f"== {step.name}", flush=True)
    began = time.monotonic()
    tail: list[str] = []
    with subprocess.Popen(
        step.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            tail = [*tail[-4:], line]
    passed, failed = _counts("".join(tail))
    held = process.returncode == 0
    print(f"== {step.name}: {'ok' if held else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return held, passed, failed


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
        return subprocess.call([sys.executable, "-m", "pytest", *chosen.pytest], cwd=ROOT)
    steps = gate() if chosen.gate else [*gate(), *suites()]
    results = [(step.name, *run(step)) for step in steps]
    broken = [name for name, held, _, _ in results if not held]
    passed, failed = sum(result[2] for result in results), sum(result[3] for result in results)
    print(f"\nbroken: {', '.join(broken)}" if broken else "\neverything holds")
    print(f"{passed} passed, {max(failed, len(broken))} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
