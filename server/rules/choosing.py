"""Who is called next, and who is before whom: the only place that decides it."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Candidate(Protocol):
    """A waiting ticket that a window could call."""

    @property
    def ticket_id(self) -> int:
        """Rises with every issue: tells apart two arrivals in the same microsecond."""
        ...

    @property
    def queue_id(self) -> str:
        """The queue in which it waits."""
        ...

    @property
    def queue_key(self) -> int:
        """Its place in the order: the arrival in microseconds, unless a rule moved it."""
        ...


C = TypeVar("C", bound=Candidate)


def choose_next(heads: Iterable[C]) -> C | None:
    """Decide whom a window calls next.

    Today the visitor who has waited longest, across all the queues that the window serves. Whatever comes to
    weigh more than arrival (priority classes, their ratio, the longest-wait cap) is decided here, from more
    properties of `Candidate`; the store goes on handing over one head for each queue and class.

    Args:
        heads: the first waiting ticket of each queue that the window serves, in any order.

    Returns:
        The one to call, or None when nobody waits.
    """
    return min(heads, key=calling_order, default=None)


def calling_order(candidate: Candidate) -> tuple[int, int]:
    """Return the key by which waiting tickets are called: the store sorts by these same two columns."""
    return candidate.queue_key, candidate.ticket_id


def sort_for_calling(candidates: Iterable[C]) -> list[C]:
    """Return waiting tickets as a window would call them, one after another."""
    return sorted(candidates, key=calling_order)
