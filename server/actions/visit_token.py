"""The addresses of visitors' pages, and the short codes on their slips."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from hall.visit_token import new_token, slip_code
from server.store.credentials import hash_token
from server.store.hall_read import HallRead
from server.store.offline import find_lease_of_page


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
        return slip_code(self.code_key, token)

    def key_of_lease(self, lease_id: str) -> bytes:
        """Return what a kiosk makes the codes of its offline numbers with: it tells nothing of any other slip."""
        return hmac.digest(self.code_key, f"lease {lease_id}".encode(), sha256)

    def find_code(self, read: HallRead, token: str, *, ticket_id: int) -> str:
        """Return the short code of a slip of a ticket: of one that a kiosk printed by itself as the kiosk made it."""
        lease_id = find_lease_of_page(read, ticket_id, hash_token(token))
        return self.code_of(token) if lease_id is None else slip_code(self.key_of_lease(lease_id), token)
