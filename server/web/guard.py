"""The outermost ring around every request: size limit, security headers, figures and the access log.

Plain ASGI, so that a stream passes through without a task or a buffer of its own.
"""

from math import ceil
from time import perf_counter

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.errors import TooManyRequests
from server.web.access_log import AccessLog
from server.web.limits import Limits
from server.web.metrics import Metrics
from server.web.problems import problem_response

BODY_MOST_BYTES = 64 * 1024

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SECURITY_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
"""On every answer that does not set them itself. No referrer: an address with a visitor's token must not travel on."""

UNDER_HTTPS = (
    (b"strict-transport-security", b"max-age=31536000"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""Browsers take the latter from trustworthy origins only, and complain of it on others."""


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics, access: AccessLog, *, limits: Limits, is_https: bool) -> None:
        """Wrap an app."""
        self._app = app
        self._metrics = metrics
        self._access = access
        self._limits = limits
        self._headers = (*SECURITY_HEADERS, *UNDER_HTTPS) if is_https else SECURITY_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and its answer back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status = 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_missing(message["headers"], self._headers)]
            await send(message)

        try:
            if wait_s := self._limits.wait_s(scope):
                refusal = TooManyRequests("more than is needed; wait", retry_after_s=ceil(wait_s))
                await problem_response(refusal)(scope, receive, send_guarded)
            else:
                await self._app(scope, _limited(scope, receive), send_guarded)
        finally:
            self._note(scope, status, perf_counter() - began)
            self._limits.note(scope, status)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log by the route's pattern: an address may hold a visitor's token."""
        method, route = scope["method"], getattr(scope.get("route"), "path", "other")
        self._metrics.note_request(method, route, status, seconds=seconds)
        self._access.note(method, route, status, seconds=seconds, who=str(scope.get("principal", "-")))


def _missing(headers: list[tuple[bytes, bytes]], wanted: tuple[tuple[bytes, bytes], ...]) -> list[tuple[bytes, bytes]]:
    """Return the security headers that an answer does not set itself."""
    there = {name.lower() for name, _ in headers}
    return [header for header in wanted if header[0] not in there]


def _limited(scope: Scope, receive: Receive) -> Receive:
    """Return a `receive` that refuses bodies above the limit: by what is told, before it comes, or by what has come."""
    told = dict(scope["headers"]).get(b"content-length", b"")
    told_bytes = int(told) if told.isdigit() else 0
    come_bytes = 0

    async def receive_limited() -> Message:
        nonlocal come_bytes
        if told_bytes > BODY_MOST_BYTES:
            raise _too_large()
        message = await receive()
        come_bytes += len(message.get("body", b""))
        if come_bytes > BODY_MOST_BYTES:
            raise _too_large()
        return message

    return receive_limited


def _too_large() -> HTTPException:
    return HTTPException(413, f"a body may have {BODY_MOST_BYTES} bytes at most")
