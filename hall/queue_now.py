"""How a queue stands, as every event that changes one tells."""

from dataclasses import dataclass

from hall.places import Text
from hall.ticket import WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """A queue after an event: people waiting, windows open for it, and what the next visitor would wait.

    `stopped` is why no more numbers are given for it at present, in words for visitors.
    """

    queue_id: str
    waiting: int
    open_windows: int
    wait: WaitRange | None = None
    stopped: Text | None = None
