"""The page of the rating tablet at a window: the invitation, or the code that makes a browser the tablet."""

from typing import Protocol

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hall.places import Directory
from server.web.auth import Principal
from server.web.declared import Open, open_to, serve_routes
from server.web.rate_page import rate_facts, rate_sign_in_facts
from server.web.rendering import PRIVATE_PAGE, Rendering


class RateSource(Protocol):
    """What the tablet's page reads of the hall."""

    async def find_tablet(self, request: Request) -> Principal | None:
        """Return the rating tablet whose credential came with the request."""
        ...

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        ...


class RatePages:
    """Answers with HTML."""

    def __init__(self, source: RateSource, rendering: Rendering) -> None:
        """Take where to read, and how to draw."""
        self._source = source
        self._rendering = rendering

    def serve(self, app: FastAPI) -> None:
        """Add the page to an app."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        router.add_api_route("/rate", self.own, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/rate/{window_id}", self.rate, openapi_extra=open_to(Open.SIGN_IN))
        serve_routes(app, router)

    async def own(self, request: Request) -> Response:
        """Lead a tablet to the page of its window; ask any other browser for a code."""
        tablet = await self._source.find_tablet(request)
        return await self._sign_in(request) if tablet is None else _led_to(tablet.name)

    async def rate(self, request: Request, window_id: str) -> Response:
        """Show the tablet of a window; one of another window is led to its own."""
        tablet = await self._source.find_tablet(request)
        if tablet is None:
            return await self._sign_in(request)
        if tablet.name != window_id:
            return _led_to(tablet.name)
        languages = self._rendering.languages
        facts = rate_facts(window_id, await self._source.get_directory(), zh=languages["zh"], en=languages["en"])
        return self._private(self._rendering.page("rate.html", languages["zh"], facts))

    async def _sign_in(self, request: Request) -> Response:
        language = self._rendering.language_for_staff(request)
        facts = rate_sign_in_facts(await self._source.get_directory(), language)
        return self._private(self._rendering.page("board_sign_in.html", language, facts))

    def _private(self, answer: HTMLResponse) -> HTMLResponse:
        answer.headers.update(PRIVATE_PAGE)
        return answer


def _led_to(window_id: str) -> Response:
    return RedirectResponse(f"/rate/{window_id}", status_code=303, headers=PRIVATE_PAGE)
