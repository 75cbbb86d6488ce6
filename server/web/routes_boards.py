"""Routes of the boards: what all of them show, and which of them do not receive the calls."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.board_events import BoardsNow
from hall.boards import BoardsView, TellBoards
from hall.devices import Paired, PairRequest
from hall.exchange import Role
from hall.wire import from_json
from server.actions.boards import look_at_boards, tell_boards
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.may import MaySeeState, MayTellBoards
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems
from server.web.routes_devices import pair_machine

COOKIE_LIVES = timedelta(days=400)
"""As long as browsers keep any."""

IN_BROWSERS = frozenset({Role.DISPLAY, Role.TABLET})

router = APIRouter(prefix="/api/v1/boards", tags=["boards"], route_class=DescribedLater)


@router.get("", response_model=BoardsView, responses=problems(401, 403))
async def look(_who: MaySeeState, parts: PartsGiven) -> Response:
    """What all boards show, and of each when it was heard, what it showed and spoke last, and what it lacks."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_boards(read, today, now=now)))


@router.post(
    "/pairing",
    openapi_extra=open_to(Open.CODE),
    status_code=201,
    response_model=Paired,
    responses=problems(400, 403, 409, 413, 429, 503),
)
async def pair_browser(request: Request, wanted: PairRequest, key: Key, parts: PartsGiven) -> Response:
    """Become the display or the tablet that a code is for, in a browser: the token also comes as a cookie."""
    answer = await pair_machine(request, wanted, key, parts)
    paired = from_json(Paired, bytes(answer.body))
    if paired.kind in IN_BROWSERS:
        answer.set_cookie(
            parts.gate.cookie_name,
            paired.token,
            max_age=int(COOKIE_LIVES.total_seconds()),
            path="/",
            secure=parts.is_https,
            httponly=True,
            samesite="strict",
        )
    return answer


@router.put("", response_model=BoardsNow, responses=problems(400, 401, 403, 409, 413, 503))
async def tell(request: Request, wanted: TellBoards, key: Key, who: MayTellBoards, parts: PartsGiven) -> Response:
    """Show the calls, nothing, or an emergency on all boards, with or without a notice; until the day ends."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: tell_boards(tx, today, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )
