"""The description of the API (OpenAPI), worked out when somebody asks for it.

FastAPI prepares, for each route, to check and describe what it answers. Our answers are bytes already, and the
description is wanted once in a long while, so a start need not wait 0.1 s and keep 4 MB for it.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from hall.exchange import Problem
from server.rules.rights import Right
from server.web.declared import RIGHT_KEY, declared_of
from server.web.problems import list_codes, problems

TIME_OF_DAY = r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"

_LIMITED = {str(status): described for status, described in problems(429).items()}
"""Whoever comes without a credential may be told to wait, before any route is asked."""


class DescribedLater(APIRoute):
    """A route that knows what it answers only when it is described."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **told: Any) -> None:  # noqa: ANN401 -- as FastAPI has it
        """Take what FastAPI's own route is told."""
        self.described = partial(APIRoute, path, endpoint, **told)
        super().__init__(path, endpoint, **{**told, "response_model": None})


def describe_later(app: FastAPI, list_routes: Callable[[], Iterable[APIRoute]]) -> None:
    """Let an application describe its routes when it is asked for its description."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app, list_routes())
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _describe(app: FastAPI, routes: Iterable[APIRoute]) -> dict[str, Any]:
    """Return the description, with our own form of refusals in place of FastAPI's 422."""
    whole = [route.described() if isinstance(route, DescribedLater) else route for route in routes]
    schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=whole)
    for route in whole:
        if isinstance(declared := declared_of(route), Right):
            for method in route.methods or ():
                schema["paths"][route.path_format][method.lower()][RIGHT_KEY] = declared.value
    schema["components"]["schemas"]["Problem"] = _describe_problem()
    for name in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(name, None)
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"] |= _LIMITED
    _name_times(schema)
    return schema


def _name_times(part: object) -> None:
    """Describe times of the day as they are written: the format `time` of JSON Schema asks for a time zone as well."""
    if isinstance(part, dict):
        if part.get("format") == "time" and part.get("type") == "string":
            del part["format"]
            part["pattern"] = TIME_OF_DAY
        for each in part.values():
            _name_times(each)
    elif isinstance(part, list):
        for each in part:
            _name_times(each)


def _describe_problem() -> dict[str, Any]:
    """Return the form of a refusal, with every code that one may have and what each means (docs/errors.md)."""
    problem = TypeAdapter(Problem).json_schema()
    meanings = [f"`{code}` ({status}): {meaning}" for code, (status, meaning) in sorted(list_codes().items())]
    problem["properties"]["code"]["description"] = "\n".join(meanings)
    problem["properties"]["code"]["examples"] = sorted(list_codes())
    return problem
