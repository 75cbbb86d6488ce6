"""Which screen follows which, and when a screen that was left alone asks and goes home: a table, no Kivy, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from kiosk.visit import Visit


class Screen(StrEnum):
    """Everything that the glass can show."""

    STARTING = "starting"
    HOME = "home"
    THEMES = "themes"
    DEPARTMENTS = "departments"
    MATTERS = "matters"
    SEARCH = "search"
    FLOORS = "floors"
    HOURS = "hours"
    MATTER = "matter"
    MATERIALS = "materials"
    PRIORITY = "priority"
    BASKET = "basket"
    NUMBER = "number"
    MY_NUMBER = "my_number"
    CANCEL = "cancel"
    APPOINTMENT = "appointment"
    BOOKED = "booked"
    TAKING = "taking"
    TICKET = "ticket"
    REFUSED = "refused"
    TROUBLE = "trouble"
    FAULT = "fault"
    OFFLINE_OFFER = "offline_offer"
    OFFLINE_TICKET = "offline_ticket"
    CLOSED = "closed"
    PIN = "pin"
    MAINTENANCE = "maintenance"


class Step(StrEnum):
    """Everything that moves the kiosk from one screen to another."""

    READY = "ready"
    THEMES = "themes"
    DEPARTMENTS = "departments"
    MATTERS = "matters"
    SEARCH = "search"
    FLOORS = "floors"
    HOURS = "hours"
    MATTER = "matter"
    MATERIALS = "materials"
    PRIORITY = "priority"
    BASKET = "basket"
    NUMBER = "number"
    SCANNED = "scanned"
    FOUND = "found"
    CANCEL = "cancel"
    APPOINTMENT = "appointment"
    BOOKED = "booked"
    SLOW = "slow"
    NO_ANSWER = "no_answer"
    FAULT = "fault"
    OFFER = "offer"
    GIVEN_OFFLINE = "given_offline"
    ANSWERED = "answered"
    REFUSED = "refused"
    CLOSE = "close"
    REOPEN = "reopen"
    TEND = "tend"
    OPENED = "opened"
    BACK = "back"
    HOME = "home"


_FIND = {
    Step.THEMES: Screen.THEMES,
    Step.DEPARTMENTS: Screen.DEPARTMENTS,
    Step.MATTERS: Screen.MATTERS,
    Step.SEARCH: Screen.SEARCH,
    Step.FLOORS: Screen.FLOORS,
    Step.MATTER: Screen.MATTER,
}
_VISIT = {
    Step.BASKET: Screen.BASKET,
    Step.NUMBER: Screen.NUMBER,
    Step.APPOINTMENT: Screen.APPOINTMENT,
}
_ANSWERS = {Step.ANSWERED: Screen.TICKET, Step.REFUSED: Screen.REFUSED}
_ASKING = {Step.SLOW: Screen.TAKING} | _ANSWERS

_AFTER_A_STOP = {Step.ANSWERED: Screen.TICKET}
"""A number that was asked for before the kiosk stopped comes to whoever still stands there."""

_BEHIND = frozenset({Screen.CLOSED, Screen.PIN, Screen.MAINTENANCE})

NO_SCAN = frozenset({Screen.STARTING, Screen.TAKING, Screen.TROUBLE, Screen.OFFLINE_OFFER}) | _BEHIND
"""Where a slip that is scanned leads nowhere: somebody waits for a number, or nobody is served."""

TABLE: Mapping[Screen, Mapping[Step, Screen]] = MappingProxyType(
    {
        Screen.STARTING: {Step.READY: Screen.HOME, Step.TEND: Screen.PIN},
        Screen.HOME: _FIND | _VISIT | _AFTER_A_STOP | {Step.CLOSE: Screen.CLOSED, Step.TEND: Screen.PIN},
        Screen.THEMES: {Step.MATTERS: Screen.MATTERS, Step.MATTER: Screen.MATTER},
        Screen.DEPARTMENTS: {Step.MATTERS: Screen.MATTERS, Step.MATTER: Screen.MATTER},
        Screen.MATTERS: {Step.MATTER: Screen.MATTER},
        Screen.SEARCH: {
            **{step: screen for step, screen in _FIND.items() if step is not Step.SEARCH},
            Step.HOURS: Screen.HOURS,
            Step.NUMBER: Screen.NUMBER,
            Step.APPOINTMENT: Screen.APPOINTMENT,
        },
        Screen.FLOORS: {Step.MATTERS: Screen.MATTERS},
        Screen.HOURS: {},
        Screen.MATTER: {
            Step.MATERIALS: Screen.MATERIALS,
            Step.PRIORITY: Screen.PRIORITY,
            Step.BASKET: Screen.BASKET,
        }
        | _ASKING,
        Screen.MATERIALS: _ASKING,
        Screen.PRIORITY: {},
        Screen.BASKET: {Step.PRIORITY: Screen.PRIORITY} | _ASKING,
        Screen.NUMBER: {Step.FOUND: Screen.MY_NUMBER} | _ASKING,
        Screen.MY_NUMBER: {Step.CANCEL: Screen.CANCEL, Step.ANSWERED: Screen.TICKET},
        Screen.CANCEL: {},
        Screen.APPOINTMENT: {Step.BOOKED: Screen.BOOKED} | _ASKING,
        Screen.BOOKED: _ASKING,
        Screen.TAKING: {Step.NO_ANSWER: Screen.TROUBLE, Step.OFFER: Screen.OFFLINE_OFFER} | _ANSWERS,
        Screen.TROUBLE: _ANSWERS,
        Screen.FAULT: {},
        Screen.OFFLINE_OFFER: {Step.NO_ANSWER: Screen.TROUBLE, Step.GIVEN_OFFLINE: Screen.OFFLINE_TICKET} | _ANSWERS,
        Screen.OFFLINE_TICKET: {},
        Screen.REFUSED: _ASKING,
        Screen.TICKET: {},
        Screen.CLOSED: {Step.REOPEN: Screen.HOME, Step.TEND: Screen.PIN},
        Screen.PIN: {Step.OPENED: Screen.MAINTENANCE},
        Screen.MAINTENANCE: {},
    }
)
"""BACK and HOME are understood everywhere (but before the start): back along the trail, and home. SCANNED leads to the
number of the slip from everywhere but `NO_SCAN`: whoever holds a slip before the scanner begins anew. FAULT, a fault of
ours, leads everywhere to the screen that says so."""

_ON_THE_TRAIL = frozenset(
    {
        Screen.STARTING,
        Screen.HOME,
        Screen.THEMES,
        Screen.DEPARTMENTS,
        Screen.MATTERS,
        Screen.SEARCH,
        Screen.FLOORS,
        Screen.MATTER,
        Screen.MATERIALS,
        Screen.BASKET,
        Screen.APPOINTMENT,
        Screen.NUMBER,
        Screen.MY_NUMBER,
    }
)

_ANEW = {
    Step.READY: Screen.HOME,
    Step.REOPEN: Screen.HOME,
    Step.FAULT: Screen.FAULT,
    Step.SCANNED: Screen.NUMBER,
}
"""Where no way leads back from."""

PERSONAL = frozenset(TABLE) - {Screen.STARTING, Screen.HOME, Screen.CLOSED, Screen.PIN, Screen.MAINTENANCE}
"""Screens on which something of a visitor may be left: what was chosen, typed or got."""

FAILSAFE = Screen.HOME
"""Where a step leads that the table does not know: a fault of ours must never leave a visitor stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Where the kiosk is, and the screens that BACK leads through, oldest first."""

    screen: Screen = Screen.STARTING
    trail: tuple[Screen, ...] = ()

    def knows(self, step: Step) -> bool:
        """Whether the step means something here."""
        if self.screen is Screen.STARTING:
            return step in TABLE[Screen.STARTING]
        if step is Step.FAULT:
            return True
        if step is Step.SCANNED:
            return self.screen not in NO_SCAN
        return step in TABLE[self.screen] or step in {Step.BACK, Step.HOME}

    def after(self, step: Step) -> "Flow":
        """Return where the step leads; an unknown one leads to the failsafe (or nowhere, before the start)."""
        if not self.knows(step):
            return self if self.screen is Screen.STARTING else Flow(screen=FAILSAFE)
        if step is Step.BACK:
            return Flow(screen=self.trail[-1], trail=self.trail[:-1]) if self.trail else Flow(screen=Screen.HOME)
        if step is Step.HOME:
            return Flow(screen=self._root)
        if step in _ANEW:
            return Flow(screen=_ANEW[step])
        trail = self.trail + ((self.screen,) if self.screen in _ON_THE_TRAIL else ())
        return replace(self, screen=TABLE[self.screen][step], trail=trail)

    @property
    def _root(self) -> Screen:
        """Where home is: before the hall is known, whoever tends the kiosk returns to the start."""
        return Screen.STARTING if self.trail[:1] == (Screen.STARTING,) else Screen.HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a screen waits for its visitor: then it asks (never, when 0), and `leave_s` later it goes home."""

    ask_s: float = 60.0
    leave_s: float = 20.0


NOBODY = Visit()
ASKING = Patience()
QUIET = Patience(ask_s=0.0, leave_s=60.0)

PATIENCE: Mapping[Screen, Patience | None] = MappingProxyType(
    dict.fromkeys(Screen, ASKING)
    | {
        Screen.STARTING: None,
        Screen.TAKING: None,
        Screen.HOME: QUIET,
        Screen.FAULT: Patience(ask_s=0.0, leave_s=30.0),
        Screen.CLOSED: None,
        Screen.PIN: Patience(ask_s=0.0, leave_s=30.0),
        Screen.MAINTENANCE: Patience(ask_s=0.0, leave_s=180.0),
        Screen.TICKET: Patience(ask_s=0.0, leave_s=20.0),
        Screen.OFFLINE_TICKET: Patience(ask_s=0.0, leave_s=40.0),
    }
)

NUMBERED = frozenset({Screen.TICKET, Screen.OFFLINE_TICKET})
WITHOUT_PAPER = Patience(ask_s=0.0, leave_s=60.0)
"""A number that no slip tells is written down or photographed, by somebody who has to look for a pen."""

READ_SLOWLY = Patience(ask_s=0.0, leave_s=45.0)
"""A number for somebody who reads in larger text or listens to it."""

SLOW_AFTER_S = 1.0
"""A number usually comes at once; only after this does a calm screen say that it is on its way."""

NO_ANSWER_AFTER_S = 10.0
"""How long the same request is tried behind the calm screen before the kiosk gives advice as well."""


NO_ANSWER_AWAY_S = 3.0
"""The same while the line to the server has been down for a while: nobody needs to wait to learn that again."""


class Alone(StrEnum):
    """What a screen does about being left alone."""

    STAY = "stay"
    ASK = "ask"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solitude:
    """What to do now, and the seconds until the screen goes home (None while it does not count down)."""

    what: Alone
    seconds_left: int | None = None


def left_alone(screen: Screen, idle_s: float, visit: Visit = NOBODY) -> Solitude:
    """Tell what a screen does that nobody has touched for `idle_s` seconds.

    A number without a slip stays longer, and one for somebody who reads slowly; whoever has put matters together is
    asked on the first screen, too.
    """
    patience = PATIENCE[screen]
    if screen in NUMBERED and visit.is_without_paper:
        patience = WITHOUT_PAPER
    elif screen in NUMBERED and visit.reads_slowly:
        patience = READ_SLOWLY
    if visit.basket and screen is Screen.HOME:
        patience = ASKING
    if patience is None:
        return Solitude(what=Alone.STAY)
    left_s = patience.ask_s + patience.leave_s - idle_s
    if left_s <= 0:
        return Solitude(what=Alone.LEAVE)
    seconds_left = -int(-left_s // 1)
    if not patience.ask_s:
        return Solitude(what=Alone.STAY, seconds_left=seconds_left)
    if idle_s < patience.ask_s:
        return Solitude(what=Alone.STAY)
    return Solitude(what=Alone.ASK, seconds_left=seconds_left)
