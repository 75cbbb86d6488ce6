"""Make credentials: a device's token, a clerk's password. Done by commands beside the running server."""

import secrets

from hall.errors import BadInput
from hall.exchange import Role
from server.actions.passwords import hash_password, make_password
from server.store.credentials import Clerk, Device, find_clerk, has_device, hash_token, save_clerk, save_device
from server.store.hall_tx import HallTx

TOKEN_BYTES = 32
"""256 bits."""

NAME_MOST = 64


def add_device(tx: HallTx, *, role: Role, name: str, replace: bool) -> str:
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
    return token


def add_clerk(
    tx: HallTx,
    *,
    name: str,
    password: str | None,
    windows: tuple[str, ...],
    replace: bool,
    role: Role = Role.CLERK,
) -> str:
    """Add a clerk (or a guide, supervisor, auditor) and return the password, made here unless it is given.

    Raises:
        BadInput: the name or the password will not do, or the name is taken and shall not be replaced.
    """
    check_name(name)
    if find_clerk(tx, name) is not None and not replace:
        raise BadInput(f"there is a clerk {name} already; --replace gives a new password and ends the old one")
    if password is not None and len(password) < 8:
        raise BadInput("a password needs 8 characters at least")
    chosen = password or make_password()
    save_clerk(tx, Clerk(name=name, password_hash=hash_password(chosen), role=role, windows=windows))
    return chosen


def check_name(name: str) -> None:
    """Check that a name will do for a device or somebody on the staff.

    Raises:
        BadInput: it will not.
    """
    if not name or len(name) > NAME_MOST or not name.isprintable() or " " in name:
        raise BadInput(f"name {name!r}: 1 to {NAME_MOST} visible characters, no spaces")
