"""What the pages read of the hall, for `server.web.pages`."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from hall.exchange import VisitView, WindowChoice, WindowView
from hall.places import Directory
from hall.rule_book import RuleBook
from server.actions.look_at_hall import list_choices
from server.actions.look_at_window import view_window
from server.web.parts import Parts


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

    async def get_rules(self) -> RuleBook:
        """Return the hall's rules as of today."""
        return await self.parts.office.ask(self.parts.rule_board.look)

    async def get_directory(self) -> Directory:
        """Return the hall's directory as of today."""
        return await self.parts.office.ask(lambda _read, today: today.directory)
