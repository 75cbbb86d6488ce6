"""How the bodies of requests are read: nothing that is not asked for, and no text or number that cannot be kept."""

from typing import Annotated

from pydantic import ConfigDict, Field, Strict, StringConstraints

STRICT = ConfigDict(extra="forbid")
"""A request with a field that nobody knows is refused: a misspelt word must not be lost in silence."""

Flag = Annotated[bool, Strict()]
"""True or false, and nothing that may be meant so: pydantic would take 0, "no" and "off" as well."""

_PRINTED = r"^[^\x00-\x08]*$"
"""No control characters: a database may refuse them, and nobody can read them."""

_EMOJI = (
    "⌚⌛⏩-⏳◽◾☔☕♈-♓⚓⚡⚪⚫⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕"
    "\u200d\ufe0f\U00010000-\U0001ffff"
)
SHOWN = rf"^[^\x00-\x1f\x7f{_EMOJI}]*$"
"""One line that glass and boards have pictures for: an emoji would be a box there."""

Note = Annotated[str, StringConstraints(max_length=200, pattern=_PRINTED)]
Identity = Annotated[str, StringConstraints(max_length=128, pattern=_PRINTED)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_PRINTED)]
"""Why somebody did what the public may ask about; a blank is no reason."""

Id = Annotated[int, Field(ge=1, le=2**53)]
"""A ticket's number in the record: no larger than what every program and database holds exactly."""
