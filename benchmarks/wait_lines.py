"""The rule of calling of the benchmark's halls: the highest rank, then the window's lowest tier, then who came first.

The product's halls call by `server.rules.choosing`; halls of other systems by rules such as this one. The roll-out
takes either.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from operator import itemgetter
from typing import Self

from server.rules.waits.present import Entry

NOBODY = float("inf")
Group = tuple[tuple[int, ...], Callable[[Sequence[float]], tuple[float, ...]]]


class RankedLines:
    """Who waits: a line for each matter and rank."""

    def __init__(self, groups: Sequence[Sequence[Group]], *, ranks: int, lines: int, now: float) -> None:
        """Take for each window the groups of lines from which it calls one after another."""
        self._groups, self._ranks, self._now = groups, ranks, now
        self._lines: list[deque[Entry]] = [deque() for _ in range(lines)]
        self._heads = [NOBODY] * lines
        self.called_next: list[float | None] = [None] * lines
        self._asked = [False] * lines
        self._is_told: list[list[bool]] = [[False] * len(each) for each in groups]
        self.open_ends = 0

    def add(self, line: int, entry: Entry) -> None:
        """Let somebody stand last in a line, in order of the keys."""
        self._lines[line].append(entry)
        self._heads[line] = self._lines[line][0][0]

    def copy(self) -> Self:
        """Return lines that can be played with."""
        twin = copy(self)
        vars(twin).update(
            _lines=[each.copy() for each in self._lines],
            _heads=self._heads.copy(),
            called_next=self.called_next.copy(),
            _asked=self._asked.copy(),
            _is_told=[each.copy() for each in self._is_told],
        )
        return twin

    def ask(self, lines: Iterable[int]) -> None:
        """Look out for when one more would be called in some lines."""
        for line in lines:
            self._asked[line] = True
            self.open_ends += 1

    def choose(self, window: int, at: float) -> Entry | None:
        """Take out and return whom a window calls."""
        told = self._is_told[window]
        for place, (group, heads_of) in enumerate(self._groups[window]):
            heads = heads_of(self._heads)
            first = min(heads)
            if first > self._now and not told[place]:
                told[place] = True
                self._tell(group, at)
            if first != NOBODY:
                line = group[heads.index(first)]
                queue = self._lines[line]
                entry = queue.popleft()
                self._heads[line] = queue[0][0] if queue else NOBODY
                return entry
        return None

    def join(self, matter: int, rank: int, at: float) -> None:
        """Let somebody line up who comes later."""
        self.add(matter * self._ranks + rank, (at, -1, matter))

    def come_back(self, entry: Entry, at: float) -> None:
        """Let somebody line up again, behind three others."""
        line = entry[2] * self._ranks
        queue = self._lines[line]
        place = min(3, len(queue))
        key = at if place == len(queue) else queue[place][0]
        queue.insert(place, (key, -1, entry[2]))
        self._heads[line] = queue[0][0]

    def _tell(self, group: Iterable[int], at: float) -> None:
        for line in group:
            if self._asked[line] and self.called_next[line] is None:
                self.called_next[line] = at
                self.open_ends -= 1


def groups_of(tiers: Sequence[Sequence[int]], ranks: int) -> list[Group]:
    """Return the groups of a window with some tiers of matters, in the order of calling."""
    groups = []
    for rank in reversed(range(ranks)):
        for tier in tiers:
            if tier:
                lines = tuple(matter * ranks + rank for matter in tier)
                lines = lines if len(lines) > 1 else lines * 2
                groups.append((lines, itemgetter(*lines)))
    return groups
