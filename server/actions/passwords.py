"""Clerks' passwords: made by the server, hashed with argon2id, never kept in the clear."""

import secrets
from base64 import b64encode

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 12
"""31^12 is 2^59: with the server's delays nobody guesses it, and it can be copied from a slip of paper."""

PASSES, MEMORY_KIB = 3, 32 * 1024
"""32 MiB, three passes, one lane: 0.1 s of a small machine (OWASP asks for at least 19 MiB and two passes)."""

SALT_BYTES, HASH_BYTES = 16, 32

_HASHER = PasswordHasher(
    time_cost=PASSES,
    memory_cost=MEMORY_KIB,
    parallelism=1,
    hash_len=HASH_BYTES,
    salt_len=SALT_BYTES,
    type=Type.ID,
)


def _unlike_any() -> str:
    """Return what looks like a password's hash and is none: it takes as long to verify against, and no time to make."""
    random = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (SALT_BYTES, HASH_BYTES))
    return "$".join(("", "argon2id", "v=19", f"m={MEMORY_KIB},t={PASSES},p=1", *random))


_NOBODY = _unlike_any()
"""Verified against for names that do not exist, so that they take as long as those that do."""


def make_password() -> str:
    """Return a password that nobody can guess, without letters that look alike."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes a tenth of a second."""
    return _HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether a password is the one that was hashed; takes a tenth of a second, also without any hash."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None
