"""CrookedLine: a line to a server that can be cut, lose one of its ends, and bring events again or in a wrong order."""

import threading
from collections.abc import Iterator
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

PASSED_ON = ("Authorization", "Accept", "Content-Type", "Idempotency-Key", "Last-Event-ID")
LOOK_S = 0.02


class Line(StrEnum):
    """How it is: as it should be, cut (nobody is reached), or dead (connections stand, and nothing comes through)."""

    STRAIGHT = "straight"
    CUT = "cut"
    DEAD = "dead"


class CrookedLine:
    """An HTTP server on a port of this machine that passes everything on to another, as well as it is told to.

    `order` is what becomes of events: `straight`, `replayed` (each comes three times, and an old one after it) or
    `swapped` (the second of two comes before the first).
    """

    def __init__(self, url: str) -> None:
        """Take the other server's address."""
        self.upstream = url
        self.line = Line.STRAIGHT
        self.order = "straight"
        self.lives = 0
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.crooked = self
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, args=(LOOK_S,), daemon=True).start()

    def break_line(self, line: Line) -> None:
        """Break it; what stood before will never say anything again, even when the line is whole again."""
        self.lives += 1
        self.line = line

    def heal(self) -> None:
        """Let new connections through."""
        self.line, self.order = Line.STRAIGHT, "straight"

    def close(self) -> None:
        """End."""
        self._http.shutdown()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    crooked: CrookedLine

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: broken lines are what this is for."""


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass()

    def do_POST(self) -> None:
        self._pass()

    def do_PUT(self) -> None:
        self._pass()

    def log_message(self, *_args: object) -> None:
        """Keep the output for the figures."""

    def _pass(self) -> None:
        crooked, life = self.server.crooked, self.server.crooked.lives
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._is_through(life):
            return
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        url, is_stream = crooked.upstream + self.path, self.path.endswith("/events")
        with requests.request(self.command, url, headers=headers, data=body, stream=is_stream, timeout=30) as answer:
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            if is_stream:
                self.end_headers()
                self._pass_events(answer, life)
            elif self._is_through(life):
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

    def _pass_events(self, answer: requests.Response, life: int) -> None:
        threading.Thread(target=self._hang_up_when_cut, args=(answer, life), daemon=True).start()
        for message in _disorder(_messages(answer), self.server.crooked):
            if not self._is_through(life):
                return
            self.wfile.write(message)
            self.wfile.flush()

    def _hang_up_when_cut(self, answer: requests.Response, life: int) -> None:
        crooked = self.server.crooked
        while crooked.lives == life:
            threading.Event().wait(LOOK_S)
        if crooked.line is Line.CUT:
            self.connection.shutdown(2)
            answer.raw.shutdown()

    def _is_through(self, life: int) -> bool:
        """Return whether anything comes through; where the line died, wait for ever, as the other end would."""
        crooked = self.server.crooked
        if crooked.lives == life and crooked.line is Line.STRAIGHT:
            return True
        if crooked.line is Line.CUT:
            return False
        threading.Event().wait()
        return False


def _messages(answer: requests.Response) -> Iterator[bytes]:
    rest = b""
    while chunk := answer.raw.read1(65536):
        *whole, rest = (rest + chunk).split(b"\n\n")
        yield from (each + b"\n\n" for each in whole)


def _disorder(messages: Iterator[bytes], crooked: CrookedLine) -> Iterator[bytes]:
    last, held = b"", b""
    for message in messages:
        is_event = b"event: " in message and b"event: heartbeat" not in message
        if is_event and crooked.order == "replayed":
            yield from (message, message, last, message)
        elif is_event and crooked.order == "swapped" and not held:
            held = message
        else:
            yield message
            if held:
                yield held
                held = b""
        last = message if is_event else last
