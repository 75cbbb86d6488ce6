"""The sample slip of `assets/tickets/sample.toml`, for test prints and previews."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from hall.errors import BadSettings
from hall.places import Text
from hall.plane import Point, Rect
from printer.slip import RouteSketch, SketchBox, TicketSlip

SAMPLE_FILE = "sample.toml"
_TEXTS = ("hall", "matter", "department", "floor", "zone", "windows", "wait", "directions", "missed")


def load_sample(file: Path, *, issued_at: datetime, is_priority: bool = False, reprint_count: int = 0) -> TicketSlip:
    """Return the slip that a file describes, issued at the given moment.

    Raises:
        BadSettings: the file cannot be read or lacks something.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        texts: dict[str, Any] = {name: Text(**values[name]) for name in _TEXTS}
        return TicketSlip(
            **texts,
            number=values["number"],
            people_ahead=values["people_ahead"],
            url=values["url"],
            issued_at=issued_at,
            priority=Text(**values["priority"]) if is_priority else None,
            proof=Text(**values["proof"]) if is_priority else None,
            slip_code=values["slip_code"],
            sketch=_read_sketch(values["sketch"]),
            reprint_count=reprint_count,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadSettings(f"{file}: {error!r}") from error


def _read_sketch(table: dict[str, Any]) -> RouteSketch:
    return RouteSketch(
        outline=tuple(Point(*point) for point in table["outline"]),
        path=tuple(Point(*point) for point in table["path"]),
        boxes=tuple(
            SketchBox(place=Rect(*box["place"]), label=box["label"], is_goal=box.get("is_goal", False))
            for box in table["boxes"]
        ),
    )
