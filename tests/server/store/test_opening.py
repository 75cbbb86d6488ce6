"""Opening the record."""

import multiprocessing
import os
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from hall.errors import StoreUnusable
from server.store.database import Database
from server.store.folder_lock import FolderLock
from server.store.opening import MIGRATIONS, list_hall_ids, newest_step, open_record
from server.store.rating_table import rating
from server.store.sqlite import SqliteFolder, assert_durable, make_folder
from tests.server.databases import PostgresqlDatabases


def assert_tables_are_the_metadata(database: Database) -> None:
    with open_record(database, "small").begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, rating.metadata) == []


def test_the_migrations_make_exactly_the_tables_on_sqlite(tmp_path: Path) -> None:
    assert_tables_are_the_metadata(SqliteFolder(tmp_path))


def test_the_migrations_make_exactly_the_tables_on_postgresql(postgresql_databases: PostgresqlDatabases) -> None:
    assert_tables_are_the_metadata(postgresql_databases.make_empty())


def test_the_newest_step_is_found_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert newest_step() == ScriptDirectory.from_config(config).get_current_head()


def test_a_record_is_opened_again_as_it_was(database: Database) -> None:
    with open_record(database, "small").begin() as connection:
        connection.execute(text("UPDATE hall SET event_seq = 7"))

    with open_record(database, "small").begin() as connection:
        assert connection.execute(text("SELECT hall_id, epoch, event_seq FROM hall")).all() == [("small", 1, 7)]
    assert list_hall_ids(database) == ["small"]


def test_the_data_of_another_hall_is_refused(tmp_path: Path) -> None:
    open_record(SqliteFolder(tmp_path), "small")

    with pytest.raises(StoreUnusable, match="belongs to hall 'small'"):
        open_record(SqliteFolder(tmp_path), "large")


def test_many_halls_may_be_in_one_postgresql_database(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make()
    for hall_id in ("small", "large", "small"):
        open_record(database, hall_id).dispose()

    assert list_hall_ids(database) == ["large", "small"]


def test_a_database_without_a_record_has_no_hall(database: Database) -> None:
    assert list_hall_ids(database) == []


def test_servers_that_start_together_make_the_tables_once(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make_empty()

    with multiprocessing.get_context("spawn").Pool(4) as servers:
        servers.map(_open, [(database, f"hall-{number % 2}") for number in range(8)])

    assert list_hall_ids(database) == ["hall-0", "hall-1"]


def test_a_postgresql_database_without_tables_has_no_hall(postgresql_databases: PostgresqlDatabases) -> None:
    assert list_hall_ids(postgresql_databases.make_empty()) == []


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "deep" / "data")

    assert (tmp_path / "deep" / "data").stat().st_mode & 0o777 == 0o700


def test_whoever_made_the_folder_the_record_is_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    try:
        engine = open_record(SqliteFolder(tmp_path), "small")
        with engine.begin() as connection:
            connection.execute(text("UPDATE hall SET epoch = 2"))
            rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("hall.db*")}
        engine.dispose()
    finally:
        os.umask(before)

    assert set(rights) >= {"hall.db", "hall.db-wal"}
    assert set(rights.values()) == {0o600}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreUnusable, match="file"):
        make_folder(tmp_path / "file" / "data")


def test_a_second_server_on_the_same_folder_is_refused_with_the_number_of_the_first(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        with multiprocessing.get_context("spawn").Pool(1) as other:
            refusal = other.apply(_lock, (tmp_path,))
        assert (
            refusal == f"{tmp_path}: another server (process {multiprocessing.current_process().pid}) runs on this data"
        )

    with FolderLock(tmp_path):
        pass


def test_a_database_that_does_not_wait_for_the_disk_is_refused(tmp_path: Path) -> None:
    with SqliteFolder(tmp_path).open_writer().connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        assert_durable(raw)
        raw.execute("PRAGMA synchronous=NORMAL")
        with pytest.raises(StoreUnusable, match="a power cut loses tickets"):
            assert_durable(raw)


def test_readers_cannot_write(database: Database) -> None:
    open_record(database, "small").dispose()

    engine = database.open_reader()
    with engine.begin() as connection, pytest.raises(Exception, match=r"read-?only"):
        connection.execute(text("UPDATE hall SET epoch = 2"))
    engine.dispose()


def _open(record: tuple[Database, str]) -> None:
    open_record(*record).dispose()


def _lock(folder: Path) -> str:
    try:
        with FolderLock(folder):
            return "locked"
    except StoreUnusable as refusal:
        return refusal.detail
