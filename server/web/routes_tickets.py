"""Routes of tickets: issue, look, report the paper, cancel."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from hall.exchange import CancelRequest, IssueRequest, PrintReport
from hall.ticket import IssuedTicket, Ticket
from server.actions.cancel import cancel
from server.actions.issue import issue
from server.actions.report_print import report_print
from server.store.tickets import get_ticket
from server.web.auth import KioskOnly, KioskOrClerk
from server.web.parts import Key, PartsGiven, answer_of, command_of, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/tickets", tags=["tickets"])

TicketId = Annotated[int, Path(ge=1, le=2**53)]
"""What JSON can hold exactly; more would not go into a column either."""

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.post("", status_code=201, response_model=IssuedTicket, responses=_REFUSED)
async def issue_ticket(
    request: Request, wanted: IssueRequest, key: Key, who: KioskOrClerk, parts: PartsGiven
) -> Response:
    """Take a number."""
    office = parts.office
    command = command_of(request, key, who.id, word=wanted, status=201)
    return answer_of(
        await office.do(command, lambda tx, today: issue(tx, today, wanted, actor=who.actor, pages=office.pages))
    )


@router.get("/{ticket_id}", response_model=Ticket, responses=problems(400, 401, 403, 404))
async def look_at_ticket(ticket_id: TicketId, _who: KioskOrClerk, parts: PartsGiven) -> Response:
    """A ticket as it stands."""
    return word_response(await parts.office.ask(lambda read, _today: get_ticket(read, ticket_id)))


@router.post("/{ticket_id}/print", response_model=Ticket, responses=_REFUSED)
async def report_paper(
    request: Request, ticket_id: TicketId, report: PrintReport, key: Key, who: KioskOnly, parts: PartsGiven
) -> Response:
    """Tell what became of the paper."""
    command = command_of(request, key, who.id, word=report)
    return answer_of(
        await parts.office.do(command, lambda tx, _today: report_print(tx, ticket_id, report, actor=who.actor))
    )


@router.post("/{ticket_id}/cancel", response_model=Ticket, responses=_REFUSED)
async def cancel_ticket(
    request: Request, ticket_id: TicketId, wanted: CancelRequest, key: Key, who: KioskOrClerk, parts: PartsGiven
) -> Response:
    """Give a waiting ticket up."""
    command = command_of(request, key, who.id, word=wanted)
    return answer_of(
        await parts.office.do(command, lambda tx, today: cancel(tx, today, ticket_id, wanted, actor=who.actor))
    )
