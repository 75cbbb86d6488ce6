"""What the server and the commands beside it are told when they start."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from hall.errors import BadSettings
from hall.hall_plan import HallPlan
from hall.plan import load_plan
from server.store.database import Database, find_database

ASSETS = Path(__file__).parent.parent / "assets"
SAMPLE_HALL = ASSETS / "halls" / "sample"

COMMON_PASSWORDS = ASSETS / "passwords" / "common.txt"

HEARTBEAT_S = 15.0
"""How often a stream speaks at least; clients take 18 s of silence for a dead line."""

POLL_S = 1.0
"""How often a server looks for what others wrote without a hint of it: the most by which a board may be late."""

HALL_STREAMS_MOST = 500
VISIT_STREAMS_MOST = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One hall's server.

    `public_url` is where phones find it, without a slash at the end; `hall_folder` is where the hall's files are, for
    those who manage it. The rest is for tests and rehearsals.
    """

    database: Database
    public_url: str
    hall_folder: Path | None = None
    heartbeat_s: float = HEARTBEAT_S
    poll_s: float = POLL_S
    blocked_most_s: float = 30.0
    hall_streams_most: int = HALL_STREAMS_MOST
    visit_streams_most: int = VISIT_STREAMS_MOST

    @property
    def is_https(self) -> bool:
        """Whether pages come under https, so that cookies may ask for it."""
        return self.public_url.startswith("https://")


def add_where(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which record of which hall."""
    parser.add_argument("--data", type=Path, help="folder of the hall's record (SQLite); not needed with --database")
    parser.add_argument(
        "--database",
        metavar="URL",
        help="PostgreSQL instead of SQLite: postgresql://user:password@host/database; "
        "without a password in it, PGPASSWORD or ~/.pgpass gives it",
    )
    parser.add_argument("--hall", type=Path, help="the hall's folder; the sample hall if left out")


def read_database(arguments: argparse.Namespace) -> Database:
    """Return the database that the options of `add_where` name.

    Raises:
        BadSettings: they name none.
    """
    return find_database(arguments.data, arguments.database)


def read_plan(hall: Path | None) -> HallPlan:
    """Return the plan in a hall's folder, which may also be named by its `hall.toml`; None is the sample hall.

    Raises:
        BadSettings: there is no such folder, or its files have faults; one line for each.
    """
    folder = folder_of(hall)
    if not folder.is_dir():
        raise BadSettings(f"--hall: {hall} is not a folder; name the one that holds hall.toml")
    return load_plan(folder)


def folder_of(hall: Path | None) -> Path:
    """Return the folder of a hall's files, which may also be named by its `hall.toml`; None is the sample hall."""
    if hall is None:
        return SAMPLE_HALL
    return hall.parent if hall.is_file() else hall
