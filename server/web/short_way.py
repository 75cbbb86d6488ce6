"""The short way: a well-formed request goes to its route without the framework's work for each request.

FastAPI describes every route, and answers every request that is not as it should be, so a refusal has one form. But it
works the parameters of a route out anew each time, which costs three times what a ticket does. Here that is done once,
when the first request comes; a request that has a credential, a key and a body of the right form is answered by the
same function. Whatever else comes, or comes to a route with other parameters than these, takes the long way.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property, partial
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

from fastapi import Request
from fastapi.params import Depends
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.errors import HallError
from hall.wire import from_json
from server.web.auth import Needs
from server.web.guard import BODY_MOST_BYTES
from server.web.parts import Key, Parts, parts_of
from server.web.problems import problem_response

JSON_BODY = frozenset({b"application/json", b"application/json; charset=utf-8"})

_KEY: TypeAdapter[str] = TypeAdapter(Key)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A request, in the pieces that parameters are made of."""

    request: Request
    path: Mapping[str, str]
    headers: Mapping[bytes, bytes]
    body: bytes


Fill = Callable[[_Asked], Any]
"""Makes one parameter, or raises what refuses the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortRoute:
    """A route with what fills its parameters; `who` is the one that has to be waited for."""

    route: APIRoute
    endpoint: Callable[..., Awaitable[Response]]
    who: tuple[str, Needs] | None
    fills: tuple[tuple[str, Fill], ...]
    has_body: bool


class _Way:
    """A route, shortened when it is first asked for: a start has no time for all of them."""

    def __init__(self, route: APIRoute, parts: Parts) -> None:
        self.route, self._parts = route, parts

    @cached_property
    def short(self) -> ShortRoute | None:
        return shorten(self.route, self._parts)


class ShortWay:
    """ASGI application before FastAPI's."""

    def __init__(self, app: ASGIApp, *, routes: Iterable[APIRoute], parts: Parts) -> None:
        """Take the long way, and the routes in the order in which it tries them."""
        self._app = app
        self._gate = parts.gate
        ways = [_Way(route, parts) for route in routes]
        self._patterns = [(method, way.route.path_regex, way) for way in ways for method in way.route.methods or ()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request the short way if it goes."""
        short, path = self._find(scope) if scope["type"] == "http" else (None, {})
        if short is None:
            await self._app(scope, receive, send)
            return
        come: list[Message] = []
        filled = await self._fill(short, path, scope, receive=receive, come=come)
        if filled is None:
            await self._app(scope, partial(_receive_again, come, receive), send)
            return
        scope["route"] = short.route  # for the figures and the access log
        await _answer(short, filled, scope, receive=receive, send=send)

    def _find(self, scope: Scope) -> tuple[ShortRoute | None, Mapping[str, str]]:
        """Return the route that the long way would take, unless it needs the long way, and what its path holds."""
        method, path = scope["method"], scope["path"]
        for of, pattern, way in self._patterns:
            if of == method and (match := pattern.match(path)) is not None:
                return way.short, match.groupdict()
        return None, {}

    async def _fill(
        self, short: ShortRoute, path: Mapping[str, str], scope: Scope, *, receive: Receive, come: list[Message]
    ) -> dict[str, Any] | None:
        """Return the parameters of a route, None when anything is not as it should be.

        `come` is given the messages that were received. Nothing else of the request is kept: a stream lasts.
        """
        headers = dict(reversed(scope["headers"]))  # of two of a name the first holds, as in Starlette's
        if short.has_body:
            if not _has_plain_body(headers):
                return None
            await _read(receive, come)
        body = b"".join(message.get("body", b"") for message in come)
        asked = _Asked(request=Request(scope), path=path, headers=headers, body=body)
        filled = {}
        try:
            if short.who is not None:
                name, needs = short.who
                filled[name] = await needs.admit(asked.request, self._gate)
            for name, fill in short.fills:
                filled[name] = fill(asked)
        except (HallError, ValidationError):
            return None
        return filled


def shorten(route: APIRoute, parts: Parts) -> ShortRoute | None:
    """Return what fills a route's parameters, None when it has one that is not known here."""
    signature = inspect.signature(route.endpoint)
    hints = get_type_hints(route.endpoint, include_extras=True)
    if route.dependencies or hints.get("return") is not Response:
        return None
    who, fills, bodies = None, [], 0
    for name in signature.parameters:
        if (needs := _dependency_of(hints[name])) is not None and isinstance(needs, Needs):
            who = (name, needs)
        elif (fill := _fill_of(name, hints[name], route.param_convertors, parts)) is not None:
            fills.append((name, fill))
            bodies += is_dataclass(hints[name])
        else:
            return None
    if bodies > 1:
        return None
    return ShortRoute(route=route, endpoint=route.endpoint, who=who, fills=tuple(fills), has_body=bodies == 1)


def _fill_of(name: str, hint: object, in_path: Mapping[str, object], parts: Parts) -> Fill | None:
    """Return what makes a parameter of its name and type."""
    if hint is Request:
        return lambda asked: asked.request
    if _dependency_of(hint) is parts_of:
        return lambda _asked: parts
    if hint is Key:
        return lambda asked: _KEY.validate_python(asked.headers.get(b"idempotency-key", b"").decode("latin-1"))
    if name in in_path:
        validate = TypeAdapter[Any](cast(Any, hint)).validate_python
        return lambda asked: validate(asked.path[name])
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda asked: from_json(hint, asked.body)
    return None


def _dependency_of(hint: object) -> Callable[..., Any] | None:
    """Return the dependency that a parameter's type names."""
    if get_origin(hint) is not Annotated:
        return None
    return next((extra.dependency for extra in get_args(hint)[1:] if isinstance(extra, Depends)), None)


async def _answer(short: ShortRoute, filled: Mapping[str, Any], scope: Scope, *, receive: Receive, send: Send) -> None:
    try:
        response = await short.endpoint(**filled)
        await response(scope, receive, send)
    except HallError as error:
        await problem_response(error)(scope, receive, send)


def _has_plain_body(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a body is told to be JSON and no longer than it may be."""
    length = headers.get(b"content-length", b"")
    is_short = length.isdigit() and int(length) <= BODY_MOST_BYTES
    return is_short and headers.get(b"content-type") in JSON_BODY


async def _read(receive: Receive, come: list[Message]) -> None:
    """Keep the messages that bring the body, up to the last or the client's going."""
    come.append(await receive())
    while come[-1].get("more_body", False):
        come.append(await receive())


async def _receive_again(come: list[Message], receive: Receive) -> Message:
    """Return what had come, message by message, and then what comes."""
    return come.pop(0) if come else await receive()
