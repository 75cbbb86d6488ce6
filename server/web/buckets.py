"""Token buckets: how often something may happen, for each of many keys, in memory that is bounded."""

from collections.abc import Callable
from time import monotonic

KEYS_MOST = 10_000


class Buckets:
    """A bucket for each key: it holds `burst` and fills again by `per_s` a second."""

    def __init__(self, *, per_s: float, burst: float, seconds: Callable[[], float] = monotonic) -> None:
        """Take the rate, and what tells the seconds that pass."""
        self._per_s, self._burst, self._seconds = per_s, burst, seconds
        self._filled: dict[str, tuple[float, float]] = {}

    def wait_s(self, key: str, *, take: float = 1.0, least: float = 1.0) -> float:
        """Take from a key's bucket and return 0; or take nothing and return in how many seconds it holds the least."""
        now = self._seconds()
        held, at = self._filled.get(key, (self._burst, now))
        held = min(self._burst, held + (now - at) * self._per_s)
        if held < least:
            return (least - held) / self._per_s
        if key not in self._filled and len(self._filled) >= KEYS_MOST:
            self._forget_full(now)
        self._filled[key] = held - take, now
        return 0.0

    def _forget_full(self, now: float) -> None:
        """Forget the keys whose buckets are full again; all of them when that helps nothing."""
        left = {
            key: (held, at) for key, (held, at) in self._filled.items() if held + (now - at) * self._per_s < self._burst
        }
        self._filled = left if len(left) < KEYS_MOST // 2 else {}
