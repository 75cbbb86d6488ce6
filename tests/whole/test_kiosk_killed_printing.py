"""The power fails while a kiosk prints: after its start nobody's ticket comes out twice, and the next is served."""

from pathlib import Path

import pytest

from benchmarks.kiosk_print_kills import run


@pytest.mark.timeout(180)
def test_a_kiosk_that_dies_while_printing_prints_nothing_twice(tmp_path: Path) -> None:
    came = run(tmp_path, kills=1, seed=3)

    assert came.issued == 2
    assert (came.numbers_twice, came.codes_twice, came.printed_without_paper, came.unserved) == (0, 0, 0, 0)
    assert came.without_word == 0
