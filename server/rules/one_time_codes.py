"""Codes of authenticator apps (TOTP, RFC 6238: HMAC-SHA-1, six digits, 30 seconds, as every app has it). Pure."""

import hmac
from base64 import b32encode
from datetime import datetime, timedelta
from urllib.parse import quote

DIGITS = 6
STEP = timedelta(seconds=30)
SECRET_BYTES = 20
"""RFC 4226 asks for as many as the hash has."""

APART = 1
"""A phone's clock may be so many steps before or behind, and a code may be typed at its last second."""

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def code_at(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """Return the code of a step of time (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def step_at(moment: datetime) -> int:
    """Return the step in which a moment lies."""
    return (moment - _EPOCH) // STEP


def find_step(secret: bytes, code: str, *, now: datetime, after: int) -> int | None:
    """Return the step whose code was typed, None for a wrong one, and for one that is not after the last that was used.

    Args:
        secret: what app and server share.
        code: the digits that were typed.
        now: by the server.
        after: the step of the last code that was used: neither that nor an older one is good again.
    """
    now_at, found = step_at(now), None
    for step in range(now_at - APART, now_at + APART + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > after:
            found = step
    return found


def secret_text(secret: bytes) -> str:
    """Return a secret as it is typed into an app."""
    return b32encode(secret).decode().rstrip("=")


def app_address(secret: bytes, *, name: str, issuer: str) -> str:
    """Return the address that an app reads from the QR code (the key URI format that the apps agree on)."""
    label = f"{quote(issuer, safe='')}:{quote(name, safe='')}"
    terms = f"secret={secret_text(secret)}&issuer={quote(issuer, safe='')}&algorithm=SHA1&digits={DIGITS}"
    return f"otpauth://totp/{label}?{terms}&period={STEP.seconds}"
