"""Routes of numbers that are already taken: what a kiosk asks when somebody types one, or shows the slip."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from hall.taken_number import NumberView
from server.actions.look_at_number import look_at_number, look_at_number_of_page
from server.actions.look_at_outlook import assert_is_to_be_had
from server.web.description import DescribedLater
from server.web.may import MaySeeTickets
from server.web.parts import PartsGiven, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/numbers", tags=["tickets"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 404)


@router.get("/outlook/{matter_id}", status_code=204, response_class=Response, responses=problems(401, 403, 404, 409))
async def look_at_outlook(matter_id: str, _who: MaySeeTickets, parts: PartsGiven) -> Response:
    """Nothing when a number for the matter may be had now; else the very refusal that an issue would get."""
    now = parts.office.clock.now()
    await parts.office.ask(lambda read, today: assert_is_to_be_had(read, today, matter_id, now=now))
    return Response(status_code=204)


@router.get("/of-page/{token}", response_model=NumberView, responses=_REFUSED)
async def find_number_of_page(
    token: Annotated[str, Path(max_length=64)], _who: MaySeeTickets, parts: PartsGiven
) -> Response:
    """How the ticket stands whose slip's code holds this token, and what its visitor may do."""
    office, now = parts.office, parts.office.clock.now()
    return word_response(
        await office.ask(
            lambda read, today: look_at_number_of_page(read, today, token, almanac=office.almanac, now=now)
        )
    )


@router.get("/{number}", response_model=NumberView, responses=_REFUSED)
async def find_number(
    number: Annotated[str, Path(max_length=16, description="as printed, e.g. A012")],
    _who: MaySeeTickets,
    parts: PartsGiven,
) -> Response:
    """How today's ticket with this number stands, and what its visitor may do."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_number(read, today, number, now=now)))
