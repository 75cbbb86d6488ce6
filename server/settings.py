"""What a server is told when it starts."""

from dataclasses import dataclass
from pathlib import Path

HEARTBEAT_S = 15.0
"""How often a stream speaks at least; clients take 18 s of silence for a dead line."""

HALL_STREAMS_MOST = 500
VISIT_STREAMS_MOST = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One hall's server.

    `public_url` is where phones find it, without a slash at the end. The last four are for tests and rehearsals.
    """

    data: Path
    public_url: str
    heartbeat_s: float = HEARTBEAT_S
    blocked_most_s: float = 30.0
    hall_streams_most: int = HALL_STREAMS_MOST
    visit_streams_most: int = VISIT_STREAMS_MOST

    @property
    def is_https(self) -> bool:
        """Whether pages come under https, so that cookies may ask for it."""
        return self.public_url.startswith("https://")
