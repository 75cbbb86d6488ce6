"""Clerks' passwords: made by the server, hashed with argon2id, never kept in the clear."""

import secrets
from base64 import b64encode

from argon2.exceptions import VerifyMismatchError

from hall.argon import HASHER

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 12
"""31^12 is 2^59: with the server's delays nobody guesses it, and it can be copied from a slip of paper."""


def _unlike_any() -> str:
    """Return what looks like a password's hash and is none: it takes as long to verify against, and no time to make."""
    random = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len))
    return "$".join(("", "argon2id", "v=19", f"m={HASHER.memory_cost},t={HASHER.time_cost},p=1", *random))


_NOBODY = _unlike_any()
"""Verified against for names that do not exist, so that they take as long as those that do."""


def make_password() -> str:
    """Return a password that nobody can guess, without letters that look alike."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes a tenth of a second."""
    return HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether a password is the one that was hashed; takes a tenth of a second, also without any hash."""
    try:
        HASHER.verify(password_hash or _NOBODY, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None
