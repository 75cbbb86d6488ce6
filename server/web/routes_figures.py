"""The routes of figures, for supervisors and auditors: of a day, and of the waits that were told."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from hall.estimates import EstimateRecord
from hall.figures import DayFigures
from server.actions.look_at_figures import look_at_figures
from server.web.dates import WrittenDate
from server.web.description import DescribedLater
from server.web.may import MayReadFigures
from server.web.parts import PartsGiven, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1", tags=["figures"], route_class=DescribedLater)


@router.get("/figures", response_model=DayFigures, responses=problems(400, 401, 403))
async def read_figures(
    _who: MayReadFigures,
    parts: PartsGiven,
    day: Annotated[
        WrittenDate | None, Query(alias="date", description="as 2026-11-25; without it, today until now")
    ] = None,
) -> Response:
    """Waits, rates, services and the windows' times of a business date: of the hall, each queue and each window."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_figures(read, today, day, now=now)))


@router.get("/estimates", response_model=EstimateRecord, responses=problems(400, 401, 403))
async def read_estimates(
    _who: MayReadFigures,
    parts: PartsGiven,
    month: Annotated[str | None, Query(description="as 2026-11; without it, the present one")] = None,
) -> Response:
    """How right the waits were that visitors were told with their numbers: of a month, by length, and by date."""
    now, board = parts.office.clock.now(), parts.promise_board
    return word_response(await parts.office.ask(lambda read, today: board.look(read, today, month, now=now)))
