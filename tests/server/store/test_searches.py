"""Nothing that the store asks goes through years of rows: every question about them names where to look.

SQLite tells how it answers a question; the keys are the same on every engine.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Select, select

import server.store
from server.store import tables
from server.store.commands import known_by
from server.store.hall_read import HALL
from server.store.opening import open_record
from server.store.sqlite import SqliteFolder

MANY = ("event", "past_ticket", "past_leg", "past_day", "ticket", "leg", "command", "session", "appointment")
"""Tables in which the hall alone names thousands of rows, or millions."""

STOPS_SOON = {"OLDEST", "LAST_ID", "LAST_AT"}
"""These read a key from its beginning or its end, and only a few rows of it."""


def list_questions() -> Iterator[tuple[str, "Select[tuple[object, ...]]"]]:
    for module in pkgutil.iter_modules(server.store.__path__):
        for name, value in vars(importlib.import_module(f"server.store.{module.name}")).items():
            if isinstance(value, Select) and not name.startswith(("SELECT_", "LOCK_")):
                yield name, value


QUESTIONS = dict(list_questions()) | {"known_by": known_by(2)}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    engine = open_record(SqliteFolder(tmp_path_factory.mktemp("record")), "small")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def searches(connection: Connection, question: "Select[tuple[object, ...]]") -> list[str]:
    """Return how SQLite goes about a question, a line for each table."""
    compiled = question.compile(connection)
    asked = compiled.construct_expanded_state(
        {name: [1, 2] if bound.expanding else bound.value or 1 for name, bound in compiled.binds.items()}
    )
    told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.statement}", tuple(asked.positional_parameters))
    return [row.detail for row in told if re.match(r"SCAN|SEARCH", row.detail)]


def is_told_where(search: str) -> bool:
    """Whether something beside the hall says where in a table to look."""
    return re.search(r"\(hall_id=\? AND \w+[=<>]", search) is not None


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_names_where_to_look(name: str, connection: Connection) -> None:
    for search in searches(connection, QUESTIONS[name]):
        if search.split()[1] in MANY and name not in STOPS_SOON:
            assert is_told_where(search), f"{name}: {search}"


def test_a_question_that_names_only_the_hall_would_be_noticed(connection: Connection) -> None:
    whole = select(tables.event).where(tables.event.c.hall_id == HALL)

    assert [is_told_where(search) for search in searches(connection, whole)] == [False]
    assert {"EVENTS_AFTER", "LAST_CALLS", "PAST_AFTER", "PAST_OF_DAY", "known_by"} <= set(QUESTIONS)
