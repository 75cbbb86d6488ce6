"""Which of the web's tests run on each engine: those whose routes' SQL nothing else tries there.

`YINHAO_EVERY_ENGINE=1 ./yinhao test tests/server/web` runs all of them on both.
"""

import os
from pathlib import Path

import pytest

ON_EACH_ENGINE = {"test_api.py", "test_client.py", "test_injection.py", "test_openapi.py", "test_streams.py"}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the others to SQLite: what they do with the record, the tests of the actions try on each engine."""
    if "YINHAO_EVERY_ENGINE" in os.environ:
        return
    config.hook.pytest_deselected(items=[each for each in items if _is_left_to_sqlite(each)])
    items[:] = [each for each in items if not _is_left_to_sqlite(each)]


def _is_left_to_sqlite(item: pytest.Item) -> bool:
    is_here = item.path.parent == HERE and item.path.name not in ON_EACH_ENGINE
    return is_here and "[postgresql" in item.nodeid
