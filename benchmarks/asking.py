"""Asking as a kiosk or a console does: each write has its key before the first try, and is repeated until answered.

What was asked and what was answered stays in the client's own log. Raw HTTP over one connection, so that the
load costs little beside the server that it loads.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hall.client import new_key
from hall.clock import Clock

RETRY_S = 0.05
REPLY_MOST_S = 20.0
TRIES_MOST = 2_000
"""Enough for a server that is away for minutes; after that the run is broken, not slow."""

Word = dict[str, Any]
"""A JSON object as it came."""


class NeverAnsweredError(Exception):
    """A write was repeated as long as anyone would, and nobody answered."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """A write: what was asked under which key, and what was answered.

    `broken_at` is when its connection last broke after it had been sent: until it is repeated, nobody knows
    whether it was done. `refused` are the codes of the answers that asked to try again later.
    """

    client: str
    key: str
    path: str
    body: bytes
    asked_at: datetime
    broken_at: datetime | None = None
    refused: list[str] = field(default_factory=list)
    status: int = 0
    answer: bytes = b""
    took_s: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether it was answered as done."""
        return 200 <= self.status < 300

    def word(self) -> Word:
        """Return the answer's JSON."""
        word: Word = json.loads(self.answer)
        return word


class Load:
    """What all clients of a run share: where the server is, how much is under way, and when to end."""

    def __init__(self, *, port: Callable[[], int], clock: Clock) -> None:
        """Take how to learn the server's port, and the clock for the logs."""
        self.port = port
        self.clock = clock
        self.in_flight = 0
        self.done = 0
        self.is_over = False


class Asker:
    """One client: a name, a credential, a connection and a log."""

    def __init__(self, load: Load, name: str, *, token: str = "") -> None:
        """Take the run that it belongs to; the first ask connects."""
        self.name = name
        self.token = token
        self.load = load
        self.log: list[Asked] = []
        self._wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, word: object, *, key: str | None = None) -> Asked:
        """Ask for a write and return it answered: a success or a refusal, whatever happens in between."""
        asked = self._note(path, json.dumps(word).encode(), key or new_key())
        loop = asyncio.get_running_loop()
        began = loop.time()
        for _ in range(TRIES_MOST):
            try:
                status, answer = await self._try("POST", asked.path, asked.body, key=asked.key, sent=asked)
            except (OSError, EOFError, TimeoutError):
                await asyncio.sleep(RETRY_S)
                continue
            if status >= 500:
                asked.refused.append(json.loads(answer)["code"])
                await asyncio.sleep(RETRY_S)
                continue
            asked.status, asked.answer, asked.took_s = status, answer, loop.time() - began
            self.load.done += asked.is_done
            return asked
        raise NeverAnsweredError(f"{self.name}: {path} under {asked.key}")

    async def repeat(self, asked: Asked) -> tuple[int, bytes]:
        """Ask once more for a write that was answered, under its key, and return what comes now."""
        return await self._try("POST", asked.path, asked.body, key=asked.key)

    async def look(self, path: str) -> Word | None:
        """Return the JSON at a path, None when it may not be seen."""
        for _ in range(TRIES_MOST):
            try:
                status, answer = await self._try("GET", path, b"")
            except (OSError, EOFError, TimeoutError):
                status, answer = 503, b""
            if status < 500:
                word: Word = json.loads(answer)
                return word if status == 200 else None
            await asyncio.sleep(RETRY_S)
        raise NeverAnsweredError(f"{self.name}: {path}")

    def close(self) -> None:
        """Give the connection back."""
        if self._wire is not None:
            self._wire[1].close()
            self._wire = None

    def write_log(self, folder: Path) -> None:
        """Write the log as JSON Lines, for whoever wants to count again."""
        lines = (
            json.dumps(
                {
                    "key": asked.key,
                    "path": asked.path,
                    "body": "" if _holds_secret(asked) else asked.body.decode(),
                    "asked_at": asked.asked_at.isoformat(),
                    "broken_at": asked.broken_at and asked.broken_at.isoformat(),
                    "refused": asked.refused,
                    "status": asked.status,
                    "answer": "" if _holds_secret(asked) else asked.answer.decode(),
                },
                ensure_ascii=False,
            )
            for asked in self.log
        )
        (folder / f"{self.name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _note(self, path: str, body: bytes, key: str) -> Asked:
        asked = Asked(client=self.name, key=key, path=path, body=body, asked_at=self.load.clock.now())
        self.log.append(asked)
        return asked

    async def _try(
        self, method: str, path: str, body: bytes, *, key: str = "", sent: Asked | None = None
    ) -> tuple[int, bytes]:
        """Ask once; a break after `sent` was sent is noted on it."""
        reader, writer = self._wire or await self._connect()
        writer.write(self._request(method, path, body, key=key) + body)
        self.load.in_flight += 1
        try:
            return await asyncio.wait_for(_read_answer(reader), REPLY_MOST_S)
        except (OSError, EOFError, TimeoutError):
            self.close()
            if sent is not None:
                sent.broken_at = self.load.clock.now()
            raise
        finally:
            self.load.in_flight -= 1

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._wire = await asyncio.open_connection("127.0.0.1", self.load.port())
        return self._wire

    def _request(self, method: str, path: str, body: bytes, *, key: str) -> bytes:
        head = f"{method} {path} HTTP/1.1\r\nHost: hall\r\n"
        if self.token:
            head += f"Authorization: Bearer {self.token}\r\n"
        if method == "POST":
            head += f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        return (head + "\r\n").encode()


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    return status, await reader.readexactly(length)


def _holds_secret(asked: Asked) -> bool:
    """Whether the body holds a password or the answer a session: neither goes into a file."""
    return asked.path.endswith("/sessions")
