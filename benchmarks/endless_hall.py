"""The sample hall with one more thing that no hall has: series that last for a benchmark, not for a day."""

import re
import shutil
from pathlib import Path

from benchmarks.server_process import SAMPLE_HALL

LAST_NUMBER = 99_999


def make_endless_hall(folder: Path) -> Path:
    """Return a copy of the sample hall, below a folder, in which every series goes on to `LAST_NUMBER`."""
    hall = folder / "hall"
    shutil.copytree(SAMPLE_HALL, hall)
    windows = hall / "windows.toml"
    text = windows.read_text(encoding="utf-8")
    longer = rf"\1, last = {LAST_NUMBER}, digits = {len(str(LAST_NUMBER))} }}"
    windows.write_text(re.sub(r'(\{ series_id = "\w+", prefix = "[A-Z]+") \}', longer, text), encoding="utf-8")
    return hall
