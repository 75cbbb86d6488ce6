"""Which screen follows which, and when a screen that was left alone asks and goes home: a table, no Kivy, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType


class Screen(StrEnum):
    """Everything that the glass can show."""

    STARTING = "starting"
    HOME = "home"
    THEMES = "themes"
    DEPARTMENTS = "departments"
    MATTERS = "matters"
    SEARCH = "search"
    FLOORS = "floors"
    MATTER = "matter"
    TAKING = "taking"
    TICKET = "ticket"
    REFUSED = "refused"
    TROUBLE = "trouble"


class Step(StrEnum):
    """Everything that moves the kiosk from one screen to another."""

    READY = "ready"
    THEMES = "themes"
    DEPARTMENTS = "departments"
    MATTERS = "matters"
    SEARCH = "search"
    FLOORS = "floors"
    MATTER = "matter"
    SLOW = "slow"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"
    REFUSED = "refused"
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
_ANSWERS = {Step.ANSWERED: Screen.TICKET, Step.REFUSED: Screen.REFUSED}

TABLE: Mapping[Screen, Mapping[Step, Screen]] = MappingProxyType(
    {
        Screen.STARTING: {Step.READY: Screen.HOME},
        Screen.HOME: _FIND,
        Screen.THEMES: {Step.MATTERS: Screen.MATTERS, Step.MATTER: Screen.MATTER},
        Screen.DEPARTMENTS: {Step.MATTERS: Screen.MATTERS, Step.MATTER: Screen.MATTER},
        Screen.MATTERS: {Step.MATTER: Screen.MATTER},
        Screen.SEARCH: {Step.MATTERS: Screen.MATTERS, Step.MATTER: Screen.MATTER},
        Screen.FLOORS: {Step.MATTERS: Screen.MATTERS},
        Screen.MATTER: {Step.SLOW: Screen.TAKING} | _ANSWERS,
        Screen.TAKING: {Step.NO_ANSWER: Screen.TROUBLE} | _ANSWERS,
        Screen.TROUBLE: _ANSWERS,
        Screen.REFUSED: {Step.SLOW: Screen.TAKING} | _ANSWERS,
        Screen.TICKET: {},
    }
)
"""BACK and HOME are understood everywhere (but before the start): back along the trail, and home."""

_ON_THE_TRAIL = frozenset(
    {
        Screen.HOME,
        Screen.THEMES,
        Screen.DEPARTMENTS,
        Screen.MATTERS,
        Screen.SEARCH,
        Screen.FLOORS,
        Screen.MATTER,
    }
)

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
            return step is Step.READY
        return step in TABLE[self.screen] or step in {Step.BACK, Step.HOME}

    def after(self, step: Step) -> "Flow":
        """Return where the step leads; an unknown one leads to the failsafe (or nowhere, before the start)."""
        if not self.knows(step):
            return self if self.screen is Screen.STARTING else Flow(screen=FAILSAFE)
        if step is Step.BACK:
            return Flow(screen=self.trail[-1], trail=self.trail[:-1]) if self.trail else Flow(screen=Screen.HOME)
        if step is Step.HOME:
            return Flow(screen=Screen.HOME)
        trail = self.trail + ((self.screen,) if self.screen in _ON_THE_TRAIL else ())
        return replace(self, screen=TABLE[self.screen][step], trail=trail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a screen waits for its visitor: then it asks (never, when 0), and `leave_s` later it goes home."""

    ask_s: float = 60.0
    leave_s: float = 20.0


ASKING = Patience()
QUIET = Patience(ask_s=0.0, leave_s=60.0)

PATIENCE: Mapping[Screen, Patience | None] = MappingProxyType(
    dict.fromkeys(Screen, ASKING)
    | {
        Screen.STARTING: None,
        Screen.TAKING: None,
        Screen.HOME: QUIET,
        Screen.TICKET: Patience(ask_s=0.0, leave_s=20.0),
    }
)

SLOW_AFTER_S = 1.0
"""A number usually comes at once; only after this does a calm screen say that it is on its way."""

NO_ANSWER_AFTER_S = 10.0
"""How long the same request is tried behind the calm screen before the kiosk gives advice as well."""


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


def left_alone(screen: Screen, idle_s: float) -> Solitude:
    """Tell what a screen does that nobody has touched for `idle_s` seconds."""
    patience = PATIENCE[screen]
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
