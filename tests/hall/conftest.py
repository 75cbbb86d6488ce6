"""A copy of the tiny hall's files that a test may break."""

import shutil
from pathlib import Path

import pytest

from hall.errors import BadSettings
from hall.plan import load_plan

TINY_HALL = Path(__file__).resolve().parent.parent / "fakes" / "tiny_hall"


class HallFiles:
    """A hall's folder, its edits and its faults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def list_faults(self) -> list[str]:
        try:
            load_plan(self.folder)
        except BadSettings as error:
            return error.detail.splitlines()
        return []


@pytest.fixture
def hall_files(tmp_path: Path) -> HallFiles:
    folder = tmp_path / "hall"
    shutil.copytree(TINY_HALL, folder)
    return HallFiles(folder)
