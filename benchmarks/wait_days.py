"""A simulator of a hall's days, which can be asked at any instant how the day may go on from there.

Nothing is drawn before it must be, and `Day.branch` draws anew whatever is under way, given how long it has lasted: so
branches are a sample of what may follow, and their quantiles the best that anybody could tell. That is the oracle.
Whom a window calls is the product's rule (`server.rules.waits.hall_lines`).
"""

import math
from bisect import bisect
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import Any

from benchmarks.wait_halls import FIRST_NUMBER, HOUR, LAST_NUMBER, Change, Hall, demand
from server.rules.waits.chance import quantile
from server.rules.waits.hall_lines import Calling, HallLines, PoolNow, Special

Event = dict[str, Any]
NORMAL_LAW = NormalDist()
CLOSED, FREE, CALLED, SERVING, BETWEEN, AWAY = range(6)
LIVE_FROM, LIVE_UNTIL, LIVE_EVERY, LIVE_MOST = 9.25 * HOUR, 16.9 * HOUR, 900.0, 6
NEVER_S = 30 * HOUR


def draw_over(chance: Random, mean: float, variation: float, lasted: float) -> float:
    """Return a lognormal length, given that it is longer than it has lasted."""
    if mean <= 0:
        return lasted
    sigma = math.sqrt(math.log(1 + variation * variation))
    mu = math.log(mean) - sigma * sigma / 2
    over = survival(mean, variation, lasted)
    if over < 1e-9:
        return lasted * (1 + 0.1 * chance.expovariate(1.0))
    share = min(max(1 - over * chance.random(), 1e-12), 1 - 1e-12)
    return max(lasted, math.exp(mu + sigma * NORMAL_LAW.inv_cdf(share)))


def survival(mean: float, variation: float, lasted: float) -> float:
    """Return how likely a lognormal length is longer than it has lasted."""
    if lasted <= 0:
        return 1.0
    sigma = math.sqrt(math.log(1 + variation * variation))
    return 1 - NORMAL_LAW.cdf((math.log(lasted) - math.log(mean) + sigma * sigma / 2) / sigma)


@dataclass(frozen=True)
class Person:
    """Somebody with a number."""

    ticket: int
    matter: int
    rank: int
    came: float
    is_back: bool = False


@dataclass
class Place:
    """What a window does: `leaves` when it is to stop, `away_until` when a closed or paused one is to be back."""

    doing: int = CLOSED
    since: float = 0.0
    person: Person | None = None
    away_since: float | None = None
    leaves: float = NEVER_S


class Day:
    """One day of a hall."""

    def __init__(
        self, hall: Hall, day: int, chance: Random, *, emit: Callable[..., None], ask: Callable[..., None]
    ) -> None:
        """Begin before the first number is given."""
        self.hall, self.day, self.chance, self._emit, self._ask = hall, day, chance, emit, ask
        self.target: int | None = None
        self.at, self.tickets = 0.0, 0
        self.people: dict[int, Person] = {}
        self.places = [Place() for _ in hall.windows]
        self.longer = [1.0] * len(hall.matters)
        self.measure = chance.gammavariate(1 / hall.days_differ**2, hall.days_differ**2) if hall.days_differ else 1.0
        self.missed: dict[int, tuple[float, Person, int]] = {}
        self.calls = [0] * len(hall.matters)
        self._gone: dict[int, float] = {}
        pools = list(dict.fromkeys(window.matters for window in hall.windows))
        calling = Calling(
            pool_of=[pools.index(window.matters) for window in hall.windows],
            clerk_of=[None] * len(hall.windows),
            queue_of=range(len(hall.matters)),
            priority_ratio=hall.priority_ratio,
            cap_s=hall.cap_min * 60.0,
            appointment_share=50,
            overdue_after_calls=hall.overdue_after_calls,
            now=0.0,
        )
        self.lines = HallLines(calling, [PoolNow(queues=pool) for pool in pools], queues=len(hall.matters), calls={})
        self.only_priority = False
        self._rates = list(accumulate(matter.rate for matter in hall.matters))
        self._heap: list[tuple[float, int, Callable[..., float | None], tuple[Any, ...]]] = []
        self._order = 0

    def run(self) -> float | None:
        """Live through the day; in a branch until the target is called, and return when."""
        while self._heap:
            self.at, _, act, details = heappop(self._heap)
            found = act(*details)
            if found is not None:
                return found
            if self.at > NEVER_S:
                break
        return None

    def begin(self) -> None:
        """Plan what a day brings of itself."""
        for window, place in enumerate(self.hall.windows):
            for number, (opens, ends) in enumerate(place.hours):
                self._plan(opens + self._late(0.0), self._open, window, number)
                if number + 1 < len(place.hours):
                    self._plan(ends + self.hall.jitter_s * (2 * self.chance.random() - 1), self._leave, window)
        for change in self.hall.changes:
            if change.day == self.day:
                self._plan(change.at, self._change, change)
        at = LIVE_FROM
        while at < LIVE_UNTIL:
            self._plan(at, self._look)
            at += LIVE_EVERY
        self._plan_arrival(FIRST_NUMBER)
        self._plan_pauses()

    def branch(self, chance: Random, target: int) -> "Day":
        """Return a copy of this instant with a future of its own; nobody is in it who cannot go before the target."""
        twin = copy(self)
        twin.become_branch(chance, target)
        return twin

    def become_branch(self, chance: Random, target: int) -> None:
        """Let a copy go a way of its own."""
        self.chance, self.target = chance, target
        self.only_priority = self.people[target].rank == 0
        self._emit = self._ask = _nothing
        self.people, self.calls, self.longer = dict(self.people), self.calls.copy(), self.longer.copy()
        self.places = [copy(place) for place in self.places]
        self.lines, self.missed, self._gone = self.lines.copy(), dict(self.missed), dict(self._gone)
        self._heap = []
        self._plan_again()

    # -- what happens

    def _arrive(self) -> float | None:
        matter = bisect(self._rates, self.chance.random() * self._rates[-1] * 0.999999)
        self.tickets += 1
        rank = int(self.only_priority or self.chance.random() < self.hall.priority)
        person = Person(self.tickets, matter, rank, self.at)
        self._emit("ticket_issued", self.at, ticket=self._name(person), service=f"s{matter:02d}", rank=person.rank)
        self._plan_arrival(self.at)
        self.people[person.ticket] = person
        self.lines.add(matter, person.rank, (self.at, person.ticket, matter))
        found = self._wake(matter)
        if found is None and person.ticket in self.people:
            self._ask(self, "issue", person)
        return found

    def _wake(self, matter: int) -> float | None:
        able = [window for window, each in enumerate(self.hall.windows) if matter in each.matters]
        free = [window for window in able if self.places[window].doing == FREE]
        return self._call_or_rest(min(free, key=lambda window: self.places[window].since)) if free else None

    def _call_or_rest(self, window: int) -> float | None:
        place = self.places[window]
        if self.at >= place.leaves:
            return self._close(window, AWAY if place.away_since is not None else CLOSED)
        while (entry := self.lines.choose(window, self.at)) is not None:
            person = self.people.pop(entry[1])
            self.calls[person.matter] += 1
            if not person.is_back and self._gave_up(person):
                self._emit("ticket_left", self.at, ticket=self._name(person))
                if person.ticket == self.target:
                    return self.at
                continue
            return self._call(window, person)
        if place.doing != FREE:
            place.doing, place.since = FREE, self.at
        return None

    def _gave_up(self, person: Person) -> bool:
        waited = self.at - person.came
        return self.chance.random() < 1 - math.exp(-self.hall.give_up_an_hour * waited / HOUR)

    def _call(self, window: int, person: Person) -> float | None:
        if person.ticket == self.target:
            return self.at
        place = self.places[window]
        place.doing, place.since, place.person = CALLED, self.at, person
        names = {"ticket": self._name(person), "window": f"w{window:02d}", "service": f"s{person.matter:02d}"}
        self._emit("ticket_called", self.at, **names)
        self._plan_call(window, 0.0)
        return None

    def _start(self, window: int) -> None:
        place = self.places[window]
        assert place.person is not None
        place.doing, place.since = SERVING, self.at
        self._emit("service_started", self.at, ticket=self._name(place.person), window=f"w{window:02d}")
        self._plan(self.at + self._case(window, 0.0), self._finish, window)

    def _finish(self, window: int) -> None:
        place = self.places[window]
        assert place.person is not None
        self._emit("service_finished", self.at, ticket=self._name(place.person), window=f"w{window:02d}")
        self._between(window)

    def _miss(self, window: int) -> None:
        person = self.places[window].person
        assert person is not None
        self._emit("ticket_no_show", self.at, ticket=self._name(person), window=f"w{window:02d}")
        if self.hall.come_back and not person.is_back:
            self.missed[person.ticket] = self.at, person, self.calls[person.matter]
            if self.chance.random() < self.hall.come_back:
                self._plan(self.at + draw_over(self.chance, self.hall.come_back_s, 0.6, 0.0), self._return, person)
        self._between(window)

    def _return(self, person: Person) -> float | None:
        _, _, calls = self.missed.pop(person.ticket)
        back = Person(person.ticket, person.matter, person.rank, person.came, is_back=True)
        due = calls + self.hall.overdue_after_calls
        self.people[back.ticket] = back
        entry = (self.at, back.ticket, back.matter)
        self.lines.add_special(Special(entry=entry, queue=back.matter, rank=back.rank, since=self.at, due_calls=due))
        left = max(0, due - self.calls[back.matter])
        names = {"ticket": self._name(back), "service": f"s{back.matter:02d}"}
        self._emit("ticket_rejoined", self.at, **names, queue_time=self.at, calls_left=left)
        return self._wake(back.matter)

    def _between(self, window: int) -> None:
        place = self.places[window]
        place.doing, place.since, place.person = BETWEEN, self.at, None
        self._plan(self.at + draw_over(self.chance, self.hall.gap_s, 0.8, 0.0), self._call_or_rest, window)

    def _open(self, window: int, number: int) -> float | None:
        place = self.places[window]
        if place.doing != CLOSED or (place.away_since is not None and number >= 0):
            return None
        place.away_since, place.leaves = None, NEVER_S
        self._gone.pop(window, None)
        self._emit("window_opened", self.at, window=f"w{window:02d}")
        return self._call_or_rest(window)

    def _leave(self, window: int) -> float | None:
        place = self.places[window]
        if place.doing in {CLOSED, AWAY}:
            return None
        place.leaves = self.at
        return self._call_or_rest(window) if place.doing == FREE else None

    def _close(self, window: int, doing: int) -> None:
        place = self.places[window]
        place.leaves, place.doing, place.since = NEVER_S, doing, self.at
        kind = "window_paused" if doing == AWAY else "window_closed"
        self._emit(kind, self.at, window=f"w{window:02d}")
        if doing == AWAY:
            self._plan(self.at + draw_over(self.chance, self.hall.pause_s, 0.7, 0.0), self._resume, window)

    def _pause(self, window: int) -> float | None:
        self._plan_pause(window)
        place = self.places[window]
        if place.doing in {CLOSED, AWAY} or place.leaves < NEVER_S:
            return None
        place.away_since, place.leaves = self.at, self.at
        return self._call_or_rest(window) if place.doing == FREE else None

    def _resume(self, window: int) -> float | None:
        self.places[window].away_since = None
        self._emit("window_resumed", self.at, window=f"w{window:02d}")
        return self._call_or_rest(window)

    def _change(self, change: Change) -> float | None:
        if change.matter is not None:
            self.longer[change.matter] = 2.0
            return None
        assert change.window is not None, "a change is of a matter or of a window"
        place = self.places[change.window]
        if place.doing in {CLOSED, AWAY}:
            return None
        self._gone[change.window] = self.at
        self._plan(self.at + draw_over(self.chance, 1.5 * HOUR, 0.6, 0.0), self._open, change.window, -1)
        return self._leave(change.window)

    def _look(self) -> None:
        waiting = sorted(ticket for ticket, person in self.people.items() if not person.is_back)
        for ticket in self.chance.sample(waiting, min(LIVE_MOST, len(waiting))):
            self._ask(self, "live", self.people[ticket])

    # -- when it happens

    def _plan(self, at: float, act: Callable[..., float | None], *details: object) -> None:
        self._order += 1
        heappush(self._heap, (at, self._order, act, details))

    def _plan_arrival(self, at: float) -> None:
        most = self._rates[-1] * self.measure * max(much for _, much in self.hall.profile)
        most *= self.hall.priority if self.only_priority else 1.0
        while most and (at := at + self.chance.expovariate(most)) < LAST_NUMBER:
            if self.chance.random() * max(much for _, much in self.hall.profile) < demand(self.hall, at):
                self._plan(at, self._arrive)
                return

    def _plan_pauses(self) -> None:
        for window in range(len(self.hall.windows)):
            self._plan_pause(window)

    def _plan_pause(self, window: int) -> None:
        if self.hall.pauses_an_hour:
            begins = max(self.at, self.hall.windows[window].hours[0][0])
            self._plan(begins + self.chance.expovariate(self.hall.pauses_an_hour) * HOUR, self._pause, window)

    def _plan_call(self, window: int, lasted: float) -> None:
        place = self.places[window]
        assert place.person is not None
        missing = self.hall.matters[place.person.matter].missing
        gone = missing * survival(self.hall.timeout_s, 0.3, lasted)
        comes = (1 - missing) * survival(self.hall.walk_s, 0.5, lasted)
        if self.chance.random() * (gone + comes) < gone:
            self._plan(place.since + draw_over(self.chance, self.hall.timeout_s, 0.3, lasted), self._miss, window)
        else:
            self._plan(place.since + draw_over(self.chance, self.hall.walk_s, 0.5, lasted), self._start, window)

    def _case(self, window: int, lasted: float) -> float:
        place = self.places[window]
        assert place.person is not None
        matter = self.hall.matters[place.person.matter]
        slow = self.hall.windows[window].slowness
        mean = matter.mean_s * slow * self.longer[place.person.matter]
        rejected = matter.rejected * survival(90.0 * slow, 0.6, lasted)
        served = (1 - matter.rejected) * survival(mean, matter.variation, lasted)
        if self.chance.random() * (rejected + served) < rejected:
            return draw_over(self.chance, 90.0 * slow, 0.6, lasted)
        return draw_over(self.chance, mean, matter.variation, lasted)

    def _late(self, lasted: float) -> float:
        return draw_over(self.chance, self.hall.late_s, 0.7, lasted)

    def _plan_again(self) -> None:
        """Draw anew whatever is under way in a branch."""
        chance, hall = self.chance, self.hall
        for window, place in enumerate(self.places):
            lasted = self.at - place.since
            if place.doing == SERVING:
                self._plan(place.since + self._case(window, lasted), self._finish, window)
            elif place.doing == CALLED:
                self._plan_call(window, lasted)
            elif place.doing == BETWEEN:
                self._plan(place.since + draw_over(chance, hall.gap_s, 0.8, lasted), self._call_or_rest, window)
            elif place.doing == AWAY:
                self._plan(place.since + draw_over(chance, hall.pause_s, 0.7, lasted), self._resume, window)
            self._plan_hours(window)
            self._plan_pause(window)
        for ticket, (since, person, _) in list(self.missed.items()):
            over = hall.come_back * survival(hall.come_back_s, 0.6, self.at - since)
            if chance.random() < over / (over + 1 - hall.come_back):
                self._plan(since + draw_over(chance, hall.come_back_s, 0.6, self.at - since), self._return, person)
            else:
                del self.missed[ticket]
        self._plan_arrival(max(self.at, FIRST_NUMBER))

    def _plan_hours(self, window: int) -> None:
        place, hours = self.places[window], self.hall.windows[window].hours
        gone = self._gone.get(window)
        if gone is not None and (place.doing == CLOSED or place.leaves < NEVER_S):
            self._plan(gone + draw_over(self.chance, 1.5 * HOUR, 0.6, self.at - gone), self._open, window, -1)
        for number, (opens, ends) in enumerate(hours):
            if opens > self.at:
                self._plan(opens + self._late(0.0), self._open, window, number)
            elif place.doing == CLOSED and place.since < opens and gone is None:
                self._plan(opens + self._late(self.at - opens), self._open, window, number)
            if number + 1 < len(hours) and ends + self.hall.jitter_s > self.at and place.leaves == NEVER_S:
                least = max(self.at, ends - self.hall.jitter_s)
                stops = least + (ends + self.hall.jitter_s - least) * self.chance.random()
                if place.doing != CLOSED or opens > self.at:
                    self._plan(stops, self._leave, window)

    def _name(self, person: Person) -> str:
        return f"d{self.day:02d}-{person.ticket:04d}"


def live_through(hall: Hall, seed: int, *, branches: int, every: int = 1) -> tuple[list[Event], dict[str, float], dict]:
    """Return the events of a hall's days with asks among them, the true waits, and what the oracle says.

    Only the days after the past ones are asked about: each number that is not called at once, and every quarter of an
    hour some that wait. Of these every so many-th is kept.
    """
    events: list[Event] = []
    truth: dict[str, float] = {}
    oracle: dict[str, tuple[float, float, float]] = {}
    for day in range(hall.past_days + hall.days):
        asks = list(_one_day(hall, day, seed, events, oracle, branches=branches, every=every))
        called: dict[str, float] = {}
        for event in events:
            if event["day"] == day and event["type"] == "ticket_called":
                called.setdefault(event["ticket"], event["t"])
        truth |= {name: called[ticket] - at for name, ticket, at in asks if called.get(ticket, -1.0) >= at}
    return events, truth, oracle


def _one_day(  # noqa: PLR0913 -- where the day is written down
    hall: Hall, day: int, seed: int, events: list[Event], oracle: dict, *, branches: int, every: int
) -> Iterator[tuple[str, str, float]]:
    asks: list[tuple[str, str, float]] = []
    counted = 0
    chance_of_oracle = Random(f"oracle {hall.name} {seed} {day}")

    def emit(what: str, at: float, **names: object) -> None:
        events.append({"day": day, "t": at, "type": what, **names})

    def ask(now: Day, kind: str, person: Person) -> None:
        nonlocal counted
        counted += 1
        if day < hall.past_days or (counted % every and kind == "issue"):
            return
        ticket = f"d{day:02d}-{person.ticket:04d}"
        name = f"{kind}-{day}-{len(asks)}"
        asks.append((name, ticket, now.at))
        emit("ask", now.at, ask=name, kind=kind, ticket=ticket)
        if branches:
            times = sorted(
                (now.branch(chance_of_oracle, person.ticket).run() or NEVER_S) - now.at for _ in range(branches)
            )
            oracle[name] = quantile(times, 0.1), quantile(times, 0.5), quantile(times, 0.9)

    emit("day_started", 0.0)
    one = Day(hall, day, Random(f"{hall.name} {seed} {day}"), emit=emit, ask=ask)
    one.begin()
    one.run()
    emit("day_ended", one.at)
    yield from asks


def _nothing(*_: object, **__: object) -> None:
    """Take no notice: a branch tells nobody."""
