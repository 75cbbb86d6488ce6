"""The pad on which a number is typed: its keys stay under the finger whatever is said above them."""

from collections.abc import Iterator

import pytest

from tests.kiosk.glass import Glass
from tests.kiosk.states import STATES, make_hall


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    yield glass
    glass.close()


@pytest.mark.parametrize(("asked", "unknown"), [("number", "number_unknown"), ("appointment", "appointment_unknown")])
def test_no_key_moves_when_something_is_wrong(glass: Glass, asked: str, unknown: str) -> None:
    STATES[asked](glass)
    glass.settle()
    keys = [key for key in glass.keys if key.startswith("pad.")]
    before = [glass.middle_of(key) for key in keys]
    glass.reception.go_home()

    STATES[unknown](glass)
    glass.settle()

    assert len(keys) > 10
    assert [glass.middle_of(key) for key in keys] == before


def test_a_slip_that_was_asked_for_again_in_vain_is_told_so(glass: Glass) -> None:
    STATES["ticket_still_none"](glass)
    glass.settle()

    assert "又试了一次" in glass.texts()
