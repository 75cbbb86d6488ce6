"""The addresses of visitors' pages."""

from collections.abc import Callable
from dataclasses import dataclass

from hall.visit_token import new_token


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPages:
    """Makes the address of a new visitor's page: a token, and where the hall's pages are."""

    public_url: str
    make_token: Callable[[], str] = new_token

    def url(self, token: str) -> str:
        """Return the address that the ticket's QR code holds."""
        return f"{self.public_url}/t/{token}"
