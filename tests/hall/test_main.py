from pathlib import Path

from hall.__main__ import main
from tests.hall.conftest import TINY_HALL, HallFiles


def test_a_hall_without_faults_is_told_in_one_line() -> None:
    said: list[str] = []

    assert main(["check", str(TINY_HALL)], said.append) == 0
    assert said == [
        f"{TINY_HALL}: nothing to mend; 2 floors, 1 kiosks, 3 windows, 2 queues, 3 departments, 5 matters, 1 towns"
    ]


def test_faults_are_told_with_their_number_and_end_in_two(hall_files: HallFiles) -> None:
    said: list[str] = []
    hall_files.edit("hall.toml", 'featured = ["marriage"]', 'featured = ["mariage"]')

    assert main(["check", str(hall_files.folder)], said.append) == 2
    assert said[0].startswith("hall.toml:7: featured[1]: ")
    assert said[-1].startswith("1 to mend")


def test_a_folder_that_is_not_there_ends_in_two(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "none")], [].append) == 2
