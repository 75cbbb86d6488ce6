"""Routes of the business day: a supervisor closes it, and opens it again."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.exchange import WithReason
from server.actions.close_day import close_day, reopen_day
from server.web.description import DescribedLater
from server.web.may import MayCloseDay
from server.web.parts import Key, PartsGiven, do_once
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/day", tags=["day"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 409, 413, 503)


@router.post("/close", status_code=204, responses=_REFUSED)
async def close(request: Request, wanted: WithReason, key: Key, who: MayCloseDay, parts: PartsGiven) -> Response:
    """Give no more numbers today and end every open ticket, for a reason."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: close_day(tx, today, reason=wanted.reason, actor=actor),
        key=key,
        who=who,
        word=wanted,
        status=204,
    )


@router.post("/open", status_code=204, responses=_REFUSED)
async def open_again(request: Request, key: Key, who: MayCloseDay, parts: PartsGiven) -> Response:
    """Give numbers again on a day that was closed; tickets that the closing ended stay ended."""
    actor = who.actor
    return await do_once(
        request, parts, lambda tx, today: reopen_day(tx, today, actor=actor), key=key, who=who, status=204
    )
