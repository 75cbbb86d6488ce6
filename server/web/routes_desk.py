"""Routes of the hall's desk: what guides see, a number sent to another line, help called from a kiosk."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.desk import DeskView, RedirectTicket
from hall.ticket import Ticket
from server.actions.help_at_kiosk import answer_help, call_help
from server.actions.look_at_desk import look_at_desk
from server.actions.redirect import redirect
from server.web.description import DescribedLater
from server.web.may import MayBeKiosk, MayWorkAtDesk
from server.web.parts import Key, PartsGiven, command_of, do_once, word_response
from server.web.problems import problems
from server.web.routes_tickets import TicketId

router = APIRouter(prefix="/api/v1", tags=["desk"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.get("/desk", response_model=DeskView, responses=problems(401, 403))
async def look(_who: MayWorkAtDesk, parts: PartsGiven) -> Response:
    """Queues, overdue numbers of all of them, devices with their health, and which kiosk calls for help."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_desk(read, today, now=now)))


@router.post("/tickets/{ticket_id}/redirect", response_model=Ticket, responses=_REFUSED)
async def redirect_ticket(
    request: Request, ticket_id: TicketId, wanted: RedirectTicket, key: Key, who: MayWorkAtDesk, parts: PartsGiven
) -> Response:
    """Send a waiting number to the line of another matter."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: redirect(tx, today, ticket_id, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )


@router.post("/devices/me/help", status_code=204, responses=problems(400, 401, 403, 409, 503))
async def ask_for_help(request: Request, key: Key, who: MayBeKiosk, parts: PartsGiven) -> Response:
    """Ask for somebody to come to this kiosk; the event `KioskHelpAnswered` tells that somebody does."""
    actor = who.actor
    await parts.office.do(
        command_of(request, key, who, status=204), lambda tx, _today: call_help(tx, who.name, actor=actor)
    )
    return Response(status_code=204)


@router.post("/devices/{kiosk}/help", status_code=204, responses=problems(400, 401, 403, 404, 409, 503))
async def go_and_help(request: Request, kiosk: str, key: Key, who: MayWorkAtDesk, parts: PartsGiven) -> Response:
    """Say that one goes to a kiosk that called for help."""
    actor = who.actor
    await parts.office.do(
        command_of(request, key, who, status=204), lambda tx, _today: answer_help(tx, kiosk, actor=actor)
    )
    return Response(status_code=204)
