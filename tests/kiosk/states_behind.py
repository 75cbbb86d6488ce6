"""States that staff bring a kiosk to: its message, closed, the PIN and the maintenance page."""

from hall.devices import Health, Paper, PrinterState, Told
from kiosk.flow import Step
from kiosk.upkeep.caretaker import Act, Looked, PinTried
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.pin import Tried, Verdict
from tests.kiosk.glass import Glass, Show

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
    paper=Paper.LOW,
    slips_left=123,
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


STATES_BEHIND: dict[str, Show] = {
    "home_message": _message,
    "closed": _close,
    "pin": _open_pin,
    "pin_wrong": _try_pin(Tried(verdict=Verdict.WRONG)),
    "pin_locked": _try_pin(Tried(verdict=Verdict.LOCKED, wait_s=3600)),
    "maintenance": _maintain,
}
