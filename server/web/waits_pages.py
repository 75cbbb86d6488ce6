"""The pages of the waits: their record for staff and, where the hall wants it, for everybody."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Protocol

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse

from hall.estimates import EstimateRecord
from hall.language import Language
from hall.places import Directory
from hall.what_if import Finding, Question
from server.rules.rights import may
from server.web.auth import Principal
from server.web.declared import Open, open_to, serve_routes
from server.web.desk_page import sign_in_facts_at
from server.web.manage_page import WAITS, manage_facts
from server.web.rendering import Rendering, as_staff_page
from server.web.waits_page import month_of, months_until, record_facts
from server.web.what_if_page import Unclear, question_of, what_if_facts

Tell = Callable[[Request, Language, date], Awaitable[dict[str, object]]]
"""Returns what a page draws from beside its frame."""


class WaitsSource(Protocol):
    """What the pages of the waits read of the hall."""

    async def find_watcher(self, request: Request) -> Principal | None:
        """Return the display or member of staff whose credential came with the request."""
        ...

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        ...

    async def get_business_date(self) -> date:
        """Return the date that the hall is at."""
        ...

    async def looks_ahead(self) -> bool:
        """Whether waits are told by a look ahead."""
        ...

    async def answer(self, question: Question) -> Finding | None:
        """Finding what somebody asks who manages the hall; None where nobody looks ahead, or too many ask."""
        ...

    async def list_promises(self, months: Sequence[str]) -> list[EstimateRecord]:
        """Return how right the told waits were in some months, or as many of the last ones as can be told at once."""
        ...


class WaitsPages:
    """Answers with HTML."""

    def __init__(self, source: WaitsSource, rendering: Rendering) -> None:
        """Take where to read, and how to draw."""
        self._source = source
        self._rendering = rendering

    def serve(self, app: FastAPI) -> None:
        """Add the pages to an app."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        router.add_api_route(WAITS.path, self.record, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route(f"{WAITS.path}/what-if", self.what_if, openapi_extra=open_to(Open.SIGN_IN))
        router.add_api_route(f"{WAITS.path}/public", self.public, openapi_extra=open_to(Open.EVERYONE))
        serve_routes(app, router)

    async def record(self, request: Request) -> HTMLResponse:
        """Show staff the record, or the sign-in."""
        return await self._for_staff(request, "waits.html", self._record)

    async def what_if(self, request: Request) -> HTMLResponse:
        """Show staff what other hours, lines or rules would do to the waits, or the sign-in."""
        return await self._for_staff(request, "what_if.html", self._what_if)

    async def _for_staff(self, request: Request, template: str, tell: Tell) -> HTMLResponse:
        language = self._rendering.language_for_staff(request)
        directory = await self._source.get_directory()
        watcher = await self._source.find_watcher(request)
        if watcher is None or not may(watcher.role, WAITS.right):
            reason = "not_here" if watcher else request.query_params.get("reason")
            role = None if watcher is None else watcher.role
            facts = sign_in_facts_at("waits", directory, language, reason=reason, role=role)
            answer = self._rendering.page("desk_sign_in.html", language, facts)
        else:
            today = await self._source.get_business_date()
            languages = self._rendering.languages
            facts = manage_facts(WAITS, directory, language, languages=languages, who=watcher, today=today)
            facts |= await tell(request, language, today)
            answer = self._rendering.page(template, language, facts)
        return as_staff_page(request, answer)

    async def _what_if(self, request: Request, language: Language, _today: date) -> dict[str, object]:
        directory, asked = await self._source.get_directory(), dict(request.query_params)
        question, why_not, answer = None, None, None
        try:
            question = question_of(asked, directory)
        except Unclear as unclear:
            why_not = unclear
        if question is not None:
            answer = await self._source.answer(question)
            why_not = Unclear("nobody_looks") if answer is None else None
        return what_if_facts(asked, answer, directory, language, why_not=why_not)

    async def public(self, request: Request) -> HTMLResponse:
        """Show everybody the record in brief, if the hall wants that."""
        directory = await self._source.get_directory()
        if not directory.hall.public_waits:
            raise HTTPException(404)
        language = self._rendering.language_for_visitor(request)
        facts = await self._record(request, language, await self._source.get_business_date())
        text_size = "large" if request.query_params.get("text") == "large" else "normal"
        return self._rendering.page(
            "waits_public.html", language, facts | {"hall": directory.hall, "text_size": text_size}
        )

    async def _record(self, request: Request, language: Language, today: date) -> dict[str, object]:
        asked = request.query_params.get("month")
        month = month_of(asked, today=today)
        months = months_until(month or f"{today:%Y-%m}")
        records = await self._source.list_promises(months)
        looks_ahead = await self._source.looks_ahead()
        facts = record_facts(records, language, today=today, looks_ahead=looks_ahead)
        return facts | {"unknown_month": asked if month is None else None, "is_whole": len(records) == len(months)}
