"""Caretaker: closes and opens the kiosk as staff ask, and owns the pages behind the hidden corner. Knows no Kivy."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from hall.devices import Health, Tended
from hall.places import Text
from hall.ui.mixing import FULL_VOLUME
from kiosk.flow import Screen, Step
from kiosk.reception import Change, Reception
from kiosk.upkeep.corner import CornerTaps
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.pin import MOST, Tried, Verdict
from kiosk.upkeep.vitals import Glimpse
from kiosk.visit import Visit
from printer import Outcome

LOOK_EVERY_S = 5.0
"""How often the page for maintenance is looked at anew while it is on."""


VOLUMES = (25, 50, 75, FULL_VOLUME)
"""How loud the voice guidance may be, in percent: a headset in a quiet hall wants less than a loudspeaker at a door."""


class PinState(StrEnum):
    """What the page of the PIN says."""

    TYPING = "typing"
    LOOKING = "looking"
    WRONG = "wrong"
    LOCKED = "locked"
    BROKEN = "broken"


class Act(StrEnum):
    """What needs a second tap."""

    TURN = "turn"
    SET_UP = "set_up"
    RESTART = "restart"
    END = "end"


ENDINGS = {
    Act.TURN: (Tended.TURNED, Ending.RESTART),
    Act.SET_UP: (Tended.SET_UP, Ending.SET_UP),
    Act.RESTART: (Tended.RESTARTED, Ending.RESTART),
    Act.END: (Tended.ENDED, Ending.LEAVE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How the kiosk is, and the end of its log."""

    health: Health
    log: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinTried:
    """What became of a PIN; None when it could not be looked at."""

    tried: Tried | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPrinted:
    """What became of the test page."""

    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyToEnd:
    """What had to be written before the program ends is on the disk."""

    ending: Ending


CareNews = Looked | PinTried | TrialPrinted | ReadyToEnd


class BackRoom(Protocol):
    """The part of `kiosk.upkeep.back_room.BackRoom` that the caretaker uses; every method returns at once."""

    @property
    def is_pin_set(self) -> bool:
        """Whether there is a page for maintenance at all."""
        ...

    def check_pin(self, digits: str) -> None:
        """Look at a PIN."""
        ...

    def look(self) -> None:
        """Look at how the kiosk is."""
        ...

    def print_test(self, hall: Text) -> None:
        """Print a test page."""
        ...

    def note(self, what: Tended) -> None:
        """Enter a line into the tending book."""
        ...

    def keep_volume(self, percent: int) -> None:
        """Keep how loud the voice guidance is."""
        ...

    def prepare_end(self, what: Tended, ending: Ending) -> None:
        """Write down what must be before the program ends."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePage:
    """What the pages behind the corner show."""

    typed: str = ""
    pin: PinState = PinState.TYPING
    wait_until_s: float = 0.0
    looked: Looked | None = None
    is_testing: bool = False
    tested: Outcome | None = None
    asked: Act | None = None
    is_ending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what.

    `glimpse` is what the heart must know, `change` that it should beat, `volume` how loud to speak (percent), `ending`
    that all ends.
    """

    glimpse: Callable[[Glimpse], None] = field(default=lambda _glimpse: None)
    change: Callable[[], None] = field(default=lambda: None)
    volume: Callable[[int], None] = field(default=lambda _percent: None)
    ending: Callable[[Ending], None] = field(default=lambda _ending: None)


class Caretaker:
    """Every method belongs to the screen's thread and returns at once."""

    def __init__(
        self,
        reception: Reception,
        room: BackRoom,
        *,
        seconds: Callable[[], float],
        standing: Standing,
        told: Told,
        volume: int = FULL_VOLUME,
    ) -> None:
        """Take what held when the program last ended."""
        self.volume = volume
        self.page = CarePage()
        self.standing = standing
        self._reception, self._room, self._seconds, self._told = reception, room, seconds, told
        self._taps = CornerTaps()
        self._was_open = False
        self._looked_s = 0.0

    @property
    def wait_s(self) -> int:
        """For how many seconds no PIN is looked at."""
        return max(0, -int(-(self.page.wait_until_s - self._seconds()) // 1))

    @property
    def closed(self) -> Text | None:
        """Why the kiosk takes no visitors, None while it does."""
        words = self.standing.closed
        return None if words is None else Text(zh=words.zh, en=words.en)

    def take_tap(self, *, is_in_corner: bool) -> None:
        """Take a touch of the glass; the seventh in a row on the corner asks for the PIN, where there is one."""
        is_enough = self._taps.take(is_in_corner=is_in_corner, at_s=self._seconds())
        if is_enough and self._room.is_pin_set and self._reception.flow.knows(Step.TEND):
            pin = PinState.LOCKED if self.wait_s else PinState.TYPING
            self.page = CarePage(pin=pin, wait_until_s=self.page.wait_until_s)
            self._reception.move(Step.TEND)

    def type(self, digit: str) -> None:
        """Add a digit of the PIN."""
        if self.page.pin is not PinState.LOOKING and len(self.page.typed) < MOST and not self.wait_s:
            self._set(typed=self.page.typed + digit, pin=PinState.TYPING)

    def delete(self) -> None:
        """Take the last digit back."""
        if self.page.pin is not PinState.LOOKING:
            self._set(typed=self.page.typed[:-1])

    def enter(self) -> None:
        """Have the PIN looked at."""
        if self.page.typed and self.page.pin is not PinState.LOOKING and not self.wait_s:
            self._set(pin=PinState.LOOKING)
            self._room.check_pin(self.page.typed)

    def print_test(self) -> None:
        """Print a test page, one at a time."""
        if not self.page.is_testing:
            self._set(is_testing=True, tested=None, asked=None)
            hall = self._reception.hall
            self._room.print_test(hall.guide.hall.name if hall.is_ready else Text(zh="", en=""))

    def change_volume(self) -> None:
        """Make the voice guidance louder, after the loudest soft again; it is kept over a restart."""
        self.volume = next((each for each in VOLUMES if each > self.volume), VOLUMES[0])
        self._told.volume(self.volume)
        self._room.keep_volume(self.volume)
        self._set(asked=None)

    def ask(self, act: Act) -> None:
        """Do what needs a second tap at the second tap."""
        if self.page.is_ending:
            return
        if self.page.asked is not act:
            self._set(asked=act)
            return
        self._set(is_ending=True)
        self._room.prepare_end(*ENDINGS[act])

    def leave(self) -> None:
        """Return to the visitors."""
        self._reception.move(Step.HOME)

    def take_news(self, news: CareNews) -> None:
        """Take what became of what was asked of the back room."""
        match news:
            case PinTried(tried=tried):
                self._take_verdict(tried)
            case Looked():
                self._set(looked=news)
            case TrialPrinted(outcome=outcome):
                self._set(is_testing=False, tested=outcome)
            case ReadyToEnd(ending=ending):
                self._told.ending(ending)

    def take_standing(self, standing: Standing) -> None:
        """Take what staff asked from afar."""
        self.standing = standing
        self.tick()
        self._told.change()

    def tick(self) -> None:
        """Look at the time; call it a few times a second."""
        self._close_or_open()
        self._show_message()
        self._mind_the_page()
        hall = self._reception.hall
        offset: timedelta | None = hall.clock.own_is_ahead if hall.snapshot is not None else None
        screen = self._reception.screen.value
        self._told.glimpse(Glimpse(screen=screen, clock_offset=offset, is_closed=self.standing.closed is not None))

    def _close_or_open(self) -> None:
        reception, is_closed = self._reception, self.standing.closed is not None
        if reception.screen is Screen.STARTING and reception.hall.is_ready:
            reception.move(Step.READY)
        elif is_closed and reception.screen is Screen.HOME and reception.visit == Visit():
            reception.move(Step.CLOSE)
        elif not is_closed and reception.screen is Screen.CLOSED:
            reception.move(Step.REOPEN)

    def _show_message(self) -> None:
        words = self.standing.message_at(self._reception.hall.now())
        message = None if words is None else Text(zh=words.zh, en=words.en)
        if message != self._reception.message:
            self._reception.message = message
            self._reception.on_change(Change.HALL)

    def _mind_the_page(self) -> None:
        screen = self._reception.screen
        if self._was_open and screen is not Screen.MAINTENANCE:
            self._room.note(Tended.LEFT)
        self._was_open = screen is Screen.MAINTENANCE
        if self._was_open and self._seconds() - self._looked_s >= LOOK_EVERY_S:
            self._look()
        if screen is Screen.PIN and self.page.pin is PinState.LOCKED:
            self._set(pin=PinState.LOCKED if self.wait_s else PinState.TYPING)

    def _take_verdict(self, tried: Tried | None) -> None:
        if self._reception.screen is not Screen.PIN:
            return
        if tried is None:
            self._set(typed="", pin=PinState.BROKEN)
        elif tried.verdict is Verdict.RIGHT:
            self.page = CarePage()
            self._reception.move(Step.OPENED)
            self._look()
        else:
            until = self._seconds() + tried.wait_s
            state = PinState.LOCKED if tried.wait_s else PinState.WRONG
            self._set(typed="", pin=state, wait_until_s=until)

    def _look(self) -> None:
        self._looked_s = self._seconds()
        self._room.look()

    def _set(self, **facts: object) -> None:
        self.page = replace(self.page, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
        if self._reception.screen in {Screen.PIN, Screen.MAINTENANCE}:
            self._reception.on_change(Change.VISIT)
