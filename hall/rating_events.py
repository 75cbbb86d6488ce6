"""Events of ratings; none tells whose a rating is, nor how good."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated:
    """Somebody rated a visit: whoever watches the hall's events learns no more."""

    kind: Literal["VisitRated"] = "VisitRated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingTaken:
    """A supervisor took a bad review in hand."""

    kind: Literal["RatingTaken"] = "RatingTaken"
    rating_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSettled:
    """A supervisor noted what was done about a bad review."""

    kind: Literal["RatingSettled"] = "RatingSettled"
    rating_id: str
    done: str
