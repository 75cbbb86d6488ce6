"""Who is next, on paper: worked out by going through everyone, each time."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from hall.rules import Rules
from tests.server.model.paper_words import (
    WINDOWS,
    Booking,
    Pool,
    Refused,
    Round,
    Seat,
    Slip,
)


@dataclass
class PaperLines:
    """All that the rules speak of, and the order that follows from it."""

    rules: Rules
    now: datetime
    day: date = date.min
    is_closed: bool = False
    slips: dict[int, Slip] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=lambda: {each: Seat() for each in WINDOWS})
    bookings: list[Booking] = field(default_factory=list)
    halts: dict[str, str] = field(default_factory=dict)
    called: dict[str, int] = field(default_factory=dict)
    rounds: dict[Pool, Round] = field(default_factory=dict)
    last_number: dict[str, int] = field(default_factory=dict)
    last_key: int = 0

    def list_in(self, states: Iterable[str]) -> list[Slip]:
        return [slip for slip in self.slips.values() if slip.state in states]

    def count_waiting(self, queue: str) -> int:
        return sum(slip.queue == queue for slip in self.list_in({"waiting"}))

    def list_open(self, queue: str) -> list[str]:
        return [each for each, seat in self.seats.items() if seat.state == "open" and queue in WINDOWS[each][0]]

    def list_callable(self, pool: Pool, window: str | None, clerk: str | None) -> list[Slip]:
        return [
            slip
            for slip in self.list_in({"waiting"})
            if slip.queue in pool[0]
            and (slip.not_before is None or slip.not_before <= self.now)
            and slip.for_window in {None, window}
            and slip.for_clerk in {None, clerk}
        ]

    def choose(self, pool: Pool, window: str | None, clerk: str | None) -> tuple[Slip, str, Round] | None:
        """Return who is next at a window, why, and how the round stands then."""
        turns = self.rounds.get(pool, Round())
        here = self.list_callable(pool, window, clerk)
        missed = sorted((s.due - self.called.get(s.queue, 0), s.order, s.ticket_id) for s in here if s.due is not None)
        if missed and missed[0][0] <= 0:
            return self.slips[missed[0][2]], "overdue_due", turns
        others = sorted((slip for slip in here if slip.due is None), key=lambda slip: slip.order)
        cap = timedelta(minutes=self.rules.longest_wait_min)
        for slip in others:
            if cap and self.now - slip.since > cap:
                return slip, "longest_wait", turns
        if others:
            return self._by_class(pool, turns, others)
        return (self.slips[missed[0][2]], "nobody_else", turns) if missed else None

    def _by_class(self, pool: Pool, turns: Round, others: list[Slip]) -> tuple[Slip, str, Round]:
        first = [slip for slip in others if slip.is_priority]
        rest = [slip for slip in others if not slip.is_priority]
        ratio = self.rules.priority_ratio
        if first and rest:
            if turns.run < ratio:
                return self._by_slot(pool, replace(turns, run=turns.run + 1), first, "priority")
            return self._by_slot(pool, replace(turns, run=0), rest, "normal_turn")
        return self._by_slot(pool, replace(turns, run=0), others, None)

    def _by_slot(self, pool: Pool, turns: Round, those: list[Slip], why: str | None) -> tuple[Slip, str, Round]:
        booked = [slip for slip in those if slip.slot is not None and slip.slot <= self.now]
        walk_ins = [slip for slip in those if slip not in booked]
        is_booked = bool(booked)
        if booked and walk_ins:
            all_ = turns.booked + turns.walk_ins + 1
            is_booked = Fraction(turns.booked, all_) < Fraction(self.rules.appointment_share, 100)
            if is_booked:
                turns = replace(turns, booked=turns.booked + 1)
            else:
                turns, why = replace(turns, walk_ins=turns.walk_ins + 1), why or "walk_in_turn"
        if is_booked:
            return min(booked, key=lambda slip: (slip.slot, slip.order)), why or "appointment", turns
        return self._by_share(pool, turns, walk_ins, why)

    @staticmethod
    def _by_share(pool: Pool, turns: Round, those: list[Slip], why: str | None) -> tuple[Slip, str, Round]:
        queues, weights = pool
        if not weights:
            return those[0], why or "arrival", turns
        spent = dict(turns.spent) or dict.fromkeys(queues, Fraction(0))
        heads = {queue: next((slip for slip in those if slip.queue == queue), None) for queue in queues}
        present = [slip for slip in heads.values() if slip is not None]
        chosen = min(present, key=lambda slip: (spent[slip.queue], slip.order))
        for queue in queues:
            if heads[queue] is None:
                spent[queue] = max(spent[queue], spent[chosen.queue])
        spent[chosen.queue] += Fraction(1, weights[queues.index(chosen.queue)])
        reason = "arrival" if chosen is those[0] else "queue_turn"
        return chosen, why or reason, replace(turns, spent=tuple(spent.items()))

    def list_order(self, pool: Pool, window: str | None, clerk: str | None) -> Iterator[tuple[int, str]]:
        """Yield who would be called at a window one after another, and why, if nobody came and no time passed."""
        later = copy(self)  # but for what is changed below: a deep copy took a third of the model's time
        later.slips = {slip.ticket_id: copy(slip) for slip in self.list_in({"waiting"})}
        later.rounds, later.called = dict(self.rounds), dict(self.called)
        while (choice := later.choose(pool, window, clerk)) is not None:
            slip, why, later.rounds[pool] = choice
            slip.state = "gone"
            later.called[slip.queue] = later.called.get(slip.queue, 0) + 1
            yield slip.ticket_id, why

    def ahead_of(self, ticket_id: int) -> int | None:
        """Return how many are called before, at the open window that comes to the ticket with the fewest calls.

        None when none of them may call it now.
        """
        queue = self.slips[ticket_id].queue
        orders = [self.list_order(WINDOWS[each], each, self.seats[each].clerk) for each in self.list_open(queue)]
        if not orders:
            orders = [self.list_order(((queue,), ()), None, None)]
        places = [[each for each, _ in order] for order in orders]
        return min((place.index(ticket_id) for place in places if ticket_id in place), default=None)

    @staticmethod
    def _must_be(slip: Slip, *states: str) -> None:
        if slip.state not in states:
            raise Refused("wrong_state")

    @staticmethod
    def _wait_again(slip: Slip) -> None:
        slip.state, slip.window, slip.why, slip.calls, slip.last_called = "waiting", None, None, 0, None
