"""A whole day played from a script: who comes when and how long each takes is given, whom a window calls the rule says.

The same script played under other hours, lines or rules shows what these alone do. A script is drawn from what the
hall has taught (`day_scripts`), or is a past day's record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from server.rules.waits.hall_lines import Calling, HallLines, PoolNow, Special
from server.rules.waits.layout import Span


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who comes at a moment, and for how long a window is taken from the call to the next one.

    `slot_at` is the appointment of whoever comes in time for one, `not_before` when the first of them are called.
    """

    at: float
    matter: int
    rank: int
    busy_s: float
    slot_at: float | None = None
    not_before: float | None = None

    @property
    def ready_at(self) -> float:
        """From when on a window may call."""
        return self.at if self.not_before is None else max(self.at, self.not_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a hall is run: for each matter its queue, for each window its queues with their costs, and its hours.

    `costs` is empty for a window at which arrival alone decides between its queues.
    """

    queue_of: tuple[int, ...]
    queues: int
    serves: tuple[tuple[int, ...], ...]
    costs: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[Span, ...], ...]
    priority_ratio: int
    cap_s: float
    appointment_share: int = 100

    def lines(self) -> HallLines:
        """Return the lines of a morning before anybody has come."""
        kinds = list(zip(self.serves, self.costs, strict=True))
        pools = list(dict.fromkeys(kinds))
        calling = Calling(
            pool_of=[pools.index(each) for each in kinds],
            clerk_of=[None] * len(kinds),
            queue_of=self.queue_of,
            priority_ratio=self.priority_ratio,
            cap_s=self.cap_s,
            appointment_share=self.appointment_share,
            overdue_after_calls=0,
            now=float("inf"),
        )
        known = [PoolNow(queues=queues, costs=costs) for queues, costs in pools]
        return HallLines(calling, known, queues=self.queues, calls={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a day went: how long each waited, None whom nobody called, and how long each window was taken."""

    waits: list[float | None]
    busy_s: list[float]


def play_day(script: Sequence[Visit], setting: Setting) -> Played:
    """Play a day; the script is in the order in which people come."""
    return _Play(script, setting).run()


class _Play:
    def __init__(self, script: Sequence[Visit], setting: Setting) -> None:
        self._script, self._setting = script, setting
        self._order = sorted(range(len(script)), key=lambda index: script[index].ready_at)
        self._lines = setting.lines()
        self._ends = max((span[1] for spans in setting.spans for span in spans), default=0.0)
        self._free = [(spans[0][0], window) for window, spans in enumerate(setting.spans) if spans]
        heapify(self._free)
        self._idle: list[int] = []
        self.played = Played(waits=[None] * len(script), busy_s=[0.0] * len(setting.spans))

    def run(self) -> Played:
        script, order, free, coming = self._script, self._order, self._free, 0
        while free or coming < len(order):
            if coming < len(order) and (not free or script[order[coming]].ready_at <= free[0][0]):
                self._come(order[coming])
                coming += 1
            else:
                self._turn(*heappop(free))
        return self.played

    def _come(self, index: int) -> None:
        visit = self._script[index]
        queue = self._setting.queue_of[visit.matter]
        entry = (visit.ready_at, index, visit.matter)
        if visit.slot_at is None:
            self._lines.add(queue, visit.rank, entry)
        else:
            booked = Special(entry=entry, queue=queue, rank=visit.rank, since=visit.at, appointment_at=visit.slot_at)
            self._lines.add_special(booked)
        for window in self._idle:
            if queue in self._setting.serves[window]:
                self._idle.remove(window)
                heappush(self._free, (visit.ready_at, window))
                return

    def _turn(self, at: float, window: int) -> None:
        """Let a window that is free call somebody, wait, or go to its break."""
        opens = self._opens(window, at)
        if opens is None:
            return
        if opens > at:
            heappush(self._free, (opens, window))
        elif (entry := self._lines.choose(window, at)) is None:
            self._idle.append(window)
        else:
            visit = self._script[entry[1]]
            self.played.waits[entry[1]] = at - visit.at
            self.played.busy_s[window] += visit.busy_s
            heappush(self._free, (at + max(1.0, visit.busy_s), window))

    def _opens(self, window: int, at: float) -> float | None:
        """Return from when on a window calls; one that is there at the day's end stays for whoever still waits."""
        spans = self._setting.spans[window]
        for begins, ends in spans:
            if at < ends:
                return max(at, begins)
        return at if spans[-1][1] >= self._ends else None
