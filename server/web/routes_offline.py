"""Routes of kiosks that go on while the server is away: the permission, the adoption, and who was led to the desk."""

import logging
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.errors import NotOurPermission, SecondMachine
from hall.offline import Adoptions, AdoptNumbers, AskPermission, GivenPermission, StrayNumber
from server.actions.adopt_offline import Adopter, adopt_offline
from server.actions.permit_offline import note_refusal, permit_offline
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.store.hall_read import HallRead
from server.store.offline import list_strays
from server.web.description import DescribedLater
from server.web.may import MayBeKiosk, MaySeeState
from server.web.parts import Key, PartsGiven, answer_of, command_of, do_once, fingerprint_of, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/offline", tags=["offline"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 409, 413, 503)

NOBODY = "0"
"""Stands for the machine where a permission is refused that says nothing of one."""

_log = logging.getLogger(__name__)


@router.post("/permission", response_model=GivenPermission, responses=_REFUSED)
async def ask_permission(
    request: Request, wanted: AskPermission, key: Key, who: MayBeKiosk, parts: PartsGiven
) -> Response:
    """What this kiosk may do by itself should the server be away: asked for again and again while it is not."""
    pages = parts.office.pages
    # What is allowed depends on the moment: a repeat is answered as of then, under the same key.
    command = replace(command_of(request, key, who, word=wanted), keeps_answer=False)
    try:
        answer = await parts.office.do(
            command, lambda tx, today: permit_offline(tx, today, wanted, kiosk=who.name, key=key, pages=pages)
        )
    except SecondMachine as refusal:
        await _note(request, parts, key, who.name, wanted.installation, refusal.code)
        raise
    return answer_of(answer)


@router.post("/adoptions", response_model=Adoptions, responses=_REFUSED)
async def adopt_numbers(
    request: Request, wanted: AdoptNumbers, key: Key, who: MayBeKiosk, parts: PartsGiven
) -> Response:
    """Make tickets of the numbers that this kiosk gave out by itself, each once."""
    fingerprint = partial(fingerprint_of, who.id, "POST", "/api/v1/tickets")
    adopter = Adopter(actor=who.actor, pages=parts.office.pages, fingerprint_of=fingerprint)
    try:
        return await do_once(
            request,
            parts,
            lambda tx, today: adopt_offline(tx, today, wanted, adopter=adopter),
            key=key,
            who=who,
            word=wanted,
        )
    except NotOurPermission as refusal:
        await _note(request, parts, key, who.name, NOBODY, refusal.code)
        raise


@router.get("/astray", response_model=tuple[StrayNumber, ...], responses=problems(401, 403))
async def look_at_strays(_who: MaySeeState, parts: PartsGiven) -> Response:
    """The offline numbers that were led to the guide desk today, in the order in which they were handed over."""
    return word_response(await parts.office.ask(_list_strays))


def _list_strays(read: HallRead, today: HallToday) -> tuple[StrayNumber, ...]:
    return tuple(list_strays(read, since=midnight(today.business_date, today.zone)))


async def _note(request: Request, parts: PartsGiven, key: str, kiosk: str, installation: str, reason: str) -> None:
    """Keep a refusal in the record; the act that refused has written nothing."""
    _log.warning("kiosk %s on machine %s was refused: %s", kiosk, installation[:12], reason)
    command = command_of(request, f"{key[:100]}-refused", kiosk)
    await parts.office.do(
        command,
        lambda tx, today: note_refusal(tx, today, kiosk=kiosk, installation=installation, reason=reason),
    )
