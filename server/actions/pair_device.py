"""Pair: a short code, made for one device, is typed at a machine, which becomes that device."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hall.device_events import DevicePaired, PairingOffered
from hall.devices import CODE_LIVES, MakePairingCode, Paired, PairingCode
from hall.errors import BadInput, WrongCode
from hall.exchange import Role
from hall.offline import can_stand_before
from hall.places import Text
from server.actions.make_credentials import TOKEN_BYTES, check_name
from server.actions.passwords import hash_password, is_password
from server.store.credentials import Device, has_device, hash_token, save_device
from server.store.devices import StoredCode, add_code, forget_code, list_codes, save_code
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx

DIGITS = 8
WRONG_MOST = 10
"""Wrong codes that may be typed in the hall while a code can be used; then it ends."""

CODES_MOST = 8
"""Codes that may be used at one time: each that is typed is compared with all of them, a tenth of a second each."""

MACHINE = Actor(kind="system", name="pairing")
"""A machine that is no device yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """A code and what is kept of it; made before the transaction, as hashing takes a tenth of a second."""

    code_id: str
    digits: str
    code_hash: str


def make_code() -> NewCode:
    """Return a fresh code."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return NewCode(code_id=secrets.token_hex(8), digits=digits, code_hash=hash_password(digits))


def offer_pairing(tx: HallTx, wanted: MakePairingCode, *, new: NewCode, actor: Actor) -> PairingCode:
    """Let a machine become a device with a code; an older code for the same device ends.

    Raises:
        BadInput: the name will not do or is taken, or too many codes can be used already; nothing was changed.
    """
    check_name(wanted.name)
    device = Device(role=wanted.kind, name=wanted.name)
    is_new = not has_device(tx, device)
    if is_new and device.role is Role.KIOSK and not can_stand_before(device.name):
        raise BadInput(
            f"name {wanted.name!r}: offline numbers begin with a kiosk's: a capital, then up to 5 capitals and digits",
            field="name",
            why="kiosk_name",
        )
    if not is_new and not wanted.replace:
        raise BadInput(
            f"there is a {wanted.kind} {wanted.name} already; with replace (--replace) the new machine takes its place",
            field="name",
            why="device_taken",
        )
    codes = list_codes(tx)
    useful = [code for code in codes if is_useful(code, now=tx.now) and code.device != device]
    if len(useful) >= CODES_MOST:
        minutes = CODE_LIVES // timedelta(minutes=1)
        raise BadInput(
            f"{CODES_MOST} codes wait to be typed already; use them, or wait {minutes} min",
            field="name",
            why="too_many_codes",
            most=CODES_MOST,
            minutes=minutes,
        )
    for code in codes:
        if code not in useful and (code.device == device or code.expires_at <= tx.now - CODE_LIVES):
            forget_code(tx, code.code_id)
    expires_at = tx.now + CODE_LIVES
    add_code(tx, StoredCode(code_id=new.code_id, code_hash=new.code_hash, device=device, expires_at=expires_at))
    tx.record(PairingOffered(device_kind=device.role.value, device=device.name), actor=actor)
    code_text = f"{new.digits[:4]}-{new.digits[4:]}"
    return PairingCode(code=code_text, kind=wanted.kind, name=wanted.name, expires_at=expires_at)


def list_candidates(read: HallRead, *, now: datetime, key: str) -> list[StoredCode]:
    """Return the codes that a typed one may be, among them that which this very request used before."""
    return [code for code in list_codes(read) if is_useful(code, now=now) or code.used_by == key]


def find_typed(typed: str, codes: Iterable[StoredCode]) -> StoredCode | None:
    """Return the code that was typed; takes a tenth of a second for each and as long for none."""
    digits = "".join(character for character in typed if character.isdecimal())
    known = list(codes)
    if not known:
        is_password(digits, None)
    matching = [code for code in known if is_password(digits, code.code_hash)]
    return matching[0] if matching else None


def pair(tx: HallTx, code_id: str, *, key: str, token: str, hall: Text) -> Paired:
    """Make the machine that typed a code the device that the code is for.

    Raises:
        WrongCode: it was used or has ended since it was looked up; nothing was changed.
    """
    code = next((each for each in list_candidates(tx, now=tx.now, key=key) if each.code_id == code_id), None)
    if code is None:
        raise WrongCode
    save_device(tx, code.device, token_hash=hash_token(token))
    save_code(tx, replace(code, used_by=key))
    tx.record(DevicePaired(device_kind=code.device.role.value, device=code.device.name), actor=MACHINE)
    return Paired(token=token, kind=code.device.role, name=code.device.name, hall_id=tx.hall_id, hall=hall)


def note_wrong_code(tx: HallTx) -> None:
    """Count a wrong code against every one that it could have been."""
    for code in list_codes(tx):
        if is_useful(code, now=tx.now):
            save_code(tx, replace(code, wrong_tries=code.wrong_tries + 1))


def make_token() -> str:
    """Return a fresh token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_useful(code: StoredCode, *, now: datetime) -> bool:
    """Whether a machine may still become a device with this code."""
    return code.used_by is None and code.wrong_tries < WRONG_MOST and now < code.expires_at


def minutes_left(code: PairingCode, *, now: datetime) -> int:
    """Return for how many minutes a code can be used."""
    return -(-(code.expires_at - now) // timedelta(minutes=1))
