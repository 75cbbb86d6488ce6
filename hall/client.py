"""HallClient: one typed method for each request that a program sends to the hall's server."""

import uuid
from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import quote, urlencode

import requests

from hall import errors
from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.authorities import find_authorities
from hall.board_events import BoardsNow
from hall.boards import BoardsView, TellBoards
from hall.devices import (
    AnswerCommand,
    CommandDevice,
    DeviceView,
    Health,
    HealthTaken,
    KioskNow,
    MakePairingCode,
    Paired,
    PairingCode,
    PairRequest,
    SentCommand,
    TendingNote,
)
from hall.exchange import (
    Ahead,
    CancelRequest,
    GrantPriority,
    HaltQueue,
    IssueRequest,
    OrderLine,
    PrintReport,
    Problem,
    SignedIn,
    SignInRequest,
    VisitView,
    WindowAct,
    WindowView,
    WithReason,
)
from hall.offline import Adoptions, AdoptNumbers, AskPermission, GivenPermission
from hall.places import Directory
from hall.queue_now import QueueNow
from hall.rating import RateVisit, RatingFigures, RatingView, SettleRating
from hall.snapshot import Snapshot
from hall.taken_number import GiveUp, NumberView, ReprintRequest
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

    def __init__(self, base_url: str, *, token: str | None = None, reply_timeout_s: float = REPLY_TIMEOUT_S) -> None:
        """Take the server's address (`http://host:port`), a device or session token, and how long to wait for it."""
        self._timeouts_s = CONNECT_TIMEOUT_S, reply_timeout_s
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = find_authorities()
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

    def find_number(self, number: str) -> NumberView:
        """Return how today's newest ticket with a number stands, an open one before others."""
        return self._get(NumberView, f"/api/v1/numbers/{quote(number, safe='')}")

    def find_number_of_page(self, token: str) -> NumberView:
        """Return how the ticket stands whose slip's code holds a token."""
        return self._get(NumberView, f"/api/v1/numbers/of-page/{quote(token, safe='')}")

    def assert_number_to_be_had(self, matter_id: str) -> None:
        """Raise what would keep a number for a matter from being given out now; nothing is asked for."""
        self._send("GET", f"/api/v1/numbers/outlook/{quote(matter_id, safe='')}")

    def reprint_ticket(self, ticket_id: int, request: ReprintRequest, *, key: str) -> IssuedTicket:
        """Ask for a slip once more."""
        return self._post(IssuedTicket, f"/api/v1/tickets/{ticket_id}/reprint", request, key=key)

    def call_help(self, *, key: str) -> None:
        """Ask for somebody of the staff to come to this kiosk."""
        self._send("POST", "/api/v1/devices/me/help", key=key)

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        """Tell what became of the paper."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/print", report, key=key)

    def cancel_ticket(self, ticket_id: int, request: CancelRequest, *, key: str) -> Ticket:
        """Give a number up."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/cancel", request, key=key)

    def list_tickets(self, number: str) -> tuple[Ticket, ...]:
        """Return today's tickets with a number, the newest last; more than one where a series has begun again."""
        return self._get(tuple[Ticket, ...], f"/api/v1/tickets?{urlencode({'number': number})}")

    def look_ahead(self, ticket_id: int) -> Ahead:
        """Return who is called before a waiting ticket."""
        return self._get(Ahead, f"/api/v1/tickets/{ticket_id}/ahead")

    def reactivate_ticket(self, ticket_id: int, *, key: str) -> Ticket:
        """Bring an overdue number back into its line."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/reactivate", None, key=key)

    def restore_ticket(self, ticket_id: int, request: WithReason, *, key: str) -> Ticket:
        """Bring a number back that was given up."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/restore", request, key=key)

    def grant_priority(self, ticket_id: int, request: GrantPriority, *, key: str) -> Ticket:
        """Give a ticket a priority class, or take it back."""
        return self._post(Ticket, f"/api/v1/tickets/{ticket_id}/priority", request, key=key)

    def list_order(self, queue_id: str) -> tuple[OrderLine, ...]:
        """Return who is called when in a queue, and why then."""
        return self._get(tuple[OrderLine, ...], f"/api/v1/queues/{queue_id}/order")

    def stop_queue(self, queue_id: str, request: HaltQueue, *, key: str) -> QueueNow:
        """Give no more numbers for a queue."""
        return self._post(QueueNow, f"/api/v1/queues/{queue_id}/stop", request, key=key)

    def open_queue(self, queue_id: str, *, key: str) -> QueueNow:
        """Give numbers for a queue again."""
        return self._post(QueueNow, f"/api/v1/queues/{queue_id}/open", None, key=key)

    def close_day(self, request: WithReason, *, key: str) -> None:
        """Give no more numbers today and end every open ticket."""
        self._send("POST", "/api/v1/day/close", body=to_json(request), key=key)

    def reopen_day(self, *, key: str) -> None:
        """Give numbers again on a day that was closed."""
        self._send("POST", "/api/v1/day/open", key=key)

    def book_appointment(self, request: BookAppointment, *, key: str) -> Appointment:
        """Book a slot."""
        return self._post(Appointment, "/api/v1/appointments", request, key=key)

    def cancel_appointment(self, code: str, *, key: str) -> Appointment:
        """Give a booked slot back."""
        return self._post(Appointment, f"/api/v1/appointments/{code}/cancel", None, key=key)

    def find_appointments(self, identity: str) -> tuple[Appointment, ...]:
        """Return today's open appointments of the person that a hash stands for (`hall.phone_hash`)."""
        return self._get(tuple[Appointment, ...], f"/api/v1/appointments/of-person/{quote(identity, safe='')}")

    def check_in(self, code: str, request: CheckIn, *, key: str) -> IssuedTicket:
        """Take the number that belongs to an appointment."""
        return self._post(IssuedTicket, f"/api/v1/appointments/{code}/check-in", request, key=key)

    def sign_in(self, request: SignInRequest, *, key: str) -> SignedIn:
        """Open a window, or (guides, supervisors, auditors) none; later requests of this client carry the session."""
        signed_in = self._post(SignedIn, "/api/v1/sessions", request, key=key)
        self._session.headers["Authorization"] = f"Bearer {signed_in.session_token}"
        return signed_in

    def sign_out(self, *, key: str, leave_waiting: bool = False, hand_over: bool = False) -> None:
        """End the session and close its window.

        Args:
            key: the idempotency key.
            leave_waiting: though people wait who have no other open window.
            hand_over: let other windows take up what is parked for this one.
        """
        asked = {"leave_waiting": leave_waiting, "hand_over": hand_over}
        query = urlencode({name: "true" for name, is_asked in asked.items() if is_asked})
        self._send("DELETE", f"/api/v1/sessions/current{query and '?' + query}", key=key)

    def get_window(self, window_id: str) -> WindowView:
        """Return all that a clerk at the window must see."""
        return self._get(WindowView, f"/api/v1/windows/{window_id}")

    def act(self, window_id: str, act: str, request: WindowAct, *, key: str) -> WindowView:
        """Do an act (`call-next`, `transfer`, …) with the request that it asks for; return the window after it."""
        return self._post(WindowView, f"/api/v1/windows/{window_id}/{act}", request, key=key)

    def get_visit(self, token: str) -> VisitView:
        """Return what a visitor's phone would show."""
        return self._get(VisitView, f"/api/v1/visits/{token}")

    def reactivate_visit(self, token: str, *, key: str) -> VisitView:
        """Bring one's own overdue number back, as the button on the phone does."""
        return self._post(VisitView, f"/api/v1/visits/{token}/reactivate", None, key=key)

    def cancel_visit(self, token: str, code: str, *, key: str) -> VisitView:
        """Give one's own number up with the code on its slip, as the phone does."""
        return self._post(VisitView, f"/api/v1/visits/{token}/cancel", GiveUp(code=code), key=key)

    def rate_visit(self, token: str, request: RateVisit, *, key: str) -> VisitView:
        """Say what to think of one's visit, as the phone does."""
        return self._post(VisitView, f"/api/v1/visits/{token}/rating", request, key=key)

    def list_ratings(self, *, is_open: bool = False) -> tuple[RatingView, ...]:
        """Return today's ratings, or only bad ones that nobody has settled."""
        return self._get(tuple[RatingView, ...], "/api/v1/ratings?open=true" if is_open else "/api/v1/ratings")

    def get_rating_figures(self) -> RatingFigures:
        """Return the figures of today's ratings."""
        return self._get(RatingFigures, "/api/v1/ratings/figures")

    def take_rating(self, rating_id: str, *, key: str) -> None:
        """See to a bad review from now on."""
        self._send("POST", f"/api/v1/ratings/{quote(rating_id, safe='')}/in-hand", key=key)

    def settle_rating(self, rating_id: str, request: SettleRating, *, key: str) -> None:
        """Note what was done about a bad review."""
        self._send("POST", f"/api/v1/ratings/{quote(rating_id, safe='')}/settlement", body=to_json(request), key=key)

    def ask_permission(self, request: AskPermission, *, key: str) -> GivenPermission:
        """Ask what this kiosk may do by itself should the server be away."""
        return self._post(GivenPermission, "/api/v1/offline/permission", request, key=key)

    def adopt_numbers(self, request: AdoptNumbers, *, key: str) -> Adoptions:
        """Hand over numbers that this kiosk gave out by itself."""
        return self._post(Adoptions, "/api/v1/offline/adoptions", request, key=key)

    def offer_pairing(self, request: MakePairingCode, *, key: str) -> PairingCode:
        """Make a code with which a machine becomes a device."""
        return self._post(PairingCode, "/api/v1/devices/pairing", request, key=key)

    def pair(self, request: PairRequest, *, key: str) -> Paired:
        """Become the device that a code is for; no credential is needed."""
        return self._post(Paired, "/api/v1/pairing", request, key=key)

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        """Tell how this device is, and learn what it is asked to do."""
        path, body = "/api/v1/devices/me/health", to_json(health)
        return _read(HealthTaken, self._send("PUT", path, body=body, key=key))

    def answer_command(self, command_id: int, request: AnswerCommand, *, key: str) -> None:
        """Tell what became of a command."""
        path = f"/api/v1/devices/me/commands/{command_id}/answer"
        self._send("POST", path, body=to_json(request), key=key)

    def note_tending(self, request: TendingNote, *, key: str) -> None:
        """Tell what somebody did behind this kiosk's glass."""
        self._send("POST", "/api/v1/devices/me/tending", body=to_json(request), key=key)

    def list_devices(self) -> tuple[DeviceView, ...]:
        """Return every kiosk and display, and how it is."""
        return self._get(tuple[DeviceView, ...], "/api/v1/devices")

    def list_kiosks(self) -> tuple[KioskNow, ...]:
        """Return every kiosk, where it stands, and what somebody should see to at it."""
        return self._get(tuple[KioskNow, ...], "/api/v1/devices/kiosks")

    def look_at_boards(self) -> BoardsView:
        """Return what all boards show, and which of them do not receive the calls."""
        return self._get(BoardsView, "/api/v1/boards")

    def tell_boards(self, request: TellBoards, *, key: str) -> BoardsNow:
        """Show something on all boards."""
        return _read(BoardsNow, self._send("PUT", "/api/v1/boards", body=to_json(request), key=key))

    def command_kiosk(self, kiosk: str, request: CommandDevice, *, key: str) -> SentCommand:
        """Ask something of a kiosk from afar."""
        return self._post(SentCommand, f"/api/v1/devices/{quote(kiosk, safe='')}/commands", request, key=key)

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def _get(self, of: type[T], path: str) -> T:
        return _read(of, self._send("GET", path))

    def _post(self, of: type[T], path: str, word: object, *, key: str) -> T:
        return _read(of, self._send("POST", path, body=None if word is None else to_json(word), key=key))

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
                timeout=self._timeouts_s,
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
