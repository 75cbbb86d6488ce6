"""The HTTP side of a stream: headers, the client's hanging up, and bytes as they come."""

import random
from contextlib import AbstractContextManager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.feed.frames import retry_frame
from server.feed.streams import Source, Streams

STREAM_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would hold events back
}

STREAM_RESPONSE: dict[int | str, dict[str, object]] = {
    200: {"description": "Server-Sent Events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}
"""A stream in OpenAPI, which has no word for what is in it: the route's description says that."""

RETRY_MS = (2_000, 8_000)
"""Between these a browser comes back after a restart, so that 10,000 do not come in the same second."""


class StreamResponse(Response):
    """Sends what a source has for as long as the client listens.

    Starlette's StreamingResponse costs twice the memory of this for each client.
    """

    def __init__(self, streams: Streams, source: AbstractContextManager[Source], *, owner: str | None = None) -> None:
        """Take where the client is told, what, and by which credential; the source is entered while it listens."""
        super().__init__(headers=STREAM_HEADERS)
        del self.headers["content-length"]
        self._streams = streams
        self._source = source
        self._owner = owner

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""

        async def pass_on(body: bytes) -> None:
            await send({"type": "http.response.body", "body": body, "more_body": True})

        with self._source as source:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await pass_on(retry_frame(random.randint(*RETRY_MS)))  # noqa: S311 -- jitter, not a secret
            await self._streams.serve(source, pass_on, _hang_up(receive), owner=self._owner)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _hang_up(receive: Receive) -> None:
    """Return when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
