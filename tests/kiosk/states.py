"""Every state of every screen that a visitor can come to, each with the longest words that it may hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hall.appointment import Appointment
from hall.clock import SetClock
from hall.devices import Health, Paper, PrinterState, Told
from hall.directory import directory_on
from hall.errors import (
    AlreadyWaiting,
    HallClosed,
    MayNotBeServed,
    QueueStopped,
    QuotaUsedUp,
    SeriesUsedUp,
    ServerAway,
    UnknownAppointment,
    UnknownTicket,
)
from hall.events import QueueHalted
from hall.places import Directory, Text
from hall.plan import load_plan
from hall.ticket import LegPlan, PriorityClass, TicketState
from kiosk.flow import Step
from kiosk.link import LineDown
from kiosk.offline.permit import Bar
from kiosk.printer_watch import PaperTrouble
from kiosk.taking import Answered
from kiosk.upkeep.caretaker import Act, Looked, PinTried
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.pin import Tried, Verdict
from kiosk.visit import PaperState, Scope
from kiosk.wishes import Wishes
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.glass import Glass
from tests.kiosk.numbers import PAGE, number_view
from tests.kiosk.words import ASSETS

LONG_NAMED = "chronic_disease"
"""A matter of a long name in both languages."""

Show = Callable[[Glass], None]

LONG_REASON = Text(
    zh="窗口暂时无人，请稍后再来或询问导办台", en="No window is open for this now; please ask at the guide desk"
)
WAITS = [(7, (12, 18)), (2, (5, 9)), (11, (20, 28)), (0, (0, 0)), (4, None)]


@cache
def sample_directory(day: date = date(2026, 3, 2)) -> Directory:
    return directory_on(load_plan(Path(ASSETS / "halls" / "sample")), day)


def make_hall(day: date = date(2026, 3, 2)) -> FakeHall:
    """Return the sample hall with queues of every kind."""
    hall = FakeHall(directory=sample_directory(day), clock=SetClock(at(9, 42)))
    for place, queue in enumerate(hall.snapshot.queues):
        waiting, wait = WAITS[place % len(WAITS)]
        hall.set_queue(queue.queue_id, waiting=waiting, open_windows=0 if place == 7 else 1, wait=wait)
    return hall


def take_ticket(glass: Glass, matter_id: str = "social_insurance_registration") -> None:
    glass.tap(f"home.featured.{matter_id}")
    glass.tap("matter.take_ticket")
    glass.answer()


def _tap(*keys: str) -> Show:
    def show(glass: Glass) -> None:
        for key in keys:
            glass.tap(key)

    return show


def _matter(matter_id: str) -> Show:
    return lambda glass: glass.reception.choose_matter(matter_id)


def _elsewhere(mode: str) -> Show:
    def show(glass: Glass) -> None:
        matters = glass.reception.hall.guide.directory.matters
        glass.reception.choose_matter(next(one.matter.matter_id for one in matters if one.handling.mode == mode))

    return show


def _refused(error: Exception) -> Show:
    def show(glass: Glass) -> None:
        _matter("business_licence")(glass)
        glass.reception.take_ticket()
        glass.desk.refuse(error)

    return show


def _waited(seconds: float) -> Show:
    def show(glass: Glass) -> None:
        _matter("business_licence")(glass)
        glass.reception.take_ticket()
        glass.wait(seconds)

    return show


def _stopped(glass: Glass) -> None:
    _matter("business_licence")(glass)
    queue = glass.desk.hall.queue_now(glass.reception.chosen.handling.queue)
    glass.desk.hall.happen(QueueHalted(queue=replace(queue, stopped=LONG_REASON)))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()


def _ticket(state: PaperState) -> Show:
    def show(glass: Glass) -> None:
        _matter("business_licence")(glass)
        glass.reception.take_ticket()
        glass.answer()
        glass.reception.take_paper_news(1, state)

    return show


def _fault_with_number(glass: Glass) -> None:
    take_ticket(glass)
    glass.reception.recover()


def _more_time(glass: Glass) -> None:
    glass.reception.open_departments()
    glass.wait(61)


def _wish(act: Callable[[Wishes], None], *, first: str = "business_licence") -> Show:
    def show(glass: Glass) -> None:
        _matter(first)(glass)
        act(glass.reception.wishes)

    return show


def _basket(glass: Glass) -> None:
    for matter_id in ("business_licence", "social_insurance_registration", "marriage_registration"):
        glass.reception.wishes.look_for_another()
        _matter(matter_id)(glass)
        glass.reception.wishes.add_and_look()


def _without_paper(trouble: PaperTrouble, show: Show) -> Show:
    def show_it(glass: Glass) -> None:
        glass.reception.take_printer_news(trouble)
        show(glass)

    return show_it


CLOSED = Told(
    zh="读卡设备正在检修，预计下午两点恢复，已取的号照常叫号",
    en="The card reader is being repaired, until about 2 p.m. today",
)
HEALTH = Health(
    version="0.1.0",
    uptime_s=3 * 86_400,
    screen="home",
    printer=PrinterState.TROUBLE,
    printer_fault="mechanical_error",
    paper=Paper.UNKNOWN,
    last_print="not_sent",
    clock_offset_ms=-123_456,
    free_disk_mb=123_456,
    unsent=12,
)
LOG = tuple(
    f"09:{minute:02}:17 W the server does not hear how this kiosk is: PUT /api/v1/devices/me/health: connection refused"
    for minute in range(12)
)


def _close(glass: Glass) -> None:
    glass.desk.caretaker.standing = Standing(closed=CLOSED)
    glass.reception.move(Step.CLOSE)  # whatever way of reading somebody has set: usually that delays it


def _message(glass: Glass) -> None:
    glass.desk.caretaker.take_standing(Standing(message=CLOSED))
    glass.app._refresh_now()


def _open_pin(glass: Glass) -> None:
    for _ in range(7):
        glass.desk.caretaker.take_tap(is_in_corner=True)
    for digit in "4711":
        glass.desk.caretaker.type(digit)


def _try_pin(tried: Tried) -> Show:
    def show(glass: Glass) -> None:
        _open_pin(glass)
        glass.desk.caretaker.take_news(PinTried(tried=tried))

    return show


def _maintain(glass: Glass) -> None:
    _try_pin(Tried(verdict=Verdict.RIGHT))(glass)
    glass.desk.caretaker.take_news(Looked(health=HEALTH, log=LOG))
    glass.desk.caretaker.ask(Act.RESTART)


def _own(state: TicketState = TicketState.WAITING, *, matter_id: str = LONG_NAMED, **facts: object) -> Show:
    """Somebody holds a slip before the scanner."""

    def show(glass: Glass) -> None:
        glass.reception.take_scan(PAGE)
        glass.desk.do_errand(number_view(glass.desk.hall, matter_id, state, **facts))

    return show


def _typed_number(glass: Glass) -> None:
    glass.reception.numbers.open_number()
    for end in range(1, 5):
        glass.reception.numbers.type("E001"[:end])
    glass.desk.do_errand(number_view(glass.desk.hall, LONG_NAMED, number="E001"))


def _doubted(glass: Glass) -> None:
    _typed_number(glass)
    glass.reception.numbers.print_again("business_licence")


def _came_back(glass: Glass) -> None:
    _own(TicketState.OVERDUE)(glass)
    glass.reception.numbers.bring_back()
    glass.desk.do_errand(number_view(glass.desk.hall, LONG_NAMED, calls_left=3))


def _cancel(show: Show) -> Show:
    def ask(glass: Glass) -> None:
        show(glass)
        glass.reception.numbers.ask_to_cancel()

    return ask


def _cancelled(glass: Glass) -> None:
    _cancel(_own())(glass)
    glass.reception.numbers.cancel()
    glass.desk.do_errand(number_view(glass.desk.hall, LONG_NAMED, TicketState.CANCELLED, reprints_left=0))


def _unknown_number(glass: Glass) -> None:
    glass.reception.numbers.open_number()
    for end in range(1, 5):
        glass.reception.numbers.type("E999"[:end])
    glass.desk.fail_errand(UnknownTicket())


def _unknown_appointment(glass: Glass) -> None:
    glass.reception.numbers.open_appointment()
    for end in range(1, 12):
        glass.reception.numbers.type("13800138000"[:end])
    glass.desk.fail_errand(UnknownAppointment())


def _booked(glass: Glass) -> None:
    glass.reception.numbers.open_appointment()
    for end in range(1, 12):
        glass.reception.numbers.type("13800138000"[:end])
    now = glass.desk.hall.clock.now()
    booked = [
        Appointment(appointment_id=n, code=str(n) * 6, matter_id=each, slot=now + timedelta(hours=n), is_open=True)
        for n, each in enumerate(("marriage_registration", LONG_NAMED, "business_licence"), start=1)
    ]
    glass.desk.do_errand(tuple(booked))


def _unanswered(bar: Bar | None) -> Show:
    """The server is away; unless barred, the kiosk may give a number of its own."""

    def show(glass: Glass) -> None:
        glass.desk.offline.barred = bar
        _waited(11)(glass)

    return show


def _offline_ticket(state: PaperState) -> Show:
    def show(glass: Glass) -> None:
        _unanswered(None)(glass)
        glass.reception.offline.take()
        glass.desk.give_offline(value=118)
        glass.pump(2)
        glass.reception.take_paper_news(1, state)

    return show


def _starting(glass: Glass) -> None:
    visit = glass.reception.visit
    glass.begin_anew(make_hall(), language=visit.language, reading=visit.reading, is_started=False)


def _away(glass: Glass) -> None:
    """A kiosk that was switched on before its server."""
    _starting(glass)
    glass.reception.take_link_news(LineDown(error=ServerAway()))
    glass.wait(21)
    glass.app._refresh_now()


def _several(glass: Glass) -> None:
    """One number for three matters on two floors, and priority asked for."""
    _basket(glass)
    glass.reception.wishes.choose_priority(PriorityClass.DISABLED)
    glass.reception.take_ticket()
    intent = glass.desk.taking.pursued[-1]
    issued = glass.desk.hall.issue(intent.matter_id)
    legs = tuple(LegPlan(matter_id=each, queue_id="", windows=()) for each in (intent.matter_id, *intent.then))
    ticket = replace(issued.ticket, priority_requested=PriorityClass.DISABLED)
    glass.reception.take_ticket_news(Answered(intent=intent, issued=replace(issued, legs=legs, ticket=ticket)))
    glass.pump(2)


STATES: dict[str, Show] = {
    "starting": _starting,
    "starting_away": _away,
    "home": lambda _glass: None,
    "home_basket": _wish(lambda wishes: wishes.add_another()),
    "materials": _wish(lambda wishes: wishes.open_materials()),
    "priority": _wish(lambda wishes: wishes.open_priority()),
    "basket": _basket,
    "number": lambda glass: glass.reception.numbers.open_number(),
    "number_unknown": _unknown_number,
    "my_number": _own(),
    "my_number_called": _own(TicketState.CALLED),
    "my_number_serving": _own(TicketState.SERVING),
    "my_number_held": _own(TicketState.HELD),
    "my_number_overdue": _own(TicketState.OVERDUE),
    "my_number_overdue_at_desk": _own(TicketState.OVERDUE, may_come_back=False),
    "my_number_no_show": _own(TicketState.NO_SHOW, reprints_left=0),
    "my_number_done": _own(TicketState.DONE, reprints_left=0),
    "my_number_expired": _own(TicketState.EXPIRED, reprints_left=0),
    "my_number_cancelled": _cancelled,
    "my_number_came_back": _came_back,
    "my_number_typed": _typed_number,
    "my_number_doubted": _doubted,
    "cancel": _cancel(_own()),
    "cancel_typed": _cancel(_typed_number),
    "appointment": lambda glass: glass.reception.numbers.open_appointment(),
    "appointment_unknown": _unknown_appointment,
    "booked": _booked,
    "themes": _tap("home.browse.person"),
    "departments": _tap("home.browse.departments"),
    "matters": lambda glass: glass.reception.open_matters(Scope(department_id="civil_affairs")),
    "search": _tap("home.search"),
    "search_found": _tap("home.search", "search.key.S", "search.key.B"),
    "search_nothing": _tap("home.search", "search.key.Q", "search.key.Q", "search.key.X", "search.key.Z"),
    "floors": _tap("home.browse.floors", "floors.3"),
    "floors_empty": _tap("home.browse.floors", "floors.1"),
    "more_time": _more_time,
    "matter": _matter("business_licence"),
    "matter_stopped": _stopped,
    "matter_delegated": _elsewhere("delegated"),
    "matter_not_moved_in": _elsewhere("not_moved_in"),
    "taking": _waited(2),
    "trouble": _waited(11),
    "trouble_barred": _unanswered(Bar.HALL_CLOSED),
    "fault": lambda glass: glass.reception.recover(),
    "fault_number": _fault_with_number,
    "refused": _refused(SeriesUsedUp()),
    "refused_consent": _refused(MayNotBeServed(verdict="needs_consent", waiting=123, minutes=95)),
    "refused_no_time": _refused(MayNotBeServed(verdict="over", waiting=123, minutes=95)),
    "refused_closed": _refused(HallClosed(until="2026-10-08T09:00+08:00")),
    "refused_halted": _refused(QueueStopped(reason_zh=LONG_REASON.zh, reason_en=LONG_REASON.en)),
    "refused_quota": _refused(QuotaUsedUp(limit="slot", next_slot="2026-10-08T14:00+08:00", may_book=1)),
    "refused_waiting": _refused(AlreadyWaiting(number="WW8888", ticket=1)),
    "ticket": _ticket(PaperState.PRINTED),
    "home_message": _message,
    "closed": _close,
    "pin": _open_pin,
    "pin_wrong": _try_pin(Tried(verdict=Verdict.WRONG)),
    "pin_locked": _try_pin(Tried(verdict=Verdict.LOCKED, wait_s=3600)),
    "maintenance": _maintain,
    "ticket_several": _several,
    "offline_offer": _unanswered(None),
    "offline_ticket": _offline_ticket(PaperState.PRINTED),
    "offline_ticket_no_paper": _offline_ticket(PaperState.NO_PAPER),
    "ticket_no_paper": _ticket(PaperState.NO_PAPER),
    "ticket_jam": _ticket(PaperState.JAM),
    "matter_no_paper": _without_paper(PaperTrouble.NO_PAPER, _matter("business_licence")),
    "matter_printer_away": _without_paper(PaperTrouble.PRINTER_AWAY, _matter("business_licence")),
    "basket_no_paper": _without_paper(PaperTrouble.COVER_OPEN, _basket),
}
