"""Dates in addresses: written as 2026-11-25 and in no other way (pydantic also takes seconds since 1970)."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def _assert_written(value: object) -> object:
    """Return what will be read as a date, where it is written as one.

    Raises:
        ValueError: it is not.
    """
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError("write the date as in 2026-11-25")
    return value


WrittenDate = Annotated[date, BeforeValidator(_assert_written)]
"""A date as ISO 8601 writes it."""
