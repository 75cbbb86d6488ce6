"""Window numbers are shortened only where that is shorter."""

import pytest

from hall.window_spans import spans_of


@pytest.mark.parametrize(
    ("numbers", "spans"),
    [([], []), ([5], ["5"]), ([6, 5], ["5", "6"]), ([5, 6, 9, 11, 10], ["5", "6", "9–11"]), ([1, 2, 3], ["1–3"])],
)
def test_only_runs_of_three_or_more_become_a_span(numbers: list[int], spans: list[str]) -> None:
    assert spans_of(numbers) == spans
