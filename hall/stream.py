"""EventStream: follows the hall's Server-Sent Events for as long as the program runs."""

import contextlib
import logging
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import requests
from urllib3.exceptions import HTTPError

from hall.authorities import find_authorities
from hall.client import error_from
from hall.errors import BadInput, HallError
from hall.events import Event
from hall.snapshot import Continuity, Snapshot, advance, continuity
from hall.wire import from_json

HEARTBEAT_S = 15.0
"""How often the server speaks at least (design §6)."""

SILENCE_LIMIT_S = HEARTBEAT_S + 3.0
"""Silence after which the line counts as dead: within the 20 s that a board may be stale unseen."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The hall as it is, first after every connection; `snapshot` replaces all that was known."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """The next event, and the hall after it. Never one twice, never one out of order."""

    event: Event
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """The server lives; `at` is its time."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """The line is down; the stream goes on trying by itself. `error` says why, for staff."""

    error: HallError | None


StreamNews = Connected | Happened | Heartbeat | Disconnected


@dataclass(frozen=True, slots=True)
class _Message:
    kind: str
    id: str
    data: str


class EventStream:
    """A thread that connects, resumes from the last event seen, and hands over news in order.

    After a reconnection the server sends the events that were missed, or a fresh snapshot when that is
    too far back; events already seen are dropped here, and a hole makes the stream start afresh.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: str,
        hand_over: Callable[[StreamNews], None],
        silence_limit_s: float = SILENCE_LIMIT_S,
    ) -> None:
        """Take the server's address and a credential.

        Args:
            base_url: `http://host:port`.
            token: a device or session token.
            hand_over: called on the stream's own thread with each piece of news; must not block.
            silence_limit_s: silence after which the line counts as dead.
        """
        self._silence_limit_s = silence_limit_s
        self._url = base_url.rstrip("/") + "/api/v1/events"
        self._token = token
        self._hand_over = hand_over
        self._snapshot: Snapshot | None = None
        self._stopped = threading.Event()
        self._response: requests.Response | None = None
        self._thread = threading.Thread(target=self._run, name="event-stream", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; news may still arrive until this returns."""
        self._stopped.set()
        if self._response is not None:
            # Wakes the read at once; `close` would wait for it, until the next heartbeat.
            with contextlib.suppress(ValueError, RuntimeError, OSError):  # it has ended by itself
                self._response.raw.shutdown()
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._stopped.is_set():
            error: HallError | None = None
            try:
                for message in self._connect():
                    wait_s = FIRST_WAIT_S
                    self._take(message)
            except (requests.RequestException, HTTPError, OSError) as fault:
                # What breaks under a raw read is told by urllib3 itself, not in the words of requests.
                if not self._stopped.is_set():
                    _log.info("event stream: %s", fault)
            except HallError as fault:
                error = fault
                _log.warning("event stream: %s", fault)
            except Exception:  # noqa: BLE001  # this thread's outermost loop: without it nothing is heard any more
                _log.exception("event stream: starting afresh")
                self._snapshot = None
            if self._stopped.is_set():
                return
            self._hand_over(Disconnected(error=error))
            self._stopped.wait(wait_s * random.uniform(0.7, 1.3))
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)

    def _connect(self) -> Iterator[_Message]:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Accept": "text/event-stream",
            "Accept-Encoding": "identity",
        }
        if self._snapshot is not None:
            headers["Last-Event-ID"] = f"{self._snapshot.epoch}.{self._snapshot.seq}"
        with requests.Session() as session:
            session.trust_env = False
            session.verify = find_authorities()
            response = session.get(self._url, headers=headers, stream=True, timeout=(3.0, self._silence_limit_s))
            self._response = response
            if not response.ok:
                raise error_from(response.status_code, response.content)
            yield from read_messages(lambda: response.raw.read1(65536))

    def _take(self, message: _Message) -> None:
        if message.kind == "snapshot":
            self._snapshot = from_json(Snapshot, message.data)
            self._hand_over(Connected(snapshot=self._snapshot))
        elif message.kind == "heartbeat":
            self._hand_over(Heartbeat(at=datetime.fromisoformat(message.data.strip('"'))))
        elif message.kind == "resumed":
            if self._snapshot is not None:
                self._hand_over(Connected(snapshot=self._snapshot))
        else:
            self._take_event(from_json(Event, message.data))

    def _take_event(self, event: Event) -> None:
        if self._snapshot is None:
            raise BadInput("an event came before any snapshot")
        order = continuity(self._snapshot, event)
        if order is Continuity.SEEN:
            return
        if order is Continuity.GAP:
            seen, self._snapshot = self._snapshot.seq, None
            raise BadInput(f"event {event.seq} came after {seen}: starting afresh")
        self._snapshot = advance(self._snapshot, event)
        self._hand_over(Happened(event=event, snapshot=self._snapshot))


def read_messages(read: Callable[[], bytes]) -> Iterator[_Message]:
    """Split a Server-Sent Events body into messages as they come.

    Args:
        read: returns the next bytes, at once with what is there; empty at the end. (`iter_lines`
            would hold events back for 1-2 s: it waits for 512 bytes.)
    """
    rest = b""
    kind, id_, data = "message", "", []
    while chunk := read():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            name, _, value = line.decode("utf-8").rstrip("\r").partition(":")
            value = value.removeprefix(" ")
            if name == "event":
                kind = value
            elif name == "id":
                id_ = value
            elif name == "data":
                data.append(value)
            elif name == "" and value == "" and data:
                yield _Message(kind, id_, "\n".join(data))
                kind, data = "message", []
