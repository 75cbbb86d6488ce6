"""What the estimator knows of a hall before anything happens: matters with their minutes, windows with their hours.

Everything is numbered from 0: matters, queues and windows are places in these tuples. Times are seconds since the
hall's midnight, lengths are seconds.
"""

from dataclasses import dataclass

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A hall on one day.

    Attributes:
        configured_s: for each matter the time at the window that its hall expects.
        queue_of: for each matter the queue in which its visitors wait.
        serves: for each window its queues.
        spans: for each window when it is to be open, in order.
        ranks: how many ranks there are; a higher one goes first, as the rule of the hall has it.
    """

    configured_s: tuple[float, ...]
    queue_of: tuple[int, ...]
    serves: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[Span, ...], ...]
    ranks: int = 2

    @property
    def queues(self) -> int:
        """How many queues there are."""
        return max((*self.queue_of, *(queue for queues in self.serves for queue in queues)), default=-1) + 1

    def windows_of(self, queue: int) -> list[int]:
        """Return the windows that serve a queue."""
        return [window for window, queues in enumerate(self.serves) if queue in queues]

    def groups(self) -> list[tuple[int, ...]]:
        """Return the windows that share queues, directly or by way of others, in groups that have nothing in common."""
        group_of = list(range(len(self.serves)))
        for queue in range(self.queues):
            there = self.windows_of(queue)
            least = min((group_of[window] for window in there), default=0)
            joined = {group_of[window] for window in there}
            group_of = [least if group in joined else group for group in group_of]
        names = sorted(set(group_of))
        return [tuple(window for window, group in enumerate(group_of) if group == name) for name in names]
