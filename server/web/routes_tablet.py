"""Routes of the tablet at a window, at which visitors rate: no credential of staff opens them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.rating import RateThere, TabletView
from server.actions.rate_there import look_at_tablet, rate_there
from server.web.description import DescribedLater
from server.web.may import MayRateAtWindow
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/tablet", tags=["ratings"], route_class=DescribedLater)


@router.get("", response_model=TabletView, responses=problems(401, 403, 404))
async def look_at_own_window(who: MayRateAtWindow, parts: PartsGiven) -> Response:
    """Whom the window has just dealt with and the tablet asks, if anybody."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_tablet(read, today, who.name, now=now)))


@router.post("/rating", status_code=204, responses=problems(400, 401, 403, 404, 409, 413, 503))
async def rate_at_window(
    request: Request, wanted: RateThere, key: Key, who: MayRateAtWindow, parts: PartsGiven
) -> Response:
    """Say once what to think of the visit that this tablet's window dealt with a moment ago."""
    window_id = who.name
    return await do_once(
        request,
        parts,
        lambda tx, today: rate_there(tx, today, window_id, wanted),
        key=key,
        who=who,
        word=wanted,
        status=204,
    )
