"""The managers' pages: accounts, devices, ratings and the audit trail, each for whoever has its right."""

from datetime import date
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hall.places import Directory
from hall.rule_book import RuleBook
from server.web.auth import Principal
from server.web.declared import Open, open_to, serve_routes
from server.web.desk_page import sign_in_facts_at
from server.web.hall_page import hall_facts
from server.web.manage_page import AUDIT, HALL, SECTIONS, WAITS, manage_facts, sections_of
from server.web.rendering import PRIVATE_PAGE, Rendering, as_staff_page


class ManageSource(Protocol):
    """What the managers' pages read of the hall."""

    async def find_watcher(self, request: Request) -> Principal | None:
        """Return the display or member of staff whose credential came with the request."""
        ...

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        ...

    async def get_business_date(self) -> date:
        """Return the date that the hall is at."""
        ...

    async def has_admin(self) -> bool:
        """Whether the hall has an admin, or the first one is to be made."""
        ...

    async def list_staff_names(self) -> list[str]:
        """Return what everybody on the staff is called."""
        ...

    async def get_rules(self) -> RuleBook:
        """Return the hall's rules as of today."""
        ...


class ManagePages:
    """Answers with HTML."""

    def __init__(self, source: ManageSource, rendering: Rendering, *, folder: Path | None) -> None:
        """Take where to read, how to draw, and the folder of the hall's files."""
        self._source = source
        self._rendering = rendering
        self._folder = folder

    def serve(self, app: FastAPI) -> None:
        """Add the pages to an app."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        router.add_api_route("/manage", self.manage, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route("/manage/{name}", self.section, openapi_extra=open_to(Open.SIGN_IN))
        serve_routes(app, router)

    async def manage(self, request: Request) -> Response:
        """Lead to the first page that somebody may see, or show the sign-in."""
        watcher = await self._source.find_watcher(request)
        sections = () if watcher is None else sections_of(watcher.role)
        if not sections:
            return await self._sign_in(request, watcher)
        return RedirectResponse(sections[0].path, status_code=303, headers=PRIVATE_PAGE)

    async def section(self, request: Request, name: str) -> Response:
        """Show one of the pages; whoever may not see it is led to one that they may."""
        section = next((each for each in SECTIONS if each.name == name), None)
        if section is None:
            raise HTTPException(404)
        watcher = await self._source.find_watcher(request)
        if section is WAITS:
            return RedirectResponse(section.path, status_code=303, headers=PRIVATE_PAGE)
        if watcher is None or section not in sections_of(watcher.role):
            return RedirectResponse("/manage", status_code=303, headers=PRIVATE_PAGE)
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        today = await self._source.get_business_date()
        facts = manage_facts(
            section,
            directory,
            language,
            languages=self._rendering.languages,
            who=watcher,
            today=today,
            names=await self._source.list_staff_names() if section is AUDIT else (),
        )
        if section is HALL:
            facts |= hall_facts(directory, await self._source.get_rules(), language, folder=self._folder)
        return as_staff_page(request, self._rendering.page(f"manage_{name}.html", language, facts))

    async def _sign_in(self, request: Request, watcher: Principal | None) -> Response:
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        reason = "not_here" if watcher else request.query_params.get("reason")
        role = None if watcher is None else watcher.role
        facts = sign_in_facts_at("manage", directory, language, reason=reason, role=role)
        facts["has_admin"] = await self._source.has_admin()
        return as_staff_page(request, self._rendering.page("desk_sign_in.html", language, facts))
