"""One draw: the hall played forward once, with everything that is not known taken by chance.

The draw knows what a real morning holds: when each window is free for the first time, when it stops and comes back,
how long a case takes, who does not come, who goes before. Whom a window calls then, the hall's own rule says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace

from server.rules.waits.arrivals import Newcomers
from server.rules.waits.chance import Chance, beyond
from server.rules.waits.durations import Durations, Outlook, draw_means
from server.rules.waits.habits import Habits
from server.rules.waits.layout import Layout
from server.rules.waits.present import Doing, Entry, Lines, Present, WindowNow
from server.rules.waits.stops import NEVER, Stop, list_stops

STANDING_STILL_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What all draws of a pass share, for the windows of one group."""

    layout: Layout
    present: Present
    windows: Sequence[int]
    habits: Habits
    outlooks: Sequence[Outlook]
    spread: float
    shape: Sequence[float]
    no_show: Sequence[float]
    newcomers: Newcomers | None


class Draw:
    """One draw; `times` collects for each who waits when it called them."""

    def __init__(self, known: Known, times: Sequence[list[float]], chance: Chance) -> None:
        """Begin with the hall as it stands."""
        self._known, self._chance, self._times = known, chance, times
        self.lines: Lines = known.present.lines.copy()
        self._means = draw_means(known.outlooks, known.spread, chance)
        self._stops: dict[int, list[Stop]] = {}
        self._until: dict[int, float] = {}
        self._pause_at: dict[int, float] = {}
        self._free: list[tuple[float, int]] = []
        self._idle: list[int] = []
        self._newcomer = self._arrival = NEVER
        self._back: list[tuple[float, Entry]] = []

    def play(self, left: int) -> float:
        """Play until everybody is called who waits, and anybody who would come next; return when that was."""
        known = self._known
        for window in known.windows:
            self._begin(window)
        self._open_something()
        heapify(self._free)
        if known.newcomers is not None:
            self._newcomer = self._arrival = known.newcomers.next_after(known.present.now, self._chance)
        return self._run(left)

    def _run(self, left: int) -> float:  # noqa: C901 -- the inner loop, hundreds of thousands of turns a pass
        free, until, lines, times, chance = self._free, self._until, self.lines, self._times, self._chance
        means, shape, no_show = self._means, self._known.shape, self._known.no_show
        habits, random, choose = self._known.habits, chance.random, lines.choose
        walk, gap, timeout, kinds = habits.walk.value, habits.gap.value, habits.timeout.value, len(shape)
        returns, leaving, now = habits.comes_back.value, habits.leaving_rate, self._known.present.now
        at = now
        while free and (left > 0 or lines.open_ends):
            at, window = free[0]
            if at >= self._arrival:
                self._arrive()
            elif at >= until[window]:
                self._stop(at, window)
            elif (entry := choose(window, at)) is None:
                heappop(free)
                if not self._ends(at, window):
                    self._idle.append(window)
            else:
                index, matter = entry[1], entry[2]
                if index >= 0:
                    times[index].append(at)
                    left -= 1
                luck = random()
                if luck < no_show[matter]:
                    if luck < returns * no_show[matter]:
                        self._come_back(at + timeout, entry)
                    at += timeout + gap
                elif 1 - luck < leaving * (at - now):
                    continue
                else:
                    at += (walk + gap) * (0.5 + random()) + means[matter] * shape[int(random() * kinds)]
                heapreplace(free, (at, window))
        return at

    def _begin(self, window: int) -> None:
        """Find when a window is free for the first time, and when it stops."""
        known, chance = self._known, self._chance
        now, state = known.present.now, known.present.windows[window]
        opens, stops = list_stops(known.layout.spans[window], state, now, known.habits, chance)
        if state.doing is not Doing.CLOSED:
            opens = self._first_free(state, now)
        self._stops[window] = stops
        is_there = state.doing not in {Doing.CLOSED, Doing.AWAY}
        self._pause_at[window] = self._next_pause(now if is_there else opens)
        self._set_until(window)
        if opens < NEVER:
            self._free.append((opens, window))

    def _next_pause(self, at: float) -> float:
        """Return when a window pauses that is open from some moment on: nobody pauses who is not there."""
        rate = self._known.habits.pause_rate
        return at + self._chance.expovariate(rate) if rate > 0 else NEVER

    def _first_free(self, state: WindowNow, now: float) -> float:
        habits, chance = self._known.habits, self._chance
        lasted = max(0.0, now - state.since)
        gap = habits.gap.value
        if state.doing is Doing.SERVING:
            return now + self._rest_of_case(state.matter, lasted) + gap * (0.5 + chance.random())
        if state.doing is Doing.CALLED:
            return now + self._rest_of_call(state.matter, lasted)
        if state.doing is Doing.AWAY:
            if state.back_at is not None and state.back_at > now:
                return state.back_at + gap * (0.5 + chance.random())
            return now + habits.pauses.draw_rest(lasted, chance)
        if state.stands_still and lasted > STANDING_STILL_S:
            return now + habits.pauses.draw_rest(lasted, chance) * 0.5
        return max(now, state.freed_at + gap * (0.5 + chance.random()))

    def _rest_of_case(self, matter: int, lasted: float) -> float:
        mean = self._means[matter]
        return beyond(self._known.shape, lasted / mean, self._chance) * mean - lasted

    def _rest_of_call(self, matter: int, lasted: float) -> float:
        habits, chance = self._known.habits, self._chance
        missing = self._known.no_show[matter]
        walk, timeout, gap = habits.walk.value, habits.timeout.value, habits.gap.value
        if lasted > walk * 1.5:
            missing = missing / (missing + (1 - missing) * max(0.02, 1.5 - lasted / (2 * walk + 1)))
        if chance.random() < missing:
            return max(3.0, timeout * (0.7 + 0.6 * chance.random()) - lasted) + gap
        case = self._means[matter] * self._known.shape[int(chance.random() * len(self._known.shape))]
        return max(2.0, walk * (0.5 + chance.random()) - lasted) + case + gap

    def _set_until(self, window: int) -> None:
        stops = self._stops[window]
        self._until[window] = min(self._pause_at[window], stops[0].at if stops else NEVER)

    def _stop(self, at: float, window: int) -> None:
        """Let a window stop for a while, by plan or without."""
        known, chance = self._known, self._chance
        stops = self._stops[window]
        if stops and at >= stops[0].at:
            back = stops.pop(0).opens
            if self._pause_at[window] < back:
                self._pause_at[window] = self._next_pause(back)
        else:
            back = at + known.habits.pauses.draw_rest(0.0, chance)
            self._pause_at[window] = self._next_pause(back)
        self._set_until(window)
        if back < NEVER:
            heapreplace(self._free, (max(at, back), window))
        else:
            heappop(self._free)

    def _ends(self, at: float, window: int) -> bool:
        """Whether a window that nobody waits for is left for the day: who still waits then is served."""
        return at > self._known.layout.spans[window][-1][1] if self._known.layout.spans[window] else False

    def _arrive(self) -> None:
        """Let the next one line up whom the draw needs, and wake a window that waits for somebody."""
        at = self._arrival
        if self._back and self._back[0][0] <= at:
            entry = heappop(self._back)[1]
            self.lines.come_back(entry, at)
            matter = entry[2]
        else:
            newcomers = self._known.newcomers
            assert newcomers is not None, "without any nobody arrives"
            matter, rank = newcomers.draw_who(self._chance)
            self.lines.join(matter, rank, at)
            self._newcomer = newcomers.next_after(at, self._chance)
        self._arrival = min(self._newcomer, self._back[0][0] if self._back else NEVER)
        queue = self._known.layout.queue_of[matter]
        for window in self._idle:
            if queue in self._known.layout.serves[window]:
                self._idle.remove(window)
                heappush(self._free, (at, window))
                break

    def _come_back(self, at: float, entry: Entry) -> None:
        """Note that somebody who did not come will be there again."""
        back = at + self._known.habits.back_after.value * (0.4 + 1.2 * self._chance.random())
        heappush(self._back, (back, (entry[0], -1, entry[2])))
        self._arrival = min(self._arrival, back)

    def _open_something(self) -> None:
        """Let a window come back for every queue that no window serves or will: nobody waits for ever."""
        known, chance = self._known, self._chance
        served = {queue for _, window in self._free for queue in known.layout.serves[window]}
        lasting = {queue for window in known.windows for queue in known.layout.serves[window]} - served
        while lasting:
            able = [window for window in known.windows if not lasting.isdisjoint(known.layout.serves[window])]
            window = able[int(chance.random() * len(able))]
            state = known.present.windows[window]
            lasted = max(0.0, known.present.now - max(state.since, 0.0))
            back = known.present.now + known.habits.closures.draw_rest(lasted, chance)
            self._stops[window] = [stop for stop in self._stops[window] if stop.at > back]
            self._set_until(window)
            self._free.append((back, window))
            lasting -= set(known.layout.serves[window])


def known_of(
    layout: Layout,
    present: Present,
    windows: Sequence[int],
    *,
    habits: Habits,
    durations: Durations,
    newcomers: Newcomers | None,
) -> Known:
    """Return what the draws of a pass share."""
    shape = durations.shape
    mean = sum(shape) / len(shape)
    return Known(
        layout=layout,
        present=present,
        windows=windows,
        habits=habits,
        outlooks=[durations.outlook(matter) for matter in range(len(layout.configured_s))],
        spread=durations.common_spread(),
        shape=[each / mean for each in shape],
        no_show=[habits.no_show_share(matter) for matter in range(len(layout.configured_s))],
        newcomers=newcomers,
    )
