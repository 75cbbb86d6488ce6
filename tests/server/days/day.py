"""A day of the small hall as a table: one line for each thing that somebody does, with what must come of it.

    09:00  window 2 opens
    09:01  visitor takes insure          => A001 ahead 0
    09:02  guide grants A001 elderly
    09:05  window 2 next                 => A001 arrival
    09:06  window 2 serves

What comes after `=>` is the number and why it was called (or the first words of that), or `refused` and the error's
code. A line without `=>` must succeed. `serves` is start and finish at once. The clock stands where the line says, back
as well as on.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.clock import SetClock
from hall.errors import HallError
from hall.exchange import GrantPriority, IssueRequest, Role, WindowView
from hall.hall_plan import HallPlan, Series
from hall.places import Text
from hall.rules import Rules
from hall.ticket import IssuedTicket, PriorityClass, Ticket, TicketState
from server.actions.appointments import book_appointment, cancel_appointment, check_in
from server.actions.cancel import cancel
from server.actions.close_day import close_day, reopen_day
from server.actions.come_back import reactivate, restore
from server.actions.desk import Desk
from server.actions.grant_priority import grant_priority
from server.actions.halt import open_queue, stop_queue
from server.actions.issue import Issuer, issue
from server.actions.leave_window import sign_out
from server.actions.lines import look_ahead
from server.actions.once import Act
from server.actions.watch import watch
from server.store.columns import from_yyyymmdd
from server.store.database import Database
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor
from server.store.tickets import get_ticket
from tests.server.lane_hall import KIOSK, PAGES, LaneHall
from tests.server.plans import small_plan

LINE = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+(?P<words>.*?)\s*(?:=>\s*(?P<comes>.*))?")
GUIDE = Actor(kind=Role.GUIDE.value, name="grace")
SUPERVISOR = Actor(kind=Role.SUPERVISOR.value, name="sun")
NOTHING = ""

DAYS = {"next day": 1, "day back": -1}
STARTED_AND_DONE = ("start", "finish")


def plan_with(
    rules: Rules | None = None,
    *,
    queues: Mapping[str, tuple[str, ...]] | None = None,
    weights: Mapping[str, tuple[int, ...]] | None = None,
    series: tuple[Series, ...] | None = None,
) -> HallPlan:
    """Return the small hall with other rules, other queues or shares at some windows, or other series."""
    plan = small_plan()
    windows = tuple(
        replace(
            window,
            queues=(queues or {}).get(window.window_id, window.queues),
            weights=(weights or {}).get(window.window_id, window.weights),
        )
        for window in plan.windows
    )
    hall = replace(plan.hall, rules=rules or plan.hall.rules)
    return replace(plan, hall=hall, windows=windows, series=series or plan.series)


class Day:
    """Lives through tables at one hall."""

    def __init__(self, database: Database, plan: HallPlan) -> None:
        self._database, self._plan = database, plan
        self._clock = SetClock(datetime.fromisoformat("2026-03-02T08:00:00+08:00"))
        self._hall = LaneHall(database, plan=plan, clock=self._clock)
        self._tickets: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        self._desks: dict[str, Desk] = {}
        self._days = 0

    def close(self) -> None:
        self._hall.close()

    def ticket(self, number: str) -> Ticket:
        """Return the ticket that last got a number."""
        return self._hall.ticket(self._tickets[number])

    def live(self, table: str) -> None:
        """Do what each line says, and compare what comes of it with what it says must."""
        for line in table.strip().splitlines():
            if line.strip():
                self._live_line(line.strip())

    def _live_line(self, line: str) -> None:
        if line in DAYS:
            self._days += DAYS[line]
            return
        parts = LINE.fullmatch(line)
        assert parts is not None, f"not a line of a day: {line}"
        self._set_clock(int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0))
        try:
            comes = self._do(parts["words"].split())
        except HallError as refusal:
            comes = f"refused {refusal.code}"
        wanted = parts["comes"]
        is_so = not comes.startswith("refused") if wanted is None else re.match(rf"{re.escape(wanted)}(\W|$)", comes)
        assert is_so, f"{line}: {comes or 'nothing'} came of it"

    def _set_clock(self, hour: int, minute: int, second: int) -> None:
        begin = datetime.fromisoformat("2026-03-02T00:00:00+08:00")
        moment = begin + timedelta(days=self._days, hours=hour, minutes=minute, seconds=second)
        self._clock.advance(moment - self._clock.now())

    def _do(self, words: list[str]) -> str:  # noqa: C901, PLR0911, PLR0912 -- all that may be in a table
        match words:
            case ["visitor", "takes", *matters]:
                return self._take(matters)
            case ["visitor", "books", hour, matter_id, "as", name]:
                return self._book(hour, matter_id, name)
            case ["visitor", "checks", "in", "for", name]:
                return self._check_in(self._codes[name])
            case ["visitor", "unbooks", name]:
                return self._act(lambda tx, today: cancel_appointment(tx, today, self._codes[name], actor=KIOSK))
            case ["visitor" | "guide" as who, "brings", "back", number]:
                return self._come_back(number, is_by_staff=who == "guide")
            case ["visitor", "cancels", number]:
                return self._act(lambda tx, today: cancel(tx, today, self._id(number), reason="", actor=KIOSK))
            case ["guide", "grants", number, priority_class]:
                wanted = GrantPriority(priority_class=PriorityClass(priority_class), evidence="老年证")
                return self._act(lambda tx, today: grant_priority(tx, today, self._id(number), wanted, actor=GUIDE))
            case ["guide", "restores", number]:
                return self._act(lambda tx, today: restore(tx, today, self._id(number), reason="回来了", actor=GUIDE))
            case ["guide", "stops", queue_id]:
                reason = Text(zh="停电", en="No power")
                return self._act(lambda tx, today: stop_queue(tx, today, queue_id, reason, actor=GUIDE))
            case ["guide", "opens", queue_id]:
                return self._act(lambda tx, today: open_queue(tx, today, queue_id, actor=GUIDE))
            case ["supervisor", "closes", "the", "day"]:
                return self._act(lambda tx, today: close_day(tx, today, reason="台风", actor=SUPERVISOR))
            case ["supervisor", "opens", "the", "day"]:
                return self._act(lambda tx, today: reopen_day(tx, today, actor=SUPERVISOR))
            case ["server", "restarts"]:
                return self._restart()
            case ["server", "watches"]:
                return self._act(watch)
            case ["window", window_id, *act]:
                return self._at_window(window_id, act)
            case ["order", "at", window_id]:
                view = self._hall.window(window_id)
                return ", ".join(f"{each.number} {each.why}" for each in view.waiting)
            case ["ahead", "of", number]:
                return self._look_ahead(number)
            case [number]:
                return self.ticket(number).state.value
        raise AssertionError(f"nobody knows how to {' '.join(words)}")

    def _at_window(self, window_id: str, words: list[str]) -> str:  # noqa: C901, PLR0911, PLR0912 -- as above
        match words:
            case ["opens"]:
                return self._open(window_id, clerk=f"clerk-{window_id}")
            case ["taken", "over", "by", clerk]:
                return self._open(window_id, clerk=clerk)
            case ["closes"]:
                return self._leave(window_id)
            case ["serves"]:
                for act in STARTED_AND_DONE:
                    self._desk(window_id, act)
                return NOTHING
            case ["next"]:
                return self._called(self._desk(window_id, "call-next"))
            case ["calls", number]:
                wanted = {"ticket_id": self._id(number), "reason": "导办要求"}
                return self._called(self._desk(window_id, "call-specific", **wanted))
            case ["sees", number]:
                return self._called(self._desk(window_id, "call-here", ticket_id=self._id(number)))
            case ["parks"]:
                return self._free(self._desk(window_id, "hold", reason="复印"))
            case ["resumes", number]:
                return self._called(self._desk(window_id, "resume", ticket_id=self._id(number)))
            case ["releases" | "reopens" as act, number]:
                return self._free(self._desk(window_id, act[:-1], ticket_id=self._id(number)))
            case ["pauses"]:
                return self._free(self._desk(window_id, "pause", reason="午饭", leave_waiting=True))
            case ["sends", "to", "queue" | "window" | "clerk" as what, name, *more]:
                field = "queue_id" if what == "queue" else f"to_{what}"
                return self._free(self._desk(window_id, "transfer", **{field: name, "returns": more == ["returning"]}))
            case [act]:
                return self._free(self._desk(window_id, act))
        raise AssertionError(f"nobody at window {window_id} knows how to {' '.join(words)}")

    def _take(self, matters: list[str]) -> str:
        wanted = IssueRequest(matter_id=matters[0], then=tuple(matters[1:]))
        return self._issued(lambda tx, today: issue(tx, today, wanted, actor=KIOSK, pages=PAGES))

    def _check_in(self, code: str) -> str:
        issuer = Issuer(actor=KIOSK, pages=PAGES)
        return self._issued(lambda tx, today: check_in(tx, today, code, CheckIn(), issuer=issuer))

    def _issued(self, act: Act) -> str:
        issued = self._hall.do(IssuedTicket, act)
        self._tickets[issued.ticket.number] = issued.ticket.ticket_id
        return f"{issued.ticket.number} {issued.not_yet or f'ahead {issued.people_ahead}'}"

    def _book(self, hour: str, matter_id: str, name: str) -> str:
        slot = datetime.fromisoformat(f"2026-03-02T{hour}:00+08:00") + timedelta(days=self._days)
        wanted = BookAppointment(matter_id=matter_id, slot=slot)
        booked = self._hall.do(Appointment, lambda tx, today: book_appointment(tx, today, wanted, actor=KIOSK))
        self._codes[name] = booked.code
        return NOTHING

    def _come_back(self, number: str, *, is_by_staff: bool) -> str:
        actor = GUIDE if is_by_staff else KIOSK
        return self._act(
            lambda tx, today: reactivate(tx, today, self._id(number), is_by_staff=is_by_staff, actor=actor)
        )

    def _restart(self) -> str:
        self._hall.close()
        self._hall = LaneHall(self._database, plan=self._plan, clock=self._clock)
        return NOTHING

    def _open(self, window_id: str, *, clerk: str) -> str:
        self._desks[window_id] = self._hall.sign_in(window_id, clerk=clerk, take_over=True)
        return NOTHING

    def _leave(self, window_id: str) -> str:
        desk = self._desks[window_id]
        leave: Act = lambda tx, today: sign_out(tx, today, desk, leave_waiting=True, hand_over_holds=True)  # noqa: E731
        return self._act(leave)

    def _look_ahead(self, number: str) -> str:
        ticket_id, now = self._id(number), self._clock.now()

        def look(read: HallRead) -> str:
            today = self._hall.almanac.on(from_yyyymmdd(read.get_hall().business_date))
            ahead = look_ahead(read, today, get_ticket(read, ticket_id), now=now)
            return ahead.not_yet or " ".join([str(ahead.people_ahead), *ahead.numbers])

        return self._hall.ask(look)

    def _desk(self, window_id: str, act: str, **more: object) -> WindowView:
        return self._hall.act(self._desks[window_id], act, **more)  # type: ignore[arg-type]

    def _act(self, act: Callable[..., object]) -> str:
        self._hall.submit(act).result(10)
        return NOTHING

    def _id(self, number: str) -> int:
        return self._tickets[number]

    @staticmethod
    def _called(view: WindowView) -> str:
        assert view.ticket is not None, "who was called is at the window"
        assert view.ticket.state in {TicketState.CALLED, TicketState.SERVING}
        return f"{view.ticket.number} {view.ticket.why}"

    @staticmethod
    def _free(view: WindowView) -> str:
        return NOTHING if view.ticket is None else view.ticket.state.value
