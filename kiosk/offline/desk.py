"""OfflineDesk: gives out numbers of this kiosk's own series, within the permission that it has.

Questions are answered at once from what is in memory; a number is entered in the book by a thread of its own, and
handed over once it is on the disk.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hall.errors import BadInput, ClockWrong, DiskUnusable, HallError, NotOurPermission
from hall.exchange import IssueRequest
from hall.moments import to_us
from hall.offline import GivenPermission, Permission, number_text
from hall.ticket import IssuedTicket, LegPlan, Place, PrintState, Source, Ticket, TicketState
from hall.visit_token import new_token, slip_code
from hall.wire import from_json
from kiosk.offline.book import Book, Page
from kiosk.offline.memory import Memory
from kiosk.offline.permit import Bar, Wanted, find_bar, next_value
from kiosk.offline.reckoning import Reckoning
from kiosk.offline.records import Left, Printed, Taken
from kiosk.visit import Intent
from kiosk.work_thread import start_thread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a visitor wants a number for whose request was not answered; `legs` are the stops that the paper tells."""

    intent: Intent
    asked: IssueRequest
    legs: tuple[LegPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOffline:
    """A number was given out, and is on the disk."""

    intent: Intent
    issued: IssuedTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """No number was given out."""

    intent: Intent
    bar: Bar


OfflineNews = GivenOffline | Barred


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The permission that this kiosk holds: as it was given, and what it says."""

    given: GivenPermission
    permission: Permission


class OfflineDesk:
    """One book and one permission; any thread may ask."""

    def __init__(
        self, memory: Memory, book: Book, reckoning: Reckoning, *, hand_over: Callable[[OfflineNews], None]
    ) -> None:
        """Take up what was kept, if it holds.

        Args:
            memory: where the permission is kept.
            book: the numbers given out.
            reckoning: the time.
            hand_over: called on a thread of this object with what became of a wish; must not block.
        """
        self._memory, self._reckoning, self._hand_over = memory, reckoning, hand_over
        self.book = book
        self.lock = threading.Lock()
        self._writing = start_thread("offline-numbers")
        self._used_to = 0
        self.held: Held | None = None
        self._take_up()

    def bar(self, wanted: Iterable[Wanted]) -> Bar | None:
        """Return what keeps this kiosk from giving a number for some matters now, None when nothing does."""
        held = self.held
        if held is not None and self.book.is_broken:
            return Bar.DISK
        try:
            at = self._reckoning.now()
        except ClockWrong as error:
            _log.warning("no offline numbers: %s", error)
            return Bar.NONE_GIVEN if held is None else Bar.CLOCK
        return find_bar(None if held is None else held.permission, used_to=self._used_to, at=at, wanted=wanted)

    def take(self, wish: Wish) -> None:
        """Give out a number; `hand_over` gets it once it is on the disk."""
        self._writing.submit(self._take, wish)

    def leave(self, issued: IssuedTicket) -> None:
        """The visitor was gone before the number was shown: it shall wait for nobody."""
        self._writing.submit(self._leave, issued.ticket.ticket_id)

    def note_print(self, issued_id: int, state: PrintState) -> None:
        """Keep what became of a slip of an offline number, for the server to be told."""
        with self.lock:
            page = self._find_page(issued_id)
            if page is None:
                return
            taken, print_no = page.taken, len(page.prints) + 1
            try:
                self.book.note(Printed(lease_id=taken.lease_id, value=taken.value, print_no=print_no, state=state))
            except DiskUnusable as error:
                _log.error("what became of the slip of number %d is not kept: %s", taken.value, error)

    def hold(self, given: GivenPermission, permission: Permission) -> None:
        """Go by another permission from now on."""
        with self.lock:
            if self.book.is_damaged:
                return  # a number of this lease may be missing from the book
            self._used_to = self.book.used_to(permission.lease_id)
            self.held = Held(given=given, permission=permission)

    def count_unsettled(self) -> int:
        """Return how many numbers the server has not, or of whose paper it does not know."""
        with self.lock:
            return len(self.book.list_unsettled())

    def list_request_keys(self) -> frozenset[str]:
        """Return the keys of the requests in whose place numbers were given out that the book still has."""
        with self.lock:
            keys = (page.taken.request_key for page in self.book.pages.values())
            return frozenset(key for key in keys if key is not None)

    def drop_permission(self) -> None:
        """Give out no numbers any more: the server has refused this machine."""
        self.held = None

    def stop(self) -> None:
        """Let what is being written be written."""
        self._writing.shutdown(wait=True, cancel_futures=True)
        self.book.close()

    def _take_up(self) -> None:
        """Go by the permission that was kept, unless it does not hold or numbers may be missing from the book."""
        try:
            kept = self._memory.find_permission()
        except (NotOurPermission, BadInput, DiskUnusable) as error:
            _log.error("the permission that was kept is not used: %s", error)
            return
        if kept is None:
            return
        self._reckoning.begin(kept.anchor)
        permission = from_json(Permission, kept.given.permission.body)
        self._used_to = self.book.used_to(permission.lease_id)
        if self.book.is_damaged:
            _log.error("no offline numbers until the server has given others: some may be missing from the book")
        else:
            self.held = Held(given=kept.given, permission=permission)

    def _take(self, wish: Wish) -> None:
        try:
            news: OfflineNews = self._enter(wish)
        except HallError as error:
            _log.error("no offline number could be given out: %s", error)
            news = Barred(intent=wish.intent, bar=Bar.CLOCK if isinstance(error, ClockWrong) else Bar.DISK)
        except Exception:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
            _log.exception("giving out an offline number failed")
            news = Barred(intent=wish.intent, bar=Bar.DISK)
        self._hand_over(news)

    def _enter(self, wish: Wish) -> OfflineNews:
        wanted = [Wanted(matter_id=leg.matter_id, queue_id=leg.queue_id) for leg in wish.legs]
        with self.lock:
            bar = self.bar(wanted)
            held = self.held
            if bar is not None or held is None:
                return Barred(intent=wish.intent, bar=bar or Bar.NONE_GIVEN)
            counter_s, boot = self._reckoning.moment()
            taken = Taken(
                lease_id=held.permission.lease_id,
                value=next_value(held.permission, used_to=self._used_to),
                asked=wish.asked,
                queue_id=wish.legs[0].queue_id,
                token=new_token(),
                told_at=self._reckoning.now(),
                counter_s=counter_s,
                boot=boot,
                request_key=wish.intent.key,
            )
            self.book.take(taken, held.given.permission)
            self._used_to = taken.value
        return GivenOffline(intent=wish.intent, issued=issued_of(taken, held.permission, legs=wish.legs))

    def _leave(self, issued_id: int) -> None:
        with self.lock:
            page = self._find_page(issued_id)
            if page is None:
                return
            try:
                self.book.note(Left(lease_id=page.taken.lease_id, value=page.taken.value))
            except DiskUnusable as error:
                _log.error("number %d will be called for nobody: %s", page.taken.value, error)

    def _find_page(self, issued_id: int) -> Page | None:
        """Return the newest number with the id by which the glass and the paper know it."""
        pages = [page for page in self.book.pages.values() if page.taken.value == -issued_id]
        return pages[-1] if pages else None


def issued_of(taken: Taken, permission: Permission, *, legs: tuple[LegPlan, ...]) -> IssuedTicket:
    """Return an offline number as glass and paper know tickets; its id is below zero until the server gives one."""
    ticket = Ticket(
        ticket_id=-taken.value,
        number=number_text(permission.prefix, taken.value),
        business_date=permission.business_date,
        state=TicketState.WAITING,
        matter_id=taken.asked.matter_id,
        queue_id=taken.queue_id,
        then=taken.asked.then,
        priority_requested=taken.asked.priority_requested,
        source=Source.OFFLINE,
        arrived_at=taken.told_at,
        entered_at=taken.told_at,
        place=Place(key_us=to_us(taken.told_at), since=taken.told_at),
    )
    return IssuedTicket(
        ticket=ticket,
        token=taken.token,
        page_url=permission.page_base + taken.token,
        people_ahead=None,
        wait=None,
        legs=legs,
        slip_code=None if permission.code_key is None else slip_code(bytes.fromhex(permission.code_key), taken.token),
    )
