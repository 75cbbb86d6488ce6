"""Everything that a display knows, and how each piece of news moves it on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from display.changes import Changes, changes_of
from display.line import NEVER_HEARD, Line
from display.turns import NO_TURNS, Turns
from hall.coverage import Coverage
from hall.places import Directory
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.stream import Connected, Disconnected, Happened, Heartbeat, StreamNews
from hall.ticket import Call

FRESH = timedelta(seconds=60)
"""Calls older than this when they are heard of are shown but not spoken: people have come, or gone, by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a display knows at a moment.

    `server_ahead` is how far the server's clock is ahead of ours (None until it told); `seen_call_id`
    is the newest call taken into account; `spoken_call_id` the one that is being spoken now;
    `missing_sound` the name of a sound device that is not there (empty for any other silence);
    `has_media` tells a board that shows pictures between calls.
    """

    coverage: Coverage
    directory: Directory | None = None
    snapshot: Snapshot | None = None
    line: Line = NEVER_HEARD
    turns: Turns = NO_TURNS
    seen_call_id: int = 0
    server_ahead: timedelta | None = None
    spoken_call_id: int | None = None
    has_sound: bool = True
    missing_sound: str = ""
    has_media: bool = False

    def server_time(self, now: datetime) -> datetime:
        """Return the server's time at one of our moments."""
        return now + (self.server_ahead or timedelta())

    def in_coverage(self, calls: tuple[Call, ...]) -> tuple[Call, ...]:
        """Return those of some calls that concern this display, in their order."""
        return self.coverage.calls_in(calls, self.directory) if self.directory else ()

    def last_calls(self) -> tuple[Call, ...]:
        """Return the last call of each number, newest first; a number last called elsewhere is not here any more."""
        return self.in_coverage(newest_of_each_ticket(self.snapshot.calls if self.snapshot else ()))

    def is_fresh(self, call: Call, now: datetime) -> bool:
        """Whether a call is young enough to be spoken."""
        return self.server_time(now) - call.at <= FRESH

    def at(self, now: datetime) -> "Scene":
        """Return the scene at a later moment."""
        return replace(self, turns=self.turns.at(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A scene after a piece of news, and what the news changed within its coverage."""

    scene: Scene
    changes: Changes


def after(scene: Scene, news: StreamNews, now: datetime) -> Step:
    """Return what follows from a piece of news.

    Args:
        scene: what was known; its directory must be there.
        news: the next from the stream.
        now: our own moment, from a clock that never jumps.
    """
    if _is_known(scene, news):
        return Step(scene=replace(scene, line=scene.line.heard(now)), changes=Changes())
    changes = changes_of(news, before=scene.snapshot, seen_call_id=scene.seen_call_id)
    here = scene.in_coverage(changes.called)
    elsewhere = frozenset(call.ticket_id for call in changes.called if call not in here)
    changes = replace(changes, called=here, left=changes.left | elsewhere)
    moved = _with_time(scene, news, now)
    match news:
        case Connected(snapshot=snapshot) | Happened(snapshot=snapshot):
            newest = max((call.call_id for call in snapshot.calls), default=0)
            seen = newest if changes.wipes else max(scene.seen_call_id, newest)
            turns = _turns(moved, changes, now)
            moved = replace(moved, snapshot=snapshot, line=moved.line.heard(now), seen_call_id=seen, turns=turns)
        case Heartbeat():
            moved = replace(moved, line=moved.line.heard(now))
        case Disconnected(error=error):
            moved = replace(moved, line=moved.line.lost(error.code if error else None))
    return Step(scene=moved.at(now), changes=changes)


def _is_known(scene: Scene, news: StreamNews) -> bool:
    """Whether news is older than what is known: it was polled while the stream was cut, which brings it once more."""
    known = scene.snapshot
    match news:
        case Happened(snapshot=told):
            return known is not None and known.epoch == told.epoch and told.seq <= known.seq
        case Connected(snapshot=told):
            return known is not None and known.epoch == told.epoch and told.seq < known.seq
        case _:
            return False


def _turns(scene: Scene, changes: Changes, now: datetime) -> Turns:
    turns = NO_TURNS if changes.wipes else scene.turns
    for ticket_id in changes.left:
        turns = turns.drop(ticket_id)
    for ticket_id in changes.came:
        turns = turns.drop_pending(ticket_id)
    is_first = scene.snapshot is None
    for call in changes.called:
        # A board that has just been switched on shows old calls in its rows; it would call people who long came.
        if not is_first or scene.is_fresh(call, now):
            turns = turns.add(call, now)
    return turns


def _with_time(scene: Scene, news: StreamNews, now: datetime) -> Scene:
    """Keep the best guess of the server's clock.

    A heartbeat is told as it is sent; snapshots and events can only be late, so the least late of them counts.
    """
    match news:
        case Heartbeat(at=at):
            return replace(scene, server_ahead=at - now)
        case Connected(snapshot=snapshot) | Happened(snapshot=snapshot):
            ahead = snapshot.at - now
            if scene.server_ahead is None or ahead > scene.server_ahead:
                return replace(scene, server_ahead=ahead)
            return scene
        case _:
            return scene
