"""Listener: one open stream as a test reads it, message by message."""

import json
from types import TracebackType
from typing import Any, Self

import requests

from hall.stream import read_messages


class Listener:
    """A client of a Server-Sent Events stream; a context manager."""

    def __init__(self, url: str, *, token: str | None = None, last_event_id: str | None = None) -> None:
        headers = {"Accept-Encoding": "identity"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        self.response = requests.get(url, headers=headers, stream=True, timeout=10)
        self._messages = read_messages(lambda: self.response.raw.read1(65536))

    def next(self) -> tuple[str, Any]:
        """Return the next message's kind and data."""
        message = next(self._messages)
        return message.kind, json.loads(message.data)

    def next_of(self, kind: str) -> object:
        """Return the data of the next message of a kind, passing over others."""
        while True:
            got, data = self.next()
            if got == kind:
                return data

    def rest(self) -> list[str]:
        """Return the kinds of all messages until the stream ends."""
        return [message.kind for message in self._messages]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.response.close()
