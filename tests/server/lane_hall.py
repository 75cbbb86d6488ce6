"""LaneHall: the small hall's record with its lane, in this process, without the web."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

from hall.clock import Clock, SetClock
from hall.errors import HallError
from hall.events import Event
from hall.exchange import IssueRequest, PrintReport, Role, SignInRequest, WindowAct, WindowView
from hall.hall_plan import HallPlan
from hall.snapshot import Snapshot
from hall.ticket import IssuedTicket, PrintState, Ticket
from hall.wire import from_json
from server.actions.almanac import Almanac
from server.actions.cancel import cancel
from server.actions.desk import Desk
from server.actions.issue import issue
from server.actions.leave_window import sign_out
from server.actions.look_at_audit import check_chain
from server.actions.look_at_hall import take_snapshot
from server.actions.look_at_window import view_window
from server.actions.once import Act, Answer, Command, do_once
from server.actions.report_print import report_print
from server.actions.sign_in import NewSession, sign_in
from server.actions.start_day import start_day_if_due
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.store.columns import from_yyyymmdd
from server.store.counters import Counters
from server.store.credentials import Clerk, find_clerk, save_clerk
from server.store.database import Database
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx
from server.store.lanes import Lane
from server.store.live import Live
from server.store.opening import open_record
from server.store.reader import Reader
from server.store.tickets import get_ticket
from server.store.windows import get_window
from server.web.routes_windows import ACTS
from tests.fakes.hall_server import at
from tests.server.databases import folder_with_tables
from tests.server.plans import small_plan

T = TypeVar("T")
KIOSK = Actor(kind=Role.KIOSK.value, name="K1")
PAGES = VisitPages(public_url="http://hall.test")


class LaneHall:
    """Everything that a test does to the small hall, each act waiting for its answer unless it is `submit`ted."""

    keeps_chain = True
    """False for a test that breaks it."""

    _keys = count(1)
    """Shared, so that two lanes on one record never use the same key."""

    def __init__(self, where: Path | Database, *, plan: HallPlan | None = None, clock: Clock | None = None) -> None:
        self.clock = cast("SetClock", clock or SetClock(at(9)))
        self.almanac = Almanac(plan or small_plan())
        self.database = folder_with_tables(where) if isinstance(where, Path) else where
        self.engine = open_record(self.database, self.almanac.hall_id)
        self.reader = Reader(self.database.open_reader(), self.almanac.hall_id)
        self.events: list[Event] = []
        self.batches: list[int] = []
        opening = partial(start_day_if_due, almanac=self.almanac)
        self.lane = Lane(self.engine, self.almanac.hall_id, clock=self.clock, opening=opening, listener=self)
        self.lane.start()
        self.run(lambda _tx: None)

    def committed(self, events: list[Event], *, acts: int, commit_s: float) -> None:
        assert commit_s >= 0
        self.events += events
        self.batches.append(acts)

    def close(self) -> None:
        """Stop, after what the lane keeps of its figures was compared with the record, and its audit trail checked."""
        if self.lane.is_alive:
            self.settle()
            self.run(_compare_kept_figures)
            if self.keeps_chain:
                check_chain(self.reader)
        self.stop()

    def stop(self) -> None:
        """Stop as it is, also while the database is away."""
        self.lane.stop()
        self.reader.close()
        self.engine.dispose()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the lane busy, so that what is submitted meanwhile makes one batch."""
        may_go = threading.Event()
        is_held = threading.Event()

        def hold(_tx: HallTx) -> None:
            is_held.set()
            may_go.wait(10)

        held = self.lane.submit(hold)
        is_held.wait(10)
        try:
            yield
        finally:
            may_go.set()
        held.result(10)

    def run(self, act: Callable[[HallTx], T]) -> T:
        """Run an act on the lane as it is, without a key."""
        return self.lane.submit(act).result(10)

    def settle(self) -> None:
        """Wait until everything submitted so far is answered and told."""
        for _ in range(2):
            self.run(lambda _tx: None)

    def submit(self, act: Act, *, key: str | None = None, fingerprint: str = "f") -> "Future[Answer]":
        """Put an act under a key on the lane."""
        command = Command(key=key or f"key-{next(self._keys):05}", fingerprint=fingerprint)
        work = partial(do_once, almanac=self.almanac, command=command, act=act)
        return self.lane.submit(work, key=command.key)

    def do(self, of: type[T], act: Act, *, key: str | None = None) -> T:
        """Do an act under a key and return its word."""
        return from_json(of, self.submit(act, key=key).result(10).body)

    def submit_issue(self, matter_id: str = "insure", *, key: str | None = None) -> "Future[Answer]":
        return self.submit(issuing(matter_id), key=key)

    def issue(self, matter_id: str = "insure", *, key: str | None = None) -> IssuedTicket:
        return self.do(IssuedTicket, issuing(matter_id), key=key)

    def sign_in(self, window_id: str = "2", *, clerk: str = "anna", take_over: bool = False) -> Desk:
        session_id = f"session-{next(self._keys)}"
        self.submit(signing_in(window_id, clerk=clerk, session_id=session_id, take_over=take_over)).result(10)
        return Desk(session_id=session_id, clerk=clerk, window_id=window_id)

    def sign_out(self, desk: Desk, *, leave_waiting: bool = True) -> None:
        self.submit(lambda tx, today: sign_out(tx, today, desk, leave_waiting=leave_waiting)).result(10)

    def act(
        self, desk: Desk, name: str, *, key: str | None = None, ticket_id: int | None = None, **more: object
    ) -> WindowView:
        """Do an act of `routes_windows.ACTS` as a fresh page would, to the ticket that is there or another one."""
        view = self.window(desk.window_id)
        there = view.ticket.ticket_id if view.ticket else None
        wanted = ACTS[name][1](version=view.version, ticket_id=ticket_id or there, **more)
        return self.do(WindowView, acting(desk, name, wanted), key=key)

    def window(self, window_id: str = "2") -> WindowView:
        return self.ask(lambda read: view_window(read, self._today(read), window_id, now=self.clock.now()))

    def snapshot(self) -> Snapshot:
        return self.ask(lambda read: take_snapshot(read, self._today(read), now=self.clock.now()))

    def ticket(self, ticket_id: int) -> Ticket:
        return self.ask(lambda read: get_ticket(read, ticket_id))

    def ask(self, question: Callable[[HallRead], T]) -> T:
        return self.reader.ask_now(question)

    def _today(self, read: HallRead) -> HallToday:
        return self.almanac.on(from_yyyymmdd(read.get_hall().business_date))


def _compare_kept_figures(tx: HallTx) -> None:
    """What outlived every transaction so far is what the tables say."""
    read_anew = Live(tx)
    for queue_id, line in tx.live.figures.waiting or {}:
        assert tx.live.count_line(queue_id, line) == read_anew.count_line(queue_id, line), (queue_id, line)
    assert tx.live.free_windows() == read_anew.free_windows()
    assert tx.live.open_windows() == read_anew.open_windows()
    counters = Counters(tx)
    for (day, name), value in tx.keep().counters.items():
        assert counters.find(day, name) == value, name


def issuing(matter_id: str) -> Act:
    return lambda tx, today: issue(tx, today, IssueRequest(matter_id=matter_id), actor=KIOSK, pages=PAGES)


def signing_in(window_id: str, *, clerk: str, session_id: str, take_over: bool = False) -> Act:
    """Sign a clerk in whose password is right, making the clerk first."""
    wanted = SignInRequest(clerk=clerk, password="", window_id=window_id, take_over=take_over)
    new = NewSession(session_id=session_id, token=f"token-of-{session_id}")

    def act(tx: HallTx, today: HallToday) -> object:
        known = find_clerk(tx, clerk) or Clerk(name=clerk, password_hash="")
        save_clerk(tx, known)
        return sign_in(tx, today, wanted, clerk=known, new=new)

    return act


def acting(desk: Desk, name: str, wanted: WindowAct) -> Act:
    return lambda tx, today: ACTS[name][0](tx, today, desk, wanted)


def refusal_of(future: "Future[Answer]") -> HallError | None:
    """Return why an act was refused, None when it was done."""
    error = future.exception(10)
    assert error is None or isinstance(error, HallError), error
    return error


def acting_afresh(desk: Desk, name: str, **more: Any) -> Act:  # noqa: ANN401 -- of each act its own
    """Act with the version and ticket that the window has at that moment."""

    def act(tx: HallTx, today: HallToday) -> object:
        window = get_window(tx, desk.window_id)
        perform, form = ACTS[name]
        return perform(tx, today, desk, form(version=window.version, ticket_id=window.ticket_id, **more))

    return act


def cancelling(ticket_id: int) -> Act:
    return lambda tx, today: cancel(tx, today, ticket_id, reason="", actor=KIOSK)


def reporting(ticket_id: int, print_state: PrintState = PrintState.PRINTED) -> Act:
    return lambda tx, _today: report_print(tx, ticket_id, PrintReport(print_state=print_state), actor=KIOSK)
