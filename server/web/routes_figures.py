"""The route of a day's figures, for supervisors and auditors."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from hall.figures import DayFigures
from server.actions.look_at_figures import look_at_figures
from server.web.description import DescribedLater
from server.web.may import MayReadFigures
from server.web.parts import PartsGiven, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1", tags=["figures"], route_class=DescribedLater)


@router.get("/figures", response_model=DayFigures, responses=problems(400, 401, 403))
async def read_figures(
    _who: MayReadFigures,
    parts: PartsGiven,
    day: Annotated[date | None, Query(alias="date", description="as 2026-11-25; without it, today until now")] = None,
) -> Response:
    """Waits, rates, services and the windows' times of a business date: of the hall, each queue and each window."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_figures(read, today, day, now=now)))
