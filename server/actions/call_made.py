"""What a window keeps of its last call, should it be taken back."""

from dataclasses import dataclass
from datetime import datetime

from hall.wire import from_json, to_json
from server.rules.choosing import Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade:
    """When a call was made, and how its pool's turns stood before it and after; alike for a call out of turn."""

    at: datetime
    turns: Turns
    turns_after: Turns

    def to_text(self) -> str:
        """Return what a window keeps of its last call."""
        return to_json(self).decode()


def find_call_made(undo: str) -> CallMade | None:
    """Return what a window has kept, None when its last call cannot be taken back."""
    return from_json(CallMade, undo) if undo else None
