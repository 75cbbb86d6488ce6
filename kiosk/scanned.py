"""What a scanner has read: the code of a slip, of an appointment, a number, or something that is not ours. Pure."""

import re
from dataclasses import dataclass

_PAGE = re.compile(r"/t/([A-Za-z0-9]{6,64})/?$")
"""The end of a visitor's page's address; the rest of it is the hall's own business."""

_APPOINTMENT = re.compile(r"\d{6}")
_NUMBER = re.compile(r"[A-Z][A-Z0-9-]{0,7}\d{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One of the three is set, or none."""

    token: str | None = None
    appointment: str | None = None
    number: str | None = None


def read_scan(text: str) -> Scanned:
    """Return what a text means that a scanner has read."""
    bare = text.strip()
    if page := _PAGE.search(bare):
        return Scanned(token=page[1])
    if _APPOINTMENT.fullmatch(bare):
        return Scanned(appointment=bare)
    if _NUMBER.fullmatch(bare.upper()):
        return Scanned(number=bare.upper())
    return Scanned()
