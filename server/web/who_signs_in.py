"""Whoever types a name and a password: let in, or refused in the same words after the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from fastapi import Request

from hall.errors import HallError, PasswordExpired, WrongCode, WrongPassword
from server.actions.passwords import is_password
from server.store.credentials import Clerk, find_clerk
from server.store.hall_tx import Actor
from server.web.auth import assert_same_site, origin_of
from server.web.hashing import look_at_hashes
from server.web.parts import Parts
from server.web.refusals import note_of

UNKNOWN = "staff"
"""The kind of actor who was refused before anybody knew who it is."""


def assert_sent_by_us(request: Request) -> None:
    """Check that a browser sends what one of our own pages made; programs that are no browsers tell no site.

    Raises:
        NotAllowed: another site sent it.
    """
    if "origin" in request.headers or "sec-fetch-site" in request.headers:
        assert_same_site(request)


async def get_clerk_who_knows(request: Request, name: str, password: str, parts: Parts) -> Clerk:
    """Return the clerk whose name and password were sent; the audit trail is told of those that were wrong.

    Raises:
        TooManyTries: too many wrong ones came for this name, or from this address.
        WrongPassword: no such clerk, a locked one, or another password.
    """
    origin = origin_of(request)
    try:
        return await _find(name, password, parts, origin=origin)
    except HallError as refusal:
        who = Actor(kind=UNKNOWN, name=name, origin=origin)
        await parts.refusals.note(note_of(request, who, result=refusal.code))
        raise


async def get_clerk_who_may(request: Request, name: str, password: str, parts: Parts) -> Clerk:
    """Return the clerk whose name and password were sent, if the password is good for more than choosing another.

    Raises:
        TooManyTries, WrongPassword: as `get_clerk_who_knows`.
        PasswordExpired: the password must be changed first.
    """
    clerk = await get_clerk_who_knows(request, name, password, parts)
    made_at = clerk.password_made_at
    assert made_at is not None, "whoever is in the record has a password of some age"
    if clerk.is_once or parts.policy.is_too_old(made_at, now=parts.office.clock.now()):
        by = Actor(kind=clerk.role.value, name=clerk.name, origin=origin_of(request))
        await parts.refusals.note(note_of(request, by, result=PasswordExpired.code))
        raise PasswordExpired
    return clerk


@contextmanager
def counting_codes(parts: Parts, clerk: str, origin: str) -> Iterator[None]:
    """Count the wrong codes of a second factor, apart from passwords: the right password begins those anew.

    Raises:
        TooManyTries: too many wrong ones came for this name.
    """
    tried = f"code {clerk}"
    parts.tries.assert_may_try(tried, origin)
    try:
        yield
    except WrongCode:
        parts.tries.note_wrong(tried, origin)
        raise
    parts.tries.note_right(tried, origin)


async def _find(name: str, password: str, parts: Parts, *, origin: str) -> Clerk:
    tried = f"password {name}"  # a name is whatever was typed: it must not count under what else is tried
    parts.tries.assert_may_try(tried, origin)
    clerk = await parts.office.ask(lambda read, _today: find_clerk(read, name))
    known = None if clerk is None else clerk.password_hash
    is_right = await look_at_hashes(partial(is_password, password, known))
    if clerk is None or not is_right or clerk.is_locked:
        parts.tries.note_wrong(tried, origin)
        raise WrongPassword
    parts.tries.note_right(tried, origin)
    return clerk
