"""ServedClock: the server's time, carried on by this machine's clock between two words from the server."""

from datetime import datetime, timedelta

from hall.clock import Clock


class ServedClock:
    """A `hall.clock.Clock` that follows the server: a kiosk with a wrong clock still shows the hall's time."""

    def __init__(self, own: Clock) -> None:
        """Follow this machine's clock until the server speaks."""
        self._own = own
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the present moment by the server's reckoning, aware and in UTC."""
        return self._own.now() + self._ahead

    @property
    def own_is_ahead(self) -> timedelta:
        """How far this machine's clock is ahead of the server's."""
        return -self._ahead

    def set(self, served: datetime) -> None:
        """Take the server's time as of now."""
        self._ahead = served - self._own.now()
