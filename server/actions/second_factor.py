"""The second factor: an authenticator app (TOTP, RFC 6238), with codes on paper for who has lost it.

GB/T 22239-2019 asks level 3 for two factors of whoever administers; the hall's `second_factor` says whether it does.
"""

import re
import secrets
from datetime import timedelta

from hall.errors import BadInput, NotAllowed, SecondFactorMissing, SecondFactorNeeded, WrongCode
from hall.exchange import Role
from hall.places import Hall
from hall.rules import SecondFactorRule
from hall.staff import OfferedFactor, RecoveryCodes
from server.actions.passwords import GROUP, LETTERS
from server.actions.staff import get_clerk, sign_out_everywhere
from server.rules.hall_today import HallToday
from server.rules.one_time_codes import SECRET_BYTES, app_address, find_step, secret_text
from server.store.credentials import Clerk
from server.store.hall_tx import Actor, HallTx, Note
from server.store.second_factors import (
    find_second_factor,
    note_used,
    remove_second_factor,
    save_offered,
    set_second_factor,
    use_recovery_code,
)

ASKED_OF = frozenset({Role.ADMIN, Role.AUDITOR})
"""Who must have one where the hall requires it: accounts, devices and the audit trail are in their hands."""

OFFER_LIVES = timedelta(minutes=15)

RECOVERY_CODES, RECOVERY_GROUPS = 8, 4
"""Sixteen of 31 letters: 2^79, so that a fast hash is enough."""


def is_asked(hall: Hall, role: Role) -> bool:
    """Whether somebody of a role may sign in only with a second factor."""
    return hall.second_factor is SecondFactorRule.REQUIRED and role in ASKED_OF


def prove(tx: HallTx, clerk: Clerk, code: str | None, *, actor: Actor, is_asked: bool = False) -> None:
    """Check the second factor of somebody whose password was right; a code is used up by it.

    Args:
        tx: the transaction of what is done with it: a refusal of that leaves the code good.
        clerk: who it is.
        code: of the app or on paper, None if none came.
        actor: as whom the trail names them.
        is_asked: the hall lets nobody of this role in without.

    Raises:
        SecondFactorMissing: they have none, and must.
        SecondFactorNeeded: they have one, and no code came.
        WrongCode: another code, or one that was used.
    """
    factor = find_second_factor(tx, clerk.name)
    if factor is None or factor.secret is None:
        if is_asked:
            raise SecondFactorMissing
        return
    if code is None:
        raise SecondFactorNeeded
    typed = _as_made(code)
    step = find_step(factor.secret, typed, now=tx.now, after=factor.last_step)
    if step is not None:
        note_used(tx, clerk.name, step)
    elif (left := use_recovery_code(tx, clerk.name, typed)) is not None:
        tx.note(Note(actor=actor, act="recovery_code_used", about=clerk.name, data=f'{{"left":{left}}}'))
    else:
        was_good = find_step(factor.secret, typed, now=tx.now, after=0) is not None
        raise WrongCode("this code was used already" if was_good else "", why="used" if was_good else "wrong")


def offer(tx: HallTx, clerk: Clerk, code: str | None, *, issuer: str, actor: Actor) -> OfferedFactor:
    """Make a secret for an app; it is set when its first code is typed. Whoever has one must prove it first.

    Raises:
        SecondFactorNeeded, WrongCode: as `prove`.
    """
    prove(tx, clerk, code, actor=actor)
    secret = secrets.token_bytes(SECRET_BYTES)
    save_offered(tx, clerk.name, secret)
    tx.note(Note(actor=actor, act="second_factor_offered", about=clerk.name))
    return OfferedFactor(secret=secret_text(secret), address=app_address(secret, name=clerk.name, issuer=issuer))


def confirm(tx: HallTx, today: HallToday, clerk: Clerk, code: str, *, actor: Actor) -> RecoveryCodes:
    """Set the secret that was offered, whose first code was typed; every session ends.

    Raises:
        BadInput: none was offered within the last quarter of an hour.
        WrongCode: the app shows another.
    """
    factor = find_second_factor(tx, clerk.name)
    if factor is None or factor.offered is None or factor.offered_at is None:
        raise BadInput("code: nothing was offered; begin anew")
    if tx.now - factor.offered_at >= OFFER_LIVES:
        raise BadInput("code: what was offered has ended; begin anew")
    step = find_step(factor.offered, _as_made(code), now=tx.now, after=0)
    if step is None:
        raise WrongCode(why="wrong")
    made = tuple(_make_recovery_code() for _ in range(RECOVERY_CODES))
    set_second_factor(tx, clerk.name, factor.offered, step=step, recovery_codes=map(_as_made, made))
    sign_out_everywhere(tx, today, clerk.name, actor=actor)
    tx.note(Note(actor=actor, act="second_factor_set", about=clerk.name))
    return RecoveryCodes(codes=made)


def take_away(tx: HallTx, today: HallToday, name: str, *, actor: Actor) -> None:
    """Take somebody's second factor away, who has lost it; every session ends.

    Raises:
        UnknownStaff: nothing was changed.
        NotAllowed: one's own another admin takes away: a session that was left open must not be enough.
    """
    get_clerk(tx, name)
    if name == actor.name and actor.kind == Role.ADMIN.value:
        raise NotAllowed("another admin must do this: it is your own second factor")
    remove_second_factor(tx, name)
    sign_out_everywhere(tx, today, name, actor=actor)
    tx.note(Note(actor=actor, act="second_factor_removed", about=name))


def _make_recovery_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(RECOVERY_GROUPS))


def _as_made(code: str) -> str:
    """Return a code without what people type between its groups."""
    return re.sub(r"[\s-]", "", code).lower()
