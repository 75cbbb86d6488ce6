"""The addresses of visitors' pages, and the short codes on their slips."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from hall.visit_token import new_token

CODE_DIGITS = 4
"""Few enough to be typed with one thumb; wrong ones make everybody wait longer and longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPages:
    """Makes the address of a new visitor's page: a token, and where the hall's pages are.

    `code_key` is the hall's own and told to nobody: who has only the address cannot work out what is on the slip.
    """

    public_url: str
    make_token: Callable[[], str] = new_token
    code_key: bytes = b""

    def url(self, token: str) -> str:
        """Return the address that the ticket's QR code holds."""
        return f"{self.public_url}/t/{token}"

    def code_of(self, token: str) -> str:
        """Return the short code of the slip whose page a token opens; another slip of the number has another."""
        digest = hmac.digest(self.code_key, token.encode(), sha256)
        return f"{int.from_bytes(digest[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"
