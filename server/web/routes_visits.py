"""Routes of a visitor's page: the token in the address is the only credential."""

from collections.abc import Callable
from functools import partial
from secrets import compare_digest

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.errors import WrongCode
from hall.exchange import VisitView
from hall.rating import RateVisit
from hall.taken_number import GiveUp
from hall.wire import to_json
from server.actions.cancel import cancel
from server.actions.come_back import reactivate
from server.actions.rate import rate
from server.rules.hall_today import HallToday
from server.store.hall_tx import VISITOR, HallTx
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.parts import Key, Parts, PartsGiven, command_of, tagged_response, word_response
from server.web.problems import problems
from server.web.stream import STREAM_RESPONSE, StreamResponse

router = APIRouter(prefix="/api/v1/visits/{token}", tags=["visits"], route_class=DescribedLater)

GIVEN_UP = "visitor"
"""The reason of a number that its visitor gave up on the phone."""


@router.get("", openapi_extra=open_to(Open.TICKET), response_model=VisitView, responses=problems(404))
async def look_at_visit(request: Request, token: str, parts: PartsGiven) -> Response:
    """A visit as its visitor's page shows it; for phones whose stream does not come through, with an ETag."""
    sight = await parts.sights.look(token)
    return tagged_response(request, to_json(sight.view), cache_control="no-store")


@router.get(
    "/events",
    openapi_extra=open_to(Open.TICKET),
    responses={**problems(404, 503), **STREAM_RESPONSE},
    response_class=Response,
)
async def follow_visit(token: str, parts: PartsGiven) -> Response:
    """Server-Sent Events: `visit` (a VisitView) at once and whenever it changes, `heartbeat`."""
    parts.feeds.visit_streams.assert_room()
    sight = await parts.sights.look(token)
    return StreamResponse(parts.feeds.visit_streams, parts.feeds.visits.follow(sight))


@router.post(
    "/reactivate", openapi_extra=open_to(Open.TICKET), response_model=VisitView, responses=problems(400, 404, 409, 503)
)
async def bring_back(request: Request, token: str, key: Key, parts: PartsGiven) -> Response:
    """Bring one's own overdue number back, as often as the hall's rule allows."""
    return await _change(request, token, key, parts, partial(reactivate, is_by_staff=False, actor=VISITOR))


@router.post(
    "/cancel",
    openapi_extra=open_to(Open.TICKET),
    response_model=VisitView,
    responses=problems(400, 403, 404, 409, 413, 429, 503),
)
async def give_up(request: Request, token: str, wanted: GiveUp, key: Key, parts: PartsGiven) -> Response:
    """Give one's own number up, with the code on its slip: whoever was only shown the page cannot."""
    ticket_id = (await parts.sights.look(token)).ticket_id
    tried = f"slip {ticket_id}"  # passwords are counted under another word
    parts.tries.assert_may_try(tried)
    find_code = parts.office.pages.find_code
    code = await parts.office.ask(lambda read, _today: find_code(read, token, ticket_id=ticket_id))
    if not compare_digest(wanted.code, code):
        parts.tries.note_wrong(tried)
        raise WrongCode
    parts.tries.note_right(tried)
    return await _change(request, token, key, parts, partial(cancel, reason=GIVEN_UP, actor=VISITOR), word=wanted)


@router.post(
    "/rating", openapi_extra=open_to(Open.TICKET), response_model=VisitView, responses=problems(400, 404, 409, 413, 503)
)
async def rate_visit(request: Request, token: str, wanted: RateVisit, key: Key, parts: PartsGiven) -> Response:
    """Say once what to think of the visit, when a window has dealt with it; staff learn no name and no number."""

    def act(tx: HallTx, today: HallToday, ticket_id: int) -> None:
        rate(tx, today, ticket_id, wanted)

    return await _change(request, token, key, parts, act, word=wanted)


async def _change(
    request: Request, token: str, key: str, parts: Parts, act: Callable[..., object], *, word: object = None
) -> Response:
    """Do an act to the ticket that the token opens, once, and return the visit as it is then."""
    ticket_id = (await parts.sights.look(token)).ticket_id

    def do(tx: HallTx, today: HallToday) -> None:
        act(tx, today, ticket_id)

    await parts.office.do(command_of(request, key, "visitor", word=word), do)
    sight = await parts.sights.look(token)
    return word_response(sight.view)
