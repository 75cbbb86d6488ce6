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
NTH = st.integers(0, 30)
AT = st.sampled_from(list(WINDOWS))
CLERKS = st.sampled_from(["ann", "bo", "cy"])
MATTERS = st.lists(st.sampled_from(["insure", "marry", "licence"]), min_size=1, max_size=3, unique=True)
QUEUES = st.sampled_from(["social", "civil", "commerce"])
FRESH = st.sampled_from([True] * 9 + [False])
TARGETS = st.one_of(
    st.tuples(st.just("queue"), QUEUES), st.tuples(st.just("window"), AT), st.tuples(st.just("clerk"), CLERKS)
)
SECONDS = st.sampled_from([1, 16, 31, 61, 125, 310, 1000, 1900])


def anyone_has(machine: "HallMachine") -> bool:
    """Whether anybody has taken a number yet."""
    return bool(machine.paper.slips)


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

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()

    # -- visitors

    @rule(matters=MATTERS, times=st.integers(1, 3))
    def issue(self, matters: list[str], times: int) -> None:
        wanted = IssueRequest(matter_id=matters[0], then=tuple(matters[1:]))
        for _ in range(times):
            self._compare_issued(
                lambda: self.paper.issue(matters),
                lambda tx, today: issue(tx, today, wanted, actor=KIOSK, pages=PAGES),
            )

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

    @precondition(anyone_has)
    @rule(nth=NTH)
    def cancel(self, nth: int) -> None:
        ticket_id = self._pick(nth, "waiting", "held", "overdue")
        self._compare(
            lambda: self.paper.cancel(ticket_id),
            lambda tx, today: cancel(tx, today, ticket_id, reason="", actor=KIOSK),
        )

    @precondition(anyone_has)
    @rule(nth=NTH, is_priority=st.sampled_from([True, True, False]))
    def grant(self, nth: int, *, is_priority: bool) -> None:
        ticket_id = self._pick(nth, "waiting", "called")
        wanted = GrantPriority(priority_class=PriorityClass.ELDERLY if is_priority else PriorityClass.NORMAL)
        self._compare(
            lambda: self.paper.grant(ticket_id, is_priority=is_priority),
            lambda tx, today: grant_priority(tx, today, ticket_id, wanted, actor=GUIDE),
        )

    @precondition(anyone_has)
    @rule(nth=NTH, is_by_staff=st.booleans())
    def reactivate(self, nth: int, *, is_by_staff: bool) -> None:
        ticket_id = self._pick(nth, "overdue")
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=is_by_staff),
            lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=is_by_staff, actor=GUIDE),
        )

    @precondition(anyone_has)
    @rule(nth=NTH)
    def restore(self, nth: int) -> None:
        ticket_id = self._pick(nth, "no_show")
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=True, state="no_show"),
            lambda tx, today: restore(tx, today, ticket_id, reason="", actor=GUIDE),
        )

    @rule(queue=QUEUES, is_stopped=st.booleans())
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

    @rule(window=AT, leaves_waiting=st.booleans(), hands_over=st.booleans())
    def sign_out(self, window: str, *, leaves_waiting: bool, hands_over: bool) -> None:
        desk = self._desks[window]
        self._compare(
            lambda: self.paper.sign_out(window, desk.session_id, leaves_waiting=leaves_waiting, hands_over=hands_over),
            lambda tx, today: sign_out(tx, today, desk, leave_waiting=leaves_waiting, hand_over_holds=hands_over),
        )

    @rule(window=AT, fresh=FRESH, leaves_waiting=st.booleans())
    def pause(self, window: str, *, fresh: bool, leaves_waiting: bool) -> None:
        self._at_window(
            window,
            "pause",
            fresh=fresh,
            form=lambda version: PauseWindow(version=version, reason="午饭", leave_waiting=leaves_waiting),
            predict=lambda session: self.paper.pause(window, session, is_fresh=fresh, leaves_waiting=leaves_waiting),
        )

    @rule(window=AT, fresh=FRESH)
    def unpause(self, window: str, *, fresh: bool) -> None:
        self._at_window(
            window,
            "unpause",
            fresh=fresh,
            form=lambda version: WindowAct(version=version),
            predict=lambda session: self.paper.unpause(window, session, is_fresh=fresh),
        )

    @rule(window=AT, fresh=FRESH)
    def call_next(self, window: str, *, fresh: bool) -> None:
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

    @rule(window=AT, times=st.integers(1, 4))
    def serve(self, window: str, times: int) -> None:
        """Call, start and finish so often: a morning that goes well."""
        for _ in range(times):
            self.call_next(window, fresh=True)
            self._to_ticket(window, "start")
            self._to_ticket(window, "finish", form=Finish)

    @precondition(anyone_has)
    @rule(window=AT, nth=NTH, fresh=FRESH)
    def call_specific(self, window: str, nth: int, *, fresh: bool) -> None:
        ticket_id = self._pick(nth, "waiting")
        self._at_window(
            window,
            "call-specific",
            fresh=fresh,
            form=lambda version: CallSpecific(version=version, ticket_id=ticket_id, reason="导办要求"),
            predict=lambda session: self.paper.call_specific(window, session, ticket_id, is_fresh=fresh),
        )

    @precondition(anyone_has)
    @rule(window=AT, nth=NTH, fresh=FRESH)
    def call_here(self, window: str, nth: int, *, fresh: bool) -> None:
        self._to_other(window, "call-here", self._pick(nth, "overdue"), fresh=fresh)

    @precondition(anyone_has)
    @rule(window=AT, what=st.sampled_from(["recall", "undo_call", "start", "overdue", "finish"]), fresh=FRESH)
    def at_the_window(self, window: str, what: str, *, fresh: bool) -> None:
        self._to_ticket(window, what, form=Finish if what == "finish" else WindowAct, fresh=fresh)

    @precondition(anyone_has)
    @rule(window=AT)
    def miss(self, window: str) -> None:
        """Call twice, wait a minute, and mark as overdue."""
        self.call_next(window, fresh=True)
        self.tick(16)
        self._to_ticket(window, "recall")
        self.tick(125)
        self._to_ticket(window, "overdue")

    @precondition(anyone_has)
    @rule(window=AT, nth=NTH, fresh=FRESH)
    def reopen(self, window: str, nth: int, *, fresh: bool) -> None:
        self._to_other(window, "reopen", self._pick(nth, "done"), fresh=fresh)

    @precondition(anyone_has)
    @rule(window=AT, to=TARGETS, returns=st.booleans(), fresh=FRESH, starts=st.booleans())
    def transfer(self, window: str, to: tuple[str, str], *, returns: bool, fresh: bool, starts: bool) -> None:
        if starts:
            self._to_ticket(window, "start")
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

    @precondition(anyone_has)
    @rule(window=AT, for_anyone=st.booleans(), fresh=FRESH)
    def hold(self, window: str, *, for_anyone: bool, fresh: bool) -> None:
        ticket_id = self._there(window)
        self._at_window(
            window,
            "hold",
            fresh=fresh,
            form=lambda version: HoldTicket(version=version, ticket_id=ticket_id, reason="复印", for_anyone=for_anyone),
            predict=lambda session: self.paper.hold(window, session, ticket_id, is_fresh=fresh, for_anyone=for_anyone),
        )

    @precondition(anyone_has)
    @rule(window=AT, nth=NTH, calls=st.booleans(), fresh=FRESH)
    def resume(self, window: str, nth: int, *, calls: bool, fresh: bool) -> None:
        ticket_id = self._pick(nth, "held")
        self._at_window(
            window,
            "resume",
            fresh=fresh,
            form=lambda version: ResumeTicket(version=version, ticket_id=ticket_id, call=calls),
            predict=lambda session: self.paper.resume(window, session, ticket_id, is_fresh=fresh, calls=calls),
        )

    @precondition(anyone_has)
    @rule(window=AT, nth=NTH, fresh=FRESH)
    def release(self, window: str, nth: int, *, fresh: bool) -> None:
        self._to_other(window, "release", self._pick(nth, "held"), fresh=fresh)

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

    @precondition(lambda self: len(self.paper.slips) > 3)
    @rule(hours=st.sampled_from([10, 24]))
    def sleep_over(self, hours: int) -> None:
        self._move(timedelta(hours=hours))

    @precondition(lambda self: len(self.paper.slips) > 3)
    @rule()
    def close_the_day(self) -> None:
        self._compare(self.paper.close_day, lambda tx, today: close_day(tx, today, reason="台风", actor=SUPERVISOR))

    @precondition(lambda self: self.paper.is_closed)
    @rule()
    def reopen_the_day(self) -> None:
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
    ) -> None:
        desk = self._desks[window]
        version = self.hall.window(window).version
        wanted = form(version if fresh else version - 1)
        self._compare(lambda: predict(desk.session_id), acting(desk, name, wanted))

    def _to_ticket(self, window: str, name: str, *, form: type[WindowAct] = WindowAct, fresh: bool = True) -> None:
        """Do something to the ticket at a window, or to any where nobody is there."""
        if not self.paper.slips:
            return
        self._to_other(window, name.replace("_", "-"), self._there(window), form=form, fresh=fresh)

    def _to_other(
        self, window: str, name: str, ticket_id: int, *, form: type[WindowAct] = WindowAct, fresh: bool = True
    ) -> None:
        on_paper = getattr(self.paper, name.replace("-", "_"))
        self._at_window(
            window,
            name,
            fresh=fresh,
            form=lambda version: form(version=version, ticket_id=ticket_id),
            predict=lambda session: on_paper(window, session, ticket_id, is_fresh=fresh),
        )

    def _there(self, window: str) -> int:
        return self.paper.seats[window].ticket or next(iter(self.paper.slips))

    def _pick(self, nth: int, *states: str) -> int:
        """Return a ticket for which the act makes sense, mostly; else any."""
        wanted = self.paper.list_in(states)
        if not wanted or nth % 11 == 10:
            wanted = list(self.paper.slips.values())
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
        if why == "priority" and others:
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
