"""What every route declares: the right that it needs, or that it is open and to whom. Nothing is served without."""

from enum import StrEnum
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from server.rules.rights import Right
from server.web.auth import Needs

OPEN_KEY = "x-open-to"
RIGHT_KEY = "x-right"
"""Under these words the description of the API tells what was declared."""


class Open(StrEnum):
    """To whom a route is open that asks for no credential."""

    EVERYONE = "everyone"
    TICKET = "whoever knows the ticket's token in the address"
    CODE = "whoever types a one-time code"
    PASSWORD = "whoever types a password"  # noqa: S105 -- a sentence
    SIGN_IN = "everyone: without a credential that may see more, it shows no more than how to sign in"


def open_to(whom: Open) -> dict[str, Any]:
    """Return the declaration of a route that asks for no credential, for its `openapi_extra`."""
    return {OPEN_KEY: whom.value}


def declared_of(route: APIRoute) -> Right | Open:
    """Return what a route declares.

    Raises:
        LookupError: it declares nothing, or both: the server does not start with it.
    """
    rights = [each.call.right for each in route.dependant.dependencies if isinstance(each.call, Needs)]
    opened = [Open(value) for key, value in (route.openapi_extra or {}).items() if key == OPEN_KEY]
    if len(rights) + len(opened) != 1:
        raise LookupError(f"{route.path} declares {[*rights, *opened]}: one right, or to whom it is open")
    return rights[0] if rights else opened[0]


def serve_routes(app: FastAPI, router: APIRouter) -> None:
    """Let an application serve a router's routes as they are.

    FastAPI's own `include_router` works each of them out once more, when the first request looks for its route: a tenth
    of a second after each start in which nobody is answered.

    Raises:
        LookupError: a route declares nothing, or both.
    """
    for route in router.routes:
        assert isinstance(route, APIRoute), route
        declared_of(route)
    app.router.routes.extend(router.routes)
