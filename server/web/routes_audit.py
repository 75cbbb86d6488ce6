"""Routes of the audit trail, which auditors read and nobody changes."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from hall.audit import AuditPage, ChainStretch, Place
from hall.errors import BadInput
from hall.wire import to_json
from server.actions.look_at_audit import PAGE, STRETCH, Search, look_at_audit, look_at_chain, read_place
from server.store.audit_log import get_head, list_audit
from server.web.dates import WrittenDate
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


Link = Annotated[
    str | None, Query(max_length=64, pattern=r"^[0-9a-f]{64}$", description="the `link` of the stretch before")
]
Who = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00-\x1f]+$", description="a name or a role")]
Act = Annotated[str | None, Query(max_length=80, pattern=r"^[^\x00-\x1f]+$", description="as sign_in, TicketCalled")]
IsNewestFirst = Annotated[bool, Query(alias="newest_first", description="from the end back; `next` leads on so")]
OnlyRefused = Annotated[bool, Query(alias="refused", description="only what was refused")]


def search_of(
    who: Who = None,
    act: Act = None,
    first: Annotated[WrittenDate | None, Query(alias="from", description="begin with this business date")] = None,
    last: Annotated[WrittenDate | None, Query(alias="to", description="nothing after this day")] = None,
    only_refused: OnlyRefused = False,  # noqa: FBT002 -- a query's default
    is_newest_first: IsNewestFirst = False,  # noqa: FBT002 -- a query's default
) -> Search:
    """Return which lines a request looks for.

    Raises:
        BadInput: the days end before they begin.
    """
    if first is not None and last is not None and first > last:
        raise BadInput(f"from {first} is after to {last}", field="to", why="before_from")
    return Search(who=who, act=act, first=first, last=last, only_refused=only_refused, is_newest_first=is_newest_first)


@router.get("", response_model=AuditPage, responses=problems(400, 401, 403))
async def read_audit(
    request: Request,
    auditor: MayReadAudit,
    parts: PartsGiven,
    search: Annotated[Search, Depends(search_of)],
    after: After = None,
    most: Annotated[int, Query(ge=1, le=PAGE)] = 200,
) -> Response:
    """Who did what, when, from where and with which result; refusals too."""
    start = None if after is None else read_place(after)
    page = await parts.office.ask(lambda read, today: look_at_audit(read, today, search, after=start, most=most))
    if after is None:
        await parts.office.note(note_of(request, auditor.actor))
    return word_response(page)


@router.get("/check", response_model=ChainStretch, responses=problems(400, 401, 403))
async def check_stretch(
    request: Request,
    who: MayReadAudit,
    parts: PartsGiven,
    after: After = None,
    link: Link = None,
    most: Annotated[int, Query(ge=1, le=STRETCH)] = STRETCH,
) -> Response:
    """Whether a stretch of the chain holds, and else where it breaks; `after` and `link` lead to the next stretch."""
    start = None if after is None else read_place(after)
    stretch = await parts.office.ask(lambda read, _today: look_at_chain(read, after=start, link=link, most=most))
    if after is None:
        await parts.office.note(note_of(request, who.actor))
    return word_response(stretch)


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
