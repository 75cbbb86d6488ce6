"""The PIN of the page for maintenance: kept as argon2id, with the wrong tries beside it, which outlive a restart."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from pathlib import Path

from argon2.exceptions import InvalidHashError, VerificationError

from hall.argon import HASHER
from hall.clock import Clock
from hall.errors import BadInput, DiskUnusable
from hall.state_files import find_kept, write_whole
from hall.wire import to_json

FILE = "pin.json"
LEAST, MOST = 6, 12
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class Verdict(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A verdict, and after wrong ones for how many seconds nothing more is looked at."""

    verdict: Verdict
    wait_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    pin_hash: str
    wrong: int = 0
    last_wrong_at: datetime | None = None


class Pin:
    """One kiosk's PIN in its state folder. Every method but `is_set` blocks for a tenth of a second."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Take the folder; it need not exist before a PIN is set."""
        self._file, self._clock = folder / FILE, clock

    @property
    def is_set(self) -> bool:
        """Whether there is one: without it there is no page for maintenance."""
        return self._file.exists()

    def set(self, digits: str) -> None:
        """Take a new PIN; wrong tries are forgotten.

        Raises:
            BadInput: it is no PIN.
            DiskUnusable: it cannot be kept.
        """
        if not (digits.isascii() and digits.isdecimal() and LEAST <= len(digits) <= MOST):
            raise BadInput(f"a PIN is {LEAST} to {MOST} digits")
        if len(set(digits)) == 1 or digits in "01234567890123456789" or digits in "98765432109876543210":
            raise BadInput("everybody tries such a PIN first; take digits without a pattern")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskUnusable(f"{self._file.parent}: {error}; name another folder with --state") from error
        self._keep(_Kept(pin_hash=HASHER.hash(digits)))

    def check(self, digits: str) -> Tried:
        """Try a PIN. The try is on the disk as a wrong one before it is looked at: no plug that is pulled undoes it.

        Raises:
            DiskUnusable: what is kept cannot be read or written; nothing was looked at.
        """
        kept, now = self._read(), self._clock.now()
        if (left_s := _wait_left_s(kept, now)) > 0:
            return Tried(verdict=Verdict.LOCKED, wait_s=left_s)
        tried = replace(kept, wrong=kept.wrong + 1, last_wrong_at=now)
        self._keep(tried)
        if _is_pin(digits, kept.pin_hash):
            self._keep(_Kept(pin_hash=kept.pin_hash))
            return Tried(verdict=Verdict.RIGHT)
        return Tried(verdict=Verdict.WRONG, wait_s=_wait_left_s(tried, now))

    def _read(self) -> _Kept:
        kept = find_kept(self._file, _Kept)
        if kept is None:
            raise DiskUnusable(f"{self._file}: there is no PIN any more; set a new one (kiosk --set-pin)")
        return kept

    def _keep(self, kept: _Kept) -> None:
        write_whole(self._file, to_json(kept))


def _wait_left_s(kept: _Kept, now: datetime) -> int:
    """Return for how long nothing is looked at; a clock that was set back only makes that longer."""
    if kept.wrong < FREE_TRIES or kept.last_wrong_at is None:
        return 0
    wait: timedelta = min(FIRST_WAIT * 2 ** min(kept.wrong - FREE_TRIES, 10), LONGEST_WAIT)
    left_s = min(kept.last_wrong_at + wait - now, wait).total_seconds()
    return max(0, ceil(left_s))


def _is_pin(digits: str, pin_hash: str) -> bool:
    try:
        return bool(HASHER.verify(pin_hash, digits))
    except (VerificationError, InvalidHashError):
        return False
