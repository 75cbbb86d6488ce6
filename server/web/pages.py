"""The web faces: the start page, the window console, the visitor's phone page and the public rules."""

from collections.abc import Sequence
from typing import Protocol

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hall.board_words import BoardWords
from hall.clock import Clock
from hall.desk import DeskView
from hall.errors import BadSettings, UnknownTicket, WrongState
from hall.exchange import VisitView, WindowChoice, WindowView
from hall.places import Directory
from hall.rule_book import RuleBook
from hall.snapshot import Snapshot
from hall.ticket import TicketState
from server.actions.directions import Way
from server.rules.rights import Right
from server.web.auth import Principal
from server.web.board_address import THEME, BoardAddress, read_address, wrong_address_facts
from server.web.board_page import board_facts, board_sign_in_facts, sign_facts
from server.web.boards_page import boards_facts
from server.web.calendar_entry import calendar_entry
from server.web.console_page import bar_facts, desk_facts, sign_in_facts
from server.web.declared import Open, open_to, serve_routes
from server.web.desk_page import guide_facts, sign_in_facts_at
from server.web.doors import DOORS, OF_MACHINES
from server.web.problems import answer_http_error
from server.web.rendering import PRIVATE_PAGE, Rendering, as_staff_page
from server.web.rules_page import rules_facts
from server.web.staff_pages import password_facts, second_factor_facts
from server.web.visit_page import visit_facts
from server.web.way_picture import way_svg


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

    async def find_way(self, token: str) -> Way | None:
        """Return the way that a visitor's phone draws, None when there is none; raises UnknownTicket."""
        ...

    def page_url(self, token: str) -> str:
        """Return the address of a visitor's page, as on the slip."""
        ...

    async def get_rules(self) -> RuleBook:
        """Return the hall's rules as of today."""
        ...

    async def find_watcher(self, request: Request) -> Principal | None:
        """Return the display or member of staff whose credential came with the request."""
        ...

    async def get_snapshot(self) -> Snapshot:
        """Return the hall as it is now."""
        ...

    async def get_desk(self) -> DeskView:
        """Return what the guides see now."""
        ...

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        ...

    async def has_admin(self) -> bool:
        """Whether somebody may make accounts."""
        ...


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
        router.add_api_route("/", self.start, openapi_extra=open_to(Open.EVERYONE))
        router.add_api_route("/console", self.console, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/console/bar", self.call_bar, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/t/{token}", self.phone, openapi_extra=open_to(Open.TICKET))
        router.add_api_route("/t/{token}/calendar.ics", self.calendar, openapi_extra=open_to(Open.TICKET))
        router.add_api_route("/t/{token}/way.svg", self.way, openapi_extra=open_to(Open.TICKET))
        router.add_api_route("/rules", self.rules, openapi_extra=open_to(Open.EVERYONE))
        router.add_api_route("/board", self.board, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/boards", self.boards, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/desk", self.desk, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/password", self.password, openapi_extra=open_to(Open.PASSWORD))
        router.add_api_route("/second-factor", self.second_factor, openapi_extra=open_to(Open.PASSWORD))
        serve_routes(app, router)
        self._rendering.mount_static(app)
        app.add_exception_handler(404, self.nowhere)

    async def start(self, request: Request) -> HTMLResponse:
        """Say what this server is."""
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        facts = {
            "hall": directory.hall,
            "has_admin": await self._source.has_admin(),
            "for_staff": [door.name for door in DOORS],
            "for_machines": OF_MACHINES,
        }
        return self._rendering.page("start.html", language, facts)

    async def console(self, request: Request) -> HTMLResponse:
        """Show the clerk's window, or the sign-in."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        view = await self._source.find_window(request)
        if view is None:
            reason = request.query_params.get("reason")
            facts = sign_in_facts(await self._source.list_windows(), language, directory, reason=reason)
            answer = self._rendering.page("console_sign_in.html", language, facts)
        else:
            facts = desk_facts(view, language, directory, languages=self._rendering.languages)
            answer = self._rendering.page("console.html", language, facts)
        return as_staff_page(request, answer)

    async def call_bar(self, request: Request) -> HTMLResponse:
        """Show the small bar of the clerk's window, for above other programs."""
        language = self._rendering.language_for_staff(request)
        view = await self._source.find_window(request)
        answer = self._rendering.page(
            "call_bar.html", language, bar_facts(view, language, await self._source.get_directory())
        )
        answer.headers.update(PRIVATE_PAGE)
        return answer

    async def desk(self, request: Request) -> HTMLResponse:
        """Show guides the whole hall, or the sign-in."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        watcher = await self._source.find_watcher(request)
        if watcher is None or not watcher.may(Right.WORK_AT_DESK):
            reason = request.query_params.get("reason") if watcher is None else "not_here"
            role = None if watcher is None else watcher.role
            facts = sign_in_facts_at("desk", directory, language, reason=reason, role=role)
            answer = self._rendering.page("desk_sign_in.html", language, facts)
        else:
            chinese = self._rendering.languages["zh"]
            facts = guide_facts(await self._source.get_desk(), watcher, language, directory, chinese=chinese)
            answer = self._rendering.page("desk.html", language, facts)
        return as_staff_page(request, answer)

    async def password(self, request: Request) -> Response:
        """Let somebody choose a password; with `?first` the hall's first admin."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        is_first = "first" in request.query_params
        if is_first and await self._source.has_admin():  # there is no code any more that would do
            return RedirectResponse("/manage", status_code=303, headers=PRIVATE_PAGE)
        facts = password_facts(directory, language, is_first=is_first)
        return as_staff_page(request, self._rendering.page("password.html", language, facts))

    async def second_factor(self, request: Request) -> HTMLResponse:
        """Let somebody bind an authenticator app to the account; with `?must` say that the sign-in asks for it."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        facts = second_factor_facts(directory, language, must="must" in request.query_params)
        return as_staff_page(request, self._rendering.page("second_factor.html", language, facts))

    async def phone(self, request: Request, token: str) -> HTMLResponse:
        """Show a visitor where the ticket stands, readable without any script."""
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        facts: dict[str, object] = {"hall": directory.hall, "text_size": _text_size(request)}
        try:
            view = await self._source.get_visit(token)
        except UnknownTicket:
            answer = self._rendering.page("phone_gone.html", language, facts | {"told": "gone"}, status=404)
        else:
            facts |= visit_facts(view, token, language, directory, now=self._clock.now())
            answer = self._rendering.page("phone.html", language, facts)
        answer.headers.update(PRIVATE_PAGE)
        return answer

    async def nowhere(self, request: Request, error: Exception) -> Response:
        """Tell somebody with a browser that nothing is at an address, and what to do; programs get their problem."""
        if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            return await answer_http_error(request, error)
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        facts = {"hall": directory.hall, "text_size": _text_size(request), "told": "nowhere"}
        answer = self._rendering.page("phone_gone.html", language, facts, status=404)
        answer.headers.update(PRIVATE_PAGE)
        return answer

    async def calendar(self, request: Request, token: str) -> Response:
        """Give a waiting visit to the phone's calendar."""
        language = self._rendering.language_for_visitor(request)
        view = await self._source.get_visit(token)
        if view.state is not TicketState.WAITING:
            raise WrongState(f"{view.number} is {view.state}: nothing is to come", state=view.state.value)
        entry = calendar_entry(
            view,
            await self._source.get_directory(),
            language,
            url=self._source.page_url(token),
            token=token,
            now=self._clock.now(),
        )
        headers = {**PRIVATE_PAGE, "Content-Disposition": f'attachment; filename="{view.number}.ics"'}
        return Response(entry, media_type="text/calendar", headers=headers)

    async def way(self, request: Request, token: str) -> Response:
        """Draw the way to where a visit is to go now, as a picture."""
        way = await self._source.find_way(token)
        if way is None:
            raise HTTPException(404)
        language, is_large = self._rendering.language_for_visitor(request), _text_size(request) == "large"
        picture = way_svg(way, language, self._rendering.colours("paper"), is_large=is_large)
        return Response(picture, media_type="image/svg+xml", headers=PRIVATE_PAGE)

    async def rules(self, request: Request) -> HTMLResponse:
        """Say to anyone how numbers are given and called."""
        language = self._rendering.language_for_visitor(request)
        directory = await self._source.get_directory()
        facts = rules_facts(await self._source.get_rules(), language)
        facts |= {"hall": directory.hall, "text_size": _text_size(request)}
        return self._rendering.page("rules.html", language, facts)

    async def board(self, request: Request) -> HTMLResponse:
        """Show the board to a television that was signed in as a display, or ask for its code."""
        directory = await self._source.get_directory()
        language, themes = self._rendering.language_for_staff(request), self._rendering.themes
        if await self._source.find_watcher(request) is None:
            theme = request.query_params.get(THEME)
            facts = board_sign_in_facts(directory, language, theme=theme if theme in themes else None)
            answer = self._rendering.page("board_sign_in.html", language, facts)
        else:
            try:
                address = read_address(request.query_params, directory, themes)
            except BadSettings as fault:
                facts = wrong_address_facts(fault, directory, themes, language)
                answer = self._rendering.page("board_wrong_address.html", language, facts, status=400)
            else:
                answer = await self._board(address, directory)
        answer.headers.update(PRIVATE_PAGE)
        return answer

    async def _board(self, address: BoardAddress, directory: Directory) -> HTMLResponse:
        languages = self._rendering.languages
        is_sign = address.coverage.window_id is not None
        facts = (sign_facts if is_sign else board_facts)(
            await self._source.get_snapshot(),
            directory,
            address.coverage,
            words=BoardWords(zh=languages["zh"], en=languages["en"]),
            now=self._clock.now(),
        )
        template = "board_sign.html" if is_sign else "board.html"
        return self._rendering.page(template, languages["zh"], facts | {"theme": address.theme})

    async def boards(self, request: Request) -> HTMLResponse:
        """Let a supervisor tell all boards what to show."""
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        watcher = await self._source.find_watcher(request)
        english = self._rendering.languages["en"]
        facts = boards_facts(directory, language, english=english, role=None if watcher is None else watcher.role)
        answer = self._rendering.page("boards.html", language, facts, status=200 if facts["may_tell"] else 403)
        return as_staff_page(request, answer)


def _text_size(request: Request) -> str:
    return "large" if request.query_params.get("text") == "large" else "normal"
