"""A state machine that does whatever may be done to a hall, on paper and on a real record, and compares them.

After every act it checks the invariants I1, I2, I6, I8, I9, I11, I14, I15, I19, I20, I22, I23, I27 and I28 of the
design, I3 where an answer is lost, I5 where the record is opened again.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from hall.clock import SetClock
from hall.events import Event
from hall.exchange import (
    Appointment,
    BookAppointment,
    CallSpecific,
    CheckIn,
    Finish,
    GrantPriority,
    HoldTicket,
    IssueRequest,
    PauseWindow,
    ResumeTicket,
    Transfer,
    WindowAct,
    WindowView,
)
from hall.hall_plan import AfterLast
from hall.places import Text
from hall.rules import Rules, TransferOrder
from hall.snapshot import TICKET_AFTER, Snapshot, advance
from hall.ticket import FINAL_STATES, IssuedTicket, PriorityClass, Ticket, TicketState
from hall.wire import from_json
from server.actions.appointments import book_appointment, check_in
from server.actions.cancel import cancel
from server.actions.close_day import close_day, reopen_day
from server.actions.come_back import reactivate, restore
from server.actions.desk import Desk
from server.actions.grant_priority import grant_priority
from server.actions.halt import open_queue, stop_queue
from server.actions.issue import Issuer, issue
from server.actions.leave_window import sign_out
from server.actions.lines import count_ahead, look_ahead
from server.actions.look_at_hall import take_snapshot
from server.actions.look_at_window import view_window
from server.actions.once import Act
from server.actions.watch import watch
from server.rules.hall_today import HallToday
from server.store import tables
from server.store.columns import from_yyyymmdd
from server.store.database import Database
from server.store.event_log import list_events
from server.store.hall_read import HALL, HallRead
from server.store.tickets import list_tickets
from tests.server.days.day import GUIDE, SUPERVISOR, plan_with
from tests.server.lane_hall import KIOSK, PAGES, LaneHall, acting, refusal_of, signing_in
from tests.server.model.paper_hall import ACTIVE, LAST_NUMBER, WINDOWS, PaperHall, Refused, Slip
from tests.server.plans import small_plan

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
CHANGES_NO_TICKET = frozenset({"AlertRaised"})
MOST = 10_000
BOARDS = 3
AFTER = {kind.__name__: state.value for kind, state in TICKET_AFTER.items()} | {"TicketCalled": "called"}

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
FEW = 3
CROWDS = (
    [["insure"], ["insure"], ["marry"], ["insure"], ["marry"]],
    [["licence"], ["insure"], ["insure", "licence"], ["licence"], ["insure"]],
    [["marry"], ["insure", "marry", "licence"], ["insure"], ["insure"]],
)
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


class HallMachine(RuleBasedStateMachine):
    """Does an act on paper first, then on the record."""

    def __init__(self, make: Callable[[], Database], tally: Counter[str] | None = None) -> None:
        """Take what makes a new database, and what counts the acts done, refused (by code) and called (by reason)."""
        super().__init__()
        self._make = make
        self._tally = Counter[str]() if tally is None else tally

    @initialize(rules=RULES)
    def open_the_hall(self, rules: Rules) -> None:
        series = tuple(replace(each, last=LAST_NUMBER, after_last=AfterLast.WRAP) for each in small_plan().series)
        queues = {window: pool[0] for window, pool in WINDOWS.items()}
        weights = {window: pool[1] for window, pool in WINDOWS.items()}
        self._plan = plan_with(rules, queues=queues, weights=weights, series=series)
        self._clock = SetClock(MORNING)
        self._database = self._make()
        self.hall = LaneHall(self._database, plan=self._plan, clock=self._clock)
        self.paper = PaperHall(rules=rules, now=MORNING)
        self.paper.tick(timedelta(0))
        self._keys = count(1)
        self._desks = {window: Desk(session_id="", clerk="", window_id=window) for window in WINDOWS}
        self._codes: list[str] = []
        self._last: tuple[str, Act, bytes] | None = None
        self._seq, self._folded, self._touched = 0, dict[int, str](), dict[int, int]()
        self._followed: list[Snapshot] = [self.hall.snapshot()]
        self._runs: dict[object, int] = {}
        self._counted: dict[str, bool] = {}
        for window, clerk in zip(WINDOWS, ("ann", "bo", "cy"), strict=True):
            self.sign_in(window, clerk, takes_over=False)

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()

    # -- visitors

    @rule(matters=MATTERS, times=st.integers(1, 3))
    def issue(self, matters: list[str], times: int) -> None:
        for _ in range(times):
            self._issue(matters)

    def _issue(self, matters: list[str]) -> None:
        wanted = IssueRequest(matter_id=matters[0], then=tuple(matters[1:]))
        self._compare_issued(
            lambda: self.paper.issue(matters),
            lambda tx, today: issue(tx, today, wanted, actor=KIOSK, pages=PAGES),
        )

    def _fill(self, nth: int) -> None:
        """Let people come, some with priority, where few wait: else most of a day would be calls for nobody."""
        if self.paper.is_closed:
            self._reopen_the_day()
        if len(self.paper.list_in({"waiting"})) < FEW:
            for place, matters in enumerate(CROWDS[nth % len(CROWDS)]):
                self._issue(matters)
                self._move(timedelta(seconds=1 + nth))
                if (nth >> place) % 2 and self.paper.slips:
                    self._grant(len(self.paper.slips), is_priority=True)

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

    def _cancel(self, ticket_id: int) -> None:
        self._compare(
            lambda: self.paper.cancel(ticket_id),
            lambda tx, today: cancel(tx, today, ticket_id, reason="", actor=KIOSK),
        )

    @precondition(some("waiting", "called"))
    @rule(nth=NTH, is_priority=st.sampled_from([True, True, False]))
    def grant(self, nth: int, *, is_priority: bool) -> None:
        self._grant(self._pick(nth, "waiting", "called"), is_priority=is_priority)

    def _grant(self, ticket_id: int, *, is_priority: bool) -> None:
        wanted = GrantPriority(priority_class=PriorityClass.ELDERLY if is_priority else PriorityClass.NORMAL)
        self._compare(
            lambda: self.paper.grant(ticket_id, is_priority=is_priority),
            lambda tx, today: grant_priority(tx, today, ticket_id, wanted, actor=GUIDE),
        )

    @precondition(some("overdue"))
    @rule(nth=NTH, is_by_staff=st.booleans())
    def reactivate(self, nth: int, *, is_by_staff: bool) -> None:
        self._reactivate(self._pick(nth, "overdue"), is_by_staff=is_by_staff)

    def _reactivate(self, ticket_id: int, *, is_by_staff: bool) -> None:
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=is_by_staff),
            lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=is_by_staff, actor=GUIDE),
        )

    @precondition(some("no_show"))
    @rule(nth=NTH)
    def restore(self, nth: int) -> None:
        self._restore(self._pick(nth, "no_show"))

    def _restore(self, ticket_id: int) -> None:
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=True, state="no_show"),
            lambda tx, today: restore(tx, today, ticket_id, reason="", actor=GUIDE),
        )

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
        session = f"session-{next(self._keys)}"
        body = self._compare(
            lambda: self.paper.sign_in(window, clerk=clerk, session=session, takes_over=takes_over),
            signing_in(window, clerk=clerk, session_id=session, take_over=takes_over),
        )
        if body:
            self._desks[window] = Desk(session_id=session, clerk=clerk, window_id=window)

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

    def _reopen_the_day(self) -> None:
        self._compare(self.paper.reopen_day, lambda tx, today: reopen_day(tx, today, actor=SUPERVISOR))

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

    # -- what holds after every act

    @invariant()
    def the_record_is_as_the_paper(self) -> None:
        """All that can be asked of the hall, of one moment."""
        if hasattr(self, "paper"):
            self.hall.ask(self._check)

    def _check(self, read: HallRead) -> None:
        today = self.hall.almanac.on(from_yyyymmdd(read.get_hall().business_date))
        tickets = list_tickets(read, after=0, most=MOST)
        events = list_events(read, after=self._seq, most=MOST)
        self._check_tickets(tickets)
        at_windows = read.list_rows(select(tables.at_window).where(tables.at_window.c.hall_id == HALL))
        seats = {window: seat.ticket for window, seat in self.paper.seats.items() if seat.ticket is not None}
        assert {row.window_id: row.ticket_id for row in at_windows} == seats
        self._check_events(events, take_snapshot(read, today, now=self.paper.now))
        assert self._touched == {ticket.ticket_id: ticket.version for ticket in tickets}
        for window in WINDOWS:
            self._check_window(view_window(read, today, window, now=self.paper.now))
        self._check_ahead(read, today, [each for each in tickets if each.state is TicketState.WAITING])

    def _check_tickets(self, tickets: list[Ticket]) -> None:
        """I1, I2, I22, I23: each is in one state and place, none was lost, and no open number is out twice."""
        assert [ticket.ticket_id for ticket in tickets] == list(self.paper.slips)
        for ticket in tickets:
            told, paper = as_told(ticket), as_on_paper(self.paper.slips[ticket.ticket_id])
            differ = [f"{name}: {told[name]}, on paper {paper[name]}" for name in told if told[name] != paper[name]]
            assert not differ, f"{ticket.number} differs: {'; '.join(differ)}"
            assert ticket.held_s >= 0
            assert ticket.state in FINAL_STATES or ticket.business_date == self.paper.day
        out = [ticket.number for ticket in tickets if ticket.state not in FINAL_STATES]
        assert len(set(out)) == len(out), "two open tickets have one number"

    def _check_events(self, events: list[Event], snapshot: Snapshot) -> None:
        """I8, I9, I27: numbered without gaps; whoever follows them knows every ticket's state, and the hall."""
        for event in events:
            assert event.seq == self._seq + 1, "a gap between events"
            self._seq = event.seq
            self._fold(event.body)
        assert self._folded == {slip.ticket_id: slip.state for slip in self.paper.slips.values()}
        for index, followed in enumerate(self._followed):
            for event in events:
                followed = advance(followed, event)  # noqa: PLW2901 -- that is what following is
            self._followed[index] = followed
            assert replace(followed, at=snapshot.at) == snapshot, "following the events gives another hall"
        if len(self._followed) < BOARDS and self._seq % 7 == 0:
            self._followed.append(snapshot)

    def _check_window(self, view: WindowView) -> None:
        """I14, I15, I28: who is there, and who would be called after one another and why."""
        seat = self.paper.seats[view.window_id]
        order = [(line.ticket_id, str(line.why)) for line in view.waiting]
        expected = list(self.paper.list_order(WINDOWS[view.window_id], view.window_id, seat.clerk))
        assert order == expected, f"the order at {view.window_id} differs"
        assert (view.state, view.clerk) == (seat.state, seat.clerk)
        for queue in view.queues:
            assert queue.waiting == self.paper.count_waiting(queue.queue_id)
            assert queue.open_windows == len(self.paper.list_open(queue.queue_id))
            assert (queue.stopped is not None) == (queue.queue_id in self.paper.halts)
            assert queue.wait is None or 0 <= queue.wait.low_min <= queue.wait.high_min

    def _check_ahead(self, read: HallRead, today: HallToday, waiting: list[Ticket]) -> None:
        """I28: as many are ahead of a ticket as are called before it; every ticket by count, one by name."""
        ahead: dict[int, int] = {}
        for queue in {ticket.queue_id for ticket in waiting}:
            ahead |= count_ahead(read, today, queue, now=self.paper.now)
        expected = {each.ticket_id: self.paper.ahead_of(each.ticket_id) for each in waiting}
        assert {each.ticket_id: ahead.get(each.ticket_id, 0) for each in waiting} == expected
        if waiting:
            one = waiting[self._seq % len(waiting)]
            told = look_ahead(read, today, one, now=self.paper.now)
            assert told.people_ahead == len(told.numbers) == expected[one.ticket_id]

    # -- how it is done

    def _compare(self, predict: Callable[[], object], act: Act) -> bytes:
        """Do an act on paper and on the record; return the answer, nothing when both refused."""
        code: str | None = None
        before: object = None
        try:
            predict()
        except Refused as refused:
            code, before = refused.code, self._dump()
        key = f"act-{next(self._keys)}"
        future = self.hall.submit(act, key=key)
        refusal = refusal_of(future)
        assert (None if refusal is None else refusal.code) == code, f"on paper: {code}; the engine: {refusal!r}"
        if refusal is not None:
            self._tally[f"refused: {refusal.code}"] += 1
            assert self._dump() == before, "a refusal changed something"
            return b""
        body = future.result().body
        self._last = key, act, body
        self._tally["done"] += 1
        return body

    def _compare_issued(self, predict: Callable[[], tuple[str, int]], act: Act) -> None:
        expected: list[tuple[str, int]] = []
        body = self._compare(lambda: expected.append(predict()), act)
        if body:
            issued = from_json(IssuedTicket, body)
            assert (issued.ticket.number, issued.people_ahead) == expected[0]
            assert issued.wait is None or issued.wait.low_min >= 0

    def _at_window(
        self,
        window: str,
        name: str,
        *,
        fresh: bool,
        form: Callable[[int], WindowAct],
        predict: Callable[[str], object],
    ) -> bytes:
        desk = self._desks[window]
        version = self.hall.window(window).version
        wanted = form(version if fresh else version - 1)
        return self._compare(lambda: predict(desk.session_id), acting(desk, name, wanted))

    def _act(self, window: str, name: str, ticket_id: int, *, fresh: bool = True) -> None:
        """Do something that needs no more words to a ticket."""
        on_paper = getattr(self.paper, name)
        form = Finish if name == "finish" else WindowAct
        body = self._at_window(
            window,
            name.replace("_", "-"),
            fresh=fresh,
            form=lambda version: form(version=version, ticket_id=ticket_id),
            predict=lambda session: on_paper(window, session, ticket_id, is_fresh=fresh),
        )
        if body and name == "undo_call" and self._counted.get(window):
            self._runs[WINDOWS[window]] = max(0, self._runs[WINDOWS[window]] - 1)

    def _act_there(self, window: str, name: str) -> None:
        """Do something to the ticket at a window, or to any where nobody is there."""
        if self.paper.slips:
            self._act(window, name, self._there(window))

    def _call_next(self, window: str, *, fresh: bool = True) -> None:
        before = deepcopy(self.paper)
        called: list[tuple[int, str]] = []
        self._at_window(
            window,
            "call-next",
            fresh=fresh,
            form=lambda version: WindowAct(version=version),
            predict=lambda session: called.append(self.paper.call_next(window, session, is_fresh=fresh)),
        )
        for ticket_id, why in called:
            self._tally[f"called: {why}"] += 1
            ticket = self.hall.ticket(ticket_id)
            assert (ticket.window_id, ticket.why) == (window, why), "the engine called another, or for another reason"
            self._check_fairness(before, window, ticket_id, why)

    def _call_specific(self, window: str, ticket_id: int, *, fresh: bool = True) -> None:
        self._at_window(
            window,
            "call-specific",
            fresh=fresh,
            form=lambda version: CallSpecific(version=version, ticket_id=ticket_id, reason="导办要求"),
            predict=lambda session: self.paper.call_specific(window, session, ticket_id, is_fresh=fresh),
        )

    def _pause(self, window: str, *, leaves_waiting: bool, fresh: bool = True) -> None:
        self._at_window(
            window,
            "pause",
            fresh=fresh,
            form=lambda version: PauseWindow(version=version, reason="午饭", leave_waiting=leaves_waiting),
            predict=lambda session: self.paper.pause(window, session, is_fresh=fresh, leaves_waiting=leaves_waiting),
        )

    def _unpause(self, window: str, *, fresh: bool = True) -> None:
        self._at_window(
            window,
            "unpause",
            fresh=fresh,
            form=lambda version: WindowAct(version=version),
            predict=lambda session: self.paper.unpause(window, session, is_fresh=fresh),
        )

    def _transfer(self, window: str, *, to: tuple[str, str], returns: bool, fresh: bool = True) -> None:
        field = {"queue": "queue_id", "window": "to_window", "clerk": "to_clerk"}[to[0]]
        ticket_id = self._there(window)
        self._at_window(
            window,
            "transfer",
            fresh=fresh,
            form=lambda version: replace(
                Transfer(version=version, ticket_id=ticket_id, returns=returns), **{field: to[1]}
            ),
            predict=lambda session: self.paper.transfer(
                window, session, ticket_id, is_fresh=fresh, to=to, returns=returns
            ),
        )

    def _hold(self, window: str, *, for_anyone: bool, fresh: bool = True) -> None:
        ticket_id = self._there(window)
        self._at_window(
            window,
            "hold",
            fresh=fresh,
            form=lambda version: HoldTicket(version=version, ticket_id=ticket_id, reason="复印", for_anyone=for_anyone),
            predict=lambda session: self.paper.hold(window, session, ticket_id, is_fresh=fresh, for_anyone=for_anyone),
        )

    def _resume(self, window: str, ticket_id: int, *, calls: bool, fresh: bool = True) -> None:
        self._at_window(
            window,
            "resume",
            fresh=fresh,
            form=lambda version: ResumeTicket(version=version, ticket_id=ticket_id, call=calls),
            predict=lambda session: self.paper.resume(window, session, ticket_id, is_fresh=fresh, calls=calls),
        )

    def list_windows(self, state: str) -> list[str]:
        """Return the windows that are `open`, `paused`, `free`, or have a ticket that is `called` or `serving`."""
        seats = self.paper.seats.items()
        if state in ACTIVE:
            return [each for each, seat in seats if seat.ticket and self.paper.slips[seat.ticket].state == state]
        if state == "free":
            return [each for each, seat in seats if seat.state == "open" and seat.ticket is None]
        return [each for each, seat in seats if seat.state == state]

    def _choose(self, at: int, state: str) -> str:
        windows = self.list_windows(state) or list(WINDOWS)
        return windows[at % len(windows)]

    def _there(self, window: str) -> int:
        return self.paper.seats[window].ticket or next(iter(self.paper.slips))

    def _pick(self, nth: int, *states: str) -> int:
        wanted = self.paper.list_in(states)
        return wanted[-1 - nth % len(wanted)].ticket_id

    def _move(self, by: timedelta) -> None:
        self._clock.advance(by)
        self.paper.tick(by)
        self.hall.run(lambda _tx: None)

    def _check_fairness(self, before: PaperHall, window: str, ticket_id: int, why: str) -> None:
        """I19: of the same class and queue in order. I20: no more priority numbers in a row than the ratio."""
        pool = WINDOWS[window]
        slip = before.slips[ticket_id]
        waiting = before.list_callable(pool, window, before.seats[window].clerk)
        if self._is_untouched(slip):
            earlier = [
                each.ticket_id
                for each in waiting
                if self._is_untouched(each)
                and (each.queue, each.is_priority) == (slip.queue, slip.is_priority)
                and each.ticket_id < ticket_id
            ]
            assert not earlier, f"{ticket_id} was called before {earlier}, who came first"
        others = [each for each in waiting if not each.is_priority and each.due is None]
        self._counted[window] = why == "priority" and bool(others)
        if self._counted[window]:
            self._runs[pool] = self._runs.get(pool, 0) + 1
            assert self._runs[pool] <= before.rules.priority_ratio, "more priority numbers than the ratio allows"
        else:
            self._runs[pool] = 0

    @staticmethod
    def _is_untouched(slip: object) -> bool:
        return all(not getattr(slip, name) for name in ("overdue_count", "slot")) and getattr(slip, "leg", 1) == 1

    def _fold(self, body: object) -> None:
        ticket_id: int | None = getattr(body, "ticket_id", None)
        kind = type(body).__name__
        if ticket_id is None:
            return
        self._touched[ticket_id] = self._touched.get(ticket_id, 0) + (kind not in CHANGES_NO_TICKET)
        if kind == "TicketIssued":
            self._folded[ticket_id] = "waiting"
        elif kind == "TicketExpired" and getattr(body, "done", False):
            self._folded[ticket_id] = "done"
        elif kind in AFTER:
            self._folded[ticket_id] = AFTER[kind]

    def _dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of the hall in every table."""
        return self.hall.ask(
            lambda read: {
                table.name: sorted(map(tuple, read.list_rows(select(table).where(table.c.hall_id == HALL))), key=repr)
                for table in tables.metadata.sorted_tables
                if "hall_id" in table.c
            }
        )


def as_told(ticket: Ticket) -> dict[str, object]:
    """Return what is compared of a ticket, from the record."""
    place = ticket.place
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "queue": ticket.queue_id,
        "then": list(ticket.then),
        "is_priority": ticket.priority_class is not PriorityClass.NORMAL,
        "window": ticket.window_id if ticket.state in {TicketState.CALLED, TicketState.SERVING} else None,
        "calls": ticket.call_count if ticket.state is TicketState.CALLED else 0,
        "first_called": ticket.first_called_at,
        "overdue_count": ticket.overdue_count,
        "leg": ticket.leg_no,
        "held_for": None if ticket.hold is None else ticket.hold.window_id,
        "finished": ticket.finished_at,
        "place": (
            place.key_us,
            place.since,
            place.due_calls,
            place.for_window,
            place.for_clerk,
            place.appointment_at,
            place.not_before,
        ),
        "returns_to": ticket.returns_to,
    }


def as_on_paper(slip: Slip) -> dict[str, object]:
    """Return what is compared of a ticket, from the paper."""
    return {
        "number": slip.number,
        "state": slip.state,
        "queue": slip.queue,
        "then": slip.then,
        "is_priority": slip.is_priority,
        "window": slip.window if slip.state in ACTIVE else None,
        "calls": slip.calls if slip.state == "called" else 0,
        "first_called": slip.first_called,
        "overdue_count": slip.overdue_count,
        "leg": slip.leg,
        "held_for": slip.held_for if slip.state == "held" else None,
        "finished": slip.finished,
        "place": (
            slip.key,
            slip.since,
            slip.due,
            slip.for_window,
            slip.for_clerk,
            slip.slot,
            slip.not_before,
        ),
        "returns_to": slip.returns_to,
    }
