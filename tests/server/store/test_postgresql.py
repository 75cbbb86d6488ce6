"""PostgreSQL: addresses, what a server must promise, and what it is told in one line when it cannot be used."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from hall.errors import BadSettings, StoreUnusable
from server.store.database import find_database, usable
from server.store.opening import open_record
from server.store.postgresql import OLDEST_VERSION, PostgresqlDatabase, Promises, assert_durable
from tests.server.databases import PostgresqlDatabases

SOUND = Promises(
    synchronous_commit="on", fsync="on", full_page_writes="on", encoding="UTF8", version=150018, is_standby=False
)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_may_begin_in_every_usual_way(scheme: str) -> None:
    database = PostgresqlDatabase.at(f"{scheme}://anna:secret@db.example:5433/hall")

    assert database.place == "PostgreSQL database 'hall' at db.example"


@pytest.mark.parametrize(
    "address",
    ["", "hall", "mysql://anna:secret@db/hall", "postgresql://anna:secret@db", "postgresql://anna:secret@db:x/hall"],
)
def test_what_is_no_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(BadSettings, match="not an address like postgresql://") as refusal:
        find_database(None, address)

    assert "secret" not in refusal.value.detail


def test_without_folder_and_address_it_says_which_options_there_are() -> None:
    with pytest.raises(BadSettings, match=r"--data.*--database"):
        find_database(None, None)


def test_what_keeps_every_commit_is_accepted() -> None:
    for synchronous_commit in ("on", "remote_apply", "remote_write"):
        assert_durable(replace(SOUND, synchronous_commit=synchronous_commit))


@pytest.mark.parametrize(
    ("promises", "told"),
    [
        (replace(SOUND, synchronous_commit="off"), "synchronous_commit = off"),
        (replace(SOUND, synchronous_commit="local"), "synchronous_commit = local"),
        (replace(SOUND, fsync="off", full_page_writes="off"), "fsync = off, full_page_writes = off"),
        (replace(SOUND, encoding="SQL_ASCII"), "ENCODING 'UTF8'"),
        (replace(SOUND, version=(OLDEST_VERSION - 1) * 10_000 + 22), "PostgreSQL 12 is too old"),
        (replace(SOUND, is_standby=True), "standby"),
    ],
)
def test_what_would_lose_tickets_is_refused(promises: Promises, told: str) -> None:
    with pytest.raises(StoreUnusable, match=told):
        assert_durable(promises)


def test_a_database_that_does_not_wait_for_the_disk_is_refused(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make()
    with usable(database), database.open_writer().begin() as connection:
        connection.execute(text(f"ALTER DATABASE {database.url.database} SET synchronous_commit = off"))

    with pytest.raises(StoreUnusable, match="a crash would lose tickets"):
        open_record(database, "small")


def test_a_user_who_may_not_make_tables_is_told_so(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make_empty()
    with database.open_writer().begin() as connection:
        connection.execute(text("CREATE ROLE visitor LOGIN PASSWORD 'secret'"))

    visitor = PostgresqlDatabase(database.url.set(username="visitor", password="secret"))
    with pytest.raises(StoreUnusable, match="permission denied for schema public"):
        open_record(visitor, "small")


def test_writers_read_what_is_committed_and_readers_one_moment(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make()
    shown = []
    for engine in (database.open_writer(), database.open_reader()):
        with engine.begin() as connection:
            shown.append(connection.execute(text("SHOW transaction_isolation")).scalar_one())
        engine.dispose()

    assert shown == ["read committed", "repeatable read"]
