"""The hall's own rule of calling for the roll-out: what `server.rules.choosing` decides, in plain numbers.

A pass makes hundreds of thousands of choices, so that they are made here without dates and records. `choose_next` is
the rule; `tests/server/rules/waits/test_hall_lines.py` compares both on halls of every kind.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Self

from server.rules.waits.present import Entry

NOBODY = float("inf")
NORMAL, PRIORITY = 0, 1
RANKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """Somebody in whose place more than arrival counts; moments and keys in seconds, windows and clerks by number."""

    entry: Entry
    queue: int
    rank: int
    since: float
    for_window: int | None = None
    for_clerk: int | None = None
    due_calls: int | None = None
    appointment_at: float | None = None
    not_before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolNow:
    """A pool of windows as it stands: its queues, what a call costs each if they have shares, and the turns."""

    queues: tuple[int, ...]
    costs: tuple[int, ...] = ()
    priority_run: int = 0
    appointments: int = 0
    walk_ins: int = 0
    spent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """What holds through a pass.

    Attributes:
        pool_of: for each window its pool.
        clerk_of: for each window who sits there.
        queue_of: for each matter its queue.
        priority_ratio, cap_s, appointment_share: the hall's rules; a cap of 0 is none.
        overdue_after_calls: calls of the queue after which somebody is due who comes back.
        now: the moment of the pass.
    """

    pool_of: Sequence[int]
    clerk_of: Sequence[int | None]
    queue_of: Sequence[int]
    priority_ratio: int
    cap_s: float
    appointment_share: int
    overdue_after_calls: int
    now: float


class HallLines:
    """Who waits in a hall, and how the turns of its pools stand."""

    def __init__(self, calling: Calling, pools: Sequence[PoolNow], *, queues: int, calls: Mapping[int, int]) -> None:
        """Begin with nobody; `calls` are those that queues have made today."""
        lines = queues * RANKS
        self._calling, self._pools = calling, list(pools)
        self._lines: list[deque[Entry]] = [deque() for _ in range(lines)]
        self._heads = [NOBODY] * lines
        self._specials: list[list[Special]] = [[] for _ in range(queues)]
        self._counted = 0
        self._heads_of = [(*_lines_of(pool, NORMAL), *_lines_of(pool, PRIORITY)) for pool in pools]
        self._calls = [calls.get(queue, 0) for queue in range(queues)]
        self._run = [pool.priority_run for pool in pools]
        self._imagined_run = [pool.priority_run for pool in pools]
        self.called_next: list[float | None] = [None] * lines
        self._asked = [False] * lines
        self.open_ends = 0

    def add(self, queue: int, rank: int, entry: Entry) -> None:
        """Let somebody line up at the end for whom only arrival counts."""
        line = queue * RANKS + rank
        self._lines[line].append(entry)
        self._heads[line] = self._lines[line][0][0]

    def add_special(self, special: Special) -> None:
        """Let somebody line up in whose place more counts."""
        self._counted += 1
        self._specials[special.queue].append(special)

    def copy(self) -> Self:
        """Return lines that can be played with."""
        twin = copy(self)
        vars(twin).update(
            _pools=self._pools.copy(),
            _lines=[each.copy() for each in self._lines],
            _heads=self._heads.copy(),
            _calls=self._calls.copy(),
            _specials=[each.copy() for each in self._specials],
            _run=self._run.copy(),
            _imagined_run=self._imagined_run.copy(),
            called_next=self.called_next.copy(),
            _asked=self._asked.copy(),
        )
        return twin

    def ask(self, lines: Iterable[int]) -> None:
        """Look out for when one more would be called in some lines."""
        for line in lines:
            self._asked[line] = True
            self.open_ends += 1

    def join(self, matter: int, rank: int, at: float) -> None:
        """Let somebody line up who comes later."""
        self.add(self._calling.queue_of[matter], rank, (at, -1, matter))

    def come_back(self, entry: Entry, at: float) -> None:
        """Let somebody line up again who is due after some calls of the queue."""
        queue = self._calling.queue_of[entry[2]]
        due = self._calls[queue] + self._calling.overdue_after_calls
        back = Special(entry=(at, -1, entry[2]), queue=queue, rank=NORMAL, since=at, due_calls=due)
        self.add_special(back)

    def choose(self, window: int, at: float) -> Entry | None:
        """Take out and return whom a window calls."""
        place = self._calling.pool_of[window]
        pool = self._pools[place]
        specials = [each for queue in pool.queues for each in self._specials[queue]] if self._counted else ()
        if specials or pool.costs:
            return self._choose_among(window, at, specials)
        normals, normals_of, priorities, priorities_of = self._heads_of[place]
        normal, priority = min(those := normals_of(self._heads)), min(others := priorities_of(self._heads))
        if normal == priority == NOBODY:
            self._tell(pool.queues, at, NORMAL)
            self._tell(pool.queues, at, PRIORITY)
            return None
        first = min(normal, priority)
        if self._calling.cap_s and at - first > self._calling.cap_s:
            self._imagine_cap(pool, at, first)
            return self._take(normals[those.index(first)] if first == normal else priorities[others.index(first)])
        if self._is_turn_of_priority(place, normal, priority):
            self._imagine_priority(place, at, priority)
            return self._take(priorities[others.index(priority)])
        self._imagine_normal(place, at, normal)
        return self._take(normals[those.index(normal)])

    def _is_turn_of_priority(self, place: int, normal: float, priority: float) -> bool:
        """Whether a pool's turn is one of priority, given who is first of both; it is taken."""
        run = self._run[place]
        if NOBODY in {normal, priority} or run >= self._calling.priority_ratio:
            self._run[place] = 0
            return normal == NOBODY
        self._run[place] = run + 1
        return True

    def _take(self, line: int) -> Entry:
        queue = self._lines[line]
        entry = queue.popleft()
        self._heads[line] = queue[0][0] if queue else NOBODY
        self._calls[line // RANKS] += 1
        return entry

    # -- one more who lined up now: it would be the last of its line

    def _imagine_cap(self, pool: PoolNow, at: float, key: float) -> None:
        if key > self._calling.now:
            self._tell(pool.queues, at, NORMAL)
            self._tell(pool.queues, at, PRIORITY)

    def _imagine_normal(self, place: int, at: float, key: float) -> None:
        """A number without priority is called: one of priority would go before, and another if this one came later."""
        queues = self._pools[place].queues
        self._imagined_run[place] = 0
        if min(self._heads_of[place][3](self._heads)) > self._calling.now:
            self._tell(queues, at, PRIORITY)
        if key > self._calling.now:
            self._tell(queues, at, NORMAL)

    def _imagine_priority(self, place: int, at: float, key: float) -> None:
        """A number of priority is called: one without it has its turn after so many of them."""
        queues = self._pools[place].queues
        if key > self._calling.now:
            self._tell(queues, at, PRIORITY)
        if min(self._heads_of[place][1](self._heads)) > self._calling.now:
            if self._imagined_run[place] >= self._calling.priority_ratio:
                self._tell(queues, at, NORMAL)
            self._imagined_run[place] += 1

    def _tell(self, queues: Iterable[int], at: float, rank: int) -> None:
        for queue in queues:
            line = queue * RANKS + rank
            if self._asked[line] and self.called_next[line] is None:
                self.called_next[line] = at
                self.open_ends -= 1

    # -- the whole rule, where more than arrival and priority counts

    def _choose_among(self, window: int, at: float, specials: Sequence[Special]) -> Entry | None:
        place = self._calling.pool_of[window]
        pool = self._pools[place]
        there = [each for each in specials if self._may_call(window, each, at)]
        others = self._plain_heads(pool) + [each for each in there if each.due_calls is None]
        overdue = [each for each in there if each.due_calls is not None]
        due = [each for each in overdue if self._calls_left(each) <= 0]
        if due:
            return self._take_special(min(due, key=self._due_order))
        cap = self._calling.cap_s
        aged = [each for each in others if cap and at - each.since > cap]
        if aged:
            chosen = min(aged, key=_order)
            self._imagine_cap(pool, at, chosen.entry[0])
            return self._take_special(chosen)
        if others:
            return self._take_special(self._by_class(place, others, at))
        self._tell(pool.queues, at, NORMAL)
        self._tell(pool.queues, at, PRIORITY)
        return self._take_special(min(overdue, key=self._due_order)) if overdue else None

    def _plain_heads(self, pool: PoolNow) -> list[Special]:
        return [
            Special(entry=self._lines[line][0], queue=queue, rank=rank, since=self._lines[line][0][0])
            for queue in pool.queues
            for rank in (NORMAL, PRIORITY)
            if self._lines[line := queue * RANKS + rank]
        ]

    def _may_call(self, window: int, each: Special, at: float) -> bool:
        if each.not_before is not None and at < each.not_before:
            return False
        if each.for_window is not None and each.for_window != window:
            return False
        return each.for_clerk is None or each.for_clerk == self._calling.clerk_of[window]

    def _calls_left(self, each: Special) -> int:
        return (each.due_calls or 0) - self._calls[each.queue]

    def _due_order(self, each: Special) -> tuple[int, float]:
        return self._calls_left(each), each.entry[0]

    def _take_special(self, chosen: Special) -> Entry:
        line = chosen.queue * RANKS + chosen.rank
        if self._lines[line] and self._lines[line][0] is chosen.entry:
            return self._take(line)
        self._specials[chosen.queue].remove(chosen)
        self._counted -= 1
        self._calls[chosen.queue] += 1
        return chosen.entry

    def _by_class(self, place: int, others: Sequence[Special], at: float) -> Special:
        priority = [each for each in others if each.rank == PRIORITY]
        normal = [each for each in others if each.rank == NORMAL]
        first = [min(map(_order, those), default=NOBODY) for those in (normal, priority)]
        is_turn = self._is_turn_of_priority(place, *first)
        chosen = self._by_appointment(place, priority if is_turn else normal, at)
        if chosen.rank == PRIORITY:
            self._imagine_priority(place, at, chosen.entry[0])
        else:
            self._imagine_normal(place, at, chosen.entry[0])
        return chosen

    def _by_appointment(self, place: int, those: Sequence[Special], at: float) -> Special:
        booked = [each for each in those if each.appointment_at is not None and each.appointment_at <= at]
        walk_ins = [each for each in those if each.appointment_at is None or each.appointment_at > at]
        if not (booked and walk_ins):
            return min(booked, key=_appointment_order) if booked else self._by_queue(place, walk_ins)
        pool = self._pools[place]
        counted = pool.appointments + pool.walk_ins + 1
        if pool.appointments * 100 < self._calling.appointment_share * counted:
            self._pools[place] = replace(pool, appointments=pool.appointments + 1)
            return min(booked, key=_appointment_order)
        self._pools[place] = replace(pool, walk_ins=pool.walk_ins + 1)
        return self._by_queue(place, walk_ins)

    def _by_queue(self, place: int, those: Sequence[Special]) -> Special:
        pool = self._pools[place]
        if not pool.costs:
            return min(those, key=_order)
        spent = list(pool.spent or (0,) * len(pool.queues))
        heads = {pool.queues.index(each.queue): each for each in sorted(those, key=_order, reverse=True)}
        turn = min(heads, key=lambda index: (spent[index], _order(heads[index])))
        least = spent[turn]
        spent = [used if index in heads else max(used, least) for index, used in enumerate(spent)]
        spent[turn] += pool.costs[turn]
        self._pools[place] = replace(pool, spent=tuple(spent))
        return heads[turn]


Heads = Callable[[Sequence[float]], tuple[float, ...]]


def _lines_of(pool: PoolNow, rank: int) -> tuple[tuple[int, ...], Heads]:
    """Return a pool's lines of a rank, and what reads their heads; a single line is told twice, to be read alike."""
    lines = tuple(queue * RANKS + rank for queue in pool.queues)
    lines = lines if len(lines) > 1 else lines * 2
    return lines, itemgetter(*lines)


def _order(each: Special) -> float:
    return each.entry[0]


def _appointment_order(each: Special) -> tuple[float, float]:
    return each.appointment_at or 0.0, each.entry[0]
