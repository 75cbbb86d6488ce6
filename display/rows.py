"""Which calls stand in the rows of last calls."""

from datetime import datetime

from display.scene import Scene
from display.turns import DWELL
from hall.ticket import Call, TicketState

ROWS = 6

IN_ROWS = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.DONE, TicketState.OVERDUE})
"""Whose call is worth a row: one that waits again (called by mistake, sent on, come back) or is parked has none."""


def calls_in_rows(scene: Scene, now: datetime) -> tuple[Call, ...]:
    """Return the last calls, newest first, each number once.

    In a burst, when more are being called than there are rows, these turn in pages, the newest first and at once,
    so that every call of the burst is seen long before its turn on the big card.
    """
    burst = _burst(scene)
    if len(burst) <= ROWS:
        return _last_calls(scene)[:ROWS]
    page = _pages_turned(scene, now) % -(-len(burst) // ROWS)
    return burst[page * ROWS : (page + 1) * ROWS]


def next_rows_at(scene: Scene, now: datetime) -> datetime | None:
    """Return when the rows turn by themselves (ours), or None while they do not."""
    burst = _burst(scene)
    if len(burst) <= ROWS:
        return None
    return burst[0].at + (_pages_turned(scene, now) + 1) * DWELL - (scene.server_time(now) - now)


def _burst(scene: Scene) -> tuple[Call, ...]:
    calls = (*((scene.turns.shown,) if scene.turns.shown else ()), *scene.turns.pending)
    return tuple(sorted(calls, key=lambda call: -call.call_id))


def _pages_turned(scene: Scene, now: datetime) -> int:
    return max(0, (scene.server_time(now) - _burst(scene)[0].at) // DWELL)


def _last_calls(scene: Scene) -> tuple[Call, ...]:
    return tuple(call for call in scene.last_calls() if call.state in IN_ROWS)
