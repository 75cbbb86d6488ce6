"""Prepares Kivy before any test of a kiosk can import it; the desk with a reception, and the finder, of many tests."""

from collections.abc import Iterator

import tests.kiosk.glass  # noqa: F401

import pytest  # isort: skip

from kiosk.finder import Finder  # isort: skip
from kiosk.reception import Reception  # isort: skip
from tests.kiosk.staff import Desk  # isort: skip
from tests.kiosk.words import ASSETS, LANGUAGES, SEARCHED_ON, sample_directory  # isort: skip


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.start()
    return desk


@pytest.fixture
def reception(desk: Desk) -> Reception:
    return desk.reception


@pytest.fixture(scope="session")
def finder() -> Iterator[Finder]:
    """Searching in the sample hall; made once, for nothing that is asked changes it."""
    finder = Finder(LANGUAGES, assets=ASSETS)
    finder.learn(sample_directory(SEARCHED_ON))
    yield finder
    finder.stop()
