import tomllib
from pathlib import Path

import pytest

from tests.hall.conftest import HallFiles

CASES = tomllib.loads((Path(__file__).parent / "broken_files.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_broken_file_is_refused_with_place_fault_and_remedy(case: dict[str, object], hall_files: HallFiles) -> None:
    hall_files.edit(str(case["file"]), str(case["old"]), str(case["new"]))

    assert hall_files.list_faults() == case["faults"]
