"""The figures of a business date, as GET /api/v1/figures tells them to supervisors and auditors.

What is measured, and how, is fixed in `server/rules/day_figures.py`. Times are whole seconds, rates parts of 1.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How long something took: how often it was measured, the mean, and the 95th percentile; None without any."""

    count: int
    mean_s: int | None
    p95_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFigures:
    """What visitors met with, in the whole hall, in a queue or at a window.

    Attributes:
        issued: numbers taken; in a queue those that came to stand in it, at a window those that were called there.
        called: those of them that were called.
        overdue: those of them that were passed over at least once.
        no_show: those of them that were given up in the end.
        given_up: those that their visitors cancelled.
        expired: those that the end of the day ended.
        no_show_rate: no_show ÷ called; None when nothing was called.
        overdue_rate: overdue ÷ called.
        abandon_rate: (given_up + expired) ÷ issued; None at a window, where nobody takes a number.
        wait: from the arrival to the first call of the first leg.
        rewait: the same in later legs, from when they began.
        walk: from the last call to the start.
        service: from start to finish without what was parked; neither below 10 s nor of an unknown end.
        visit: from the arrival to the last finish, of the visits that ended in this queue or at this window.
    """

    issued: int
    called: int
    overdue: int
    no_show: int
    given_up: int
    expired: int
    no_show_rate: float | None
    overdue_rate: float | None
    abandon_rate: float | None
    wait: Measure
    rewait: Measure
    walk: Measure
    service: Measure
    visit: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTimes:
    """What the time of a window, or of all of them, went into.

    Attributes:
        open_s: open, and not paused.
        serving_s: of that, with a visitor being served; utilisation is its part.
        idle_s: of that, with nobody called or served, and nobody waiting in any queue of the window.
        unanswered_s: of that, with nobody called or served while people waited, beyond the minutes of the rule.
        unanswered: how often it came to that.
    """

    open_s: int
    serving_s: int
    idle_s: int
    unanswered_s: int
    unanswered: int
    utilisation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """The figures of one queue."""

    queue_id: str
    visits: VisitFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFigures:
    """The figures of one matter, of the visits that came for it or went on to it."""

    matter_id: str
    visits: VisitFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFigures:
    """The figures of one window."""

    window_id: str
    visits: VisitFigures
    times: WindowTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How many calls out of turn were made for a reason, in the clerks' own words."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """GET /api/v1/figures: a business date until a moment, which is its end for a past one.

    `queues` and `windows` are all of the hall's; `matters` those for which somebody came, the most asked for first.
    """

    business_date: date
    until: datetime
    visits: VisitFigures
    times: WindowTimes
    queues: tuple[QueueFigures, ...]
    windows: tuple[WindowFigures, ...]
    matters: tuple[MatterFigures, ...]
    out_of_turn: tuple[ReasonCount, ...]
