"""Every state of every screen that a visitor can come to, each with the longest words that it may hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hall.clock import SetClock
from hall.devices import Health, Paper, PrinterState, Told
from hall.directory import directory_on
from hall.errors import AlreadyWaiting, HallClosed, MayNotBeServed, QueueStopped, QuotaUsedUp, SeriesUsedUp
from hall.events import QueueHalted
from hall.places import Directory, Text
from hall.plan import load_plan
from kiosk.flow import Step
from kiosk.printer_watch import PaperTrouble
from kiosk.upkeep.caretaker import Act, Looked, PinTried
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.pin import Tried, Verdict
from kiosk.visit import PaperState, Scope
from kiosk.wishes import Wishes
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.glass import Glass
from tests.kiosk.words import ASSETS

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


STATES: dict[str, Show] = {
    "home": lambda _glass: None,
    "home_basket": _wish(lambda wishes: wishes.add_another()),
    "materials": _wish(lambda wishes: wishes.open_materials()),
    "priority": _wish(lambda wishes: wishes.open_priority()),
    "basket": _basket,
    "number": lambda glass: glass.reception.numbers.open_number(),
    "appointment": lambda glass: glass.reception.numbers.open_appointment(),
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
    "ticket_no_paper": _ticket(PaperState.NO_PAPER),
    "ticket_jam": _ticket(PaperState.JAM),
    "matter_no_paper": _without_paper(PaperTrouble.NO_PAPER, _matter("business_licence")),
    "matter_printer_away": _without_paper(PaperTrouble.PRINTER_AWAY, _matter("business_licence")),
    "basket_no_paper": _without_paper(PaperTrouble.COVER_OPEN, _basket),
}
