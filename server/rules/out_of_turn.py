"""Calls out of turn, counted from the record's events: for the public, and for those who look into them."""

from collections import Counter

from hall.events import EventBody
from hall.ticket import Why
from hall.ticket_events import TicketCalled, TicketCallUndone

OUT_OF_TURN = frozenset({Why.SPECIFIC, Why.CAME_TO_WINDOW})
"""A number that somebody chose, and an overdue one whose visitor stood at the window."""


class OutOfTurn:
    """Counts the calls of a business date as their events come by, by their reasons.

    A recall is no second call, and a call that was taken back was none.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._reasons: Counter[str] = Counter()
        self._last: dict[int, str] = {}

    def take(self, body: EventBody) -> None:
        """Count an event, if it is about a call."""
        match body:
            case TicketCalled(call_count=1):
                self._last.pop(body.ticket_id, None)
                if body.why in OUT_OF_TURN:
                    self._last[body.ticket_id] = body.reason
                    self._reasons[body.reason] += 1
            case TicketCallUndone():
                undone = self._last.pop(body.ticket_id, None)
                if undone is not None:
                    self._reasons[undone] -= 1

    def list_counts(self) -> list[tuple[str, int]]:
        """Return each reason with its count, the most frequent first."""
        counts = [(reason, count) for reason, count in self._reasons.items() if count]
        return sorted(counts, key=lambda each: (-each[1], each[0]))
