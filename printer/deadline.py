"""How long may still be waited; on the monotonic clock, so that setting the time of day changes nothing."""

from time import monotonic


class Deadline:
    """A moment some seconds from its making."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self._at = monotonic() + seconds

    @property
    def remaining_s(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._at - monotonic())

    @property
    def has_passed(self) -> bool:
        """Whether no time is left."""
        return self.remaining_s == 0.0

    def at_most(self, seconds: float) -> float:
        """Return the shorter of what is left and so many seconds."""
        return min(self.remaining_s, seconds)
