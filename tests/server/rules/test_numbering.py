"""Numbers within a series."""

import pytest

from hall.errors import SeriesUsedUp
from hall.places import Series
from server.rules.numbering import Number, next_number

SERIES = Series(series_id="a", prefix="A", first=1, last=12, digits=3)


def test_the_first_number_of_a_day_is_the_first_of_the_range() -> None:
    assert next_number(SERIES, last=None) == Number(value=1, text="A001")


def test_numbers_count_up() -> None:
    assert next_number(SERIES, last=11) == Number(value=12, text="A012")


def test_a_range_may_begin_higher() -> None:
    assert next_number(Series(series_id="v", prefix="V", first=500, digits=4), last=None).text == "V0500"


def test_after_the_last_number_the_series_is_used_up() -> None:
    with pytest.raises(SeriesUsedUp):
        next_number(SERIES, last=12)
