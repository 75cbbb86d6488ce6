"""The hall on paper: what must come of every act, in plain lists and dicts, from the rules and not from the code.

Every act either changes the paper and returns, or raises `Refused` with the code that the engine must answer.
Nothing here asks `server`: who is next is worked out by going through everyone.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hall.rules import Rules, TransferOrder

ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SESSION = timedelta(hours=12)
LAST_NUMBER, FIRST_BEYOND = 4, 1000
QUEUE_OF = {"insure": "social", "marry": "civil", "licence": "commerce"}
PREFIX_OF = {"social": "A", "civil": "B", "commerce": "C"}
WINDOWS = {
    "1": (("social", "civil"), (2, 1)),
    "2": (("social", "civil"), (2, 1)),
    "3": (("commerce", "social"), ()),
}
OPEN = frozenset({"waiting", "called", "serving", "held", "overdue"})
ACTIVE = frozenset({"called", "serving"})


class Refused(Exception):
    """The act may not be done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def us(moment: datetime) -> int:
    """Return microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


@dataclass
class Slip:
    """A ticket on paper."""

    ticket_id: int
    number: str
    day: date
    queue: str
    arrived: datetime
    key: int
    since: datetime
    then: list[str]
    state: str = "waiting"
    is_priority: bool = False
    window: str | None = None
    why: str | None = None
    calls: int = 0
    first_called: datetime | None = None
    last_called: datetime | None = None
    finished: datetime | None = None
    overdue_count: int = 0
    leg: int = 1
    due: int | None = None
    for_window: str | None = None
    for_clerk: str | None = None
    slot: datetime | None = None
    not_before: datetime | None = None
    held_for: str | None = None
    returns_to: str | None = None

    @property
    def order(self) -> tuple[int, int]:
        return self.key, self.ticket_id


@dataclass(frozen=True)
class Round:
    """How the turns of windows with the same queues and shares stand."""

    run: int = 0
    booked: int = 0
    walk_ins: int = 0
    spent: tuple[tuple[str, Fraction], ...] = ()


@dataclass
class Seat:
    """A window on paper; `pressed` is the last call as it may be taken back: when, and the round before and after."""

    state: str = "closed"
    clerk: str | None = None
    session: str | None = None
    expires: datetime = EPOCH
    ticket: int | None = None
    pressed: tuple[datetime, Round, Round] | None = None


@dataclass
class Booking:
    """A booked slot on paper."""

    slot: datetime
    queue: str
    is_open: bool = True


Pool = tuple[tuple[str, ...], tuple[int, ...]]


@dataclass
class PaperHall:
    """All that the rules speak of."""

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

    # -- time

    def tick(self, by: timedelta) -> None:
        """Move the clock; the first act of a later date begins it, an earlier one does not come back."""
        self.now += by
        day = self.now.astimezone(ZONE).date()
        if day <= self.day:
            return
        self._end_all()
        self.day, self.is_closed = day, False
        self.halts, self.called, self.rounds, self.last_number, self.last_key = {}, {}, {}, {}, 0
        for seat in self.seats.values():
            if seat.session is not None and seat.expires <= self.now:
                seat.state, seat.session, seat.clerk, seat.pressed = "closed", None, None, None

    def close_day(self) -> None:
        if not self.is_closed:
            self._end_all()
            self.is_closed = True

    def reopen_day(self) -> None:
        self.is_closed = False

    def _end_all(self) -> None:
        for slip in self.list_in(OPEN):
            slip.state = {"serving": "done", "overdue": "no_show"}.get(slip.state, "expired")
            slip.finished, slip.held_for = self.now, None
        for seat in self.seats.values():
            if seat.ticket is not None:
                seat.ticket, seat.pressed = None, None

    def watch(self) -> None:
        for slip in self.list_in({"called"}):
            is_over = slip.last_called is not None and self.now - slip.last_called >= self._grace(slip)
            if self.rules.auto_overdue and slip.calls >= self.rules.max_calls and is_over:
                self._miss(slip)
        for slip in self.list_in({"overdue"}):
            assert slip.last_called is not None
            if self.now - slip.last_called >= timedelta(minutes=self.rules.overdue_expires_min):
                slip.state, slip.finished = "no_show", self.now

    # -- visitors and guides

    def issue(self, matters: list[str]) -> tuple[str, int]:
        """Return the number and how many are ahead."""
        ordered = sorted(matters, key=lambda each: (self.count_waiting(QUEUE_OF[each]), matters.index(each)))
        queue = QUEUE_OF[ordered[0]]
        if self.is_closed:
            raise Refused("day_closed")
        if queue in self.halts:
            raise Refused("queue_stopped")
        return self._take(queue, key=max(us(self.now), self.last_key), then=ordered[1:])

    def book(self, minutes: int, matter: str) -> None:
        self.bookings.append(Booking(slot=self.now + timedelta(minutes=minutes), queue=QUEUE_OF[matter]))

    def check_in(self, index: int) -> tuple[str, int]:
        booking = self.bookings[index]
        if not booking.is_open or booking.slot.astimezone(ZONE).date() != self.day:
            raise Refused("appointment_not_open")
        if self.is_closed:
            raise Refused("day_closed")
        booking.is_open = False
        key = max(us(self.now), self.last_key)
        if self.now > booking.slot + timedelta(minutes=self.rules.appointment_late_min):
            return self._take(booking.queue, key=key, then=[])
        earliest = booking.slot - timedelta(minutes=self.rules.appointment_early_min)
        not_before = earliest if earliest > self.now else None
        return self._take(booking.queue, key=max(key, us(earliest)), then=[], slot=booking.slot, not_before=not_before)

    def _take(
        self,
        queue: str,
        *,
        key: int,
        then: list[str],
        slot: datetime | None = None,
        not_before: datetime | None = None,
    ) -> tuple[str, int]:
        slip = Slip(
            ticket_id=len(self.slips) + 1,
            number=self._next_number(queue),
            day=self.day,
            queue=queue,
            arrived=self.now,
            key=key,
            since=self.now if slot is not None else EPOCH + timedelta(microseconds=key),
            then=then,
            slot=slot,
            not_before=not_before,
        )
        self.slips[slip.ticket_id] = slip
        self.last_key = max(self.last_key, us(self.now))
        return slip.number, self.ahead_of(slip.ticket_id)

    def _next_number(self, queue: str) -> str:
        last = self.last_number.get(queue, 0)
        rest = range(last + 1, LAST_NUMBER + 1)
        beyond = range(max(last + 1, FIRST_BEYOND), 9999)
        prefix = PREFIX_OF[queue]
        for value in (*rest, *range(1, LAST_NUMBER + 1), *beyond):
            number = f"{prefix}{value:03d}"
            if not any(self._is_out(slip) for slip in self.slips.values() if slip.number == number):
                self.last_number[queue] = value
                return number
        raise AssertionError("nobody takes nine thousand numbers here")

    def _is_out(self, slip: Slip) -> bool:
        may_be_reopened = (
            slip.state == "done"
            and slip.finished is not None
            and slip.finished > self.now - timedelta(seconds=self.rules.reopen_s)
        )
        return slip.day == self.day and (slip.state in OPEN or slip.state == "no_show" or may_be_reopened)

    def cancel(self, ticket_id: int) -> None:
        slip = self.slips[ticket_id]
        self._must_be(slip, "waiting", "held", "overdue")
        slip.state, slip.finished, slip.held_for = "cancelled", self.now, None

    def grant(self, ticket_id: int, *, is_priority: bool) -> None:
        slip = self.slips[ticket_id]
        self._must_be(slip, *OPEN)
        slip.is_priority = is_priority

    def come_back(self, ticket_id: int, *, is_by_staff: bool, state: str = "overdue") -> None:
        slip = self.slips[ticket_id]
        if slip.day != self.day:
            raise Refused("unknown_ticket")
        if self.is_closed:
            raise Refused("day_closed")
        self._must_be(slip, state)
        if not is_by_staff and slip.overdue_count > self.rules.overdue_limit:
            raise Refused("overdue_limit_reached")
        assert slip.due is not None
        if self.count_waiting(slip.queue) < slip.due - self.called.get(slip.queue, 0):
            slip.due = None
        self._wait_again(slip)
        slip.key, slip.since, slip.slot, slip.not_before, slip.finished = self._tail(), self.now, None, None, None

    def _tail(self) -> int:
        self.last_key = max(us(self.now), self.last_key + 1)
        return self.last_key

    @staticmethod
    def _wait_again(slip: Slip) -> None:
        slip.state, slip.window, slip.why, slip.calls, slip.last_called = "waiting", None, None, 0, None

    def stop_queue(self, queue: str) -> None:
        self.halts[queue] = "person"

    def open_queue(self, queue: str) -> None:
        self.halts.pop(queue, None)

    # -- windows

    def sign_in(self, window: str, *, clerk: str, session: str, takes_over: bool) -> None:
        seat = self.seats[window]
        is_held = seat.session is not None and seat.expires > self.now
        if is_held and seat.clerk != clerk and not takes_over:
            raise Refused("window_taken")
        left = [each for each, other in self.seats.items() if other.clerk == clerk and each != window]
        if any(self.seats[each].ticket is not None for each in left):
            raise Refused("window_busy")
        for each in left:
            self._close(each)
        if seat.clerk not in {None, clerk}:
            self._free_reserved(None, seat.clerk)
        is_new = (seat.state, seat.clerk) != ("open", clerk)
        seat.state, seat.clerk, seat.session, seat.expires = "open", clerk, session, self.now + SESSION
        if is_new:
            self._open_left(window)

    def sign_out(self, window: str, session: str, *, leaves_waiting: bool, hands_over: bool) -> None:
        seat = self._at(window, session, is_fresh=True)
        if seat.ticket is not None:
            raise Refused("window_busy")
        if not hands_over and any(slip.held_for == window for slip in self.list_in({"held"})):
            raise Refused("holds_left")
        if seat.state == "open" and self._list_left(window) and not leaves_waiting:
            raise Refused("last_window")
        self._close(window)

    def pause(self, window: str, session: str, *, is_fresh: bool, leaves_waiting: bool) -> None:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "open":
            raise Refused("window_not_open")
        left = self._list_left(window)
        if left and not leaves_waiting:
            raise Refused("last_window")
        seat.state = "paused"
        self._halt_left(left)

    def unpause(self, window: str, session: str, *, is_fresh: bool) -> None:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "paused":
            raise Refused("window_not_open")
        seat.state = "open"
        self._open_left(window)

    def _close(self, window: str) -> None:
        seat = self.seats[window]
        left = self._list_left(window) if seat.state == "open" else []
        for slip in self.list_in({"held"}):
            if slip.held_for == window:
                slip.held_for = None
        self._free_reserved(window, seat.clerk)
        self.seats[window] = Seat()
        self._halt_left(left)

    def _free_reserved(self, window: str | None, clerk: str | None) -> None:
        for slip in self.list_in({"waiting", "overdue", "held"}):
            if (window and slip.for_window == window) or (clerk and slip.for_clerk == clerk):
                slip.for_window = slip.for_clerk = None

    def _list_left(self, window: str) -> list[str]:
        return [
            queue
            for queue in WINDOWS[window][0]
            if self.count_waiting(queue) and not any(each != window for each in self.list_open(queue))
        ]

    def _halt_left(self, queues: list[str]) -> None:
        for queue in queues:
            self.halts.setdefault(queue, "left")

    def _open_left(self, window: str) -> None:
        for queue in WINDOWS[window][0]:
            if self.halts.get(queue) == "left":
                del self.halts[queue]

    # -- the ticket at a window

    def call_next(self, window: str, session: str, *, is_fresh: bool) -> tuple[int, str]:
        """Return who is called and why."""
        seat = self._free(window, session, is_fresh=is_fresh)
        choice = self.choose(WINDOWS[window], window, seat.clerk)
        if choice is None:
            raise Refused("nobody_waiting")
        slip, why, after = choice
        before = self.rounds.get(WINDOWS[window], Round())
        self.rounds[WINDOWS[window]] = after
        self._call(slip, window, why)
        self.called[slip.queue] = self.called.get(slip.queue, 0) + 1
        seat.pressed = (self.now, before, after)
        return slip.ticket_id, why

    def call_specific(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._served_here(window, seat, ticket_id)
        self._must_be(slip, "waiting")
        self._call(slip, window, "specific")
        self.called[slip.queue] = self.called.get(slip.queue, 0) + 1
        turns = self.rounds.get(WINDOWS[window], Round())
        seat.pressed = (self.now, turns, turns)

    def call_here(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._served_here(window, seat, ticket_id)
        self._must_be(slip, "overdue")
        self._call(slip, window, "came_to_window")
        seat.pressed = None

    def _served_here(self, window: str, seat: Seat, ticket_id: int) -> Slip:
        slip = self.slips[ticket_id]
        is_for_others = slip.for_window not in {None, window} or slip.for_clerk not in {None, seat.clerk}
        if slip.queue not in WINDOWS[window][0] or is_for_others:
            raise Refused("not_served_here")
        return slip

    def _call(self, slip: Slip, window: str, why: str) -> None:
        slip.state, slip.window, slip.why, slip.calls = "called", window, why, 1
        slip.first_called = slip.first_called or self.now
        slip.last_called = self.now
        self.seats[window].ticket = slip.ticket_id

    def recall(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        assert slip.last_called is not None
        is_soon = self.now - slip.last_called < timedelta(seconds=self.rules.recall_interval_s)
        if slip.calls >= self.rules.max_calls or is_soon:
            raise Refused("recalled_too_soon")
        slip.calls, slip.last_called = slip.calls + 1, self.now

    def undo_call(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        seat = self.seats[window]
        if seat.pressed is None:
            raise Refused("bad_input")
        at, before, after = seat.pressed
        if self.now - at >= timedelta(seconds=self.rules.undo_call_s):
            raise Refused("undo_too_late")
        if slip.first_called == at:
            slip.first_called = None
        self._wait_again(slip)
        self.called[slip.queue] -= 1
        if self.rounds.get(WINDOWS[window], Round()) == after:
            self.rounds[WINDOWS[window]] = before
        seat.ticket, seat.pressed = None, None

    def start(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        slip.state, self.seats[window].pressed = "serving", None

    def overdue(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        assert slip.last_called is not None
        if slip.calls < self.rules.overdue_min_calls or self.now - slip.last_called < self._grace(slip):
            raise Refused("overdue_too_soon")
        self._miss(slip)

    def _grace(self, slip: Slip) -> timedelta:
        seconds = self.rules.overdue_grace_priority_s if slip.is_priority else self.rules.overdue_grace_s
        return timedelta(seconds=seconds)

    def _miss(self, slip: Slip) -> None:
        assert slip.window is not None
        seat = self.seats[slip.window]
        seat.ticket, seat.pressed = None, None
        slip.state, slip.overdue_count = "overdue", slip.overdue_count + 1
        slip.due = self.called.get(slip.queue, 0) + self.rules.overdue_after_calls

    def finish(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "serving")
        self.seats[window].ticket = self.seats[window].pressed = None
        if slip.returns_to is not None:
            back, slip.returns_to = slip.returns_to, None
            queues = WINDOWS[back][0]
            queue = slip.queue if slip.queue in queues else queues[0]
            self._send(slip, queue, for_window=back if self.seats[back].state != "closed" else None)
        elif slip.then:
            self._send(slip, QUEUE_OF[slip.then.pop(0)])
        else:
            slip.state, slip.finished = "done", self.now

    def reopen(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self.slips[ticket_id]
        self._must_be(slip, "done")
        assert slip.finished is not None
        is_late = self.now - slip.finished >= timedelta(seconds=self.rules.reopen_s)
        if is_late or slip.day != self.day:
            raise Refused("undo_too_late")
        if self.is_closed:
            raise Refused("day_closed")
        if slip.window != window:
            raise Refused("not_at_this_window")
        slip.state, slip.finished = "serving", None
        seat.ticket, seat.pressed = ticket_id, None

    def transfer(
        self, window: str, session: str, ticket_id: int, *, is_fresh: bool, to: tuple[str, str], returns: bool
    ) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "serving")
        queue, for_window, for_clerk = self._find_target(window, slip, *to)
        self.seats[window].ticket = self.seats[window].pressed = None
        slip.returns_to = window if returns else None
        self._send(slip, queue, for_window=for_window, for_clerk=for_clerk)

    def _find_target(self, window: str, slip: Slip, what: str, name: str) -> tuple[str, str | None, str | None]:
        if what == "queue":
            if name in self.halts or not self.list_open(name):
                raise Refused("target_not_open")
            return name, None, None
        there = name
        if what == "clerk":
            seats = [each for each, seat in self.seats.items() if seat.clerk == name and seat.state == "open"]
            if not seats:
                raise Refused("target_not_open")
            there = seats[0]
        if there == window:
            raise Refused("bad_input")
        if self.seats[there].state != "open":
            raise Refused("target_not_open")
        queues = WINDOWS[there][0]
        queue = slip.queue if slip.queue in queues else queues[0]
        return (queue, there, None) if what == "window" else (queue, None, name)

    def _send(self, slip: Slip, queue: str, *, for_window: str | None = None, for_clerk: str | None = None) -> None:
        firsts = [
            each.key
            for each in self.list_in({"waiting"})
            if each.queue == queue and each.is_priority == slip.is_priority
        ]
        match self.rules.transfer_order:
            case TransferOrder.ARRIVAL:
                slip.key = us(slip.arrived)
            case TransferOrder.HEAD if firsts:
                slip.key = min(max(us(self.now), self.last_key + 1), min(firsts) - 1)
            case _:
                slip.key = max(us(self.now), self.last_key + 1)
        self.last_key = max(self.last_key, slip.key)
        self._wait_again(slip)
        slip.queue, slip.since, slip.leg, slip.first_called = queue, self.now, slip.leg + 1, None
        slip.due, slip.slot, slip.not_before = None, None, None
        slip.for_window, slip.for_clerk = for_window, for_clerk

    def hold(self, window: str, session: str, ticket_id: int, *, is_fresh: bool, for_anyone: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        if sum(each.held_for == window for each in self.list_in({"held"})) >= self.rules.holds_most:
            raise Refused("too_many_holds")
        slip.state, slip.held_for = "held", None if for_anyone else window
        self.seats[window].ticket = self.seats[window].pressed = None

    def resume(self, window: str, session: str, ticket_id: int, *, is_fresh: bool, calls: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._parked_here(window, ticket_id)
        if slip.held_for not in {None, window} and self.seats[slip.held_for or ""].state != "closed":
            raise Refused("held_elsewhere")
        slip.held_for, slip.window, slip.why = None, window, "resumed"
        slip.state = "called" if calls else "serving"
        if calls:
            slip.calls, slip.last_called = 1, self.now
        seat.ticket, seat.pressed = ticket_id, None

    def release(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        self._at(window, session, is_fresh=is_fresh)
        slip = self._parked_here(window, ticket_id)
        last_called = slip.last_called
        self._wait_again(slip)
        slip.held_for, slip.last_called = None, last_called

    def _parked_here(self, window: str, ticket_id: int) -> Slip:
        slip = self.slips[ticket_id]
        is_own = slip.state == "held" and slip.held_for == window
        if not is_own and slip.queue not in WINDOWS[window][0]:
            raise Refused("not_served_here")
        self._must_be(slip, "held")
        return slip

    def _at(self, window: str, session: str, *, is_fresh: bool) -> Seat:
        seat = self.seats[window]
        if seat.session != session:
            raise Refused("not_signed_in")
        if not is_fresh:
            raise Refused("stale_window")
        return seat

    def _free(self, window: str, session: str, *, is_fresh: bool) -> Seat:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "open":
            raise Refused("window_not_open")
        if seat.ticket is not None:
            raise Refused("window_busy")
        return seat

    def _there(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> Slip:
        if self._at(window, session, is_fresh=is_fresh).ticket != ticket_id:
            raise Refused("not_at_this_window")
        return self.slips[ticket_id]

    @staticmethod
    def _must_be(slip: Slip, *states: str) -> None:
        if slip.state not in states:
            raise Refused("wrong_state")

    # -- who is next

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
        if first:
            return self._by_slot(pool, replace(turns, run=1 if turns.run >= ratio else turns.run + 1), first, None)
        return self._by_slot(pool, replace(turns, run=0), rest, None)

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
        later = deepcopy(self)
        while (choice := later.choose(pool, window, clerk)) is not None:
            slip, why, later.rounds[pool] = choice
            slip.state = "gone"
            later.called[slip.queue] = later.called.get(slip.queue, 0) + 1
            yield slip.ticket_id, why

    def ahead_of(self, ticket_id: int) -> int:
        """Return how many are called before, at the open window that comes to the ticket with the fewest calls."""
        queue = self.slips[ticket_id].queue
        orders = [self.list_order(WINDOWS[each], each, self.seats[each].clerk) for each in self.list_open(queue)]
        if not orders:
            orders = [self.list_order(((queue,), ()), None, None)]
        places = [[each for each, _ in order] for order in orders]
        return min((place.index(ticket_id) for place in places if ticket_id in place), default=0)
