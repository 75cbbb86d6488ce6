"""Routes that tell of the whole hall: directory, snapshot, events, windows to choose from."""

from contextlib import nullcontext
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from hall.exchange import WindowChoice
from hall.places import Directory
from hall.snapshot import Snapshot
from server.actions.look_at_hall import list_choices, take_snapshot
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.may import MaySeeHall
from server.web.parts import PartsGiven, tagged_response, word_response
from server.web.problems import problems
from server.web.stream import STREAM_RESPONSE, StreamResponse

router = APIRouter(prefix="/api/v1", tags=["hall"], route_class=DescribedLater)


@router.get("/hall", response_model=Directory, responses=problems(401))
async def get_directory(request: Request, _who: MaySeeHall, parts: PartsGiven) -> Response:
    """The hall's directory as of its business date: floors, windows, departments, matters, what is most requested."""
    body = await parts.office.ask(parts.directory_board.look)
    return tagged_response(request, body, cache_control="private, no-cache")


@router.get("/snapshot", response_model=Snapshot, responses=problems(401))
async def get_snapshot(_who: MaySeeHall, parts: PartsGiven) -> Response:
    """The hall as it is now: calls, queues, windows."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: take_snapshot(read, today, now=now)))


@router.get("/events", responses={**problems(401, 503), **STREAM_RESPONSE}, response_class=Response)
async def follow_hall(
    who: MaySeeHall,
    parts: PartsGiven,
    last_event_id: Annotated[str | None, Header(description="`epoch.seq` of the last event seen")] = None,
) -> Response:
    """Everything that happens, as Server-Sent Events: `snapshot` or `resumed` first, then each event, `heartbeat`."""
    parts.feeds.hall_streams.assert_room()
    source = await parts.feeds.hall.follow(last_event_id)
    return StreamResponse(parts.feeds.hall_streams, nullcontext(source), owner=who.credential)


@router.get("/windows", openapi_extra=open_to(Open.SIGN_IN), response_model=tuple[WindowChoice, ...])
async def list_windows(parts: PartsGiven) -> Response:
    """The windows that a clerk may choose from, in the hall's order."""
    return word_response(await parts.office.ask(list_choices))
