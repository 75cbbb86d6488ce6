"""Errors on the wire: RFC 9457 problem details for everything that the server refuses."""

import logging
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match

from hall import errors
from hall.exchange import Problem
from hall.wire import to_json
from server.web.wrong_input import wrong_input

PROBLEM_JSON = "application/problem+json"

STATUS: dict[type[errors.HallError], int] = {
    errors.BadInput: 400,
    errors.NotSignedIn: 401,
    errors.WrongPassword: 401,
    errors.WrongCode: 403,
    errors.NotAllowed: 403,
    errors.SecondMachine: 403,
    errors.NotOurPermission: 403,
    errors.UnknownMatter: 404,
    errors.UnknownTicket: 404,
    errors.UnknownWindow: 404,
    errors.UnknownRating: 404,
    errors.AlreadyRated: 409,
    errors.UnknownQueue: 404,
    errors.UnknownAppointment: 404,
    errors.UnknownDevice: 404,
    errors.UnknownCommand: 404,
    errors.PasswordExpired: 403,
    errors.PasswordRefused: 400,
    errors.SecondFactorNeeded: 401,
    errors.SecondFactorMissing: 403,
    errors.UnknownStaff: 404,
    errors.TooManyTries: 429,
    errors.TooManyRequests: 429,
    errors.Overloaded: 503,
    errors.StoreUnusable: 503,
}
"""The status of each error; everything else is a conflict with the hall's state (409)."""

UNSENT = frozenset(
    {
        errors.BadSettings,
        errors.BrokenChain,
        errors.DiskUnusable,
        errors.ClockWrong,
        errors.ServerAway,
        errors.ServerUnclear,
    }
)
"""What a program says to its own machine: no answer of the server has it."""

RETRY_AFTER = "retry_after_s"
"""The fact that becomes the Retry-After header."""

_HTTP_CODES = {404: "unknown_path", 405: "wrong_method", 413: "too_large", 415: "wrong_type"}

_PLAIN = {
    "unknown_path": "Nothing is at this address.",
    "wrong_method": "The address does not take this method.",
    "too_large": "The body is longer than that of any request.",
    "wrong_type": "The body is not JSON.",
}
FAULT = "A fault of the server; its log has the traceback."

_log = logging.getLogger(__name__)


def status_of(error: errors.HallError) -> int:
    """Return the HTTP status of an error."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 409)


def list_codes() -> dict[str, tuple[int, str]]:
    """Return status and meaning of every code that an answer may have, by code."""
    every = (each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.HallError))
    kinds = [kind for kind in every if kind is not errors.HallError and kind not in UNSENT]
    ours = {kind.code: (status_of(kind()), str(kind.__doc__)) for kind in kinds}
    plain = {code: (status, _PLAIN[code]) for status, code in _HTTP_CODES.items()}
    return {**ours, **plain, errors.HallError.code: (500, FAULT)}


def problem_response(error: errors.HallError) -> Response:
    """Return a refusal as it goes out."""
    status = status_of(error)
    headers = {}
    if RETRY_AFTER in error.facts:
        headers["Retry-After"] = str(error.facts[RETRY_AFTER])
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    title = str(type(error).__doc__)
    return _response(error.code, status, title=title, detail=error.detail, facts=error.facts, headers=headers)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the refusals of a route for its OpenAPI description."""
    return {
        status: {"description": _DESCRIPTIONS[status], "content": {PROBLEM_JSON: {"schema": _PROBLEM_SCHEMA}}}
        for status in statuses
    }


async def answer_fault(_request: Request, _error: Exception) -> Response:
    """Say nothing of what went wrong inside; the traceback is logged."""
    title = str(errors.HallError.__doc__)
    return _response(errors.HallError.code, 500, title=title, detail="a fault of the server", facts={}, headers={})


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Answer an address or a method that is not there."""
    assert isinstance(error, HTTPException)
    code = _HTTP_CODES.get(error.status_code, errors.BadInput.code)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods_at(request))) or headers.get("Allow", "")
    return _response(code, error.status_code, title=error.detail, detail=error.detail, facts={}, headers=headers)


def answer_with_problems(app: FastAPI, routes: Iterable[APIRoute]) -> None:
    """Answer everything that goes wrong with problem details.

    Args:
        app: the application.
        routes: all that it serves; FastAPI keeps those of its routers to itself.
    """
    app.state.routes = tuple(routes)
    app.add_exception_handler(errors.HallError, _hall_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(Exception, answer_fault)


_PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_DESCRIPTIONS = {
    400: "Not the form that is asked for",
    401: "No valid credential",
    403: "Not for this credential",
    404: "Not in this hall",
    409: "Conflicts with the state of the hall; nothing was changed",
    413: "A longer body than any request has",
    429: "Too many tries or requests; see Retry-After",
    503: "More than can be queued; see Retry-After",
}


async def _hall_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.HallError)
    return problem_response(error)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem_response(wrong_input(error))


def _methods_at(request: Request) -> set[str]:
    """Return the methods that the address takes: of every route that is there, not of the first alone."""
    there = [route for route in request.app.state.routes if route.matches(request.scope)[0] is not Match.NONE]
    own = [route for route in there if route.path == request.scope["path"]]  # /staff/first is no account's name
    return {method for route in own or there for method in route.methods}


def _response(
    code: str, status: int, *, title: str, detail: str, facts: dict[str, str | int], headers: dict[str, str]
) -> Response:
    problem = Problem(
        type=f"urn:yinhao:error:{code}", title=title, status=status, code=code, detail=detail, facts=facts
    )
    headers["Cache-Control"] = "no-store"
    return Response(to_json(problem), status_code=status, media_type=PROBLEM_JSON, headers=headers)
