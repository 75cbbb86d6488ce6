"""Sights: visits looked at for phones, one by its token or many that were touched together."""

from dataclasses import dataclass
from functools import partial

from server.actions.directions import Way
from server.actions.lines import queues_beside
from server.actions.look_at_visit import find_way, get_visit, view_visits
from server.actions.office import Office
from server.feed.visit_source import Sight
from server.rules.hall_today import HallToday
from server.store.hall_read import HallRead
from server.store.tickets import Visit, list_visits


@dataclass(frozen=True, slots=True)
class Sights:
    """Looks at visits through the office."""

    office: Office

    async def look(self, token: str) -> Sight:
        """Return the visit that a token opens.

        Raises:
            UnknownTicket: there is none, or its page has ended.
        """
        return await self.office.ask(partial(self._look, token))

    async def find_way(self, token: str) -> Way | None:
        """Return the way to where a visit is to go now, to be drawn; None when there is none.

        Raises:
            UnknownTicket: there is no such visit, or its page has ended.
        """
        return await self.office.ask(partial(self._find_way, token))

    async def look_again(self, ticket_ids: list[int]) -> list[Sight]:
        """Return some visits, all of the same moment."""
        return await self.office.ask(lambda read, today: self._see(read, today, list_visits(read, ticket_ids)))

    def _look(self, token: str, read: HallRead, today: HallToday) -> Sight:
        visit = get_visit(read, self.office.almanac, token, now=self.office.clock.now())
        (sight,) = self._see(read, today, [visit])
        return sight

    def _find_way(self, token: str, read: HallRead, today: HallToday) -> Way | None:
        now = self.office.clock.now()
        visit = get_visit(read, self.office.almanac, token, now=now)
        return find_way(read, today, visit, ways=self.office.ways, now=now)

    def _see(self, read: HallRead, today: HallToday, visits: list[Visit]) -> list[Sight]:
        views = view_visits(read, today, visits, ways=self.office.ways, now=self.office.clock.now())
        return [
            Sight(
                ticket_id=visit.ticket.ticket_id,
                queues=queues_beside(today, visit.ticket.queue_id),
                view=views[visit.ticket.ticket_id],
            )
            for visit in visits
        ]
