"""The endless hall in which every window also serves one and the same queue, so that all clerks call from one line."""

import json
import re
from pathlib import Path

from benchmarks.endless_hall import make_endless_hall

SHARED_QUEUE = "civil_affairs"
SHARED_MATTER = "marriage_registration"
MATTERS = (SHARED_MATTER, "business_licence", "tax_registration")
"""One of the line that all windows serve, and two of lines that some serve."""

WINDOWS = (
    "2",
    "12",
    "13",
    "14",
    "17",
    "18",
    "19",
    "23",
    "24",
    "25",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "15",
)
"""Those that serve the other lines first."""

RECALL_INTERVAL_S = 1


def make_busy_hall(folder: Path) -> Path:
    """Return the hall's folder, made below a folder; a call may be repeated a second later there."""
    hall = make_endless_hall(folder)
    windows, settings = hall / "windows.toml", hall / "hall.toml"
    shared = re.sub(r'^queues = \[(".*")\]$', _with_shared, windows.read_text(encoding="utf-8"), flags=re.MULTILINE)
    windows.write_text(shared, encoding="utf-8")
    soon = f"recall_interval_s = {RECALL_INTERVAL_S}"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^recall_interval_s = \d+$", soon, text, flags=re.MULTILINE), encoding="utf-8")
    return hall


def _with_shared(line: re.Match[str]) -> str:
    own = re.findall(r'"(\w+)"', line[1])
    queues = [SHARED_QUEUE, *(queue for queue in own if queue != SHARED_QUEUE)]
    return f"queues = {json.dumps(queues)}"
