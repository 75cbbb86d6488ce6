"""The product's estimator through the interface of the benchmark of waits: start, event, predict.

    name; start(hall); event(e) for every event; predict(now, ticket) -> (lo, median, hi) in seconds

`hall` and the events are plain JSON objects; `benchmarks/wait.py` says what they hold. Works with any program that
speaks this interface: `python bench.py run --predictor benchmarks.wait_estimator:Rollout`.
"""

import random
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from benchmarks.wait_lines import RankedLines, groups_of
from server.rules.waits.hall_lines import Calling, HallLines, PoolNow, Special
from server.rules.waits.judgement import Asked, Judgement
from server.rules.waits.layout import Layout
from server.rules.waits.learner import Learner
from server.rules.waits.line_view import LineView, features, shares_of
from server.rules.waits.present import Doing, Lines, Present
from server.rules.waits.rollout import Pass, play_forward

Json = Mapping[str, Any]

REST_S = 600.0
"""While nobody asks (past days that are only learned from), a pass is made so often."""

DRAWS_AT_REST = 30
AT_ONCE_S = 5.0
"""Who is called sooner did not wait, and was told nothing."""


@dataclass(slots=True)
class Person:
    """Somebody with a number."""

    ticket: str
    matter: int
    rank: int
    key: float
    issued: float
    since: float
    is_fresh: bool = True
    asked: Asked | None = None
    due_calls: int | None = None


class Rule(Protocol):
    """A hall's rule of calling."""

    def begin_day(self) -> None:
        """Begin another day."""
        ...

    def called(self, window: int, person: Person, waiting: Iterable[Person], at: float) -> None:
        """Take whom a window called, while these waited (the person among them)."""
        ...

    def due_after(self, matter: int, calls_left: int) -> int:
        """Return at which call of a matter somebody is due who came back."""
        ...

    def line_up(self, people: Sequence[Person], now: float) -> Lines:
        """Return those who wait, in the order of their keys, as the rule sees them."""
        ...


class Ranked:
    """By rank, the window's tiers and arrival, as the halls of the study."""

    def __init__(self, tiers: Sequence[Sequence[Sequence[int]]], layout: Layout) -> None:
        """Take each window's tiers of matters."""
        self._groups = [groups_of(each, layout.ranks) for each in tiers]
        self._layout = layout

    def begin_day(self) -> None:
        """Begin another day: nothing is remembered."""

    def called(self, window: int, person: Person, waiting: Iterable[Person], at: float) -> None:
        """Take a call: nothing follows from it."""

    def due_after(self, matter: int, calls_left: int) -> int:  # noqa: ARG002 -- calls count for nothing here
        """Return at which call somebody is due: who comes back stands in line like others."""
        return 0

    def line_up(self, people: Sequence[Person], now: float) -> Lines:
        """Return those who wait."""
        ranks = self._layout.ranks
        lines = RankedLines(self._groups, ranks=ranks, lines=self._layout.queues * ranks, now=now)
        for place, each in enumerate(people):
            lines.add(each.matter * ranks + each.rank, (each.key, place, each.matter))
        return lines


class OfHall:
    """By the product's own rule: turns between classes, the longest wait, who comes back after some calls."""

    def __init__(self, rules: Json, layout: Layout) -> None:
        """Take the rule's figures."""
        self._rules, self._layout = rules, layout
        self._pools = list(dict.fromkeys(layout.serves))
        self._cap_s = rules["longest_wait_min"] * 60.0
        self.begin_day()

    def begin_day(self) -> None:
        """Begin another day: turns and calls begin anew."""
        self._run = dict.fromkeys(self._pools, 0)
        self._calls: Counter[int] = Counter()

    def called(self, window: int, person: Person, waiting: Iterable[Person], at: float) -> None:
        """Take a call, as it moves the turns of the window's pool."""
        self._calls[person.matter] += 1
        pool = self._layout.serves[window]
        there = [each for each in waiting if each.matter in pool and each.due_calls is None]
        if person.due_calls is not None or any(at - each.since > self._cap_s for each in there):
            return
        both = len({each.rank > 0 for each in there}) > 1
        self._run[pool] = self._run[pool] + 1 if both and person.rank else 0

    def due_after(self, matter: int, calls_left: int) -> int:
        """Return at which call of a matter somebody is due who came back."""
        return self._calls[matter] + calls_left

    def line_up(self, people: Sequence[Person], now: float) -> Lines:
        """Return those who wait."""
        calling = Calling(
            pool_of=[self._pools.index(each) for each in self._layout.serves],
            clerk_of=[None] * len(self._layout.serves),
            queue_of=self._layout.queue_of,
            priority_ratio=self._rules["priority_ratio"],
            cap_s=self._cap_s,
            appointment_share=50,
            overdue_after_calls=self._rules["overdue_after_calls"],
            now=now,
        )
        pools = [PoolNow(queues=pool, priority_run=self._run[pool]) for pool in self._pools]
        lines = HallLines(calling, pools, queues=self._layout.queues, calls=self._calls)
        for place, each in enumerate(people):
            entry = (each.key, place, each.matter)
            if each.due_calls is None:
                lines.add(each.matter, min(each.rank, 1), entry)
            else:
                special = Special(
                    entry=entry, queue=each.matter, rank=each.rank, since=each.since, due_calls=each.due_calls
                )
                lines.add_special(special)
        return lines


class Rollout:
    """The product's estimator; `is_ahead`: it makes a pass for each number as the worker does, not when it is asked."""

    name = "yinhao"

    def __init__(self, *, is_ahead: bool = True) -> None:
        """Say when passes are made."""
        self._is_ahead = is_ahead

    def start(self, hall: Json) -> None:
        """Take what a hall is known by."""
        services = [each["id"] for each in hall["services"]]
        self._matter_of = {each: place for place, each in enumerate(services)}
        self._window_of = {each["id"]: place for place, each in enumerate(hall["windows"])}
        self._ranks = max(1, int(hall.get("ranks", 1)))
        tiers = [[[self._matter_of[each] for each in tier] for tier in w["tiers"]] for w in hall["windows"]]
        self._layout = Layout(
            configured_s=tuple(float(each["configured_s"]) for each in hall["services"]),
            queue_of=tuple(range(len(services))),
            serves=tuple(tuple(sorted({each for tier in one for each in tier})) for one in tiers),
            spans=tuple(tuple((float(a), float(b)) for a, b in w["plan"]) for w in hall["windows"]),
            ranks=self._ranks,
        )
        self._rule: Rule = Ranked(tiers, self._layout)
        if "rules" in hall:
            self._rule = OfHall(hall["rules"], self._layout)
        self._is_tiered = any(len([tier for tier in each if tier]) > 1 for each in tiers)
        self._learner = Learner(self._layout)
        self._judgement = Judgement()
        self._chance = random.Random(8)
        self._is_asked = False
        self._open_seen: tuple[bool, ...] = ()
        self._begin_day()

    def _begin_day(self) -> None:
        self._waiting: dict[str, Person] = {}
        self._people: dict[str, Person] = {}
        self._away: dict[str, float] = {}
        self._last_wait: dict[int, float] = {}
        self._rule.begin_day()
        self._pass: Pass | None = None
        self._places: dict[str, int] = {}
        self._is_dirty = True
        self._passed_at = float("-inf")

    def event(self, e: Json) -> None:
        """Take an event; one that is not known, or does not fit, changes nothing."""
        kind = e.get("type", "")
        if kind == "day_started":
            self._begin_day()
            self._learner.begin_day(self._layout)
            return
        act = getattr(self, f"_on_{kind}", None)
        if act is None:
            return
        try:
            act(e, float(e["t"]))
        except (KeyError, ValueError):  # an event that does not fit: the hall's state is as it was
            return
        self._is_dirty = True

    def predict(self, now: float, ticket: str) -> tuple[float, float, float]:
        """Return the 10, 50 and 90 % points of how long a ticket still waits."""
        self._is_asked = True
        person = self._waiting.get(ticket)
        if person is None:
            return 0.0, 0.0, 60.0
        asked = person.asked
        if asked is None or asked.at != now or asked.played is None:
            if self._pass is None or self._is_dirty or person.ticket not in self._places:
                self._make_pass(now)
            asked = self._ask(person, now)
            if person.asked is None and person.is_fresh:
                person.asked = asked
        told = self._judgement.told(asked, wider=self._learner.wider)
        return (0.0, 1_800.0, 7_200.0) if told is None else (told.low, told.median, told.high)

    def _ask(self, person: Person, now: float) -> Asked:
        assert self._pass is not None
        place = self._places.get(person.ticket)
        played = None if place is None else self._pass.waiting[place]
        seen = features(self._view, ranks=self._ranks, queue=person.matter, rank=person.rank, key=person.key, now=now)
        return self._judgement.ask(at=now, played=played, seen=seen)

    def _make_pass(self, now: float, draws: int | None = None) -> None:
        self._learner.tell_cases_in_hand(now)
        self._look()
        people = sorted(self._waiting.values(), key=lambda each: (each.key, each.issued, each.ticket))
        self._pass = play_forward(
            self._layout,
            self._present(now, people),
            habits=self._learner.habits,
            durations=self._learner.durations,
            arrivals=self._learner.arrivals,
            chance=self._chance,
            draws=draws,
        )
        self._places = {each.ticket: place for place, each in enumerate(people)}
        self._is_dirty, self._passed_at = False, now

    def _look(self) -> None:
        """See the lines from outside, for the safety net."""
        layout, ranks = self._layout, self._ranks
        keys: list[list[float]] = [[] for _ in range(layout.queues * ranks)]
        for each in self._waiting.values():
            insort(keys[each.matter * ranks + each.rank], each.key)
        is_open = tuple(self._learner.is_open(window) for window in range(len(layout.serves)))
        if is_open != self._open_seen:
            self._open_seen, self._shares = is_open, shares_of(layout, is_open)
        open_windows, shares = self._shares
        mean_s = [self._learner.durations.mean(matter) for matter in range(len(layout.configured_s))]
        self._view = LineView(
            keys=keys, open_windows=open_windows, shares=shares, mean_s=mean_s, last_wait_s=self._last_wait
        )

    def _present(self, now: float, people: Sequence[Person]) -> Present:
        asked: dict[int, float] = {}
        for each in people:
            asked.setdefault(each.matter, each.since)
        windows = []
        for window, queues in enumerate(self._layout.serves):
            state = self._learner.window_now(window)
            if state.doing is Doing.FREE:
                since = min((asked[queue] for queue in queues if queue in asked), default=None)
                if since is not None:
                    state = replace(state, since=max(state.since, since), stands_still=True)
            windows.append(state)
        return Present(
            now=now,
            windows=windows,
            waiting=len(people),
            queues=[each.matter for each in people],
            lines=self._rule.line_up(people, now),
            overtaken=self._is_tiered,
        )

    def _is_waited_for(self, window: int) -> bool:
        served = self._layout.serves[window]
        return any(each.matter in served for each in self._waiting.values())

    # -- one method for each event

    def _on_ticket_issued(self, e: Json, at: float) -> None:
        matter, rank = self._matter_of[e["service"]], min(int(e.get("rank", 0)), self._ranks - 1)
        person = Person(
            ticket=e["ticket"],
            matter=matter,
            rank=rank,
            key=float(e.get("queue_time", at)),
            issued=at,
            since=at,
        )
        self._waiting[person.ticket] = self._people[person.ticket] = person
        self._learner.came(matter, rank, at)
        if self._is_asked and not self._is_ahead:
            return
        if self._is_asked or at - self._passed_at >= REST_S:
            self._make_pass(at, None if self._is_asked else DRAWS_AT_REST)
            person.asked = self._ask(person, at)
        else:
            self._look()
            person.asked = replace(self._ask(person, at), played=None)

    def _on_ticket_called(self, e: Json, at: float) -> None:
        window = self._window_of[e["window"]]
        person = self._people.get(e["ticket"])
        if e["ticket"] in self._waiting:
            self._rule.called(window, self._waiting[e["ticket"]], self._waiting.values(), at)
            del self._waiting[e["ticket"]]
        matter = self._matter_of[e["service"]] if "service" in e else (person.matter if person else 0)
        self._learner.called(window, matter, at, waited=at - person.since if person else 0.0)
        if person is None:
            return
        if person.is_fresh:
            self._last_wait[person.matter * self._ranks + person.rank] = at - person.issued
            if person.asked is not None and at - person.issued > AT_ONCE_S:
                self._judgement.learn(person.asked, called_at=at)
        person.is_fresh = False

    def _on_service_started(self, e: Json, at: float) -> None:
        person = self._people.get(e["ticket"])
        if person is not None:
            self._learner.started(self._window_of[e["window"]], person.matter, at)

    def _on_service_finished(self, e: Json, at: float) -> None:
        window = self._window_of[e["window"]]
        self._learner.finished(window, at, is_asked=self._is_waited_for(window))

    def _on_ticket_no_show(self, e: Json, at: float) -> None:
        window = self._window_of[e["window"]]
        self._learner.missed(window, at, is_asked=self._is_waited_for(window))
        self._away[e["ticket"]] = at

    def _on_ticket_left(self, e: Json, at: float) -> None:
        person = self._waiting.pop(e["ticket"], None)
        if person is not None:
            self._learner.left(waited=at - person.since)

    def _on_ticket_transferred(self, e: Json, at: float) -> None:
        self._rejoin(e, at)
        person = self._people[e["ticket"]]
        self._learner.came(person.matter, person.rank, at)

    def _on_ticket_rejoined(self, e: Json, at: float) -> None:
        if (missed_at := self._away.pop(e["ticket"], None)) is not None:
            self._learner.came_back(after_s=at - missed_at)
        self._rejoin(e, at)

    def _rejoin(self, e: Json, at: float) -> None:
        person = self._people[e["ticket"]]
        person.matter, person.key = self._matter_of[e["service"]], float(e["queue_time"])
        person.due_calls = self._rule.due_after(person.matter, e["calls_left"]) if "calls_left" in e else None
        person.since, person.is_fresh, person.asked = at, False, None
        self._waiting[person.ticket] = person

    def _on_window_opened(self, e: Json, at: float) -> None:
        self._learner.opened(self._window_of[e["window"]], at)

    def _on_window_resumed(self, e: Json, at: float) -> None:
        self._learner.opened(self._window_of[e["window"]], at)

    def _on_window_paused(self, e: Json, at: float) -> None:
        self._learner.paused(self._window_of[e["window"]], at)

    def _on_window_closed(self, e: Json, at: float) -> None:
        self._learner.closed(self._window_of[e["window"]], at)
