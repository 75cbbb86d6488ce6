"""A hall on paper and the same hall on record: an act is done on both, and must come to the same."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from hall.clock import SetClock
from hall.exchange import (
    CallSpecific,
    Finish,
    GrantPriority,
    HoldTicket,
    IssueRequest,
    PauseWindow,
    ResumeTicket,
    Transfer,
    WindowAct,
)
from hall.hall_plan import AfterLast
from hall.rules import Rules
from hall.snapshot import Snapshot
from hall.ticket import IssuedTicket, PriorityClass
from hall.wire import from_json
from server.actions.cancel import cancel
from server.actions.close_day import reopen_day
from server.actions.come_back import reactivate, restore
from server.actions.desk import Desk
from server.actions.grant_priority import grant_priority
from server.actions.issue import issue
from server.actions.once import Act
from server.store import tables
from server.store.hall_read import HALL
from tests.server.databases import Databases
from tests.server.days.day import GUIDE, SUPERVISOR, plan_with
from tests.server.lane_hall import KIOSK, PAGES, LaneHall, acting, refusal_of, signing_in
from tests.server.model.paper_hall import PaperHall
from tests.server.model.paper_words import ACTIVE, LAST_NUMBER, WINDOWS, Refused
from tests.server.plans import small_plan

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
FEW = 3
CROWDS = (
    [["insure"], ["insure"], ["marry"], ["insure"], ["marry"]],
    [["licence"], ["insure"], ["insure", "licence"], ["licence"], ["insure"]],
    [["marry"], ["insure", "marry", "licence"], ["insure"], ["insure"]],
)


class BothHalls(RuleBasedStateMachine):
    """Does an act on paper first, then on the record."""

    def __init__(self, databases: Databases, tally: Counter[str] | None = None) -> None:
        """Take where its database is made, and what counts the acts done, refused (by code) and called (by reason)."""
        super().__init__()
        self._databases = databases
        self._tally = Counter[str]() if tally is None else tally

    def _open(self, rules: Rules) -> None:
        """Begin a day; the clerks are not there yet."""
        series = tuple(replace(each, last=LAST_NUMBER, after_last=AfterLast.WRAP) for each in small_plan().series)
        queues = {window: pool[0] for window, pool in WINDOWS.items()}
        weights = {window: pool[1] for window, pool in WINDOWS.items()}
        self._plan = plan_with(rules, queues=queues, weights=weights, series=series)
        self._clock = SetClock(MORNING)
        self._database = self._databases.make()
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

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()
            self._databases.remove(self._database)

    def _sign_in(self, window: str, clerk: str, *, takes_over: bool) -> None:
        session = f"session-{next(self._keys)}"
        body = self._compare(
            lambda: self.paper.sign_in(window, clerk=clerk, session=session, takes_over=takes_over),
            signing_in(window, clerk=clerk, session_id=session, take_over=takes_over),
        )
        if body:
            self._desks[window] = Desk(session_id=session, clerk=clerk, window_id=window)

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

    def _compare_issued(self, predict: Callable[[], tuple[str, int | None]], act: Act) -> None:
        expected: list[tuple[str, int | None]] = []
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

    def _cancel(self, ticket_id: int) -> None:
        self._compare(
            lambda: self.paper.cancel(ticket_id),
            lambda tx, today: cancel(tx, today, ticket_id, reason="", actor=KIOSK),
        )

    def _grant(self, ticket_id: int, *, is_priority: bool) -> None:
        wanted = GrantPriority(priority_class=PriorityClass.ELDERLY if is_priority else PriorityClass.NORMAL)
        self._compare(
            lambda: self.paper.grant(ticket_id, is_priority=is_priority),
            lambda tx, today: grant_priority(tx, today, ticket_id, wanted, actor=GUIDE),
        )

    def _reactivate(self, ticket_id: int, *, is_by_staff: bool) -> None:
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=is_by_staff),
            lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=is_by_staff, actor=GUIDE),
        )

    def _restore(self, ticket_id: int) -> None:
        self._compare(
            lambda: self.paper.come_back(ticket_id, is_by_staff=True, state="no_show"),
            lambda tx, today: restore(tx, today, ticket_id, reason="", actor=GUIDE),
        )

    def _reopen_the_day(self) -> None:
        self._compare(self.paper.reopen_day, lambda tx, today: reopen_day(tx, today, actor=SUPERVISOR))

    def _move(self, by: timedelta) -> None:
        self._clock.advance(by)
        day = self.paper.day
        self.paper.tick(by)
        if self.paper.day != day:
            self._runs, self._counted = {}, {}
        self.hall.run(lambda _tx: None)

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

    def _dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of the hall in every table."""
        return self.hall.ask(
            lambda read: {
                table.name: sorted(map(tuple, read.list_rows(select(table).where(table.c.hall_id == HALL))), key=repr)
                for table in tables.metadata.sorted_tables
                if "hall_id" in table.c
            }
        )
