"""Routes of the boards: what all of them show, and which of them do not receive the calls."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.board_events import BoardsNow
from hall.boards import BoardsView, TellBoards
from server.actions.boards import look_at_boards, tell_boards
from server.web.auth import Staff, SupervisorOnly
from server.web.description import DescribedLater
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/boards", tags=["boards"], route_class=DescribedLater)


@router.get("", response_model=BoardsView, responses=problems(401, 403))
async def look(_who: Staff, parts: PartsGiven) -> Response:
    """What all boards show, and of each when it was heard, what it showed and spoke last, and what it lacks."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_boards(read, today, now=now)))


@router.put("", response_model=BoardsNow, responses=problems(400, 401, 403, 409, 413, 503))
async def tell(request: Request, wanted: TellBoards, key: Key, who: SupervisorOnly, parts: PartsGiven) -> Response:
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
