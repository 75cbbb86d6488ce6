"""Rating (好差评): what a visitor thinks of the visit, once for each visit, and what became of a bad one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hall.bodies import STRICT, Id, Note, Reason
from hall.places import Text

INVITED_FOR = timedelta(seconds=90)
"""How long after the finish a window's tablet invites its visitor, unless somebody touches it."""

RATED_THERE_FOR = timedelta(minutes=5)
"""So long after the finish a tablet may rate: whoever has one cannot rate the visits of a whole day."""


class Level(StrEnum):
    """The five levels of GB/T 39734-2020, best first; the two lowest are bad reviews (差评)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    ACCEPTABLE = "acceptable"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def is_bad(self) -> bool:
        """Whether it opens a rectification."""
        return self in {Level.DISSATISFIED, Level.VERY_DISSATISFIED}


class Grievance(StrEnum):
    """What was wrong, of those who were not satisfied."""

    ATTITUDE = "attitude"
    SLOW = "slow"
    NOT_TOLD_AT_ONCE = "not_told_at_once"
    TRIPS = "trips"
    LONG_WAIT = "long_wait"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateVisit:
    """POST /api/v1/visits/{token}/rating: what the visitor chose; nothing of it is needed but the level.

    `grievances` go with the two lowest levels only.
    """

    __pydantic_config__ = STRICT

    level: Level
    grievances: Annotated[tuple[Grievance, ...], Field(max_length=len(Grievance))] = ()
    comment: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateThere:
    """POST /api/v1/tablet/rating: what the visitor chose at the window's tablet, and which visit is meant."""

    __pydantic_config__ = STRICT

    ticket_id: Id
    level: Level
    grievances: Annotated[tuple[Grievance, ...], Field(max_length=len(Grievance))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """The visit that a window has just dealt with, whose visitor a tablet asks; by itself until `until`."""

    ticket_id: int
    number: str
    matter: Text
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletView:
    """GET /api/v1/tablet: whom the tablet of a window asks now, None for nobody."""

    window_id: str
    at: datetime
    invited: Invited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRating:
    """POST /api/v1/ratings/{rating_id}/settlement: what was done about a bad review."""

    __pydantic_config__ = STRICT

    done: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What was done about a bad review, when, and who answers for it."""

    on: date
    by: str
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """Who sees to a bad review, and since when; another supervisor may take it over."""

    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingView:
    """One rating as its hall reads it: never whose it is, so no number and no time of day.

    `due` is the last day by which a bad review is to be settled; None of a good one. `in_hand` is who sees to it.
    """

    rating_id: str
    business_date: date
    window_id: str
    clerk: str
    matter: Text
    level: Level
    grievances: tuple[Grievance, ...]
    comment: str
    due: date | None
    settlement: Settlement | None
    in_hand: InHand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCount:
    """How visits at one window were rated: `levels` in the order of `Level`, best first."""

    window_id: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDay:
    """How visits of one business date were rated."""

    business_date: date
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingMatter:
    """How visits for one matter were rated."""

    matter_id: str
    matter: Text
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFigures:
    """GET /api/v1/ratings/figures: levels by window, by day and by matter, best level first.

    `satisfied_percent` is the share of all but the two lowest levels (满意率), None before the first rating;
    `open` are bad reviews that are not settled, `late` those of them whose day is past.
    """

    windows: tuple[RatingCount, ...]
    days: tuple[RatingDay, ...]
    matters: tuple[RatingMatter, ...]
    levels: tuple[int, ...]
    satisfied_percent: float | None
    open: int
    late: int
