"""Joined writes: an answer's head and body leave together.

uvicorn writes them one after the other, and uvloop hands each to the kernel at once: twice the system calls, and a
client is woken twice for one answer.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class JoinedWrites:
    """A connection's transport that keeps what is written until the loop has its next turn."""

    __slots__ = ("_kept", "_loop", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Take the transport; all but writing and closing is its own."""
        self._transport = transport
        self._loop = loop
        self._kept: list[bytes] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- as the transport has it
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, a moment later."""
        if not self._kept:
            self._loop.call_soon(self._flush)
        self._kept.append(data)

    def close(self) -> None:
        """Write what is kept, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._kept:
            kept, self._kept = self._kept, []
            self._transport.write(b"".join(kept))


class JoiningProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with joined writes."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection."""
        super().connection_made(cast("asyncio.Transport", JoinedWrites(transport, self.loop)))
