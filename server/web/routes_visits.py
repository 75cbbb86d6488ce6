"""Routes of a visitor's page: the token in the address is the only credential."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.exchange import VisitView
from hall.wire import to_json
from server.web.parts import PartsGiven, tagged_response
from server.web.problems import problems
from server.web.stream import STREAM_RESPONSE, StreamResponse

router = APIRouter(prefix="/api/v1/visits/{token}", tags=["visits"])


@router.get("", response_model=VisitView, responses=problems(404))
async def look_at_visit(request: Request, token: str, parts: PartsGiven) -> Response:
    """A visit as its visitor's page shows it; for phones whose stream does not come through, with an ETag."""
    sight = await parts.sights.look(token)
    return tagged_response(request, to_json(sight.view), cache_control="no-store")


@router.get("/events", responses={**problems(404, 503), **STREAM_RESPONSE}, response_class=Response)
async def follow_visit(token: str, parts: PartsGiven) -> Response:
    """Server-Sent Events: `visit` (a VisitView) at once and whenever it changes, `heartbeat`."""
    parts.feeds.visit_streams.assert_room()
    sight = await parts.sights.look(token)
    return StreamResponse(parts.feeds.visit_streams, parts.feeds.visits.follow(sight))
