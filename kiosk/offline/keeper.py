"""Keeper: while the server is there, hands over the numbers that were given out, and keeps the permission fresh.

A thread of its own. Numbers go first: only then is it known how far the next permission may reach.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from hall.errors import (
    DiskUnusable,
    HallError,
    KeyReused,
    NotOurPermission,
    OfflineNotOffered,
    Overloaded,
    SecondMachine,
    ServerAway,
    ServerUnclear,
)
from hall.exchange import PrintReport
from hall.offline import (
    ADOPTED_AT_ONCE,
    Adoptions,
    AdoptNumbers,
    AskPermission,
    GivenPermission,
    OfflineNumber,
    SignedPermission,
)
from hall.places import Directory
from hall.ticket import PrintState, Ticket
from hall.wire import to_json
from kiosk.link import DirectoryCame, LineDown, LinkNews, SnapshotCame, TimeCame
from kiosk.offline.book import Page
from kiosk.offline.desk import OfflineDesk
from kiosk.offline.memory import Asking, Memory
from kiosk.offline.reckoning import Reckoning
from kiosk.offline.records import HandedOver, Reported

FRESH_S = 60.0
"""A permission is asked for anew with the first word of the server after so long."""

STALE_S = 300.0
"""And after so long at the latest."""

RETRY_S = 10.0
SETTLED_S = 600.0
"""A number whose visitor may still be at the glass is not forgotten: its slip may be printed again."""

UNANSWERED = (ServerAway, ServerUnclear, Overloaded)
REFUSED = (SecondMachine, OfflineNotOffered, NotOurPermission)

_log = logging.getLogger(__name__)


class OfflineServer(Protocol):
    """The part of `hall.client.HallClient` that permits, and takes what was given out."""

    def ask_permission(self, request: AskPermission, *, key: str) -> GivenPermission:
        """Ask for a permission."""
        ...

    def adopt_numbers(self, request: AdoptNumbers, *, key: str) -> Adoptions:
        """Hand numbers over."""
        ...

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        """Tell what became of the paper."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHall:
    """The hall as it last was, for a start without the server, and the server's time as reckoned."""

    directory: Directory
    at: datetime


class Keeper:
    """Hears what the line to the server brings, and does the rest by itself."""

    def __init__(
        self,
        server: OfflineServer,
        *,
        desk: OfflineDesk,
        memory: Memory,
        reckoning: Reckoning,
        new_key: Callable[[], str],
        hand_over: Callable[[KeptHall], None],
    ) -> None:
        """Take what it works with; `start` begins.

        Args:
            server: used by this object's thread only.
            desk: who gives numbers out.
            memory: where all is kept.
            reckoning: the time; `hear` sets it.
            new_key: makes idempotency keys.
            hand_over: called on this object's thread with the hall as it last was, once, if the server is not there
                when the kiosk starts; must not block.
        """
        self._server, self._desk, self._memory = server, desk, memory
        self._reckoning, self._new_key, self._hand_over = reckoning, new_key, hand_over
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._asked_s: float | None = None
        self._stopped: frozenset[str] | None = None
        self._directory: Directory | None = None
        self._has_directory = self._is_alone = False
        self._told: str = ""
        self._thread = threading.Thread(target=self._run, name="offline-keeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what it did not get to is done after the next start."""
        self._ended.set()
        self._wake.set()
        self._thread.join(timeout=12.0)

    def hear(self, news: LinkNews) -> None:
        """Take news of the line; returns at once."""
        match news:
            case TimeCame(at=at):
                self._reckoning.hear(at)
                if self._is_due(FRESH_S):
                    self._wake.set()
            case SnapshotCame(snapshot=snapshot):
                stopped = frozenset(queue.queue_id for queue in snapshot.queues if queue.stopped is not None)
                if stopped != self._stopped:
                    self._stopped, self._asked_s = stopped, None
                    self._wake.set()
            case DirectoryCame(directory=directory):
                self._directory, self._has_directory, self._asked_s = directory, True, None
                self._wake.set()
            case LineDown():
                self._stopped = None
                if not self._has_directory:
                    self._is_alone = True
                    self._wake.set()

    def _run(self) -> None:
        pause_s = 0.0
        while not self._ended.is_set():
            self._wake.wait(pause_s)
            self._wake.clear()
            if self._ended.is_set():
                return
            pause_s = self._work()

    def _work(self) -> float:
        """Do what is due; return after how many seconds to look again."""
        try:
            self._keep_directory()
            self._hand_kept_hall_over()
            self._hand_numbers_over()
            self._report_prints()
            self._forget_settled()
            if self._is_due(STALE_S) or self._is_due(FRESH_S):
                self._refresh()
        except UNANSWERED as error:
            _log.info("the server does not answer: %s", error)
            return RETRY_S
        except REFUSED as error:
            self._tell(f"offline numbers: {error}")
        except HallError as error:
            self._tell(f"offline numbers: {error.code}: {error}")
        except Exception:  # noqa: BLE001  # this thread's outermost loop
            _log.exception("keeping the offline numbers failed")
        return STALE_S

    def _is_due(self, after_s: float) -> bool:
        return self._asked_s is None or self._reckoning.moment()[0] - self._asked_s >= after_s

    # The permission

    def _refresh(self) -> None:
        asking = self._memory.find_asking() or self._ask_anew()
        self._asked_s = self._reckoning.moment()[0]
        try:
            given = self._server.ask_permission(asking.request, key=asking.key)
            self._take(given, begins_anew=asking.request.begin_anew)
        except UNANSWERED:
            self._asked_s = None
            raise
        except KeyReused:
            self._memory.drop_asking()
            raise
        except REFUSED:
            self._memory.drop_asking()
            self._desk.drop_permission()
            raise

    def _ask_anew(self) -> Asking:
        kept = self._find_kept()
        lease_id = None if self._desk.held is None else self._desk.held.permission.lease_id
        with self._desk.lock:
            used_to = 0 if lease_id is None else self._desk.book.used_to(lease_id)
            is_damaged = self._desk.book.is_damaged
        request = AskPermission(
            installation=self._memory.identity.installation, last=kept, used_to=used_to, begin_anew=is_damaged
        )
        asking = Asking(key=self._new_key(), request=request)
        self._memory.keep_asking(asking)
        return asking

    def _find_kept(self) -> SignedPermission | None:
        if self._desk.held is not None:
            return self._desk.held.given.permission
        try:
            kept = self._memory.find_permission()
        except HallError:
            return None
        return None if kept is None else kept.given.permission

    def _take(self, given: GivenPermission, *, begins_anew: bool) -> None:
        permission = self._memory.check_permission(given)
        self._reckoning.hear(permission.issued_at)
        anchor = self._reckoning.anchor
        assert anchor is not None, "it has just heard"
        self._memory.keep_permission(given, anchor)
        if begins_anew:
            with self._desk.lock:
                self._desk.book.heal()
        self._desk.hold(given, permission)

    # The numbers

    def _hand_numbers_over(self) -> None:
        with self._desk.lock:
            waiting = [page for page in self._desk.book.list_unsettled() if page.ticket_id is None]
        for permission, pages in _by_permission(waiting, self._find_kept()):
            for begin in range(0, len(pages), ADOPTED_AT_ONCE):
                self._adopt(permission, pages[begin : begin + ADOPTED_AT_ONCE])

    def _adopt(self, permission: SignedPermission, pages: list[Page]) -> None:
        request = AdoptNumbers(permission=permission, numbers=tuple(self._number(page) for page in pages))
        try:
            done = self._server.adopt_numbers(request, key=sha256(to_json(request)).hexdigest())
        except NotOurPermission as error:
            self._tell(f"{len(pages)} numbers cannot be handed over: {error}")
            return
        with self._desk.lock:
            self._desk.book.note(
                *(
                    HandedOver(lease_id=page.taken.lease_id, value=page.taken.value, ticket_id=one.ticket_id)
                    for page, one in zip(pages, done.adopted, strict=True)
                )
            )
        for one in done.adopted:
            _log.info("%s handed over: %s %s", one.number, one.state, one.astray or "")

    def _number(self, page: Page) -> OfflineNumber:
        taken = page.taken
        return OfflineNumber(
            value=taken.value,
            asked=taken.asked,
            queue_id=taken.queue_id,
            token=taken.token,
            arrived_at=self._reckoning.when(taken.counter_s, taken.boot) or taken.told_at,
            told_at=taken.told_at,
            request_key=taken.request_key,
            is_left=page.is_left,
        )

    def _report_prints(self) -> None:
        with self._desk.lock:
            pages = [(page, tuple(page.prints)) for page in self._desk.book.list_unsettled()]
        for page, prints in pages:
            if page.ticket_id is None:
                continue
            taken = page.taken
            for print_no in range(page.reported, len(prints)):
                self._report(page.ticket_id, prints[print_no], key=f"offline-{page.ticket_id}-print-{print_no}")
            with self._desk.lock:
                self._desk.book.note(Reported(lease_id=taken.lease_id, value=taken.value, prints=len(prints)))

    def _report(self, ticket_id: int, state: PrintState, *, key: str) -> None:
        try:
            self._server.report_print(ticket_id, PrintReport(print_state=state), key=key)
        except UNANSWERED:
            raise
        except HallError as error:
            _log.warning("print report of ticket %d refused: %s", ticket_id, error)

    def _forget_settled(self) -> None:
        counter_s, boot = self._reckoning.moment()
        with self._desk.lock:
            pages = list(self._desk.book.pages.values())
            is_fresh = any(page.taken.boot == boot and counter_s - page.taken.counter_s < SETTLED_S for page in pages)
            if pages and not is_fresh and not self._desk.book.list_unsettled():
                self._desk.book.begin_anew()

    # The hall

    def _keep_directory(self) -> None:
        directory, self._directory = self._directory, None
        if directory is not None:
            try:
                self._memory.keep_directory(directory)
            except DiskUnusable as error:
                self._tell(f"the hall's directory is not kept: {error}")

    def _hand_kept_hall_over(self) -> None:
        """Let the kiosk begin with the hall as it last was, if it may give numbers for it."""
        if not self._is_alone:
            return
        self._is_alone, self._has_directory = False, True
        held = self._desk.held
        directory = self._memory.find_directory()
        if held is None or directory is None or directory.business_date != held.permission.business_date:
            return
        try:
            self._hand_over(KeptHall(directory=directory, at=self._reckoning.now()))
        except HallError as error:
            self._tell(f"the kiosk waits for the server: {error}")

    def _tell(self, what: str) -> None:
        """Tell staff, once until something else is the matter."""
        if what != self._told:
            self._told = what
            _log.error("%s", what)


def _by_permission(pages: list[Page], kept: SignedPermission | None) -> Iterator[tuple[SignedPermission, list[Page]]]:
    """Yield numbers by the permission under which they were given; one whose permission was lost goes with the last."""
    groups: dict[SignedPermission, list[Page]] = {}
    for page in pages:
        permission = page.permission or kept
        if permission is not None:
            groups.setdefault(permission, []).append(page)
    yield from groups.items()
