from datetime import datetime

import pytest

from tests.printer.slips import make_slip


@pytest.mark.parametrize(
    "change",
    [
        {"number": "  "},
        {"issued_at": datetime(2026, 3, 2, 9, 45)},  # noqa: DTZ001 - it is what must be refused
        {"people_ahead": -1},
        {"reprint_count": -1},
    ],
    ids=["no number", "time without zone", "fewer than nobody", "negative reprint"],
)
def test_a_slip_that_could_not_be_printed_truthfully_is_refused(change: dict[str, object]):
    with pytest.raises(ValueError, match=r"slip needs|cannot be negative"):
        make_slip(**change)
