"""Routes of the second factor: set up by whoever types a password, taken away by an admin."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from hall.staff import ConfirmFactor, NewFactor, OfferedFactor, OfferFactor, RecoveryCodes
from hall.wire import from_json
from server.actions.second_factor import confirm, offer, take_away
from server.rules.hall_today import HallToday
from server.store.credentials import Clerk
from server.store.hall_tx import Actor, HallTx
from server.web.auth import Principal, origin_of
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.may import MayManageStaff
from server.web.parts import Key, Parts, PartsGiven, command_of, word_response
from server.web.problems import problems
from server.web.qr import qr_rows
from server.web.who_signs_in import assert_sent_by_us, counting_codes, get_clerk_who_may

router = APIRouter(prefix="/api/v1/staff", tags=["staff"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 409, 413, 503)

_Act = Callable[[HallTx, HallToday, Clerk, Actor], OfferedFactor | RecoveryCodes]


@router.post(
    "/second-factor",
    status_code=201,
    openapi_extra=open_to(Open.PASSWORD),
    response_model=NewFactor,
    responses=_REFUSED,
)
async def offer_factor(request: Request, wanted: OfferFactor, key: Key, parts: PartsGiven) -> Response:
    """A secret for an authenticator app, told only here; it is set when the app's first code comes back.

    Whoever has a second factor sends a code of it too.
    """
    issuer = parts.office.almanac.plan.hall.name.zh

    def act(tx: HallTx, _today: HallToday, clerk: Clerk, actor: Actor) -> OfferedFactor:
        return offer(tx, clerk, wanted.code, issuer=issuer, actor=actor)

    body = await _do(request, wanted, key, parts, act)
    offered = from_json(OfferedFactor, body)
    answer = word_response(NewFactor(secret=offered.secret, address=offered.address, modules=qr_rows(offered.address)))
    answer.status_code = 201
    return answer


@router.post(
    "/second-factor/confirmation",
    status_code=201,
    openapi_extra=open_to(Open.PASSWORD),
    response_model=RecoveryCodes,
    responses=_REFUSED,
)
async def confirm_factor(request: Request, wanted: ConfirmFactor, key: Key, parts: PartsGiven) -> Response:
    """Set the second factor with the app's first code; the codes on paper are told only here, and all sessions end."""
    body = await _do(
        request, wanted, key, parts, lambda tx, today, clerk, actor: confirm(tx, today, clerk, wanted.code, actor=actor)
    )
    parts.gate.forget()
    answer = word_response(from_json(RecoveryCodes, body))
    answer.status_code = 201
    return answer


@router.delete("/{name}/second-factor", status_code=204, responses=problems(400, 401, 403, 404, 409, 503))
async def take_factor_away(
    request: Request, name: Annotated[str, Path(max_length=64)], key: Key, who: MayManageStaff, parts: PartsGiven
) -> Response:
    """Take the second factor of somebody else away, who has lost it; they sign in with the password alone again."""
    actor = who.actor
    command = command_of(request, key, who, status=204)
    await parts.office.do(command, lambda tx, today: take_away(tx, today, name, actor=actor))
    parts.gate.forget()
    return Response(status_code=204)


async def _do(request: Request, wanted: OfferFactor | ConfirmFactor, key: str, parts: Parts, act: _Act) -> bytes:
    """Do an act of somebody who typed name and password, and return its answer, of which nothing is kept."""
    assert_sent_by_us(request)
    clerk = await get_clerk_who_may(request, wanted.clerk, wanted.password, parts)
    by = Principal(role=clerk.role, name=clerk.name, origin=origin_of(request))
    command = replace(command_of(request, key, by, status=201), keeps_answer=False)
    with counting_codes(parts, clerk.name, by.origin):
        answer = await parts.office.do(command, lambda tx, today: act(tx, today, clerk, by.actor))
    return answer.body
