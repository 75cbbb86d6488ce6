"""Everything that a hall's folder says, whatever the date: its places, and what only the server needs of it.

The records are the form of the files in `assets/halls/`, which `hall.plan` reads and checks.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from hall.places import (
    Department,
    Floor,
    Hall,
    Matter,
    Path,
    Queue,
    Text,
    Theme,
    TownCentre,
    Window,
)


class AfterLast(StrEnum):
    """What follows the last number of a range on the same day: one digit more (A1000), or the range again."""

    EXTEND = "extend"
    WRAP = "wrap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """号段: the prefix and range of numbers that one or more queues take from; `A001` has three `digits`.

    `skip` holds endings that no number has: "4" keeps back A004, A014 …, "250" keeps back A250.
    """

    series_id: str
    prefix: str
    first: int = 1
    last: int = 999
    digits: int = 3
    skip: tuple[str, ...] = ()
    after_last: AfterLast = AfterLast.EXTEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """From when until when the hall is open on a certain day, local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """节假日: days on which the hall is closed, both included."""

    since: date
    until: date
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeUpDay:
    """调休上班: a day with the opening hours of another weekday (1 Monday … 7 Sunday)."""

    day: date
    weekday: int
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day with opening hours of its own (延时服务, 提前下班); it goes before what else the calendar says of it."""

    day: date
    hours: tuple[Opening, ...]
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """日历: where the hall's days differ from its weekdays' hours; `covers` are the years of which all is known."""

    covers: tuple[int, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    make_up_days: tuple[MakeUpDay, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlan:
    """Everything that a hall's folder says, whatever the date; `hall.plan.load_plan` reads and checks it."""

    hall: Hall
    floors: tuple[Floor, ...]
    paths: tuple[Path, ...]
    series: tuple[Series, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]
    departments: tuple[Department, ...]
    themes: tuple[Theme, ...]
    matters: tuple[Matter, ...]
    towns: tuple[TownCentre, ...]
    calendar: Calendar = Calendar()
