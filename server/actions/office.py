"""The office: where the web hands in what is asked of the hall. Acts go through the lane, questions past it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from hall.clock import Clock
from hall.errors import HallError
from server.actions.almanac import Almanac
from server.actions.directions import Wayfinder
from server.actions.once import Act, Answer, Command, do_once
from server.actions.replies import Replies
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.store.columns import from_yyyymmdd
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx, Note
from server.store.lanes import Lane
from server.store.reader import Reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One hall's acts and questions."""

    lane: Lane
    reader: Reader
    almanac: Almanac
    clock: Clock
    pages: VisitPages
    ways: Wayfinder
    replies: Replies = field(default_factory=Replies)

    async def do(self, command: Command, act: Act) -> Answer:
        """Do an act once, and answer when it is on the disk.

        Raises:
            HallError: what the act refused with; Overloaded when too many acts wait.
        """
        work = partial(do_once, almanac=self.almanac, command=command, act=act)
        reply = self.replies.expect()
        noted = command.noted
        when_refused = None if noted is None else partial(_note_refusal, noted)
        self.lane.hand_in(work, key=command.key, reply=reply, when_refused=when_refused)
        answer: Answer = await reply.future
        return answer

    async def note(self, note: Note) -> None:
        """Write something down in the audit trail, and return when it is on the disk."""
        await asyncio.wrap_future(self.lane.submit(lambda tx: tx.note(note)))

    async def ask(self, question: Callable[[HallRead, HallToday], T]) -> T:
        """Answer a question about the hall on the date that it is at."""
        return await self.reader.ask(partial(self._ask, question))

    def _ask(self, question: Callable[[HallRead, HallToday], T], read: HallRead) -> T:
        return question(read, self.almanac.on(from_yyyymmdd(read.get_hall().business_date)))


def _note_refusal(noted: Callable[[], Note], tx: HallTx, refusal: HallError) -> None:
    tx.note(replace(noted(), result=refusal.code))
