"""A state machine that does whatever may be done to a hall, on paper and on a real record, and compares them.

After every act it checks the invariants I1, I2, I6, I8, I9, I11, I14, I15, I19, I20, I22, I23, I27 and I28 of the
design, I3 where an answer is lost, I5 where the record is opened again.
"""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.places import Text
from hall.rules import Rules, TransferOrder
from hall.wire import from_json
from server.actions.appointments import book_appointment, check_in
from server.actions.close_day import close_day
from server.actions.halt import open_queue, stop_queue
from server.actions.issue import Issuer
from server.actions.leave_window import sign_out
from server.actions.watch import watch
from tests.server.days.day import GUIDE, SUPERVISOR
from tests.server.lane_hall import KIOSK, PAGES, LaneHall
from tests.server.model.both_halls import FEW
from tests.server.model.compared_halls import ComparedHalls
from tests.server.model.paper_words import WINDOWS

RULES = st.builds(
    Rules,
    overdue_after_calls=st.integers(1, 3),
    overdue_limit=st.integers(0, 2),
    overdue_expires_min=st.just(30),
    auto_overdue=st.booleans(),
    priority_ratio=st.integers(1, 3),
    longest_wait_min=st.sampled_from([0, 20]),
    transfer_order=st.sampled_from(list(TransferOrder)),
    holds_most=st.integers(1, 2),
    appointment_share=st.sampled_from([25, 50, 100]),
)
ACTS_AT_WINDOW = (
    "call_next",
    "call_specific",
    "call_here",
    "recall",
    "undo_call",
    "start",
    "overdue",
    "finish",
    "reopen",
    "transfer",
    "hold",
    "resume",
    "release",
    "pause",
    "unpause",
)
NTH = st.integers(0, 30)
AT = st.sampled_from(list(WINDOWS))
CLERKS = st.sampled_from(["ann", "bo", "cy"])
MATTERS = st.lists(st.sampled_from(["insure", "marry", "licence"]), min_size=1, max_size=3, unique=True)
QUEUES = st.sampled_from(["social", "civil", "commerce"])
FRESH = st.sampled_from([True, True, False])
TARGETS = st.one_of(
    st.tuples(st.just("queue"), QUEUES), st.tuples(st.just("window"), AT), st.tuples(st.just("clerk"), CLERKS)
)
SECONDS = st.sampled_from([1, 16, 31, 61, 125, 310, 1000, 1900])


def some(*states: str) -> Callable[["HallMachine"], bool]:
    """Return whether any ticket is in one of these states."""
    return lambda machine: bool(machine.paper.list_in(states))


def some_window(state: str) -> Callable[["HallMachine"], bool]:
    """Return whether any window is so (`HallMachine.list_windows`)."""
    return lambda machine: bool(machine.list_windows(state))


class HallMachine(ComparedHalls):
    """Chooses what is done next."""

    @initialize(rules=RULES)
    def open_the_hall(self, rules: Rules) -> None:
        self._open(rules)
        for window, clerk in zip(WINDOWS, ("ann", "bo", "cy"), strict=True):
            self._sign_in(window, clerk, takes_over=False)

    # -- visitors

    @rule(matters=MATTERS, times=st.integers(1, 3))
    def issue(self, matters: list[str], times: int) -> None:
        for _ in range(times):
            self._issue(matters)

    @rule(minutes=st.sampled_from([5, 12, 40]), matter=st.sampled_from(["insure", "marry"]))
    def book(self, minutes: int, matter: str) -> None:
        wanted = BookAppointment(matter_id=matter, slot=self.paper.now + timedelta(minutes=minutes))
        body = self._compare(
            lambda: self.paper.book(minutes, matter),
            lambda tx, today: book_appointment(tx, today, wanted, actor=KIOSK),
        )
        self._codes.append(from_json(Appointment, body).code)

    @precondition(lambda self: self.paper.bookings)
    @rule(nth=NTH)
    def check_in(self, nth: int) -> None:
        index = -1 - nth % len(self._codes)
        code, issuer = self._codes[index], Issuer(actor=KIOSK, pages=PAGES)
        self._compare_issued(
            lambda: self.paper.check_in(index),
            lambda tx, today: check_in(tx, today, code, CheckIn(), issuer=issuer),
        )

    @precondition(some("waiting", "held", "overdue"))
    @rule(nth=NTH)
    def cancel(self, nth: int) -> None:
        self._cancel(self._pick(nth, "waiting", "held", "overdue"))

    @precondition(some("waiting", "called"))
    @rule(nth=NTH, is_priority=st.sampled_from([True, True, False]))
    def grant(self, nth: int, *, is_priority: bool) -> None:
        self._grant(self._pick(nth, "waiting", "called"), is_priority=is_priority)

    @precondition(some("overdue"))
    @rule(nth=NTH, is_by_staff=st.booleans())
    def reactivate(self, nth: int, *, is_by_staff: bool) -> None:
        self._reactivate(self._pick(nth, "overdue"), is_by_staff=is_by_staff)

    @precondition(some("no_show"))
    @rule(nth=NTH)
    def restore(self, nth: int) -> None:
        self._restore(self._pick(nth, "no_show"))

    @rule(queue=QUEUES, is_stopped=st.sampled_from([True, False, False]))
    def halt(self, queue: str, *, is_stopped: bool) -> None:
        reason = Text(zh="停电", en="No power")
        if is_stopped:
            self._compare(
                lambda: self.paper.stop_queue(queue),
                lambda tx, today: stop_queue(tx, today, queue, reason, actor=GUIDE),
            )
        else:
            self._compare(
                lambda: self.paper.open_queue(queue), lambda tx, today: open_queue(tx, today, queue, actor=GUIDE)
            )

    # -- windows

    @rule(window=AT, clerk=CLERKS, takes_over=st.booleans())
    def sign_in(self, window: str, clerk: str, *, takes_over: bool) -> None:
        self._sign_in(window, clerk, takes_over=takes_over)

    @precondition(some_window("open"))
    @rule(at=NTH, leaves_waiting=st.booleans(), hands_over=st.booleans())
    def sign_out(self, at: int, *, leaves_waiting: bool, hands_over: bool) -> None:
        window = self._choose(at, "open")
        desk = self._desks[window]
        self._compare(
            lambda: self.paper.sign_out(window, desk.session_id, leaves_waiting=leaves_waiting, hands_over=hands_over),
            lambda tx, today: sign_out(tx, today, desk, leave_waiting=leaves_waiting, hand_over_holds=hands_over),
        )

    @precondition(some_window("open"))
    @rule(at=NTH, leaves_waiting=st.booleans())
    def pause(self, at: int, *, leaves_waiting: bool) -> None:
        self._pause(self._choose(at, "open"), leaves_waiting=leaves_waiting)

    @precondition(some_window("paused"))
    @rule(at=NTH)
    def unpause(self, at: int) -> None:
        self._unpause(self._choose(at, "paused"))

    @precondition(some_window("free"))
    @rule(at=NTH)
    def call_next(self, at: int) -> None:
        self._fill(at)
        self._call_next(self._choose(at, "free"))

    @precondition(some_window("free"))
    @rule(at=NTH, times=st.integers(1, 4))
    def serve(self, at: int, times: int) -> None:
        """Call, start and finish so often: a morning that goes well."""
        self._fill(at)
        window = self._choose(at, "free")
        for _ in range(times):
            self._call_next(window)
            self._act_there(window, "start")
            self._act_there(window, "finish")

    @precondition(some_window("free"))
    @rule(at=NTH)
    def miss(self, at: int) -> None:
        """Call twice, wait, and mark as overdue."""
        self._fill(at)
        window = self._choose(at, "free")
        self._call_next(window)
        self._move(timedelta(seconds=16))
        self._act_there(window, "recall")
        self._move(timedelta(seconds=125))
        self._act_there(window, "overdue")

    @precondition(some_window("free"))
    @precondition(some("waiting"))
    @rule(at=NTH, nth=NTH)
    def call_specific(self, at: int, nth: int) -> None:
        self._call_specific(self._choose(at, "free"), self._pick(nth, "waiting"))

    @precondition(some_window("free"))
    @precondition(some("overdue"))
    @rule(at=NTH, nth=NTH)
    def call_here(self, at: int, nth: int) -> None:
        self._act(self._choose(at, "free"), "call_here", self._pick(nth, "overdue"))

    @precondition(some_window("called"))
    @rule(at=NTH, what=st.sampled_from(["recall", "undo_call", "start", "start", "overdue"]))
    def see_who_comes(self, at: int, what: str) -> None:
        self._act_there(self._choose(at, "called"), what)

    @precondition(some_window("free"))
    @rule(at=NTH)
    def press_by_mistake(self, at: int) -> None:
        self._fill(at)
        window = self._choose(at, "free")
        self._call_next(window)
        self._act_there(window, "undo_call")

    @precondition(some_window("serving"))
    @rule(at=NTH)
    def finish(self, at: int) -> None:
        self._act_there(self._choose(at, "serving"), "finish")

    @precondition(some_window("free"))
    @precondition(some("done"))
    @rule(at=NTH, nth=NTH)
    def reopen(self, at: int, nth: int) -> None:
        self._act(self._choose(at, "free"), "reopen", self._pick(nth, "done"))

    @precondition(some_window("free"))
    @precondition(some("waiting"))
    @rule(at=NTH, nth=NTH, state=st.sampled_from(["waiting", "held"]))
    def take_a_finish_back(self, at: int, nth: int, state: str) -> None:
        if some(state)(self):
            self._act(self._choose(at, "free"), "reopen", self._pick(nth, state))

    @precondition(some_window("serving"))
    @rule(at=NTH)
    def finish_and_take_back(self, at: int) -> None:
        window = self._choose(at, "serving")
        ticket_id = self.paper.seats[window].ticket
        self._act_there(window, "finish")
        if self.paper.seats[window].ticket is None and ticket_id is not None:
            self._act(window, "reopen", ticket_id)

    @precondition(some_window("serving"))
    @rule(at=NTH, to=TARGETS, returns=st.booleans())
    def transfer(self, at: int, to: tuple[str, str], *, returns: bool) -> None:
        self._transfer(self._choose(at, "serving"), to=to, returns=returns)

    @precondition(some_window("called"))
    @rule(at=NTH, to=TARGETS, returns=st.booleans())
    def start_and_send_on(self, at: int, to: tuple[str, str], *, returns: bool) -> None:
        window = self._choose(at, "called")
        self._act_there(window, "start")
        self._transfer(window, to=to, returns=returns)

    @precondition(some("called", "serving"))
    @rule(at=NTH, for_anyone=st.booleans())
    def hold(self, at: int, *, for_anyone: bool) -> None:
        self._hold(self._choose(at, "serving" if at % 2 else "called"), for_anyone=for_anyone)

    @precondition(some_window("free"))
    @precondition(some("held"))
    @rule(at=NTH, nth=NTH, calls=st.booleans())
    def resume(self, at: int, nth: int, *, calls: bool) -> None:
        self._resume(self._choose(at, "free"), self._pick(nth, "held"), calls=calls)

    @precondition(some_window("open"))
    @precondition(some("held"))
    @rule(at=NTH, nth=NTH)
    def release(self, at: int, nth: int) -> None:
        self._act(self._choose(at, "open"), "release", self._pick(nth, "held"))

    @precondition(lambda self: self.paper.slips)
    @rule(window=AT, nth=NTH, what=st.sampled_from(ACTS_AT_WINDOW), fresh=FRESH, is_there=st.booleans())
    def press_anything(self, window: str, nth: int, what: str, *, fresh: bool, is_there: bool) -> None:
        """Do what mostly makes no sense: on a closed window, an old page, a ticket that is elsewhere or done."""
        ticket_id = self._there(window) if is_there else list(self.paper.slips)[nth % len(self.paper.slips)]
        match what:
            case "call_next":
                self._call_next(window, fresh=fresh)
            case "call_specific":
                self._call_specific(window, ticket_id, fresh=fresh)
            case "pause":
                self._pause(window, leaves_waiting=nth % 2 == 0, fresh=fresh)
            case "unpause":
                self._unpause(window, fresh=fresh)
            case "resume":
                self._resume(window, ticket_id, calls=nth % 2 == 0, fresh=fresh)
            case "hold":
                self._hold(window, for_anyone=nth % 2 == 0, fresh=fresh)
            case "transfer":
                self._transfer(window, to=("queue", "commerce"), returns=False, fresh=fresh)
            case _:
                self._act(window, what, ticket_id, fresh=fresh)

    @precondition(lambda self: self.paper.slips)
    @rule(nth=NTH, what=st.sampled_from(["cancel", "grant", "reactivate", "restore"]))
    def ask_anything(self, nth: int, what: str) -> None:
        """Ask what mostly makes no sense of a ticket."""
        ticket_id = list(self.paper.slips)[nth % len(self.paper.slips)]
        match what:
            case "cancel":
                self._cancel(ticket_id)
            case "grant":
                self._grant(ticket_id, is_priority=True)
            case "reactivate":
                self._reactivate(ticket_id, is_by_staff=False)
            case "restore":
                self._restore(ticket_id)

    # -- the hall

    @rule()
    def watch(self) -> None:
        self._compare(self.paper.watch, watch)

    @rule(seconds=SECONDS)
    def tick(self, seconds: int) -> None:
        self._move(timedelta(seconds=seconds))

    @rule(seconds=st.sampled_from([1, 40, 4000]))
    def set_the_clock_back(self, seconds: int) -> None:
        self._move(-timedelta(seconds=seconds))

    @precondition(lambda self: len(self.paper.slips) > FEW)
    @rule(hours=st.sampled_from([10, 24]))
    def sleep_over(self, hours: int) -> None:
        self._move(timedelta(hours=hours))

    @precondition(lambda self: len(self.paper.slips) > FEW)
    @rule()
    def close_the_day(self) -> None:
        self._compare(self.paper.close_day, lambda tx, today: close_day(tx, today, reason="台风", actor=SUPERVISOR))

    @precondition(lambda self: self.paper.is_closed)
    @rule()
    def reopen_the_day(self) -> None:
        self._reopen_the_day()

    @rule()
    def restart(self) -> None:
        before = self._dump()
        self.hall.close()
        self.hall = LaneHall(self._database, plan=self._plan, clock=self._clock)
        assert self._dump() == before, "a restart changed the record"

    @precondition(lambda self: self._last is not None)
    @rule()
    def lose_the_answer(self) -> None:
        """The client did not get the last answer, and asks again under the same key."""
        assert self._last is not None
        key, act, body = self._last
        before = self._dump()
        assert self.hall.submit(act, key=key).result(10).body == body, "the same key got another answer"
        assert self._dump() == before, "the same key did something twice"
