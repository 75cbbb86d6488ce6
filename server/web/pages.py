"""The web faces: the start page, the window console and the visitor's phone page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from hall.clock import Clock
from hall.errors import UnknownTicket
from hall.events import WindowState
from hall.exchange import VisitView, WindowChoice, WindowView
from hall.language import Language
from hall.places import Directory
from hall.ticket import FINAL_STATES
from hall.wire import to_json
from server.web.rendering import Rendering, keep_language
from server.web.visit_page import area_of, grace_of, parts_of, place_of, slots_of, title_of

LONG_WAIT = timedelta(minutes=20)
"""From when the console's list marks a wait as long."""

_REASONS = ("ended", "signed_out")
SIGN_IN_TEXTS = ("sign_in", "errors")
CONSOLE_TEXTS = ("live", "acts", "classes", "errors")
PHONE_TEXTS = (
    *("live", "page", "called", "serving", "line", "remind"),
    *("held", "overdue", "done", "no_show", "cancelled", "expired"),
)


class PageSource(Protocol):
    """What the pages read of the hall."""

    async def find_window(self, request: Request) -> WindowView | None:
        """Return the window of the clerk whose session came with the request."""
        ...

    async def list_windows(self) -> Sequence[WindowChoice]:
        """Return the windows that one may sign in at."""
        ...

    async def get_visit(self, token: str) -> VisitView:
        """Return what a visitor's phone shows; raises UnknownTicket."""
        ...

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        ...


@dataclass(frozen=True, slots=True)
class _Choice:
    window_id: str
    name: str
    note: str


class Pages:
    """Answers with HTML."""

    def __init__(self, source: PageSource, rendering: Rendering, clock: Clock) -> None:
        """Take where to read, how to draw, and the time."""
        self._source = source
        self._rendering = rendering
        self._clock = clock

    def serve(self, app: FastAPI) -> None:
        """Add the pages and their files to an app."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        router.add_api_route("/", self.start)
        router.add_api_route("/console", self.console)
        router.add_api_route("/t/{token}", self.phone)
        app.include_router(router)
        self._rendering.mount_static(app)

    async def start(self, request: Request) -> HTMLResponse:
        """Say what this server is."""
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        return self._rendering.page("start.html", language, {"hall": directory.hall})

    async def console(self, request: Request) -> HTMLResponse:
        """Show the clerk's window, or the sign-in."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        view = await self._source.find_window(request)
        if view is None:
            answer = await self._sign_in(request, language, directory)
        else:
            answer = self._desk(view, language, directory)
        keep_language(request, answer)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def phone(self, request: Request, token: str) -> HTMLResponse:
        """Show a visitor where the ticket stands, readable without any script."""
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        facts: dict[str, object] = {"hall": directory.hall, "text_size": _text_size(request)}
        try:
            view = await self._source.get_visit(token)
        except UnknownTicket:
            answer = self._rendering.page("phone_gone.html", language, facts, status=404)
        else:
            answer = self._rendering.page("phone.html", language, facts | self._visit(view, token, language, directory))
        answer.headers.update(
            {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Vary": "Accept-Language"}
        )
        return answer

    async def _sign_in(self, request: Request, language: Language, directory: Directory) -> HTMLResponse:
        reason = request.query_params.get("reason")
        choices = await self._source.list_windows()
        facts = {
            "hall": directory.hall,
            "floors": _by_floor(choices, language),
            "reason": reason if reason in _REASONS else None,
            "data": {
                "texts": self._rendering.texts(language, "console", SIGN_IN_TEXTS),
                "time_zone": directory.hall.time_zone,
            },
        }
        return self._rendering.page("console_sign_in.html", language, facts)

    def _desk(self, view: WindowView, language: Language, directory: Directory) -> HTMLResponse:
        title = next((each.name for each in directory.windows if each.window_id == view.window_id), None)
        window_name = language.text("console.page.numbered", window=view.window_id)
        data = {
            "view": _plain(view),
            "window_id": view.window_id,
            "window_name": window_name,
            "language": language.code,
            "time_zone": directory.hall.time_zone,
            "rules": _plain(directory.hall.rules),
            "long_wait_minutes": LONG_WAIT // timedelta(minutes=1),
            "texts": self._rendering.texts(language, "console", CONSOLE_TEXTS),
        }
        facts = {
            "view": view,
            "window_name": window_name,
            "window_title": language.of(title) if title else "",
            "data": data,
        }
        return self._rendering.page("console.html", language, facts)

    def _visit(self, view: VisitView, token: str, language: Language, directory: Directory) -> dict[str, object]:
        zone = ZoneInfo(directory.hall.time_zone)
        return {
            "view": view,
            "parts": parts_of(view),
            "slots": slots_of(view, language, now=self._clock.now(), zone=zone),
            "title": title_of(view, language),
            "place": place_of(view, language),
            "area": area_of(view, language),
            "grace": grace_of(directory.hall.rules, language),
            "is_final": view.state in FINAL_STATES,
            "data": {
                "token": token,
                "view": _plain(view),
                "time_zone": directory.hall.time_zone,
                "texts": self._rendering.texts(language, "phone", PHONE_TEXTS),
            },
        }


def _by_floor(choices: Sequence[WindowChoice], language: Language) -> list[tuple[str, list[_Choice]]]:
    groups = groupby(choices, key=lambda choice: language.of(choice.floor))
    return [(floor, [_choice(each, language) for each in windows]) for floor, windows in groups]


def _choice(choice: WindowChoice, language: Language) -> _Choice:
    name = language.text("console.page.numbered", window=choice.window_id)
    if choice.name is not None:
        name = f"{name} {language.of(choice.name)}"
    state = "free" if choice.state is WindowState.CLOSED else "taken"
    return _Choice(choice.window_id, name, language.text(f"console.sign_in.{state}"))


def _text_size(request: Request) -> str:
    return "large" if request.query_params.get("text") == "large" else "normal"


def _plain(word: object) -> object:
    return json.loads(to_json(word))
