"""Opening the record."""

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from hall.errors import StoreUnusable
from server.store.engine import assert_durable, open_reader, open_writer, sqlite_file
from server.store.opening import FolderLock, find_hall_id, make_folder, open_record
from server.store.tables import metadata


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    engine = open_record(tmp_path, "small")

    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_record_is_opened_again_as_it_was(tmp_path: Path) -> None:
    with open_record(tmp_path, "small").begin() as connection:
        connection.execute(text("UPDATE hall SET event_seq = 7"))

    with open_record(tmp_path, "small").begin() as connection:
        assert connection.execute(text("SELECT hall_id, epoch, event_seq FROM hall")).all() == [("small", 1, 7)]
    assert find_hall_id(tmp_path) == "small"


def test_the_data_of_another_hall_is_refused(tmp_path: Path) -> None:
    open_record(tmp_path, "small")

    with pytest.raises(StoreUnusable, match="belongs to hall 'small'"):
        open_record(tmp_path, "large")


def test_a_folder_without_a_record_has_no_hall(tmp_path: Path) -> None:
    assert find_hall_id(tmp_path) is None


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "deep" / "data")

    assert (tmp_path / "deep" / "data").stat().st_mode & 0o777 == 0o700


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


def test_writers_wait_for_the_disk(tmp_path: Path) -> None:
    with open_writer(sqlite_file(tmp_path)).begin() as connection:
        assert_durable(connection)


def test_a_database_that_does_not_wait_for_the_disk_is_refused(tmp_path: Path) -> None:
    with open_writer(sqlite_file(tmp_path)).connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA synchronous=NORMAL")
        with pytest.raises(StoreUnusable, match="a power cut loses tickets"):
            assert_durable(connection)


def test_readers_cannot_write(tmp_path: Path) -> None:
    open_record(tmp_path, "small")

    with open_reader(sqlite_file(tmp_path)).begin() as connection, pytest.raises(Exception, match="readonly"):
        connection.execute(text("UPDATE hall SET epoch = 2"))


def _lock(folder: Path) -> str:
    try:
        with FolderLock(folder):
            return "locked"
    except StoreUnusable as refusal:
        return refusal.detail
