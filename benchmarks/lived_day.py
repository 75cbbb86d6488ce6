"""A day of a hall, lived through the server's own acts straight on the record, without the web: for years of data.

Whatever the acts write, now and in time to come, is what such a day consists of. Nothing in it is left to chance.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from hall.exchange import Finish, IssueRequest, Role, SignInRequest, WindowAct, WindowView
from hall.hall_plan import HallPlan
from hall.ticket import IssuedTicket
from server.actions.almanac import Almanac
from server.actions.call_next import call_next
from server.actions.cancel import cancel
from server.actions.desk import Desk
from server.actions.finish import finish
from server.actions.issue import issue
from server.actions.leave_window import sign_out
from server.actions.once import Act, Command, do_once
from server.actions.sign_in import NewSession, sign_in
from server.actions.start import start
from server.actions.start_day import start_day_if_due
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.store.credentials import Clerk, find_clerk, save_clerk
from server.store.hall_tx import Actor, HallTx
from server.store.windows import get_window

OPENS = time(9)
LENGTH = timedelta(hours=8)
AT_ONCE = 20
"""Visitors who come before the windows go on, and what is written in one transaction."""

PAUSE_MOST = timedelta(minutes=10)

LEFT_AGAIN, TWO_MATTERS = 50, 10
"""One in so many visitors leaves at once; one in so many has a second matter."""

KIOSK = Actor(kind=Role.KIOSK.value, name="K1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where the day is lived, by which plan, on which date, and whether its commands are remembered."""

    connection: Connection
    plan: HallPlan
    day: date
    remembers: bool


def live_day(work: Work, *, tickets: int) -> None:
    """Let so many visitors come, and serve them all: the windows are closed and nobody waits in the end."""
    _Day(work).live(tickets)


class _Day:
    """One day under way."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._almanac = Almanac(work.plan)
        self._today = self._almanac.on(work.day)
        self._now = datetime.combine(work.day, OPENS, tzinfo=ZoneInfo(work.plan.hall.time_zone))
        self._keys = (f"{work.day}-{number}" for number in itertools.count(1))
        tokens = (f"visit-{work.day}-{number}" for number in itertools.count(1))
        self._pages = VisitPages(public_url="https://hall.invalid", make_token=partial(next, tokens))
        self._desks = [_desk(work.day, window.window_id) for window in self._today.directory.windows]
        self._matters = _matters_by_turns(self._today)
        self._served: dict[str, int] = {}

    def live(self, tickets: int) -> None:
        pause = min(LENGTH / (tickets / AT_ONCE + 1), PAUSE_MOST)
        self._together(lambda tx: [self._do(tx, _signing_in(desk)) for desk in self._desks])
        for first in range(0, tickets, AT_ONCE):
            self._now += pause
            self._together(partial(self._come, numbers=range(first, min(first + AT_ONCE, tickets))))
            self._together(self._serve)
        while self._together(self._serve):
            self._now += pause
        self._together(lambda tx: [self._do(tx, _signing_out(desk)) for desk in self._desks])

    def _together(self, acts: Callable[[HallTx], object]) -> object:
        """Do some acts in a transaction; return what they returned."""
        with self._work.connection.begin():
            tx = HallTx(self._work.connection, self._almanac.hall_id, now=self._now)
            start_day_if_due(tx, self._almanac)
            done = acts(tx)
            tx.finish()
        return done

    def _do(self, tx: HallTx, act: Act) -> None:
        if self._work.remembers:
            do_once(tx, self._almanac, Command(key=next(self._keys), fingerprint="made"), act)
        else:
            act(tx, self._today)

    def _come(self, tx: HallTx, *, numbers: range) -> None:
        for number in numbers:
            matter_id = next(self._matters)
            then = (next(self._matters),) if number % TWO_MATTERS == 0 else ()
            wanted = IssueRequest(matter_id=matter_id, then=tuple(each for each in then if each != matter_id))
            issued: list[IssuedTicket] = []
            self._do(tx, _keeping(issued, partial(issue, request=wanted, actor=KIOSK, pages=self._pages)))
            if number % LEFT_AGAIN == LEFT_AGAIN - 1:
                gone = issued[0].ticket.ticket_id
                self._do(tx, partial(cancel, ticket_id=gone, reason="", actor=KIOSK))

    def _serve(self, tx: HallTx) -> bool:
        """Let each window finish with who is there and call the next; return whether anybody was there or came."""
        at_work = [self._go_on(tx, desk) for desk in self._desks]
        return any(at_work)

    def _go_on(self, tx: HallTx, desk: Desk) -> bool:
        served = self._served.pop(desk.window_id, None)
        if served is not None:
            self._act(tx, finish, desk, Finish(version=get_window(tx, desk.window_id).version, ticket_id=served))
        if not any(tx.live.count_waiting(queue_id) for queue_id in self._today.get_window(desk.window_id).queues):
            return served is not None
        view = self._act(tx, call_next, desk, WindowAct(version=get_window(tx, desk.window_id).version))
        assert view.ticket is not None, "somebody waits, and the window is free"
        self._served[desk.window_id] = view.ticket.ticket_id
        self._act(tx, start, desk, WindowAct(version=view.version, ticket_id=view.ticket.ticket_id))
        return True

    def _act(self, tx: HallTx, act: Callable[..., WindowView], desk: Desk, wanted: WindowAct) -> WindowView:
        seen: list[WindowView] = []
        self._do(tx, _keeping(seen, lambda tx, today: act(tx, today, desk, wanted)))
        return seen[0]


def _keeping(kept: list[object], act: Act) -> Act:
    """Keep what an act answers as the word that it is."""

    def keep(tx: HallTx, today: HallToday) -> object:
        kept.append(act(tx, today))
        return kept[-1]

    return keep


def _desk(day: date, window_id: str) -> Desk:
    return Desk(session_id=f"{day}-{window_id}", clerk=f"made-{window_id}", window_id=window_id)


def _signing_in(desk: Desk) -> Act:
    def act(tx: HallTx, today: HallToday) -> object:
        clerk = find_clerk(tx, desk.clerk) or Clerk(name=desk.clerk, password_hash="")  # nobody can sign in with it
        save_clerk(tx, clerk)
        wanted = SignInRequest(clerk=desk.clerk, password="", window_id=desk.window_id)
        new = NewSession(session_id=desk.session_id, token=f"made-{desk.session_id}")
        return sign_in(tx, today, wanted, clerk=clerk, new=new)

    return act


def _signing_out(desk: Desk) -> Act:
    return lambda tx, today: sign_out(tx, today, desk, leave_waiting=True)


def _matters_by_turns(today: HallToday) -> Iterator[str]:
    """Yield matters for ever, so that every window has as much to do as the others."""
    of_queue = _matters_of_queues(today)
    served = [queue_id for window in today.directory.windows for queue_id in window.queues[-1:] if queue_id in of_queue]
    by_turns = {queue_id: itertools.cycle(matters) for queue_id, matters in of_queue.items()}
    return (next(by_turns[queue_id]) for queue_id in itertools.cycle(served))


def _matters_of_queues(today: HallToday) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for matter in today.directory.matters:
        if matter.handling.queue is not None and matter.handling.windows:
            found.setdefault(matter.handling.queue, []).append(matter.matter.matter_id)
    return found
