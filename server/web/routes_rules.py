"""The route of the rules: anyone may read what the hall goes by."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.rule_book import RuleBook
from hall.wire import to_json
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.parts import PartsGiven, tagged_response

router = APIRouter(prefix="/api/v1", tags=["rules"], route_class=DescribedLater)


@router.get("/rules", openapi_extra=open_to(Open.EVERYONE), response_model=RuleBook)
async def read_rules(request: Request, parts: PartsGiven) -> Response:
    """The constants that the engine goes by, the sentences made from them, and today's calls out of turn."""
    book = await parts.office.ask(parts.rule_board.look)
    return tagged_response(request, to_json(book), cache_control="no-cache")
