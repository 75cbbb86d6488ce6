"""Routes of sessions: a clerk signs in at a window and out of it."""

import secrets
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from hall.exchange import SignedIn, SignInRequest
from hall.staff import SessionView
from hall.wire import from_json
from server.actions.leave_window import sign_out
from server.actions.second_factor import is_asked, prove
from server.actions.sign_in import SESSION_LENGTH, NewSession, sign_in
from server.actions.staff import list_own_sessions, sign_out_everywhere
from server.rules.hall_today import HallToday
from server.store.credentials import end_session
from server.store.hall_tx import HallTx, Note
from server.web.auth import Principal, origin_of
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.may import MayOwnSession
from server.web.parts import Key, Parts, PartsGiven, answer_of, command_of, word_response
from server.web.problems import problems
from server.web.who_signs_in import assert_sent_by_us, counting_codes, get_clerk_who_may

router = APIRouter(prefix="/api/v1/sessions", tags=["sessions"], route_class=DescribedLater)

TOKEN_BYTES = 32


@router.post(
    "",
    status_code=201,
    openapi_extra=open_to(Open.PASSWORD),
    response_model=SignedIn,
    responses=problems(400, 401, 403, 404, 409, 413, 429, 503),
)
async def sign_in_at_window(request: Request, wanted: SignInRequest, key: Key, parts: PartsGiven) -> Response:
    """Sign in at a window, which opens it; the session comes in the answer and as a cookie."""
    assert_sent_by_us(request)
    clerk = await get_clerk_who_may(request, wanted.clerk, wanted.password, parts)
    now, made_at = parts.office.clock.now(), clerk.password_made_at or parts.office.clock.now()
    by = Principal(role=clerk.role, name=clerk.name, origin=origin_of(request))
    new = NewSession(
        session_id=secrets.token_hex(8),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        origin=by.origin,
        replaces=await parts.gate.find_session_of_cookie(request),
        password_days_left=parts.policy.days_left(made_at, now=now),
    )
    command = command_of(request, key, by, word=replace(wanted, password="", code=None), status=201)

    def act(tx: HallTx, today: HallToday) -> SignedIn:
        must = is_asked(today.directory.hall, clerk.role)
        prove(tx, clerk, wanted.code, actor=by.actor, is_asked=must)
        return sign_in(tx, today, wanted, clerk=clerk, new=new)

    with counting_codes(parts, clerk.name, by.origin):
        answer = await parts.office.do(replace(command, keeps_answer=False), act)
    parts.gate.forget()
    response = answer_of(answer)
    _set_cookie(response, from_json(SignedIn, answer.body).session_token, parts)
    return response


@router.get("", response_model=tuple[SessionView, ...], responses=problems(401, 403))
async def look_at_sessions(who: MayOwnSession, parts: PartsGiven) -> Response:
    """Where one is signed in."""
    now = parts.office.clock.now()
    return word_response(
        await parts.office.ask(lambda read, _today: list_own_sessions(read, who.name, this=who.session_id, now=now))
    )


@router.delete("", status_code=204, responses=problems(400, 401, 403, 409, 503))
async def sign_out_of_all(request: Request, key: Key, who: MayOwnSession, parts: PartsGiven) -> Response:
    """Sign out everywhere; windows close, but for one at which a visitor is."""
    name, actor = who.name, who.actor
    command = command_of(request, key, who, status=204)
    await parts.office.do(command, lambda tx, today: sign_out_everywhere(tx, today, name, actor=actor))
    parts.gate.forget()
    return _without_cookie(parts)


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
    session_id, actor = who.session_id, who.actor
    desk = None if who.desk is None else who.get_desk()
    assert session_id is not None, "staff come with a session"

    def act(tx: HallTx, today: HallToday) -> None:
        if desk is None:
            end_session(tx, session_id)
            tx.note(Note(actor=actor, act="sign_out", about="desk"))
        else:
            sign_out(tx, today, desk, leave_waiting=leave_waiting, hand_over_holds=hand_over)

    command = command_of(request, key, who, status=204)
    await parts.office.do(command, act)
    parts.gate.forget()
    return _without_cookie(parts)


def _without_cookie(parts: Parts) -> Response:
    response = Response(status_code=204)
    response.delete_cookie(parts.gate.cookie_name, path="/", secure=parts.is_https, httponly=True, samesite="strict")
    return response


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
