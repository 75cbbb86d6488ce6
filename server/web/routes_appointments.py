"""Routes of appointments: book a slot, give it back, check in."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.ticket import IssuedTicket
from server.actions.appointments import book_appointment, cancel_appointment, check_in, find_appointments
from server.actions.issue import Issuer
from server.web.description import DescribedLater
from server.web.may import MayBook, MayCheckIn
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/appointments", tags=["appointments"], route_class=DescribedLater)

Code = Annotated[str, Path(max_length=16)]

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.post("", status_code=201, response_model=Appointment, responses=_REFUSED)
async def book(request: Request, wanted: BookAppointment, key: Key, who: MayBook, parts: PartsGiven) -> Response:
    """Book a slot for a matter; the answer's code is what the visitor checks in with."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, today: book_appointment(tx, today, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
        status=201,
    )


@router.get("/of-person/{identity}", response_model=tuple[Appointment, ...], responses=problems(400, 401, 403, 404))
async def find(identity: Annotated[str, Path(max_length=128)], _who: MayCheckIn, parts: PartsGiven) -> Response:
    """Today's open appointments of a person, by the hash that stands for them, earliest first."""
    return word_response(await parts.office.ask(lambda read, today: find_appointments(read, today, identity)))


@router.post("/{code}/cancel", response_model=Appointment, responses=_REFUSED)
async def cancel(request: Request, code: Code, key: Key, who: MayCheckIn, parts: PartsGiven) -> Response:
    """Give a booked slot back."""
    actor = who.actor
    return await do_once(
        request, parts, lambda tx, today: cancel_appointment(tx, today, code, actor=actor), key=key, who=who
    )


@router.post("/{code}/check-in", status_code=201, response_model=IssuedTicket, responses=_REFUSED)
async def arrive(
    request: Request, code: Code, wanted: CheckIn, key: Key, who: MayCheckIn, parts: PartsGiven
) -> Response:
    """Take the number that belongs to an appointment."""
    issuer = Issuer(actor=who.actor, pages=parts.office.pages)
    return await do_once(
        request,
        parts,
        lambda tx, today: check_in(tx, today, code, wanted, issuer=issuer),
        key=key,
        who=who,
        word=wanted,
        status=201,
    )
