"""Which window somebody types the number of: 12, 12号窗口, window 12. Pure."""

import re

_ASKED = re.compile(
    r"(?:第|window|counter|no\.?)?\s*0*(?P<number>[1-9][0-9]{0,2})\s*(?:号?窗口?|号|柜台|hao(?:chuang(?:kou)?)?)?",
    re.IGNORECASE,
)


def asked_window(typed: str) -> str | None:
    """Return the number of a window, None when something else was typed; the hall need not have that window."""
    found = _ASKED.fullmatch(typed.strip())
    return found["number"] if found else None
