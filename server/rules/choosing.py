"""Who is called next, why, and who is before whom: the only place that decides it.

From the strongest reason to the weakest:

1. An overdue number that came back is due once its queue has made the calls that the rule asks for.
2. Whoever has waited longer than the cap.
3. Priority classes and others by turns: `priority_ratio` of the first, then one of the others.
4. Within a class, appointments whose slot has come before walk-ins, up to their share of the calls.
5. Queues in the shares that the window gives them, or
6. whoever came first.
7. Overdue numbers that are not due yet, when nobody else waits.

Turns are counted for each pool of windows, skip what is empty and save up nothing for later.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from hall.moments import to_us
from hall.rules import Rules
from hall.ticket import NotYet, Place, PriorityClass, Standing, Why


class Candidate(Protocol):
    """A waiting ticket."""

    @property
    def ticket_id(self) -> int:
        """Rises with every issue: tells apart two arrivals in the same microsecond."""
        ...

    @property
    def queue_id(self) -> str:
        """The queue in which it waits."""
        ...

    @property
    def priority_class(self) -> PriorityClass:
        """The class that a person granted."""
        ...

    @property
    def place(self) -> Place:
        """Where it stands there."""
        ...


C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Windows that serve the same queues in the same shares take turns together.

    `weights` has one whole number for each queue, or none when arrival alone decides between queues.
    """

    queues: tuple[str, ...]
    weights: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: a window and the clerk there; None for anyone, to whom no ticket is reserved."""

    window_id: str | None = None
    clerk: str | None = None


ANYONE = Caller()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How a pool's turns stand; zeros at the beginning of a business date.

    Attributes:
        priority_run: priority numbers called one after another while somebody else waited.
        appointments: calls that went to appointments while walk-ins of the class waited.
        walk_ins: calls that went the other way.
        spent: for each queue of a weighted pool what it has used, in shares of `SHARE`.
    """

    priority_run: int = 0
    appointments: int = 0
    walk_ins: int = 0
    spent: tuple[int, ...] = ()


SHARE = 5_040
"""What one call costs a queue of weight 1; divisible by every weight up to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All that decides between those who wait, at one moment.

    `calls` counts what each queue has called on this business date.
    """

    pool: Pool
    caller: Caller
    turns: Turns
    calls: Mapping[str, int]
    rules: Rules
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[C]):
    """Who is next, why, and how the turns stand then."""

    candidate: C
    why: Why
    turns: Turns


def choose_next(candidates: Iterable[C], line: Line) -> Choice[C] | None:
    """Decide whom a window calls next.

    Args:
        candidates: of each queue of the pool and each class at least the first whose place `is_plain`, and
            everyone whose place is not; in any order.
        line: what decides.

    Returns:
        The one to call, or None when nobody may be called now.
    """
    callable_ = [each for each in candidates if why_not_yet(each.place, [line.caller], now=line.now) is None]
    overdue = [candidate for candidate in callable_ if candidate.place.due_calls is not None]
    due = [candidate for candidate in overdue if _calls_left(candidate, line) <= 0]
    if due:
        return Choice(candidate=_longest_due(due, line), why=Why.OVERDUE_DUE, turns=line.turns)
    others = [candidate for candidate in callable_ if candidate.place.due_calls is None]
    aged = [candidate for candidate in others if _is_aged(candidate, line)]
    if aged:
        return Choice(candidate=min(aged, key=_order), why=Why.LONGEST_WAIT, turns=line.turns)
    if others:
        return _by_class(others, line)
    if overdue:
        return Choice(candidate=_longest_due(overdue, line), why=Why.NOBODY_ELSE, turns=line.turns)
    return None


def list_standings(place: Place, *, leg_no: int, overdue_count: int) -> tuple[Standing, ...]:
    """Return what moved a ticket to its place: it tells two of one class apart that are not in the order of arrival.

    Args:
        place: where it stands.
        leg_no: which leg of its visit this is.
        overdue_count: how often it was called and nobody came.
    """
    is_moved = place.appointment_at is None and place.due_calls is None and place.key_us != to_us(place.since)
    found = (
        (Standing.CAME_BACK, overdue_count > 0 or place.due_calls is not None),
        (Standing.SENT, leg_no > 1 or is_moved),
        (Standing.KEPT, place.for_window is not None or place.for_clerk is not None),
        (Standing.APPOINTMENT, place.appointment_at is not None),
    )
    return tuple(standing for standing, is_so in found if is_so)


def why_not_yet(place: Place, callers: Iterable[Caller], *, now: datetime) -> NotYet | None:
    """Return why none of some callers may call a ticket now; None when one of them may."""
    if place.not_before is not None and now < place.not_before:
        return NotYet.TOO_EARLY
    if place.for_window is None and place.for_clerk is None:
        return None
    there = [caller for caller in callers if place.for_window in {None, caller.window_id}]
    if not there:
        return NotYet.WINDOW_AWAY
    return None if any(place.for_clerk in {None, caller.clerk} for caller in there) else NotYet.CLERK_AWAY


def list_order(waiting: Iterable[C], line: Line) -> Iterator[Choice[C]]:
    """Yield everyone who waits in the order of calling, if nobody else came and no time passed."""
    plain: dict[tuple[str, bool], deque[C]] = {}
    others: dict[int, C] = {}
    for candidate in sorted(waiting, key=_order):
        if candidate.place.is_plain:
            plain.setdefault((candidate.queue_id, _is_priority(candidate)), deque()).append(candidate)
        else:
            others[candidate.ticket_id] = candidate
    calls = dict(line.calls)
    while True:
        heads = [each[0] for each in plain.values() if each]
        choice = choose_next([*heads, *others.values()], replace(line, calls=calls))
        if choice is None:
            return
        yield choice
        called = choice.candidate
        if others.pop(called.ticket_id, None) is None:
            plain[called.queue_id, _is_priority(called)].popleft()
        calls[called.queue_id] = calls.get(called.queue_id, 0) + 1
        line = replace(line, turns=choice.turns)


def _calls_left(candidate: Candidate, line: Line) -> int:
    return (candidate.place.due_calls or 0) - line.calls.get(candidate.queue_id, 0)


def _longest_due(overdue: list[C], line: Line) -> C:
    return min(overdue, key=lambda candidate: (_calls_left(candidate, line), *_order(candidate)))


def _is_aged(candidate: Candidate, line: Line) -> bool:
    cap = timedelta(minutes=line.rules.longest_wait_min)
    return bool(cap) and line.now - candidate.place.since > cap


def _is_priority(candidate: Candidate) -> bool:
    return candidate.priority_class is not PriorityClass.NORMAL


def _order(candidate: Candidate) -> tuple[int, int]:
    return candidate.place.key_us, candidate.ticket_id


def _by_class(candidates: list[C], line: Line) -> Choice[C]:
    """Give the turn to a class. Only calls that somebody of the other class waited through count in the round."""
    priority = [candidate for candidate in candidates if _is_priority(candidate)]
    normal = [candidate for candidate in candidates if not _is_priority(candidate)]
    run = line.turns.priority_run
    if not (priority and normal):
        return _by_appointment(candidates, replace(line, turns=replace(line.turns, priority_run=0)), None)
    if run < line.rules.priority_ratio:
        return _by_appointment(priority, replace(line, turns=replace(line.turns, priority_run=run + 1)), Why.PRIORITY)
    return _by_appointment(normal, replace(line, turns=replace(line.turns, priority_run=0)), Why.NORMAL_TURN)


def _by_appointment(candidates: list[C], line: Line, why: Why | None) -> Choice[C]:
    booked = [candidate for candidate in candidates if _has_come_due(candidate, line.now)]
    walk_ins = [candidate for candidate in candidates if not _has_come_due(candidate, line.now)]
    if not (booked and walk_ins):
        return _by_appointment_time(booked, line, why) if booked else _by_queue(walk_ins, line, why)
    turns = line.turns
    counted = turns.appointments + turns.walk_ins + 1
    if turns.appointments * 100 < line.rules.appointment_share * counted:
        line = replace(line, turns=replace(turns, appointments=turns.appointments + 1))
        return _by_appointment_time(booked, line, why or Why.APPOINTMENT)
    line = replace(line, turns=replace(turns, walk_ins=turns.walk_ins + 1))
    return _by_queue(walk_ins, line, why or Why.WALK_IN_TURN)


def _has_come_due(candidate: Candidate, now: datetime) -> bool:
    return candidate.place.appointment_at is not None and candidate.place.appointment_at <= now


def _by_appointment_time(booked: list[C], line: Line, why: Why | None) -> Choice[C]:
    first = min(booked, key=lambda candidate: (candidate.place.appointment_at, *_order(candidate)))
    return Choice(candidate=first, why=why or Why.APPOINTMENT, turns=line.turns)


def _by_queue(candidates: list[C], line: Line, why: Why | None) -> Choice[C]:
    pool = line.pool
    if not pool.weights:
        return Choice(candidate=min(candidates, key=_order), why=why or Why.ARRIVAL, turns=line.turns)
    spent = list(line.turns.spent or (0,) * len(pool.queues))
    heads = {pool.queues.index(each.queue_id): each for each in sorted(candidates, key=_order, reverse=True)}
    turn = min(heads, key=lambda index: (spent[index], *_order(heads[index])))
    least = spent[turn]
    spent = [used if index in heads else max(used, least) for index, used in enumerate(spent)]
    spent[turn] += SHARE // pool.weights[turn]
    is_first = heads[turn] is min(heads.values(), key=_order)
    reason = Why.ARRIVAL if is_first else Why.QUEUE_TURN
    return Choice(candidate=heads[turn], why=why or reason, turns=replace(line.turns, spent=tuple(spent)))
