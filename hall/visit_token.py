"""The token that opens a visitor's page: short enough to be typed from paper, too many to be guessed."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""57 letters and digits, without those that look alike (0 O, 1 l I)."""

LENGTH = 11
"""57^11 is 2^64: at 1,000 tries a second, one of 10,000 pages would be found after some 30,000 years."""


def new_token() -> str:
    """Return a token that nobody can guess."""
    number = secrets.randbelow(len(ALPHABET) ** LENGTH)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
