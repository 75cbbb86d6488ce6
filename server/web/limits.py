"""Limits on whoever comes without a credential, so that kiosks and staff always find room. Those are not limited here.

A hall's phones share one address (the hall's wireless network, a carrier's translator), so no address is limited for
asking much, only for asking wrongly; each ticket's page has a measure of its own, and all of them together another.
"""

from collections.abc import Callable, Iterator

from starlette.types import Scope

from server.web.buckets import Buckets

ALL_PER_S, ALL_BURST = 1_500, 15_000
"""Half a core at most; the burst is every phone coming back at once after a restart."""

TICKET_PER_S, TICKET_BURST = 4, 40
WRONG_PER_S, WRONG_BURST = 5, 200
TYPED_PER_S, TYPED_BURST = 3, 200
TYPED_ALL_PER_S, TYPED_ALL_BURST = 15, 300
"""Passwords and codes: each takes a tenth of a second of one of two turns."""

KNOWN_MOST = 20_000

TYPED = frozenset(
    {
        ("POST", "/api/v1/sessions"),
        ("POST", "/api/v1/pairing"),
        ("POST", "/api/v1/boards/pairing"),
        ("POST", "/api/v1/staff/password"),
        ("POST", "/api/v1/staff/first"),
        ("POST", "/api/v1/staff/second-factor"),
        ("POST", "/api/v1/staff/second-factor/confirmation"),
    }
)
OF_TICKET = ("/api/v1/visits/", "/t/")


class Limits:
    """Decides who is let in, before anything is done for them."""

    def __init__(self, is_good: Callable[[str], bool]) -> None:
        """Begin with every measure full.

        Args:
            is_good: whether a token was good when it last came; others count as none.
        """
        self._is_good = is_good
        self._all = Buckets(per_s=ALL_PER_S, burst=ALL_BURST)
        self._tickets = Buckets(per_s=TICKET_PER_S, burst=TICKET_BURST)
        self._wrong = Buckets(per_s=WRONG_PER_S, burst=WRONG_BURST)
        self._typed = Buckets(per_s=TYPED_PER_S, burst=TYPED_BURST)
        self._all_typed = Buckets(per_s=TYPED_ALL_PER_S, burst=TYPED_ALL_BURST)
        self._known: dict[str, None] = {}

    def wait_s(self, scope: Scope) -> float:
        """Return 0 for a request that is let in, or after how many seconds it may come again."""
        path: str = scope["path"]
        if (scope["method"], path) in TYPED:
            return self._typed.wait_s(_origin_of(scope)) or self._all_typed.wait_s("")
        token = _token_in(path)
        if token is not None:
            return self._wait_for_ticket(token, _origin_of(scope))
        if any(self._is_good(given) for given in _list_credentials(scope)):
            return 0.0
        return self._all.wait_s("")

    def note(self, scope: Scope, status: int) -> None:
        """Remember which tickets there are, and which address asks for those that there are not."""
        token = _token_in(scope["path"])
        if token is None:
            return
        if status == 404:
            self._wrong.wait_s(_origin_of(scope))
        elif status < 400 and token not in self._known:
            if len(self._known) >= KNOWN_MOST:
                self._known.pop(next(iter(self._known)))
            self._known[token] = None

    def _wait_for_ticket(self, token: str, origin: str) -> float:
        if token not in self._known and (wait_s := self._wrong.wait_s(origin, take=0.0)):
            return wait_s
        return self._tickets.wait_s(token) or self._all.wait_s("")


def _token_in(path: str) -> str | None:
    for start in OF_TICKET:
        if path.startswith(start):
            return path[len(start) :].partition("/")[0]
    return None


def _list_credentials(scope: Scope) -> Iterator[str]:
    """Return the tokens that came with a request, whatever they are worth."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            yield value.decode("latin-1").partition(" ")[2].strip()
        elif name == b"cookie" and b"yinhao_session=" in value:
            yield value.decode("latin-1").partition("yinhao_session=")[2].partition(";")[0]


def _origin_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
