"""Numbers within a series."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import SeriesUsedUp
from hall.hall_plan import AfterLast, Series
from server.rules.numbering import Number, next_number

SERIES = Series(series_id="a", prefix="A", first=1, last=12, digits=3)
WRAPPING = replace(SERIES, last=4, digits=1, after_last=AfterLast.WRAP)


def nobody_has_it(_value: int) -> bool:
    return False


def after(
    series: Series, last: int | None, *, last_round: int = 0, open_values: frozenset[int] = frozenset()
) -> Number:
    return next_number(series, last=last, last_round=last_round, in_use=open_values.__contains__)


def test_the_first_number_of_a_day_is_the_first_of_the_range() -> None:
    assert after(SERIES, None) == Number(value=1, text="A001", round=0)


def test_numbers_count_up() -> None:
    assert after(SERIES, 11) == Number(value=12, text="A012", round=0)


def test_a_range_may_begin_higher() -> None:
    assert after(Series(series_id="v", prefix="V", first=500, digits=4), None).text == "V0500"


def test_after_the_last_number_follows_one_with_a_digit_more() -> None:
    assert after(replace(SERIES, last=999), 999) == Number(value=1000, text="A1000", round=0)


def test_a_range_that_ends_early_leaves_the_rest_of_its_digits_alone() -> None:
    assert after(SERIES, 12).text == "A1000"
    assert after(SERIES, 1000).text == "A1001"


def test_numbers_of_one_digit_more_go_on_into_the_next() -> None:
    assert after(SERIES, 9999).text == "A10000"


def test_a_number_has_five_digits_at_most() -> None:
    with pytest.raises(SeriesUsedUp, match="99999"):
        after(SERIES, 99_999)


def test_endings_that_are_left_out_are_never_given() -> None:
    series = replace(SERIES, skip=("4", "13"), last=999)

    assert after(series, 3).text == "A005"
    assert after(series, 12).text == "A015"
    assert after(series, 112).text == "A115"
    assert after(series, 1003).text == "A1005"


def test_a_range_whose_first_number_is_left_out_begins_with_the_next() -> None:
    assert after(replace(SERIES, first=4, skip=("4",)), None).text == "A005"


def test_a_wrapping_range_begins_again_in_a_new_round() -> None:
    assert after(WRAPPING, 4) == Number(value=1, text="A1", round=1)
    assert after(WRAPPING, 1, last_round=1) == Number(value=2, text="A2", round=1)
    assert after(WRAPPING, 4, last_round=1) == Number(value=1, text="A1", round=2)


def test_a_wrapping_range_passes_over_numbers_that_are_still_open() -> None:
    assert after(WRAPPING, 4, open_values=frozenset({1, 2})).text == "A3"
    assert after(WRAPPING, 1, last_round=1, open_values=frozenset({2})) == Number(value=3, text="A3", round=1)


def test_a_wrapping_range_that_is_all_open_goes_on_with_a_digit_more() -> None:
    all_open = frozenset({1, 2, 3, 4})

    assert after(WRAPPING, 4, open_values=all_open) == Number(value=10, text="A10", round=0)
    assert after(WRAPPING, 10, open_values=all_open | {10}) == Number(value=11, text="A11", round=0)


def test_a_range_that_had_to_go_on_begins_again_as_soon_as_a_number_is_free() -> None:
    assert after(WRAPPING, 10, open_values=frozenset({1, 2, 4, 10})) == Number(value=3, text="A3", round=1)


def test_what_is_open_is_not_asked_before_a_range_begins_again() -> None:
    def ask(value: int) -> bool:
        raise AssertionError(f"asked about {value}")

    assert next_number(WRAPPING, last=3, in_use=ask).value == 4
    assert next_number(SERIES, last=12, in_use=ask).value == 1000


serieses = st.builds(
    lambda first, length, skip, after_last: Series(
        series_id="s", prefix="S", first=first, last=min(first + length, 99), digits=2, skip=skip, after_last=after_last
    ),
    first=st.integers(1, 60),
    length=st.integers(2, 20),
    skip=st.lists(st.sampled_from(["4", "13", "7"]), unique=True).map(tuple),
    after_last=st.sampled_from(AfterLast),
)
"""Ranges of three numbers at least, so that something is left of every one of them."""


@given(series=serieses, finished=st.lists(st.integers(0, 40), max_size=90))
def test_a_day_never_repeats_an_open_number_nor_a_value_within_a_round(series: Series, finished: list[int]) -> None:
    """One number is taken at each step, and then the ticket at some place among the open ones is finished."""
    open_tickets: list[Number] = []
    given_out: list[Number] = []
    for place in finished:
        in_use = {number.value for number in open_tickets}
        last = given_out[-1] if given_out else None
        number = next_number(
            series,
            last=last.value if last else None,
            last_round=last.round if last else 0,
            in_use=in_use.__contains__,
        )
        assert number.text not in {other.text for other in open_tickets}
        assert not number.text.endswith(series.skip)
        assert last is None or (number.round, number.value) > (last.round, last.value)
        given_out.append(number)
        open_tickets.append(number)
        if place < len(open_tickets):
            del open_tickets[place]
    if series.after_last is AfterLast.EXTEND:
        assert len({number.text for number in given_out}) == len(given_out)


@given(series=serieses, last=st.integers(0, 99_998))
def test_the_next_number_is_of_the_range_or_longer(series: Series, last: int) -> None:
    number = next_number(series, last=last, in_use=nobody_has_it)

    assert series.first <= number.value <= series.last or number.value >= 100
