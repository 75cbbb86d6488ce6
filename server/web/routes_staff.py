"""Routes of the staff's accounts: the first admin, everybody after, passwords."""

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from hall.errors import HallError
from hall.staff import AddStaff, ChangePassword, ChangeStaff, MakeFirstAdmin, OncePassword, PasswordChosen, StaffView
from server.actions.passwords import hash_password, make_password
from server.actions.second_factor import prove
from server.actions.staff import (
    NewPassword,
    add_staff,
    change_password,
    change_staff,
    get_clerk,
    list_staff,
    make_first_admin,
    reset_password,
    sign_out_everywhere,
)
from server.rules.hall_today import HallToday
from server.store.credentials import list_past_passwords
from server.store.hall_tx import Actor, HallTx
from server.web.auth import Principal, origin_of
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.hashing import look_at_hashes
from server.web.may import MayManageStaff
from server.web.parts import Key, Parts, PartsGiven, answer_of, command_of, word_response
from server.web.problems import problems
from server.web.refusals import note_of
from server.web.who_signs_in import UNKNOWN, assert_sent_by_us, counting_codes, get_clerk_who_knows

router = APIRouter(prefix="/api/v1/staff", tags=["staff"], route_class=DescribedLater)

Name = Annotated[str, Path(max_length=64)]
_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.post(
    "/first",
    status_code=204,
    openapi_extra=open_to(Open.CODE),
    responses=problems(400, 403, 409, 413, 429, 503),
)
async def make_first(request: Request, wanted: MakeFirstAdmin, key: Key, parts: PartsGiven) -> Response:
    """Become the hall's first admin with the code that the server said at its start; good once."""
    assert_sent_by_us(request)
    origin = origin_of(request)
    parts.tries.assert_may_try(wanted.name, origin)
    try:
        parts.first_admin.check(wanted.code)
    except HallError as refusal:
        parts.tries.note_wrong(wanted.name, origin)
        nobody = Actor(kind=UNKNOWN, name=wanted.name, origin=origin)
        await parts.refusals.note(note_of(request, nobody, result=refusal.code))
        raise
    parts.policy.check(wanted.password, name=wanted.name)
    new = NewPassword(
        password=wanted.password, password_hash=await look_at_hashes(partial(hash_password, wanted.password))
    )
    command = command_of(request, key, f"first:{wanted.name}", status=204)
    await parts.office.do(command, lambda tx, _today: make_first_admin(tx, name=wanted.name, new=new, origin=origin))
    parts.first_admin.use_up()
    return Response(status_code=204)


@router.post(
    "/password",
    response_model=PasswordChosen,
    openapi_extra=open_to(Open.PASSWORD),
    responses=problems(400, 401, 403, 409, 413, 429, 503),
)
async def choose_password(request: Request, wanted: ChangePassword, key: Key, parts: PartsGiven) -> Response:
    """Choose a new password, with the old one or one that is good once; every session of the account ends."""
    assert_sent_by_us(request)
    clerk = await get_clerk_who_knows(request, wanted.clerk, wanted.password, parts)
    parts.policy.check(wanted.new_password, name=clerk.name)
    past = await parts.office.ask(lambda read, _today: list_past_passwords(read, clerk.name))
    new = await look_at_hashes(partial(_hash_unused, parts, wanted.new_password, (clerk.password_hash, *past)))
    by = Principal(role=clerk.role, name=clerk.name, origin=origin_of(request))
    command, actor = command_of(request, key, by), by.actor
    history = parts.policy.profile.history

    def act(tx: HallTx, today: HallToday) -> PasswordChosen:
        prove(tx, clerk, wanted.code, actor=actor)
        change_password(tx, today, clerk, new=new, history=history, actor=actor)
        return PasswordChosen(role=clerk.role)

    with counting_codes(parts, clerk.name, actor.origin):
        answer = await parts.office.do(command, act)
    parts.gate.forget()
    return answer_of(answer)


@router.get("", response_model=tuple[StaffView, ...], responses=problems(401, 403))
async def look_at_staff(_who: MayManageStaff, parts: PartsGiven) -> Response:
    """Everybody on the staff."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, _today: list_staff(read, now=now)))


@router.post("", status_code=201, response_model=OncePassword, responses=_REFUSED)
async def add(request: Request, wanted: AddStaff, key: Key, who: MayManageStaff, parts: PartsGiven) -> Response:
    """Add somebody; the password in the answer is good for choosing another one at `/password`."""
    new, actor = await _make_password(), who.actor
    command = command_of(request, key, who, word=wanted, status=201)
    answer = await parts.office.do(
        replace(command, keeps_answer=False), lambda tx, today: add_staff(tx, today, wanted, new=new, actor=actor)
    )
    return answer_of(answer)


@router.put("/{name}", status_code=204, responses=_REFUSED)
async def change(
    request: Request, name: Name, wanted: ChangeStaff, key: Key, who: MayManageStaff, parts: PartsGiven
) -> Response:
    """Change role and windows, lock the account or open it again; what changes ends every session."""
    actor = who.actor
    command = command_of(request, key, who, word=wanted, status=204)
    await parts.office.do(command, lambda tx, today: change_staff(tx, today, name, wanted, actor=actor))
    parts.gate.forget()
    return Response(status_code=204)


@router.post("/{name}/password", status_code=201, response_model=OncePassword, responses=_REFUSED)
async def reset(request: Request, name: Name, key: Key, who: MayManageStaff, parts: PartsGiven) -> Response:
    """Give somebody a password that is good for choosing another one; the old one ends, and every session."""
    new, actor = await _make_password(), who.actor
    command = replace(command_of(request, key, who, status=201), keeps_answer=False)
    answer = await parts.office.do(command, lambda tx, today: reset_password(tx, today, name, new=new, actor=actor))
    parts.gate.forget()
    return answer_of(answer)


@router.delete("/{name}/sessions", status_code=204, responses=problems(400, 401, 403, 404, 409, 503))
async def sign_out(request: Request, name: Name, key: Key, who: MayManageStaff, parts: PartsGiven) -> Response:
    """End every session of somebody."""
    actor = who.actor
    await parts.office.ask(lambda read, _today: get_clerk(read, name))
    command = command_of(request, key, who, status=204)
    await parts.office.do(command, lambda tx, today: sign_out_everywhere(tx, today, name, actor=actor))
    parts.gate.forget()
    return Response(status_code=204)


async def _make_password() -> NewPassword:
    made = make_password()
    return NewPassword(password=made, password_hash=await look_at_hashes(partial(hash_password, made)))


def _hash_unused(parts: Parts, password: str, past: tuple[str, ...]) -> NewPassword:
    parts.policy.check_unused(password, past)
    return NewPassword(password=password, password_hash=hash_password(password))
