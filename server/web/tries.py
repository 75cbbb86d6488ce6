"""Wrong passwords: after five for a name, each further try must wait longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.clock import Clock
from hall.errors import TooManyTries

FREE_TRIES = 5
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=15)
NAMES_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Wrong:
    count: int
    may_try_at: datetime


class PasswordTries:
    """Counts wrong passwords for each name, whether or not there is such a clerk."""

    def __init__(self, clock: Clock) -> None:
        """Take the time."""
        self._clock = clock
        self._wrong: dict[str, _Wrong] = {}

    def assert_may_try(self, name: str) -> None:
        """Check that a password for this name is looked at now.

        Raises:
            TooManyTries: not yet; the facts say in how many seconds.
        """
        wrong = self._wrong.get(name)
        if wrong is None:
            return
        left_s = -((self._clock.now() - wrong.may_try_at) // timedelta(seconds=1))
        if left_s > 0:
            raise TooManyTries(f"wait {left_s} s before the next try", retry_after_s=left_s)

    def note_wrong(self, name: str) -> None:
        """Count a wrong password."""
        known = self._wrong.get(name)
        count = 1 if known is None else known.count + 1
        delay = timedelta(0)
        if count >= FREE_TRIES:
            delay = min(FIRST_DELAY * 2 ** min(count - FREE_TRIES, 30), LONGEST_DELAY)
        if len(self._wrong) >= NAMES_MOST:
            self._wrong.clear()
        self._wrong[name] = _Wrong(count, self._clock.now() + delay)

    def note_right(self, name: str) -> None:
        """Begin anew after the right password."""
        self._wrong.pop(name, None)
