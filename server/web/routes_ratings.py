"""Routes of ratings, for supervisors and auditors: what visitors thought, and what was done about bad reviews."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from hall.errors import BadInput
from hall.rating import RatingFigures, RatingView, SettleRating
from server.actions.look_at_ratings import count_ratings, view_ratings
from server.actions.rate import settle, take_in_hand
from server.rules.hall_today import HallToday
from server.web.dates import WrittenDate
from server.web.description import DescribedLater
from server.web.may import MayReadRatings, MaySettleRating
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/ratings", tags=["ratings"], route_class=DescribedLater)

DAYS_MOST = 366

First = Annotated[WrittenDate | None, Query(alias="from", description="as 2026-11-25; without it, today")]
Last = Annotated[WrittenDate | None, Query(alias="to", description="as 2026-11-25; without it, today")]

OnlyOpen = Annotated[bool, Query(alias="open", description="only bad reviews that nobody has settled")]


@router.get("", response_model=tuple[RatingView, ...], responses=problems(400, 401, 403))
async def read_ratings(
    _who: MayReadRatings,
    parts: PartsGiven,
    first: First = None,
    last: Last = None,
    is_open: OnlyOpen = False,  # noqa: FBT002 -- a query's default
) -> Response:
    """Ratings of some business dates, in an order that tells nothing of when they came."""
    return word_response(
        await parts.office.ask(
            lambda read, today: view_ratings(read, today, *_days(today, first, last), is_open=is_open)
        )
    )


@router.get("/figures", response_model=RatingFigures, responses=problems(400, 401, 403))
async def read_rating_figures(
    _who: MayReadRatings, parts: PartsGiven, first: First = None, last: Last = None
) -> Response:
    """Levels by window, day and matter, the share of satisfied visitors, and bad reviews that are open or late."""
    return word_response(
        await parts.office.ask(lambda read, today: count_ratings(read, today, *_days(today, first, last)))
    )


@router.post("/{rating_id}/in-hand", status_code=204, responses=problems(400, 401, 403, 404, 409, 503))
async def take_rating(request: Request, rating_id: str, key: Key, who: MaySettleRating, parts: PartsGiven) -> Response:
    """See to a bad review from now on, also in place of a colleague."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: take_in_hand(tx, today, rating_id, actor=actor),
        key=key,
        who=who,
        status=204,
    )


@router.post("/{rating_id}/settlement", status_code=204, responses=problems(400, 401, 403, 404, 409, 413, 503))
async def settle_rating(
    request: Request, rating_id: str, wanted: SettleRating, key: Key, who: MaySettleRating, parts: PartsGiven
) -> Response:
    """Note what was done about a bad review."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: settle(tx, today, rating_id, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
        status=204,
    )


def _days(today: HallToday, first: date | None, last: date | None) -> tuple[date, date]:
    end = last or today.business_date
    begin = first or min(end, today.business_date)
    if begin > end:
        raise BadInput(f"from {begin} is after to {end}", field="to", why="before_from")
    if (end - begin).days >= DAYS_MOST:
        raise BadInput(
            f"from {begin} to {end} are more than {DAYS_MOST} days; ask for fewer at once",
            field="from",
            why="too_many_days",
            most=DAYS_MOST,
        )
    return begin, end
