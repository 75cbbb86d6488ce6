"""Prepares Kivy before any test of a kiosk can import it; the desk with a reception that most tests begin with."""

import tests.kiosk.glass  # noqa: F401

import pytest  # isort: skip

from kiosk.reception import Reception  # isort: skip
from tests.kiosk.staff import Desk  # isort: skip


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.start()
    return desk


@pytest.fixture
def reception(desk: Desk) -> Reception:
    return desk.reception
