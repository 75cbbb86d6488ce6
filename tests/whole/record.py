"""The record of a whole hall, made and read in this process: commands of their own would take seconds from all."""

from collections.abc import Sequence
from typing import Any

from demo.whole_hall import Credentials, WholeHall
from tests.server.record_here import RecordHere


def make_credentials(hall: WholeHall, clerks: Sequence[str]) -> Credentials:
    """Make what `WholeHall.make_credentials` makes by commands."""
    record = RecordHere(data=hall.data)
    return Credentials(
        kiosk=record.add_kiosk(), display=record.add_device("display", "board"), clerks=record.add_clerks(*clerks)
    )


def export(hall: WholeHall, what: str) -> list[dict[str, Any]]:
    """Return `tickets` or `events`."""
    return RecordHere(data=hall.data).export(what)
