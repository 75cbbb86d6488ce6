"""The long campaign: `python -m tests.server.model --examples N --steps M --engine sqlite|postgresql`.

Every run draws anew unless `--seed` says how; a failure is printed as the shortest day that shows it.
"""

import argparse
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.in_memory import folder_in_memory
from benchmarks.private_postgresql import running_postgresql
from tests.server.databases import Databases, PostgresqlDatabases, SqliteFolders
from tests.server.model.machine import HallMachine

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Live through days until the examples are done, and print what was in them."""
    parser = argparse.ArgumentParser(prog="python -m tests.server.model", description=__doc__)
    parser.add_argument("--examples", type=int, default=1000, help="days to live through (%(default)s)")
    parser.add_argument("--steps", type=int, default=60, help="acts in a day at most (%(default)s)")
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--seed", type=int, default=None, help="repeats a run; else one is drawn")
    wanted = parser.parse_args()
    chosen = secrets.randbits(32) if wanted.seed is None else wanted.seed
    print(f"{wanted.engine}: {wanted.examples} days of up to {wanted.steps} acts, seed {chosen}", flush=True)
    profile = settings(
        max_examples=wanted.examples,
        stateful_step_count=wanted.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    tally: Counter[str] = Counter()
    began = time.monotonic()
    with databases_of(wanted.engine) as databases:

        @seed(chosen)
        def machine() -> HallMachine:
            return HallMachine(databases, tally)

        run_state_machine_as_test(machine, settings=profile)  # type: ignore[no-untyped-call]
    for name, times in sorted(tally.items()):
        print(f"{times:8}  {name}")
    print(f"no difference in {time.monotonic() - began:.0f} s")


@contextmanager
def databases_of(engine: str) -> Iterator[Databases]:
    """Make databases in memory, where the machine has such a place."""
    if engine == "postgresql":
        with running_postgresql() as server:
            made = PostgresqlDatabases(server)
            yield made
            made.close()
        return
    with folder_in_memory() as folder:
        yield SqliteFolders(folder)


if __name__ == "__main__":
    main()
