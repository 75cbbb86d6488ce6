"""HallClient: one typed method for each request that a program sends to the hall's server."""

import uuid
from collections.abc import Iterator
from typing import TypeVar

import requests

from hall import errors
from hall.exchange import (
    CancelRequest,
    IssueRequest,
    PrintReport,
    Problem,
    SignedIn,
    SignInRequest,
    VisitView,
    WindowAct,
    WindowView,
)
from hall.places import Directory
from hall.snapshot import Snapshot
from hall.ticket import IssuedTicket, Ticket
from hall.wire import from_json, to_json

T = TypeVar("T")

CONNECT_TIMEOUT_S = 2.0
REPLY_TIMEOUT_S = 8.0


def new_key() -> str:
    """Return a fresh idempotency key; make it before the first try and keep it for every retry."""
    return uuid.uuid4().hex


class HallClient:
    """Speaks HTTP to one server with one credential; blocks, so never call it on a screen's main thread.

    Every method may raise `errors.ServerAway` (no answer: repeat the write with the same key),
    `errors.ServerUnclear`, or the `HallError` whose `code` the server named.
    """

    def __init__(self, base_url: str, *, token: str | None = None) -> None:
        """Take the server's address (`http://host:port`) and a device or session token."""
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def get_directory(self) -> Directory:
        """Return the hall's directory as of the server's business date."""
        return self._get(Directory, "/api/v1/hall")

    def get_snapshot(self) -> Snapshot:
        """Return the hall as it is now."""
        return self._get(Snapshot, "/api/v1/snapshot")

    def issue_ticket(self, request: IssueRequest, *, key: str) -> IssuedTicket:
        """Ask for a number."""
        return self._post(IssuedTicket, "/api/v1/tickets", request, key=key)

    def get_ticket(self, ticket_id: int) -> Ticket:
        """Return a ticket as it stands."""
        return self._get(Ticket, f"/api/v1/tickets/{ticket_id}")

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        """Tell what became of the paper."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/print", report, key=key)

    def cancel_ticket(self, ticket_id: int, request: CancelRequest, *, key: str) -> Ticket:
        """Give a number up."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/cancel", request, key=key)

    def sign_in(self, request: SignInRequest, *, key: str) -> SignedIn:
        """Open a window; later requests of this client carry the session."""
        signed_in = self._post(SignedIn, "/api/v1/sessions", request, key=key)
        self._session.headers["Authorization"] = f"Bearer {signed_in.session_token}"
        return signed_in

    def sign_out(self, *, key: str) -> None:
        """End the session and close its window."""
        self._send("DELETE", "/api/v1/sessions/current", key=key)

    def get_window(self, window_id: str) -> WindowView:
        """Return all that a clerk at the window must see."""
        return self._get(WindowView, f"/api/v1/windows/{window_id}")

    def act(self, window_id: str, act: str, request: WindowAct, *, key: str) -> WindowView:
        """Do an act of `routes_windows.ACTS` at a window and return how it stands then."""
        return self._post(WindowView, f"/api/v1/windows/{window_id}/{act}", request, key=key)

    def get_visit(self, token: str) -> VisitView:
        """Return what a visitor's phone would show."""
        return self._get(VisitView, f"/api/v1/visits/{token}")

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def _get(self, of: type[T], path: str) -> T:
        return _read(of, self._send("GET", path))

    def _post(self, of: type[T], path: str, word: object, *, key: str) -> T:
        return _read(of, self._send("POST", path, body=to_json(word), key=key))

    def _send(self, method: str, path: str, *, body: bytes | None = None, key: str | None = None) -> bytes:
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        try:
            response = self._session.request(
                method,
                self._base_url + path,
                data=body,
                headers=headers,
                timeout=(CONNECT_TIMEOUT_S, REPLY_TIMEOUT_S),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise errors.ServerAway(f"{method} {path}: {error}") from error
        if response.ok:
            return response.content
        raise error_from(response.status_code, response.content)


def error_from(status: int, content: bytes) -> errors.HallError:
    """Return the error that a refusal's body names, by its `code`."""
    try:
        problem = from_json(Problem, content)
    except errors.BadInput:
        if status in {502, 503, 504}:
            return errors.ServerAway(f"the server answered {status}")
        return errors.ServerUnclear(f"the server answered {status} without problem details")
    for kind in _all_errors(errors.HallError):
        if kind.code == problem.code:
            return kind(problem.detail, **problem.facts)
    return errors.ServerUnclear(f"{problem.code}: {problem.detail}")


def _read(of: type[T], content: bytes) -> T:
    try:
        return from_json(of, content)
    except errors.BadInput as error:
        raise errors.ServerUnclear(f"the server's answer is not understood: {error.detail}") from error


def _all_errors(kind: type[errors.HallError]) -> Iterator[type[errors.HallError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _all_errors(child)
