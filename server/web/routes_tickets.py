"""Routes of tickets: issue, look, report the paper, and what is done to a number away from any window."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from hall.exchange import Ahead, CancelRequest, GrantPriority, IssueRequest, PrintReport, WithReason
from hall.taken_number import ReprintRequest
from hall.ticket import IssuedTicket, Ticket
from server.actions.cancel import cancel
from server.actions.come_back import reactivate, restore
from server.actions.grant_priority import grant_priority
from server.actions.issue import issue
from server.actions.lines import look_ahead
from server.actions.report_print import report_print
from server.actions.reprint import Reprinter, reprint
from server.rules.rights import Right
from server.store.history import get_ticket_of_any_day
from server.store.tickets import get_ticket, list_by_number
from server.web.description import DescribedLater
from server.web.may import (
    MayBeKiosk,
    MayBringBack,
    MayGivePriority,
    MayGiveUpNumber,
    MayReprint,
    MayRestoreNumber,
    MaySeeTickets,
    MayTakeNumber,
)
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/tickets", tags=["tickets"], route_class=DescribedLater)

TicketId = Annotated[int, Path(ge=1, le=2**53)]
"""What JSON can hold exactly; more would not go into a column either."""

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.post("", status_code=201, response_model=IssuedTicket, responses=_REFUSED)
async def issue_ticket(
    request: Request, wanted: IssueRequest, key: Key, who: MayTakeNumber, parts: PartsGiven
) -> Response:
    """Take a number."""
    pages, actor = parts.office.pages, who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: issue(tx, today, wanted, actor=actor, pages=pages),
        key=key,
        who=who,
        word=wanted,
        status=201,
    )


@router.get("", response_model=tuple[Ticket, ...], responses=problems(400, 401, 403))
async def find_tickets(
    number: Annotated[str, Query(max_length=16, pattern=r"^[^\x00-\x1f]*$", description="as printed, e.g. A012")],
    _who: MaySeeTickets,
    parts: PartsGiven,
) -> Response:
    """Today's tickets with a number; more than one only where a series has begun again, the newest last."""
    return word_response(
        await parts.office.ask(lambda read, today: tuple(list_by_number(read, number.upper(), today.business_date)))
    )


@router.get("/{ticket_id}", response_model=Ticket, responses=problems(400, 401, 403, 404))
async def look_at_ticket(ticket_id: TicketId, _who: MaySeeTickets, parts: PartsGiven) -> Response:
    """A ticket as it stands, or as its day left it."""
    return word_response(await parts.office.ask(lambda read, _today: get_ticket_of_any_day(read, ticket_id)))


@router.get("/{ticket_id}/ahead", response_model=Ahead, responses=problems(400, 401, 403, 404))
async def look_who_is_ahead(ticket_id: TicketId, _who: MaySeeTickets, parts: PartsGiven) -> Response:
    """Who is called before a waiting ticket, in the very order of calling, and why it then is its turn."""
    now = parts.office.clock.now()
    return word_response(
        await parts.office.ask(lambda read, today: look_ahead(read, today, get_ticket(read, ticket_id), now=now))
    )


@router.post("/{ticket_id}/print", response_model=Ticket, responses=_REFUSED)
async def report_paper(
    request: Request, ticket_id: TicketId, report: PrintReport, key: Key, who: MayBeKiosk, parts: PartsGiven
) -> Response:
    """Tell what became of the paper."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, _today: report_print(tx, ticket_id, report, actor=actor),
        key=key,
        who=who,
        word=report,
    )


@router.post("/{ticket_id}/reprint", response_model=IssuedTicket, responses=_REFUSED)
async def print_again(
    request: Request, ticket_id: TicketId, wanted: ReprintRequest, key: Key, who: MayReprint, parts: PartsGiven
) -> Response:
    """Ask for a slip once more; visitors at a kiosk as often as the hall's rule says."""
    reprinter = Reprinter(actor=who.actor, pages=parts.office.pages, is_by_staff=who.may(Right.GO_BEYOND))
    return await do_once(
        request,
        parts,
        lambda tx, today: reprint(tx, today, ticket_id, wanted, reprinter=reprinter),
        key=key,
        who=who,
        word=wanted,
    )


@router.post("/{ticket_id}/cancel", response_model=Ticket, responses=_REFUSED)
async def cancel_ticket(
    request: Request, ticket_id: TicketId, wanted: CancelRequest, key: Key, who: MayGiveUpNumber, parts: PartsGiven
) -> Response:
    """Give a number up that waits, is parked or was missed."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: cancel(tx, today, ticket_id, reason=wanted.reason, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )


@router.post("/{ticket_id}/reactivate", response_model=Ticket, responses=_REFUSED)
async def bring_back(request: Request, ticket_id: TicketId, key: Key, who: MayBringBack, parts: PartsGiven) -> Response:
    """Bring an overdue number back into its line; beyond the limit only guides and supervisors do."""
    actor, is_by_staff = who.actor, who.may(Right.GO_BEYOND)
    return await do_once(
        request,
        parts,
        lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=is_by_staff, actor=actor),
        key=key,
        who=who,
    )


@router.post("/{ticket_id}/restore", response_model=Ticket, responses=_REFUSED)
async def restore_ticket(
    request: Request, ticket_id: TicketId, wanted: WithReason, key: Key, who: MayRestoreNumber, parts: PartsGiven
) -> Response:
    """Bring a number back that was given up today."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: restore(tx, today, ticket_id, reason=wanted.reason, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )


@router.post("/{ticket_id}/priority", response_model=Ticket, responses=_REFUSED)
async def give_priority(
    request: Request, ticket_id: TicketId, wanted: GrantPriority, key: Key, who: MayGivePriority, parts: PartsGiven
) -> Response:
    """Give a ticket a priority class after seeing the proof, or take it back with `normal`."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: grant_priority(tx, today, ticket_id, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )
