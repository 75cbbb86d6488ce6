"""What the field shows instead, for comparison: people ahead times minutes, the last wait, the head of the line.

None of these tells a range. Here each is given one, from how far its own past estimates were off: the kindest way.
"""

from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

FIRST_RATIOS = (0.4, 0.55, 0.7, 0.85, 1.0, 1.0, 1.2, 1.45, 1.8, 2.4)
OFFSET_S = 60.0
Key = tuple[int, float, str]


class Rival:
    """What all of them share: who waits where, means of cases, and past ratios of outcome to estimate."""

    name = "rival"

    def start(self, hall: Json) -> None:
        """Take what a hall is known by."""
        self.configured = {each["id"]: float(each["configured_s"]) for each in hall["services"]}
        served = {w["id"]: {each for tier in w["tiers"] for each in tier} for w in hall["windows"]}
        self.windows_of = {each: [w for w, matters in served.items() if each in matters] for each in self.configured}
        self.measured: dict[str, list[float]] = {each: [0.0, 0.0] for each in self.configured}
        self.ratios: deque[float] = deque(FIRST_RATIOS, maxlen=600)
        self._begin_day()

    def _begin_day(self) -> None:
        self.lines: dict[str, list[Key]] = defaultdict(list)
        self.people: dict[str, tuple[str, Key, float]] = {}
        self.open: set[str] = set()
        self.busy: dict[str, tuple[str, float]] = {}
        self.last_wait: dict[str, float] = {}
        self.told: dict[str, tuple[float, float]] = {}

    def event(self, e: Json) -> None:
        """Take an event."""
        kind = e["type"]
        if kind == "day_started":
            self._begin_day()
        elif kind == "ticket_issued":
            self._join(e, e["t"])
            self.told[e["ticket"]] = e["t"], self.point(e["t"], e["ticket"])
        elif kind in {"ticket_transferred", "ticket_rejoined"}:
            self._join({**e, "rank": 0}, e["queue_time"])
        elif kind == "ticket_called":
            self._call(e)
        elif kind == "ticket_left":
            self._leave(e["ticket"])
        else:
            self._see_window(kind, e)

    def predict(self, now: float, ticket: str) -> tuple[float, float, float]:
        """Return an estimate with its range."""
        point = self.point(now, ticket)
        ordered = sorted(self.ratios)
        low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
        return max(0.0, (point + OFFSET_S) * low - OFFSET_S), point, max(point, (point + OFFSET_S) * high - OFFSET_S)

    def point(self, now: float, ticket: str) -> float:
        """Return an estimate in seconds."""
        raise NotImplementedError

    def ahead(self, ticket: str) -> int:
        """Return how many of the same matter are before a ticket."""
        service, key, _ = self.people[ticket]
        return bisect_left(self.lines[service], key)

    def windows(self, service: str) -> list[str]:
        """Return the open windows of a matter, all of them while none is open."""
        return [each for each in self.windows_of[service] if each in self.open] or self.windows_of[service]

    def mean(self, service: str) -> float:
        """Return how long a matter takes as measured, as configured while that is little."""
        total, count = self.measured[service]
        return total / count if count >= 5 else self.configured[service]

    def _see_window(self, kind: str, e: Json) -> None:
        if kind == "service_started":
            self.busy[e["window"]] = self.people[e["ticket"]][0], e["t"]
        elif kind == "service_finished" and e["window"] in self.busy:
            service, since = self.busy.pop(e["window"])
            self.measured[service][0] += e["t"] - since
            self.measured[service][1] += 1
        elif kind in {"window_opened", "window_resumed"}:
            self.open.add(e["window"])
        elif kind in {"window_closed", "window_paused"}:
            self.open.discard(e["window"])

    def _join(self, e: Json, since: float) -> None:
        key = (-e["rank"], since, e["ticket"])
        insort(self.lines[e["service"]], key)
        self.people[e["ticket"]] = e["service"], key, e["t"]

    def _leave(self, ticket: str) -> None:
        service, key, _ = self.people[ticket]
        if key in self.lines[service]:
            self.lines[service].remove(key)
        self.told.pop(ticket, None)

    def _call(self, e: Json) -> None:
        service, _, came = self.people[e["ticket"]]
        at, point = self.told.get(e["ticket"], (e["t"], 0.0))
        if e["t"] - at > 5:
            self.ratios.append((e["t"] - at + OFFSET_S) / (point + OFFSET_S))
        if e["ticket"] in self.told:
            self.last_wait[service] = e["t"] - came
        self._leave(e["ticket"])


class Naive(Rival):
    """People ahead times the configured minutes over the open windows: what most systems show."""

    name = "naive"

    def point(self, now: float, ticket: str) -> float:  # noqa: ARG002 -- as the others
        """Return an estimate in seconds."""
        service = self.people[ticket][0]
        return self.ahead(ticket) * self.configured[service] / len(self.windows(service))


class LastWait(Rival):
    """LES: what the last one waited who was called for the matter."""

    name = "LES"

    def point(self, now: float, ticket: str) -> float:
        """Return an estimate in seconds."""
        service, _, came = self.people[ticket]
        if service in self.last_wait:
            return max(0.0, self.last_wait[service] - (now - came))
        return self.ahead(ticket) * self.mean(service) / len(self.windows(service))


class HeadOfLine(LastWait):
    """HOL: how long the first in line has waited so far."""

    name = "HOL"

    def point(self, now: float, ticket: str) -> float:
        """Return an estimate in seconds."""
        service, _, came = self.people[ticket]
        first = self.lines[service][0][2]
        return super().point(now, ticket) if first == ticket else max(0.0, came - self.people[first][2])


class QueueLength(Rival):
    """QL-M: the work of all who may go before at one's windows, over these windows."""

    name = "QL-M"

    def point(self, now: float, ticket: str) -> float:  # noqa: ARG002 -- as the others
        """Return an estimate in seconds."""
        service, key, _ = self.people[ticket]
        mine = set(self.windows(service))
        work = self.mean(service)
        for other, line in self.lines.items():
            theirs = self.windows(other)
            work += bisect_left(line, key) * len(mine.intersection(theirs)) / len(theirs) * self.mean(other)
        return work / len(mine)


RIVALS = (Naive, LastWait, HeadOfLine, QueueLength)
