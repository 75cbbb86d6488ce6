"""Every range is told in the one way that fits."""

import pytest

from hall.ticket import WaitRange
from hall.wait_key import wait_key


@pytest.mark.parametrize(
    ("low", "high", "key"), [(0, 0, "at_once"), (0, 8, "within"), (9, 9, "same"), (12, 18, "range"), (90, None, "long")]
)
def test_a_wait_is_told_in_the_way_that_fits(low: int, high: int | None, key: str) -> None:
    assert wait_key(WaitRange(low_min=low, high_min=high)) == key
