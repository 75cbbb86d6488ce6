"""The token that opens a visitor's page: short enough to be typed from paper, too many to be guessed."""

import hmac
import os
import struct
from collections import deque

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""57 letters and digits, without those that look alike (0 O, 1 l I)."""

LENGTH = 11
"""57^11 is 2^64: at 1,000 tries a second, one of 10,000 pages would be found after some 30,000 years."""

CODE_DIGITS = 4
"""Few enough to be typed with one thumb; wrong ones make everybody wait longer and longer."""

_BITS_64 = struct.Struct("=64Q")
_drawn: "deque[int]" = deque()
"""Numbers of 64 bits from the system's generator; asking it for each would cost as much as a row in the record."""


def _draw() -> int:
    while True:
        try:
            return _drawn.pop()
        except IndexError:  # none left, or another thread took the last
            _drawn.extend(_BITS_64.unpack(os.urandom(_BITS_64.size)))


def slip_code(key: bytes, token: str) -> str:
    """Return the short code of the slip whose page a token opens, for whoever has the key of such codes."""
    digest = hmac.digest(key, token.encode(), "sha256")
    return f"{int.from_bytes(digest[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def new_token() -> str:
    """Return a token that nobody can guess."""
    number, letters = _draw(), []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
