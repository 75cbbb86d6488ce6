"""Make credentials: a device's token, a clerk's password. Done by commands beside the running server."""

import secrets

from hall.errors import BadInput, UnknownDevice
from hall.exchange import Role
from hall.wire import to_json
from server.actions.passwords import PasswordPolicy, hash_password, make_password
from server.store.credentials import (
    Clerk,
    Device,
    end_session,
    find_clerk,
    has_device,
    hash_token,
    list_sessions,
    revoke_device,
    save_clerk,
    save_device,
)
from server.store.hall_tx import SYSTEM, Actor, HallTx, Note

TOKEN_BYTES = 32
"""256 bits."""

NAME_MOST = 64


def add_device(tx: HallTx, *, role: Role, name: str, replace: bool, actor: Actor = SYSTEM) -> str:
    """Add a device and return its token, which is told only here.

    Raises:
        BadInput: the name will not do, or is taken and shall not be replaced.
    """
    check_name(name)
    device = Device(role=role, name=name)
    if has_device(tx, device) and not replace:
        raise BadInput(f"there is a {role} {name} already; --replace gives it a new token and ends the old one")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    save_device(tx, device, token_hash=hash_token(token))
    tx.note(Note(actor=actor, act="device_saved", about=f"{role} {name}"))
    return token


def end_device(tx: HallTx, *, role: Role, name: str, actor: Actor) -> None:
    """End a device's token: within seconds nothing is told to it any more.

    Raises:
        UnknownDevice: there is none.
    """
    if not revoke_device(tx, Device(role=role, name=name)):
        raise UnknownDevice(f"no {role} {name} in this hall; `./yinhao device list` tells them")
    tx.note(Note(actor=actor, act="device_revoked", about=f"{role} {name}"))


def add_clerk(  # noqa: PLR0913 -- an account is all of this
    tx: HallTx,
    *,
    name: str,
    password: str | None,
    windows: tuple[str, ...],
    replace: bool,
    role: Role = Role.CLERK,
    policy: PasswordPolicy | None = None,
    actor: Actor = SYSTEM,
) -> str:
    """Add a clerk (or a guide, supervisor, auditor) and return the password, made here unless it is given.

    Raises:
        BadInput: the name will not do, or is taken and shall not be replaced.
        PasswordRefused: a password that was given is not as the policy asks.
    """
    check_name(name)
    if find_clerk(tx, name) is not None and not replace:
        raise BadInput(f"there is a clerk {name} already; --replace gives a new password and ends the old one")
    if password is not None and policy is not None:
        policy.check(password, name=name)
    chosen = password or make_password()
    save_clerk(tx, Clerk(name=name, password_hash=hash_password(chosen), role=role, windows=windows))
    for session in list_sessions(tx, name, now=tx.now):
        end_session(tx, session.session_id)
    told = to_json({"role": role.value, "windows": list(windows), "replaced": replace}).decode()
    tx.note(Note(actor=actor, act="staff_saved", about=name, data=told))
    return chosen


def check_name(name: str) -> None:
    """Check that a name will do for a device or somebody on the staff.

    Raises:
        BadInput: it will not.
    """
    if not name or len(name) > NAME_MOST or not name.isprintable() or " " in name:
        raise BadInput(f"name {name!r}: 1 to {NAME_MOST} visible characters, no spaces", field="name", why="characters")
