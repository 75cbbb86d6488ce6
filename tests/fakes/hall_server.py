"""FakeHallServer: a small threaded HTTP server that speaks the contract of `server/`, for the faces' tests.

It issues, calls, finishes and reports print states in memory, streams its events, repeats answers for a repeated
idempotency key, and can be told to go away or to lose answers. No rules: that is the real server's part.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from hall.clock import Clock, SystemClock
from hall.errors import HallError, KeyReused, NotHandledHere, UnknownMatter, UnknownTicket
from hall.events import Event, EventBody, WindowClosed, WindowOpened, WindowState
from hall.exchange import CancelRequest, IssueRequest, PrintReport, Problem
from hall.moments import to_us
from hall.places import Directory, MatterToday
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot, WindowNow, advance
from hall.ticket import IssuedTicket, Place, Ticket, TicketState, WaitRange
from hall.ticket_events import (
    TicketCalled,
    TicketCancelled,
    TicketFinished,
    TicketIssued,
    TicketPrintReported,
    TicketStarted,
)
from hall.wire import from_json, to_json
from tests.fakes.small_hall import make_directory

TOKEN = "test-token"


@dataclass
class FakeHall:
    """The hall behind the fake server: everything a test may set, do or look at."""

    directory: Directory = field(default_factory=make_directory)
    clock: Clock = field(default_factory=SystemClock)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    issue_requests: list[IssueRequest] = field(default_factory=list)
    is_away: bool = False
    refuses_streams: bool = False
    is_mute: bool = False
    answers_to_lose: int = 0
    refusal: HallError | None = None

    def __post_init__(self) -> None:
        """Begin the day with every window closed and nobody waiting."""
        self.changed = threading.Condition()
        self._answers: dict[str, tuple[bytes, int, bytes]] = {}
        queues = tuple(QueueNow(queue_id=queue.queue_id, waiting=0, open_windows=0) for queue in self.directory.queues)
        windows = tuple(
            WindowNow(window_id=window.window_id, state=WindowState.CLOSED) for window in self.directory.windows
        )
        self.first = self.snapshot = Snapshot(
            epoch=1,
            seq=0,
            at=self.clock.now(),
            business_date=self.directory.business_date,
            calls=(),
            queues=queues,
            windows=windows,
        )

    def set_queue(
        self, queue_id: str, *, waiting: int, open_windows: int = 1, wait: tuple[int, int | None] | None = None
    ) -> None:
        """Set how a queue stands before anybody looks (makes no event)."""
        now = QueueNow(
            queue_id=queue_id,
            waiting=waiting,
            open_windows=open_windows,
            wait=None if wait is None else WaitRange(low_min=wait[0], high_min=wait[1]),
        )
        queues = tuple(now if queue.queue_id == queue_id else queue for queue in self.snapshot.queues)
        self.first = self.snapshot = replace(self.snapshot, queues=queues)

    def open_window(self, window_id: str) -> None:
        """A clerk signs in."""
        served = self._served_by(window_id)
        now = tuple(replace(queue, open_windows=queue.open_windows + 1) for queue in served)
        self.happen(WindowOpened(window_id=window_id, queues=now))

    def close_window(self, window_id: str) -> None:
        """A clerk leaves."""
        served = self._served_by(window_id)
        now = tuple(replace(queue, open_windows=max(0, queue.open_windows - 1)) for queue in served)
        self.happen(WindowClosed(window_id=window_id, queues=now))

    def issue(self, matter_id: str) -> IssuedTicket:
        """Give the next number of the matter's queue."""
        if self.refusal is not None:
            raise self.refusal
        today = self._find_matter(matter_id)
        queue = self.queue_now(today.handling.queue)
        ticket_id = len(self.tickets) + 1
        now = self.clock.now()
        prefix = chr(ord("A") + [each.queue_id for each in self.snapshot.queues].index(queue.queue_id))
        taken = sum(ticket.queue_id == queue.queue_id for ticket in self.tickets.values())
        ticket = Ticket(
            ticket_id=ticket_id,
            number=f"{prefix}{taken + 1:03}",
            business_date=self.directory.business_date,
            state=TicketState.WAITING,
            matter_id=matter_id,
            queue_id=queue.queue_id,
            arrived_at=now,
            entered_at=now,
            place=Place(key_us=to_us(now), since=now),
        )
        self.tickets[ticket_id] = ticket
        self.happen(
            TicketIssued(
                ticket_id=ticket_id,
                number=ticket.number,
                matter_id=matter_id,
                source=ticket.source,
                priority_class=ticket.priority_class,
                queue=replace(queue, waiting=queue.waiting + 1),
            )
        )
        token = f"token{ticket_id:06}"
        return IssuedTicket(
            ticket=ticket,
            token=token,
            page_url=f"http://127.0.0.1/t/{token}",
            people_ahead=queue.waiting,
            wait=queue.wait,
        )

    def call(self, ticket_id: int, window_id: str) -> Event:
        """Call a ticket (again, when it was called before) to a window."""
        ticket = self.tickets[ticket_id]
        queue = self.queue_now(ticket.queue_id)
        waiting = queue.waiting - (ticket.state is TicketState.WAITING)
        ticket = replace(
            ticket,
            state=TicketState.CALLED,
            window_id=window_id,
            call_count=ticket.call_count + 1,
            last_called_at=self.clock.now(),
        )
        self.tickets[ticket_id] = ticket
        return self.happen(
            TicketCalled(
                ticket_id=ticket_id,
                number=ticket.number,
                matter_id=ticket.matter_id,
                window_id=window_id,
                call_count=ticket.call_count,
                queue=replace(queue, waiting=max(0, waiting)),
            )
        )

    def start(self, ticket_id: int) -> Event:
        """The visitor came to the window."""
        ticket = self.tickets[ticket_id] = replace(self.tickets[ticket_id], state=TicketState.SERVING)
        return self.happen(TicketStarted(ticket_id=ticket_id, number=ticket.number, window_id=str(ticket.window_id)))

    def finish(self, ticket_id: int) -> Event:
        """The matter was dealt with."""
        ticket = self.tickets[ticket_id] = replace(self.tickets[ticket_id], state=TicketState.DONE)
        return self.happen(TicketFinished(ticket_id=ticket_id, number=ticket.number, window_id=str(ticket.window_id)))

    def cancel(self, ticket_id: int) -> Ticket:
        """Give a number up."""
        ticket = self.tickets[ticket_id] = replace(self._find_ticket(ticket_id), state=TicketState.CANCELLED)
        queue = self.queue_now(ticket.queue_id)
        now = replace(queue, waiting=max(0, queue.waiting - 1))
        self.happen(TicketCancelled(ticket_id=ticket_id, number=ticket.number, queue=now))
        return ticket

    def report_print(self, ticket_id: int, report: PrintReport) -> Ticket:
        """Keep what became of the paper."""
        ticket = self._find_ticket(ticket_id)
        ticket = replace(ticket, print_state=report.print_state, print_count=ticket.print_count + 1)
        self.tickets[ticket_id] = ticket
        self.happen(
            TicketPrintReported(
                ticket_id=ticket_id,
                number=ticket.number,
                print_state=ticket.print_state,
                print_count=ticket.print_count,
            )
        )
        return ticket

    def happen(self, body: EventBody) -> Event:
        """Number an event, move the snapshot on and tell the streams."""
        with self.changed:
            event = Event(seq=self.snapshot.seq + 1, at=self.clock.now(), body=body)
            self.snapshot = advance(self.snapshot, event)
            self.events.append(event)
            self.changed.notify_all()
        return event

    def once(self, key: str, request: bytes, act: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        """Act, or repeat the answer that the key got before."""
        with self.changed:
            if key in self._answers:
                known, status, answer = self._answers[key]
                if known != request:
                    raise KeyReused
                return status, answer
            status, answer = act()
            self._answers[key] = (request, status, answer)
            return status, answer

    def queue_now(self, queue_id: str | None) -> QueueNow:
        """Return how a queue stands."""
        return next(queue for queue in self.snapshot.queues if queue.queue_id == queue_id)

    def _served_by(self, window_id: str) -> tuple[QueueNow, ...]:
        window = next(window for window in self.directory.windows if window.window_id == window_id)
        return tuple(self.queue_now(queue_id) for queue_id in window.queues)

    def _find_matter(self, matter_id: str) -> MatterToday:
        for today in self.directory.matters:
            if today.matter.matter_id == matter_id:
                if not today.handling.is_here:
                    raise NotHandledHere
                return today
        raise UnknownMatter

    def _find_ticket(self, ticket_id: int) -> Ticket:
        if ticket_id not in self.tickets:
            raise UnknownTicket
        return self.tickets[ticket_id]


class FakeHallServer:
    """Serves a FakeHall on a free port of this machine; a context manager."""

    def __init__(self, hall: FakeHall | None = None, *, heartbeat_s: float = 15.0) -> None:
        """Take the hall to serve."""
        self.hall = hall or FakeHall()
        self._http = _HttpServer(("127.0.0.1", 0), _Handler)
        self._http.hall = self.hall
        self._http.heartbeat_s = heartbeat_s
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def go_away(self) -> None:
        """Break every stream and answer nobody until `come_back`."""
        self.hall.is_away = True
        with self.hall.changed:
            self.hall.changed.notify_all()

    def come_back(self) -> None:
        """Answer again."""
        self.hall.is_away = False

    def __enter__(self) -> Self:
        """Start to serve."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """End, streams included."""
        self._http.is_ending = True
        self.go_away()
        self._http.shutdown()
        self._http.server_close()


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    hall: FakeHall
    heartbeat_s: float
    is_ending = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, *_args: object) -> None:
        """Keep the tests' output clean."""

    def _answer(self, act: Callable[[bytes], None]) -> None:
        hall = self.server.hall
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        hall.requests.append((self.command, self.path, self.headers.get("Idempotency-Key")))
        if hall.is_away:
            self.close_connection = True
            return
        try:
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self._send(401, _problem(401, "not_signed_in", "no such token"))
                return
            act(body)
        except HallError as error:
            self._send(409, _problem(409, error.code, error.detail))

    def _get(self, _body: bytes) -> None:
        hall = self.server.hall
        if self.path == "/api/v1/hall":
            self._send(200, to_json(hall.directory))
        elif self.path == "/api/v1/snapshot":
            self._send(200, to_json(hall.snapshot))
        elif self.path == "/api/v1/events" and hall.refuses_streams:
            self._send(502, _problem(502, "server_away", "a proxy that passes no stream on"))
        elif self.path == "/api/v1/events":
            self._stream()
        else:
            self._send(404, _problem(404, "unknown_ticket", self.path))

    def _post(self, body: bytes) -> None:
        hall = self.server.hall
        key = self.headers.get("Idempotency-Key")
        if not key:
            self._send(400, _problem(400, "bad_input", "no Idempotency-Key"))
            return
        status, answer = hall.once(key, self.path.encode() + body, lambda: self._act(body))
        if hall.answers_to_lose > 0:
            hall.answers_to_lose -= 1
            self.close_connection = True
            return
        self._send(status, answer)

    def _act(self, body: bytes) -> tuple[int, bytes]:
        hall = self.server.hall
        match self.path.split("/")[3:]:
            case ["tickets"]:
                hall.issue_requests.append(from_json(IssueRequest, body))
                return 201, to_json(hall.issue(hall.issue_requests[-1].matter_id))
            case ["tickets", ticket_id, "print"]:
                return 200, to_json(hall.report_print(int(ticket_id), from_json(PrintReport, body)))
            case ["tickets", ticket_id, "cancel"]:
                from_json(CancelRequest, body)
                return 200, to_json(hall.cancel(int(ticket_id)))
        raise UnknownTicket

    def _stream(self) -> None:
        hall = self.server.hall
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with hall.changed:
            seen = self._first_message()
        while not (hall.is_away or self.server.is_ending):
            with hall.changed:
                news = hall.events[seen:]
                if not news and not hall.changed.wait(self.server.heartbeat_s):
                    self._message("heartbeat", "", json.dumps(hall.clock.now().astimezone(UTC).isoformat()).encode())
            for event in news:
                self._message(event.body.kind, f"1.{event.seq}", to_json(event))
            seen += len(news)

    def _first_message(self) -> int:
        hall = self.server.hall
        epoch, _, seen = (self.headers.get("Last-Event-ID") or "").partition(".")
        if epoch == str(hall.snapshot.epoch):
            self._message("resumed", "", b"{}")
            return int(seen)
        self._message("snapshot", f"{hall.snapshot.epoch}.{hall.snapshot.seq}", to_json(hall.snapshot))
        return hall.snapshot.seq

    def _message(self, kind: str, id_: str, data: bytes) -> None:
        if self.server.hall.is_mute:
            return
        head = f"event: {kind}\n" + (f"id: {id_}\n" if id_ else "")
        self.wfile.write(head.encode() + b"data: " + data + b"\n\n")
        self.wfile.flush()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _problem(status: int, code: str, detail: str) -> bytes:
    return to_json(
        Problem(type=f"urn:yinhao:error:{code}", title=code, status=status, code=code, detail=detail, facts={})
    )


def at(hour: int, minute: int = 0) -> datetime:
    """Return a moment of the small hall's day, by its own clock (UTC+8)."""
    return datetime(2026, 3, 2, hour - 8, minute, tzinfo=UTC)
