"""The first admin of a hall: made by whoever can read what the server says when it starts, with a code that it says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest
from unicodedata import normalize

from hall.clock import Clock
from hall.errors import WrongCode
from server.actions.passwords import make_password

CODE_LIVES = timedelta(minutes=15)
WRONG_MOST = 10


@dataclass(slots=True)
class _Code:
    code: str
    ends_at: datetime
    wrong_left: int = WRONG_MOST


class FirstAdmin:
    """Keeps the code, in memory only: after its time, ten wrong tries or a start anew it is worth nothing."""

    def __init__(self, clock: Clock) -> None:
        """Take the time; there is no code until one is made."""
        self._clock = clock
        self._code: _Code | None = None

    def make_code(self) -> str:
        """Make the code and return it, to be said where only the machine's owner reads it."""
        self._code = _Code(make_password(), self._clock.now() + CODE_LIVES)
        return self._code.code

    def check(self, typed: str) -> None:
        """Check a code that was typed.

        Raises:
            WrongCode: it is not the one, or there is none any more.
        """
        code = self._code
        if code is None or code.wrong_left <= 0 or code.ends_at <= self._clock.now():
            raise WrongCode
        if not compare_digest(_plain(typed), _plain(code.code)):
            code.wrong_left -= 1
            raise WrongCode

    def use_up(self) -> None:
        """Forget the code: it was used."""
        self._code = None


def _plain(code: str) -> bytes:
    """Return a code's letters and digits: nobody is sent away for how the rest, or their case, was typed."""
    return "".join(sign for sign in normalize("NFKC", code).lower() if sign.isalnum()).encode()
