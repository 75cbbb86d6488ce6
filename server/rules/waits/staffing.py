"""How many windows a usual day needs, half hour by half hour, and which line helps most at which window.

Erlang's formula gives the first number at once; whole days are then played with it, and windows are added where the
aim is missed and taken away where it is more than kept. The formula knows neither what is left over from the half
hour before nor good and bad days, and no window that serves some lines only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from server.rules.waits.arrivals import SLOT_S, SLOTS
from server.rules.waits.chance import Chance
from server.rules.waits.day_scripts import draw_script, mean_busy_s, share_of, usual_rates
from server.rules.waits.erlang import windows_needed
from server.rules.waits.layout import Span
from server.rules.waits.learner import Learner
from server.rules.waits.lived_day import Played, Setting, Visit, play_day

CALLS_MOST = 4_000
"""So many calls are played at a time, in as many days as they come to."""

DAYS_MOST = 12
PLAYS_MOST = 160
"""So often the days are played to add windows, and as often again to take some away."""

SPARE = 0.04
"""By so much a half hour must do better than the aim before a window is tried less."""

LEAST_PEOPLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A share of those who come in each half hour is to be called within a time."""

    within_s: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the windows of a group need: for each half hour of the day, as lists of 48.

    `windows` are in the order in which they are opened: the first `least` of them reach every queue of the group.
    """

    windows: tuple[int, ...]
    least: int
    arrivals: list[float]
    at_once: list[int]
    counts: list[int]
    shares: list[float | None]
    share: float | None

    def is_met(self, aim: Aim) -> bool:
        """Whether the aim is kept in every half hour."""
        return all(share is None or share >= aim.share for share in self.shares)


def find_needs(  # noqa: PLR0913 -- a search takes all that is known
    learner: Learner,
    setting: Setting,
    group: Sequence[int],
    *,
    hours: Sequence[Span],
    aim: Aim,
    chance: Chance,
    may_go_on: Callable[[], bool] = lambda: True,
) -> Needs | None:
    """Return what the windows of a group need on a usual day; None where nobody comes to them, or no day is known.

    The search ends early once it may not go on: then with more windows than needed, or without having met the aim.
    """
    queues = {queue for window in group for queue in setting.serves[window]}
    rates = usual_rates(learner)
    share = share_of(learner, queues)
    if rates is None or sum(rates) * SLOT_S * share < LEAST_PEOPLE:
        return None
    expected = sum(rates) * SLOT_S * share
    days = max(2, min(DAYS_MOST, int(CALLS_MOST / expected)))
    scripts = [draw_script(learner, queues, chance) for _ in range(days)]
    search = _Search(setting, group, hours, aim, scripts, may_go_on)
    return search.find([rate * share for rate in rates], busy_s=mean_busy_s(learner, queues))


class _Search:
    def __init__(
        self,
        setting: Setting,
        group: Sequence[int],
        hours: Sequence[Span],
        aim: Aim,
        scripts: Sequence[Sequence[Visit]],
        may_go_on: Callable[[], bool],
    ) -> None:
        self._setting, self._aim, self._scripts, self._may_go_on = setting, aim, scripts, may_go_on
        self._order, self._least = _in_order(setting, group)
        self._open = [_overlaps(slot, hours) for slot in range(SLOTS)]
        self._hours = hours
        self._plays = 0

    def find(self, rates: Sequence[float], *, busy_s: float) -> Needs:
        aim = self._aim
        formula = [
            windows_needed(rate=rate, case_s=busy_s, within_s=aim.within_s, share=aim.share) if self._open[slot] else 0
            for slot, rate in enumerate(rates)
        ]
        counts = [self._fit(count) for count in formula]
        counts, shares = self._lessen(*self._raise(counts))
        share, _ = self._judge(counts)
        return Needs(
            windows=tuple(self._order),
            least=self._least,
            arrivals=[rate * SLOT_S for rate in rates],
            at_once=formula,
            counts=counts,
            shares=shares,
            share=share,
        )

    def _fit(self, count: int) -> int:
        return min(len(self._order), max(self._least, count)) if count else 0

    def _raise(self, counts: list[int]) -> tuple[list[int], list[float | None]]:
        """Add windows where the aim is missed, from the morning on: what is mended early is not left over later."""
        shares = self._judge(counts)[1]
        while self._plays < PLAYS_MOST and self._may_go_on():
            missed = [slot for slot, share in enumerate(shares) if share is not None and share < self._aim.share]
            slot = next((room for each in missed if (room := self._room_at(counts, each)) is not None), None)
            if slot is None:
                break
            more = self._fit(counts[slot] + self._step(counts[slot], shares[slot]))
            counts = [more if place == slot else count for place, count in enumerate(counts)]
            shares = self._judge(counts)[1]
        return counts, shares

    def _step(self, count: int, share: float | None) -> int:
        """Return how many windows are added at a time: more where the aim is far."""
        missing = 0.0 if share is None else self._aim.share - share
        return max(1, int(missing * count / 2))

    def _room_at(self, counts: Sequence[int], slot: int) -> int | None:
        """Return where a window can be added for a half hour: in it, else in the one before."""
        for place in (slot, slot - 1):
            if self._open[place] and counts[place] < len(self._order):
                return place
        return None

    def _lessen(self, counts: list[int], shares: list[float | None]) -> tuple[list[int], list[float | None]]:
        """Take windows away where there are more than the aim asks for."""
        for slot in sorted(range(SLOTS), key=lambda each: -counts[each]):
            share = shares[slot]
            while share is not None and counts[slot] > self._least and self._plays < 2 * PLAYS_MOST:
                if not self._may_go_on() or share < self._aim.share + SPARE:
                    break
                fewer = [count - (place == slot) for place, count in enumerate(counts)]
                found = self._judge(fewer)[1]
                if any(_is_worse(new, old, self._aim.share) for new, old in zip(found, shares, strict=True)):
                    break
                counts, shares = fewer, found
                share = shares[slot]
        return counts, shares

    def _judge(self, counts: Sequence[int]) -> tuple[float | None, list[float | None]]:
        """Return the share of all who are called within the aim, and that of each half hour in which it is open."""
        self._plays += 1
        setting = staffed(self._setting, self._order, counts, self._hours)
        came, kept = [0] * SLOTS, [0] * SLOTS
        for script in self._scripts:
            for visit, wait in zip(script, play_day(script, setting).waits, strict=True):
                slot = int(visit.at // SLOT_S)
                came[slot] += 1
                kept[slot] += wait is not None and wait <= self._aim.within_s
        judged = [slot for slot in range(SLOTS) if self._open[slot] and came[slot] >= LEAST_PEOPLE * len(self._scripts)]
        total = sum(came[slot] for slot in judged)
        share = sum(kept[slot] for slot in judged) / total if total else None
        return share, [kept[slot] / came[slot] if slot in judged else None for slot in range(SLOTS)]


def staffed(setting: Setting, order: Sequence[int], counts: Sequence[int], hours: Sequence[Span]) -> Setting:
    """Return a setting in which so many windows are open in each half hour, the first of an order first."""
    spans: list[tuple[Span, ...]] = [() for _ in setting.spans]
    for place, window in enumerate(order):
        spans[window] = _spans_of([count > place for count in counts], hours)
    return replace(setting, spans=tuple(spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A queue added to a window, with the mean wait of the queue and of all before and after, in seconds."""

    window: int
    queue: int
    before_s: float
    after_s: float
    all_before_s: float
    all_after_s: float


QUEUES_TRIED = 3
WINDOWS_TRIED = 4
DAYS_PLAYED = 4
CALLED_NEVER_S = 4 * 3_600.0
"""What a wait without an end counts for in a mean."""


def find_additions(learner: Learner, setting: Setting, chance: Chance) -> tuple[list[Added], int]:
    """Return what adding a queue to a window would do on usual days, the best first, and how many pairs there are.

    The queues in which most time is waited are tried at the windows that have most time for them.
    """
    queues = {queue for each in setting.serves for queue in each}
    scripts = [draw_script(learner, queues, chance) for _ in range(DAYS_PLAYED)]
    plays = [play_day(script, setting) for script in scripts]
    before, all_before = _mean_waits(scripts, plays, setting)
    staffed = [window for window, spans in enumerate(setting.spans) if spans]
    pairs = [(window, queue) for window in staffed for queue in queues - set(setting.serves[window]) if queue in before]
    idle = {window: -_time_left(setting.spans[window], plays, window) for window in staffed}
    heavy = sorted(before, key=lambda queue: -before[queue][0] * before[queue][1])[:QUEUES_TRIED]
    found = []
    for queue in heavy:
        able = sorted((window for window, each in pairs if each == queue), key=idle.__getitem__)
        for window in able[:WINDOWS_TRIED]:
            changed = add_queue(setting, window, queue)
            after, all_after = _mean_waits(scripts, [play_day(script, changed) for script in scripts], changed)
            found.append(
                Added(
                    window=window,
                    queue=queue,
                    before_s=before[queue][0],
                    after_s=after[queue][0],
                    all_before_s=all_before,
                    all_after_s=all_after,
                )
            )
    return sorted(found, key=lambda each: each.all_after_s), len(pairs)


def add_queue(setting: Setting, window: int, queue: int) -> Setting:
    """Return a setting in which a window serves one queue more, as the last of its own; its shares fall away."""
    serves, costs = list(setting.serves), list(setting.costs)
    serves[window], costs[window] = (*serves[window], queue), ()
    return replace(setting, serves=tuple(serves), costs=tuple(costs))


def _mean_waits(
    scripts: Sequence[Sequence[Visit]], plays: Sequence[Played], setting: Setting
) -> tuple[Mapping[int, tuple[float, int]], float]:
    """Return for each queue the mean wait and how many waited, and the mean of all."""
    waits: dict[int, list[float]] = {}
    for script, played in zip(scripts, plays, strict=True):
        for visit, wait in zip(script, played.waits, strict=True):
            waits.setdefault(setting.queue_of[visit.matter], []).append(CALLED_NEVER_S if wait is None else wait)
    everything = [wait for each in waits.values() for wait in each]
    return {queue: (fmean(each), len(each)) for queue, each in waits.items()}, fmean(everything) if everything else 0.0


def _time_left(spans: Sequence[Span], plays: Sequence[Played], window: int) -> float:
    """Return how much of a window's day nobody takes, as a share."""
    there = sum(ends - begins for begins, ends in spans)
    return 1 - fmean(each.busy_s[window] for each in plays) / there


def _in_order(setting: Setting, group: Sequence[int]) -> tuple[list[int], int]:
    """Return the windows of a group so that the first few reach all its queues, and how many these are."""
    left = list(group)
    missing = {queue for window in group for queue in setting.serves[window]}
    order: list[int] = []
    while missing:
        best = max(left, key=lambda window: (len(missing.intersection(setting.serves[window])), -left.index(window)))
        left.remove(best)
        missing -= set(setting.serves[best])
        order.append(best)
    least = len(order)
    return order + sorted(left, key=lambda window: -len(setting.serves[window])), least


def _overlaps(slot: int, hours: Sequence[Span]) -> bool:
    return any(begins < (slot + 1) * SLOT_S and slot * SLOT_S < ends for begins, ends in hours)


def _spans_of(is_there: Sequence[bool], hours: Sequence[Span]) -> tuple[Span, ...]:
    """Return when a window is open that is there in some half hours, within the hall's hours."""
    spans: list[Span] = []
    for begins, ends in hours:
        for slot in range(SLOTS):
            begin, end = max(begins, slot * SLOT_S), min(ends, (slot + 1) * SLOT_S)
            if not is_there[slot] or begin >= end:
                continue
            if spans and spans[-1][1] == begin:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((begin, end))
    return tuple(spans)


def _is_worse(new: float | None, old: float | None, aim: float) -> bool:
    return new is not None and new < aim and (old is None or new < old)
