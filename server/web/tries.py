"""Wrong passwords: each further try must wait longer, for the name, for the address that it comes from, and for both.

Who has signed in from an address before is not kept out there by what others try elsewhere: otherwise any visitor
could lock an admin out. So wrong tries count

* for the name together with the address, always;
* for the name, unless its owner has signed in from this address;
* for the address, unless anybody has signed in from it: behind one proxy or translator sits the whole staff.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.clock import Clock
from hall.errors import TooManyTries

FREE_TRIES = 5
FREE_OF_ADDRESS = 20
"""A hall's visitors may share one address, and so may a clerk who mistypes with a colleague who does not."""

FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=15)
NAMES_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Wrong:
    count: int
    may_try_at: datetime


class PasswordTries:
    """Counts wrong passwords, whether or not there is such a clerk."""

    def __init__(self, clock: Clock) -> None:
        """Take the time."""
        self._clock = clock
        self._wrong: dict[tuple[str, str], _Wrong] = {}
        self._right: dict[tuple[str, str], None] = {}

    def assert_may_try(self, name: str, origin: str = "") -> None:
        """Check that a password for this name, from this address, is looked at now.

        Raises:
            TooManyTries: not yet; the facts say in how many seconds.
        """
        now = self._clock.now()
        wrong = [self._wrong[key].may_try_at for key, _ in self._counted(name, origin) if key in self._wrong]
        left_s = max((-((now - at) // timedelta(seconds=1)) for at in wrong), default=0)
        if left_s > 0:
            raise TooManyTries(f"wait {left_s} s before the next try", retry_after_s=left_s)

    def note_wrong(self, name: str, origin: str = "") -> None:
        """Count a wrong password."""
        for key, free in self._counted(name, origin):
            known = self._wrong.get(key)
            count = 1 if known is None else known.count + 1
            delay = timedelta(0)
            if count >= free:
                delay = min(FIRST_DELAY * 2 ** min(count - free, 30), LONGEST_DELAY)
            if len(self._wrong) >= NAMES_MOST:
                self._forget_over()
            self._wrong[key] = _Wrong(count, self._clock.now() + delay)

    def note_right(self, name: str, origin: str = "") -> None:
        """Begin anew after the right password."""
        for key, _ in self._counted(name, origin):
            self._wrong.pop(key, None)
        if len(self._right) >= NAMES_MOST:
            self._right.pop(next(iter(self._right)))
        self._right |= {(name, origin): None, ("", origin): None}

    def _counted(self, name: str, origin: str) -> list[tuple[tuple[str, str], int]]:
        """Return under what a try counts, each with how many wrong ones are free."""
        counted = [((name, origin), FREE_TRIES)]
        if (name, origin) not in self._right and origin:
            counted.append(((name, ""), FREE_TRIES))
        if ("", origin) not in self._right and origin:
            counted.append((("", origin), FREE_OF_ADDRESS))
        return counted

    def _forget_over(self) -> None:
        """Forget those who need not wait; all of them when that helps nothing."""
        now = self._clock.now()
        left = {key: wrong for key, wrong in self._wrong.items() if wrong.may_try_at > now}
        self._wrong = left if len(left) < NAMES_MOST // 2 else {}
