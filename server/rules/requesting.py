"""Which matters are the most requested: the hall's own figures decide, once there are enough of them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hall.places import MatterToday

SPAN = timedelta(days=28)
"""Four weeks: every weekday as often as any other."""

LEAST_TICKETS = 50
"""Fewer say nothing: then the matters that the hall features are shown alone."""

MOST = 12
"""A first screen holds six; the rest is for ranking what a search finds."""


def list_most_requested(matters: Sequence[MatterToday], tickets: Mapping[str, int]) -> tuple[str, ...]:
    """Return the ids of the matters handled here that had the most tickets, most first; alike in the hall's order."""
    if sum(tickets.values()) < LEAST_TICKETS:
        return ()
    here = [today.matter.matter_id for today in matters if today.handling.is_here]
    asked_for = [matter_id for matter_id in here if tickets.get(matter_id, 0) > 0]
    return tuple(sorted(asked_for, key=lambda matter_id: -tickets[matter_id])[:MOST])
