"""What is wrong with a request's form, as a field and a kind: faces say both in their reader's language."""

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError

from hall.errors import BadInput

FORM = "form"
"""The kind of whatever has no words of its own."""

KINDS: Mapping[str, str] = {
    "missing": "missing",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "characters",
    "string_unicode": "characters",
    "literal_error": "choice",
    "enum": "choice",
    "greater_than_equal": "too_little",
    "less_than_equal": "too_much",
}
"""Kinds by what pydantic calls them; `staff.wrong` of the languages has the words."""

DATES = ("date", "datetime", "time")


def wrong_input(error: RequestValidationError) -> BadInput:
    """Return the refusal that names the first field that is wrong, and how; the detail is for whoever programs."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    names = [part for part in first["loc"][1:] if isinstance(part, str)]
    return BadInput(f"{place}: {first['msg']}", **{"field": names[0] if names else ""} | _why(first))


def _why(first: Mapping[str, Any]) -> dict[str, str | int]:
    limits = first.get("ctx", {})
    kind = KINDS.get(first["type"], "date" if first["type"].startswith(DATES) or _is_of_a_date(first) else FORM)
    if kind == "too_short" and limits.get("min_length") == 1:
        return {"why": "missing"}
    most = limits.get("max_length", limits.get("le"))
    least = limits.get("min_length", limits.get("ge"))
    told = {"why": kind, "most": most, "least": least}
    return {name: value for name, value in told.items() if isinstance(value, str | int)}


def _is_of_a_date(first: Mapping[str, Any]) -> bool:
    return first["type"] == "value_error" and "date" in first["msg"]
