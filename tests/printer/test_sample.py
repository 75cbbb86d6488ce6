from pathlib import Path

import pytest

from hall.errors import BadSettings
from printer.sample import load_sample
from tests.printer.machines import ASSETS
from tests.printer.slips import ISSUED_AT

SAMPLE = ASSETS / "tickets" / "sample.toml"


def test_the_shipped_sample_is_a_whole_slip():
    slip = load_sample(SAMPLE, issued_at=ISSUED_AT, is_priority=True, reprint_count=2)

    assert slip.sketch is not None
    assert slip.priority is not None
    assert slip.reprint_count == 2
    assert len(slip.url) <= 42
    assert any(box.is_goal for box in slip.sketch.boxes)


def test_marks_are_only_on_the_sample_that_asks_for_them():
    slip = load_sample(SAMPLE, issued_at=ISSUED_AT)

    assert slip.priority is None
    assert slip.reprint_count == 0


@pytest.mark.parametrize("source", ["", "number = 3", "number ="])
def test_a_broken_sample_is_named(tmp_path: Path, source: str):
    file = tmp_path / "mine.toml"
    file.write_text(source, encoding="utf-8")

    with pytest.raises(BadSettings, match=r"mine\.toml"):
        load_sample(file, issued_at=ISSUED_AT)
