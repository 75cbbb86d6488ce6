"""Whatever happens to kiosk and server, in whatever order: a number that was told is a ticket, once; none is doubled.

The real parts of a kiosk (book, desk, keeper) stand before the real acts of the server, with a line between them that
goes away, loses requests and loses answers. Kiosks are killed, disks copied and torn; days end, queues are stopped.
"""

import contextlib
import os
import queue
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hall.clock import SetClock
from hall.errors import HallError, ServerAway
from hall.exchange import IssueRequest, PrintReport, Role
from hall.offline import Adoptions, AdoptNumbers, AskPermission, GivenPermission
from hall.places import Text
from hall.rules import Rules
from hall.ticket import OPEN_STATES, IssuedTicket, LegPlan, PrintState, Ticket, TicketState
from hall.wire import from_json, to_json
from kiosk.offline.book import Book
from kiosk.offline.desk import GivenOffline, OfflineDesk, OfflineNews, Wish
from kiosk.offline.keeper import Keeper
from kiosk.offline.memory import Memory
from kiosk.offline.permit import Wanted
from kiosk.offline.reckoning import Reckoning
from kiosk.visit import Intent
from server.actions.adopt_offline import Adopter, adopt_offline
from server.actions.halt import open_queue, stop_queue
from server.actions.issue import issue
from server.actions.permit_offline import permit_offline
from server.actions.report_print import report_print
from server.store.credentials import hash_token
from server.store.hall_tx import Actor
from server.store.tickets import find_visit, list_tickets
from tests.fakes.hall_server import at
from tests.server.databases import Databases
from tests.server.days.day import plan_with
from tests.server.lane_hall import PAGES, LaneHall
from tests.server.offline_kiosk import add_kiosk, fingerprint, next_key

T = TypeVar("T")
RULES = Rules(offline_numbers=4, offline_min=60)
QUEUES = {"insure": "social", "marry": "civil"}
LINES = st.sampled_from(["up", "up", "up", "away", "request lost", "answer lost"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a visitor holds on paper."""

    number: str
    token: str
    key: str
    matter_id: str


class Line:
    """The line between one kiosk and the server: a client that does what the test wants of it."""

    def __init__(self, hall: LaneHall, name: str) -> None:
        self._hall, self._actor = hall, Actor(kind=Role.KIOSK.value, name=name)
        self.state = "up"

    def ask_permission(self, request: AskPermission, *, key: str) -> GivenPermission:
        act = partial(permit_offline, wanted=request, kiosk=self._actor.name, key=key, pages=PAGES)
        return self._send(GivenPermission, act, key=key, fingerprint=_print_of(request))

    def adopt_numbers(self, request: AdoptNumbers, *, key: str) -> Adoptions:
        adopter = Adopter(actor=self._actor, pages=PAGES, fingerprint_of=fingerprint)
        act = partial(adopt_offline, wanted=request, adopter=adopter)
        return self._send(Adoptions, act, key=key, fingerprint=_print_of(request))

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        actor = self._actor
        return self._send(
            Ticket,
            lambda tx, _today: report_print(tx, ticket_id, report, actor=actor),
            key=key,
            fingerprint=f"print {ticket_id}",
        )

    def issue_ticket(self, request: IssueRequest, *, key: str) -> IssuedTicket:
        act = partial(issue, request=request, actor=self._actor, pages=PAGES)
        return self._send(IssuedTicket, act, key=key, fingerprint=fingerprint(request))

    def _send(self, of: type[T], act: Callable[..., object], *, key: str, fingerprint: str) -> T:
        if self.state in {"away", "request lost"}:
            raise ServerAway(self.state)
        answer = self._hall.submit(act, key=key, fingerprint=fingerprint).result(10)
        if self.state == "answer lost":
            raise ServerAway(self.state)
        return from_json(of, answer.body)


def _print_of(word: object) -> str:
    return sha256(to_json(word)).hexdigest()


class Kiosk:
    """One machine: its disk, and the program that runs on it until it is killed."""

    def __init__(self, hall: LaneHall, folder: Path, clock: SetClock, counter: Callable[[], float]) -> None:
        self.hall, self.folder, self._clock, self._counter = hall, folder, clock, counter
        self.line = Line(hall, "K2")
        self.told: list[Told] = []
        self.start()

    def start(self) -> None:
        self.memory = Memory(self.folder, token="token")
        self.book = Book(self.folder)
        reckoning = Reckoning(self._clock, counter_s=self._counter, boot="boot")
        self.news: queue.Queue[OfflineNews] = queue.Queue()
        self.desk = OfflineDesk(self.memory, self.book, reckoning, hand_over=self.news.put)
        self.reckoning = reckoning
        self.keeper = Keeper(
            self.line,
            desk=self.desk,
            memory=self.memory,
            reckoning=reckoning,
            new_key=next_key,
            hand_over=lambda _kept: None,
        )

    def kill(self) -> None:
        self.memory.close()
        self.book.close()
        self.desk._writing.shutdown()

    def sync(self) -> None:
        """What the keeper's thread does when it is woken."""
        self.keeper._asked_s = None
        self.keeper._work()

    def visit(self, matter_id: str, *, asks_first: bool) -> None:
        asked, key = IssueRequest(matter_id=matter_id), next_key()
        if asks_first:
            try:
                self.line.issue_ticket(asked, key=key)
            except ServerAway:
                pass
            except HallError:
                return
            else:
                return  # the visitor has a number of the server's
        if self.desk.bar([Wanted(matter_id=matter_id, queue_id=QUEUES[matter_id])]) is not None:
            return
        leg = LegPlan(matter_id=matter_id, queue_id=QUEUES[matter_id], windows=())
        self.desk.take(Wish(intent=Intent(matter_id=matter_id, key=key), asked=asked, legs=(leg,)))
        news = self.news.get(timeout=10)
        if isinstance(news, GivenOffline):
            issued = news.issued
            self.told.append(Told(number=issued.ticket.number, token=issued.token, key=key, matter_id=matter_id))
            self.desk.note_print(issued.ticket.ticket_id, PrintState.PRINTED)


class OfflineMachine(RuleBasedStateMachine):
    """Chooses what is done next."""

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.passed_s = SetClock(at(9)), 0.0
        self.hall = LaneHall(self.databases.make(), plan=plan_with(RULES), clock=self.clock)
        add_kiosk(self.hall, "K2")
        self.below = Path(tempfile.mkdtemp(prefix="offline-model-"))
        self.kiosks: list[Kiosk] = []

    @initialize()
    def begin(self) -> None:
        kiosk = self._add_kiosk(self.below / "disk-0")
        kiosk.sync()
        assert kiosk.desk.held is not None

    @rule(which=st.integers(0, 3), state=LINES)
    def change_line(self, which: int, state: str) -> None:
        self._kiosk(which).line.state = state

    @rule(which=st.integers(0, 3), matter_id=st.sampled_from(sorted(QUEUES)), asks_first=st.booleans())
    def somebody_comes(self, which: int, matter_id: str, asks_first: bool) -> None:
        self._kiosk(which).visit(matter_id, asks_first=asks_first)

    @rule(which=st.integers(0, 3))
    def sync(self, which: int) -> None:
        kiosk = self._kiosk(which)
        if kiosk.line.state == "up":
            kiosk.reckoning.hear(self.clock.now())
        kiosk.sync()

    @rule(which=st.integers(0, 3), torn=st.binary(max_size=30))
    def lose_power(self, which: int, torn: bytes) -> None:
        """Whatever was being written when the power went was told to nobody."""
        kiosk = self._kiosk(which)
        kiosk.kill()
        with (kiosk.folder / "numbers.log").open("ab") as file:
            file.write(torn.replace(b"\n", b""))
        kiosk.start()

    @precondition(lambda self: len(self.kiosks) < 3)
    @rule(which=st.integers(0, 3))
    def copy_disk(self, which: int) -> None:
        """A disk is copied, and both run: each with its own line."""
        kiosk = self._kiosk(which)
        folder = self.below / f"disk-{len(self.kiosks)}"
        shutil.copytree(kiosk.folder, folder)
        (folder / "kiosk.lock").unlink()
        self._add_kiosk(folder)

    @rule(seconds=st.sampled_from([1, 30, 300, 2000, 4000]))
    def pass_time(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.passed_s += seconds

    @rule()
    def end_day(self) -> None:
        self.pass_time(24 * 3600)
        self.hall.run(lambda _tx: None)

    @rule(is_stopped=st.booleans())
    def stop_or_open_queue(self, is_stopped: bool) -> None:
        why = Text(zh="检修", en="Maintenance")
        supervisor = Actor(kind=Role.SUPERVISOR.value, name="sun")
        if is_stopped:
            self.hall.submit(lambda tx, today: stop_queue(tx, today, "social", why, actor=supervisor)).result(10)
        else:
            self.hall.submit(lambda tx, today: open_queue(tx, today, "social", actor=supervisor)).result(10)

    @rule()
    def call_next(self) -> None:
        desk = self.hall.sign_in("1", clerk="anna", take_over=True)
        with contextlib.suppress(HallError):
            self.hall.act(desk, "call-next")
            self.hall.act(desk, "start"), self.hall.act(desk, "finish")

    @invariant()
    def one_number_is_one_ticket_of_its_date(self) -> None:
        """Twice at most where a disk was copied, and then only one of them was ever in a line."""
        if not self.kiosks:
            return
        tickets = self._list_offline()
        live = Counter(
            (ticket.business_date, ticket.number)
            for ticket in tickets
            if ticket.state in OPEN_STATES or ticket.state is TicketState.DONE
        )
        assert max(live.values(), default=0) <= 1, live
        if len(self.kiosks) == 1:
            every = Counter((ticket.business_date, ticket.number) for ticket in tickets)
            assert max(every.values(), default=0) <= 1, every

    def teardown(self) -> None:
        for kiosk in self.kiosks:
            kiosk.line.state = "up"
            kiosk.reckoning.hear(self.clock.now())
            kiosk.sync(), kiosk.sync()
        for kiosk in self.kiosks:
            assert kiosk.book.list_unsettled() == [], "everything was handed over and told"
            for told in kiosk.told:
                self._look_at(kiosk, told)
            kiosk.kill()
        if len(self.kiosks) == 1:
            self._look_at_series()
        self.hall.close()
        self.databases.remove(self.hall.database)
        shutil.rmtree(self.below)

    def _look_at(self, kiosk: Kiosk, told: Told) -> None:
        """A visitor has what the paper says, and nothing else that is alive."""
        visit = self.hall.ask(lambda read: find_visit(read, hash_token(told.token)))
        assert visit is not None, f"{told.number} is lost"
        assert visit.ticket.number == told.number
        assert visit.ticket.print_count >= 1
        with contextlib.suppress(HallError):
            again = kiosk.line.issue_ticket(IssueRequest(matter_id=told.matter_id), key=told.key).ticket
            state = self.hall.ticket(again.ticket_id).state
            assert again.ticket_id == visit.ticket.ticket_id or state not in OPEN_STATES, (
                f"{told.number}: two live ones"
            )

    def _look_at_series(self) -> None:
        by_date: dict[object, list[int]] = {}
        for ticket in self._list_offline():
            by_date.setdefault(ticket.business_date, []).append(int(ticket.number.partition("-")[2]))
        for values in by_date.values():
            assert sorted(values) == list(range(1, len(values) + 1)), values

    def _list_offline(self) -> list[Ticket]:
        tickets = self.hall.ask(lambda read: list_tickets(read, after=0, most=1000))
        return [ticket for ticket in tickets if "-" in ticket.number]

    def _kiosk(self, which: int) -> Kiosk:
        return self.kiosks[which % len(self.kiosks)]

    def _add_kiosk(self, folder: Path) -> Kiosk:
        kiosk = Kiosk(self.hall, folder, self.clock, lambda: self.passed_s)
        self.kiosks.append(kiosk)
        return kiosk


def test_no_order_of_faults_loses_or_doubles_a_number(databases: Databases) -> None:
    machine = type("Machine", (OfflineMachine,), {"databases": databases})
    few = 40 if databases.engine == "sqlite" else 15
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("YINHAO_EXAMPLES", few)),
            stateful_step_count=30,
            derandomize="YINHAO_EXAMPLES" not in os.environ,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
