"""Routes of the audit trail, which auditors read and nobody changes."""

from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from hall.audit import AuditPage, Place
from hall.wire import to_json
from server.actions.look_at_audit import PAGE, look_at_audit, read_place
from server.store.audit_log import get_head, list_audit
from server.web.description import DescribedLater
from server.web.may import MayReadAudit
from server.web.parts import PRIVATE, Parts, PartsGiven, word_response
from server.web.problems import problems
from server.web.refusals import note_of

router = APIRouter(prefix="/api/v1/audit", tags=["audit"], route_class=DescribedLater)

JSON_LINES = "application/x-ndjson"

After = Annotated[
    str | None,
    Query(max_length=40, pattern=r"^\d{1,15}\.\d{1,15}$", description="the `next` of the page before; as 812.3"),
]


@router.get("", response_model=AuditPage, responses=problems(400, 401, 403))
async def read_audit(
    request: Request,
    who: MayReadAudit,
    parts: PartsGiven,
    after: After = None,
    day: Annotated[date | None, Query(alias="date", description="begin with this business date")] = None,
    most: Annotated[int, Query(ge=1, le=PAGE)] = 200,
) -> Response:
    """Who did what, when, from where and with which result, in the order in which it happened; refusals too."""
    start = None if after is None else read_place(after)
    page = await parts.office.ask(lambda read, today: look_at_audit(read, today, after=start, day=day, most=most))
    if after is None:
        await parts.office.note(note_of(request, who.actor))
    return word_response(page)


@router.get("/export", response_class=Response, responses=problems(400, 401, 403))
async def export_audit(request: Request, who: MayReadAudit, parts: PartsGiven, after: After = None) -> Response:
    """The whole trail (or what follows a place) as JSON Lines: `hall.audit.ChainCheck` checks it without the record."""
    start = Place() if after is None else read_place(after)
    await parts.office.note(note_of(request, who.actor))
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(_lines_after(parts, start), media_type=JSON_LINES, headers=headers)


async def _lines_after(parts: Parts, place: Place) -> AsyncIterator[bytes]:
    head = await parts.office.ask(lambda read, _today: get_head(read))
    while (place.seq, place.note) < (head.seq, head.note):
        look = partial(list_audit, after=place, most=PAGE)
        lines, place = await parts.office.ask(lambda read, _today, look=look: look(read))  # type: ignore[misc]
        if not lines:
            return
        yield b"".join(to_json(line) + b"\n" for line in lines)
