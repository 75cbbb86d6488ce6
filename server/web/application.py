"""The web application: every route, every page, and the description of the API."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import ASGIApp

from server.web import (
    routes_appointments,
    routes_audit,
    routes_boards,
    routes_day,
    routes_desk,
    routes_devices,
    routes_figures,
    routes_hall,
    routes_health,
    routes_keypad,
    routes_numbers,
    routes_offline,
    routes_queues,
    routes_ratings,
    routes_rules,
    routes_second_factor,
    routes_sessions,
    routes_staff,
    routes_tablet,
    routes_tickets,
    routes_visits,
    routes_windows,
)
from server.web.declared import serve_routes
from server.web.description import describe_later
from server.web.parts import Parts
from server.web.problems import answer_fault, answer_with_problems
from server.web.short_way import ShortWay

ROUTERS = (
    routes_hall.router,
    routes_tickets.router,
    routes_numbers.router,
    routes_sessions.router,
    routes_staff.router,
    routes_second_factor.router,
    routes_windows.router,
    routes_keypad.router,
    routes_visits.router,
    routes_queues.router,
    routes_day.router,
    routes_appointments.router,
    routes_rules.router,
    routes_figures.router,
    routes_ratings.router,
    routes_tablet.router,
    routes_offline.router,
    routes_desk.router,
    routes_devices.pairing,
    routes_devices.router,
    routes_boards.router,
    routes_audit.router,
    routes_health.router,
)

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_application(parts: Parts, lifespan: Lifespan) -> FastAPI:
    """Return the application that serves one hall.

    Raises:
        LookupError: a route declares no right, and nobody to whom it is open.
    """
    app = FastAPI(
        title="Yinhao",
        version="1",
        description="The hall's server: tickets, windows, visits and what happens, as it happens.",
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from elsewhere, which a closed network has not
        redoc_url=None,
    )
    app.state.parts = parts
    app.state.gate = parts.gate
    app.state.refusals = parts.refusals
    for router in ROUTERS:
        serve_routes(app, router)
    answer_with_problems(app, list_routes())
    describe_later(app, list_routes)
    return app


def with_short_way(app: FastAPI, parts: Parts) -> ASGIApp:
    """Return the application with the short way before it; a fault on that way is answered as any other."""
    return ServerErrorMiddleware(ShortWay(app, routes=list_routes(), parts=parts), handler=answer_fault)


def list_routes() -> Iterator[APIRoute]:
    """Return every route of the API, in the order in which the routers hold them."""
    return (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
