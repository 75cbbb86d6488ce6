"""Kiosks that take number after number, in a process of their own that costs as little as can be.

    python -m benchmarks.ticket_load PORT TOKEN CLIENTS SECONDS

Plain sockets, one thread, an answer looked at no further than needed: the machine's cores are for the server. Prints
what was reached as a line of JSON: a `Rate` without the server's part.
"""

import json
import resource
import secrets
import selectors
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MATTER = "marriage_registration"
BODY = f'{{"matter_id":"{MATTER}"}}'
READ_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What so many clients reached; `cpu_s` is what they themselves took of a core."""

    clients: int
    tickets: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_s: float

    @property
    def per_second(self) -> float:
        """Tickets a second."""
        return self.tickets / self.seconds


class _Kiosk:
    """One connection with one request under way."""

    def __init__(self, port: int, token: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"POST /api/v1/tickets HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\nIdempotency-Key: "
        self._head, self._answer = head, b""
        self._began = 0.0

    def ask(self) -> None:
        """Ask for a number, under a key of its own."""
        self._answer = b""
        self._began = time.perf_counter()
        self.socket.sendall(f"{self._head}{secrets.token_hex(12)}\r\n\r\n{BODY}".encode())

    def read(self) -> float | None:
        """Take what has come; return how many seconds the answer took when it is whole."""
        self._answer += self.socket.recv(READ_BYTES)
        head, gap, body = self._answer.partition(b"\r\n\r\n")
        if not gap or len(body) < int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]):
            if not self._answer:
                raise SystemExit("the server closed the connection")
            return None
        if not head.startswith(b"HTTP/1.1 201"):
            raise SystemExit(self._answer.decode())
        return time.perf_counter() - self._began


def take_numbers(port: int, token: str, *, clients: int, seconds: float) -> Load:
    """Let clients take numbers for a while, in another process, and return what they reached."""
    command = [sys.executable, "-m", "benchmarks.ticket_load", str(port), token, str(clients), str(seconds)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Load(**json.loads(done.stdout))


def press(port: int, token: str, *, clients: int, seconds: float) -> Load:
    """Let clients take numbers for a while, each the next one when it has its answer."""
    latencies: list[float] = []
    with selectors.DefaultSelector() as ready:
        kiosks = [_Kiosk(port, token) for _ in range(clients)]
        began = time.perf_counter()
        for kiosk in kiosks:
            ready.register(kiosk.socket, selectors.EVENT_READ, kiosk)
            kiosk.ask()
        while ready.get_map():
            for key, _ in ready.select():
                _go_on(key.data, ready, latencies, is_over=time.perf_counter() - began > seconds)
        took = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    latencies.sort()
    return Load(
        clients=clients,
        tickets=len(latencies),
        seconds=took,
        p50_ms=statistics.median(latencies) * 1000,
        p99_ms=latencies[int(0.99 * (len(latencies) - 1))] * 1000,
        cpu_s=used.ru_utime + used.ru_stime,
    )


def _go_on(kiosk: _Kiosk, ready: selectors.BaseSelector, latencies: list[float], *, is_over: bool) -> None:
    took_s = kiosk.read()
    if took_s is None:
        return
    latencies.append(took_s)
    if is_over:
        ready.unregister(kiosk.socket)
        kiosk.socket.close()
    else:
        kiosk.ask()


if __name__ == "__main__":
    port, token, clients, seconds = sys.argv[1:]
    print(json.dumps(asdict(press(int(port), token, clients=int(clients), seconds=float(seconds)))))
