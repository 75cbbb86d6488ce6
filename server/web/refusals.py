"""Refusals before any act: who may not, who does not know the password. The audit trail is told, but not flooded."""

from dataclasses import replace

from fastapi import Request

from hall.audit import DONE
from hall.wire import to_json
from server.actions.office import Office
from server.store.hall_tx import Actor, Note
from server.web.buckets import Buckets

ORIGIN_PER_S, ORIGIN_BURST = 0.1, 30
ALL_PER_S, ALL_BURST = 1.0, 300
"""Beyond these refusals are counted, and the next that is noted tells how many were not."""


def note_of(request: Request, actor: Actor, *, result: str = DONE) -> Note:
    """Return how the audit trail tells of a request."""
    route = getattr(request.scope.get("route"), "path", "")
    return Note(actor=actor, act=f"{request.method} {route}", about=request.scope["path"], result=result)


class Refusals:
    """Notes refusals; whoever makes thousands of them fills no disk."""

    def __init__(self, office: Office) -> None:
        """Take the office that writes."""
        self._office = office
        self._of_origin = Buckets(per_s=ORIGIN_PER_S, burst=ORIGIN_BURST)
        self._of_all = Buckets(per_s=ALL_PER_S, burst=ALL_BURST)
        self._skipped: dict[str, int] = {}

    async def note(self, note: Note) -> None:
        """Note a refusal, and return when it is on the disk."""
        origin = note.actor.origin
        if self._of_origin.wait_s(origin) > 0 or self._of_all.wait_s("") > 0:
            if len(self._skipped) < 10_000:
                self._skipped[origin] = self._skipped.get(origin, 0) + 1
            return
        skipped = self._skipped.pop(origin, 0)
        await self._office.note(replace(note, data=to_json({"not_noted": skipped}).decode()) if skipped else note)
