"""Routes of sessions: a clerk signs in at a window and out of it."""

import secrets
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from hall.errors import WrongPassword
from hall.exchange import SignedIn, SignInRequest
from hall.wire import from_json
from server.actions.leave_window import sign_out
from server.actions.passwords import is_password
from server.actions.sign_in import SESSION_LENGTH, NewSession, sign_in
from server.rules.hall_today import HallToday
from server.store.credentials import Clerk, end_session, find_clerk
from server.store.hall_tx import HallTx
from server.web.auth import assert_same_site
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.hashing import look_at_hashes
from server.web.may import MayOwnSession
from server.web.parts import Key, Parts, PartsGiven, answer_of, command_of
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/sessions", tags=["sessions"], route_class=DescribedLater)

TOKEN_BYTES = 32


@router.post(
    "",
    openapi_extra=open_to(Open.PASSWORD),
    status_code=201,
    response_model=SignedIn,
    responses=problems(400, 401, 403, 404, 409, 413, 429, 503),
)
async def sign_in_at_window(request: Request, wanted: SignInRequest, key: Key, parts: PartsGiven) -> Response:
    """Sign in at a window, which opens it; the session comes in the answer and as a cookie."""
    if "origin" in request.headers:
        assert_same_site(request)
    clerk = await _get_clerk(wanted, parts)
    new = NewSession(session_id=secrets.token_hex(8), token=secrets.token_urlsafe(TOKEN_BYTES))
    command = command_of(request, key, f"clerk:{clerk.name}", word=replace(wanted, password=""), status=201)
    answer = await parts.office.do(
        replace(command, keeps_answer=False), lambda tx, today: sign_in(tx, today, wanted, clerk=clerk, new=new)
    )
    parts.gate.forget()
    response = answer_of(answer)
    _set_cookie(response, from_json(SignedIn, answer.body).session_token, parts)
    return response


@router.delete("/current", status_code=204, responses=problems(400, 401, 403, 409, 503))
async def sign_out_of_window(
    request: Request,
    key: Key,
    who: MayOwnSession,
    parts: PartsGiven,
    *,
    leave_waiting: Annotated[bool, Query(description="though people wait who have no other open window")] = False,
    hand_over: Annotated[bool, Query(description="let other windows take up what is parked here")] = False,
) -> Response:
    """Sign out, which closes the window."""
    session_id, desk = who.session_id, who.desk
    assert session_id is not None, "staff come with a session"

    def act(tx: HallTx, today: HallToday) -> None:
        if desk is None:
            end_session(tx, session_id)
        else:
            sign_out(tx, today, desk, leave_waiting=leave_waiting, hand_over_holds=hand_over)

    command = command_of(request, key, who, status=204)
    answer = await parts.office.do(command, act)
    parts.gate.forget()
    response = Response(status_code=answer.status)
    response.delete_cookie(parts.gate.cookie_name, path="/", secure=parts.is_https, httponly=True, samesite="strict")
    return response


async def _get_clerk(wanted: SignInRequest, parts: Parts) -> Clerk:
    """Return the clerk whose name and password were sent; the same refusal, after the same time, for either fault."""
    parts.tries.assert_may_try(wanted.clerk)
    clerk = await parts.office.ask(lambda read, _today: find_clerk(read, wanted.clerk))
    known = None if clerk is None else clerk.password_hash
    is_right = await look_at_hashes(partial(is_password, wanted.password, known))
    if clerk is None or not is_right:
        parts.tries.note_wrong(wanted.clerk)
        raise WrongPassword
    parts.tries.note_right(wanted.clerk)
    return clerk


def _set_cookie(response: Response, token: str, parts: Parts) -> None:
    response.set_cookie(
        parts.gate.cookie_name,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        path="/",
        secure=parts.is_https,
        httponly=True,
        samesite="strict",
    )
