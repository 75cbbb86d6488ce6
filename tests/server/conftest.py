"""Fixtures of the server's tests. What asks for a `database` runs once on each engine."""

from collections.abc import Iterator

import pytest

from benchmarks.in_memory import folder_in_memory
from benchmarks.private_postgresql import PrivatePostgresql, running_postgresql
from server.store.database import Database
from tests.server.databases import Databases, PostgresqlDatabases, SqliteFolders, lent
from tests.server.lane_hall import LaneHall
from tests.server.running import RunningHall


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PrivatePostgresql]:
    """A PostgreSQL server of the tests' own."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_databases(postgresql: PrivatePostgresql) -> Iterator[PostgresqlDatabases]:
    """Databases on that server."""
    databases = PostgresqlDatabases(postgresql)
    yield databases
    databases.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """As many databases as a test wants, on each engine."""
    if request.param == "postgresql":
        yield request.getfixturevalue("postgresql_databases")
        return
    with folder_in_memory() as folder:
        yield SqliteFolders(folder)


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database without a record."""
    with lent(databases) as made:
        yield made


@pytest.fixture
def lane_hall(database: Database) -> Iterator[LaneHall]:
    """The small hall's record with its lane, at nine in the morning."""
    hall = LaneHall(database)
    yield hall
    hall.close()


@pytest.fixture
def running_hall(database: Database) -> Iterator[RunningHall]:
    """The small hall's real server, at nine in the morning."""
    with RunningHall(database) as hall:
        yield hall


@pytest.fixture(scope="module")
def quiet_hall(databases: Databases) -> Iterator[RunningHall]:
    """One server for all the tests of a module that change nothing."""
    with RunningHall(databases.make()) as hall:
        yield hall
