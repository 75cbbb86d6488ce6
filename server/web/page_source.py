"""What the pages read of the hall, for `server.web.pages`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic

from fastapi import Request

from hall.desk import DeskView
from hall.estimates import EstimateRecord
from hall.exchange import STAFF_ROLES, Role, VisitView, WindowChoice, WindowView
from hall.places import Directory
from hall.rule_book import RuleBook
from hall.snapshot import Snapshot
from hall.what_if import Finding, Question
from server.actions.directions import Way
from server.actions.look_at_desk import look_at_desk
from server.actions.look_at_hall import list_choices, take_snapshot
from server.actions.look_at_window import view_window
from server.actions.staff import has_admin, list_names
from server.web.auth import Principal
from server.web.parts import Parts

MONTHS_LEAST = 2
COUNTED_FOR_S = 1.5
"""After so long no further month of the record is counted for somebody who waits for the page."""


@dataclass(frozen=True, slots=True)
class HallPages:
    """Answers the pages' questions from the same record as the API."""

    parts: Parts

    async def find_window(self, request: Request) -> WindowView | None:
        """Return the window of the clerk whose session came with the request."""
        principal = await self.parts.gate.find(request)
        if principal is None or principal.desk is None:
            return None
        window_id = principal.desk.window_id
        now = self.parts.office.clock.now()
        return await self.parts.office.ask(lambda read, today: view_window(read, today, window_id, now=now))

    async def list_windows(self) -> Sequence[WindowChoice]:
        """Return the windows that one may sign in at."""
        return await self.parts.office.ask(list_choices)

    async def get_visit(self, token: str) -> VisitView:
        """Return what a visitor's phone shows; raises UnknownTicket."""
        return (await self.parts.sights.look(token)).view

    async def find_way(self, token: str) -> Way | None:
        """Return the way that a visitor's phone draws, None when there is none; raises UnknownTicket."""
        return await self.parts.sights.find_way(token)

    def page_url(self, token: str) -> str:
        """Return the address of a visitor's page, as on the slip."""
        return self.parts.office.pages.url(token)

    async def get_rules(self) -> RuleBook:
        """Return the hall's rules as of today."""
        return await self.parts.office.ask(self.parts.rule_board.look)

    async def find_watcher(self, request: Request) -> Principal | None:
        """Return the display or member of staff whose credential came with the request."""
        principal = await self.parts.gate.find(request)
        may_watch = principal is not None and (principal.role is Role.DISPLAY or principal.role in STAFF_ROLES)
        return principal if may_watch else None

    async def find_tablet(self, request: Request) -> Principal | None:
        """Return the rating tablet whose credential came with the request."""
        principal = await self.parts.gate.find(request)
        return principal if principal is not None and principal.role is Role.TABLET else None

    async def get_snapshot(self) -> Snapshot:
        """Return the hall as it is now."""
        now = self.parts.office.clock.now()
        return await self.parts.office.ask(lambda read, today: take_snapshot(read, today, now=now))

    async def get_desk(self) -> DeskView:
        """Return what the guides see now."""
        now = self.parts.office.clock.now()
        return await self.parts.office.ask(lambda read, today: look_at_desk(read, today, now=now))

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        return await self.parts.office.ask(lambda _read, today: today.directory)

    async def has_admin(self) -> bool:
        """Whether somebody may make accounts."""
        return await self.parts.office.ask(lambda read, _today: has_admin(read))

    async def list_staff_names(self) -> list[str]:
        """Return what everybody on the staff is called."""
        return await self.parts.office.ask(lambda read, _today: list_names(read))

    async def get_business_date(self) -> date:
        """Return the date that the hall is at."""
        return await self.parts.office.ask(lambda _read, today: today.business_date)

    async def looks_ahead(self) -> bool:
        """Whether waits are told by a look ahead."""
        return await self.parts.office.ask(lambda _read, today: today.waits.is_wanted)

    async def answer(self, question: Question) -> Finding | None:
        """Finding what somebody asks who manages the hall; None where nobody looks ahead, or too many ask."""
        return await self.parts.what_if(question)

    async def list_promises(self, months: Sequence[str]) -> list[EstimateRecord]:
        """Return how right the told waits were in the last of some months, two of them or more.

        A month of a large hall takes seconds the first time, so that further ones are left for the next time.
        """
        begun, found = monotonic(), list[EstimateRecord]()
        for month in reversed(months):
            found.append(await self._look_at_promises(month))
            if len(found) >= MONTHS_LEAST and monotonic() - begun > COUNTED_FOR_S:
                break
        return found[::-1]

    async def _look_at_promises(self, month: str) -> EstimateRecord:
        now, board = self.parts.office.clock.now(), self.parts.promise_board
        return await self.parts.office.ask(lambda read, today: board.look(read, today, month, now=now))
