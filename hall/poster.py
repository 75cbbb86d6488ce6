"""What takes the place of the calls: nothing at all, an emergency, or that the hall is closed; pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.board_events import Face
from hall.coverage import Coverage
from hall.opening import Phase, find_phase
from hall.places import Directory, Text
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.ticket import ACTIVE_STATES


class PosterKind(StrEnum):
    """What it says; the values are the last words of its language keys."""

    BLANK = "blank"
    EMERGENCY = "emergency"
    DAY_CLOSED = "day_closed"
    BEFORE = "before"
    BREAK = "break"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """`words` are those of an emergency or of the calendar; `opens` is the hall's local time of the next opening."""

    kind: PosterKind
    words: Text | None = None
    opens: datetime | None = None

    @property
    def is_today(self) -> bool:
        """Whether the opening is one of the day."""
        return self.kind in {PosterKind.BEFORE, PosterKind.BREAK}


def find_poster(snapshot: Snapshot, directory: Directory, coverage: Coverage, *, at: datetime) -> Poster | None:
    """Return what takes the place of the calls at a moment (the server's), or None while these are shown.

    Doors that are closed keep no call from the glass: only when nobody is called, served or waits here any more.
    """
    if snapshot.boards.face is Face.BLANK:
        return Poster(kind=PosterKind.BLANK)
    if snapshot.boards.face is Face.EMERGENCY:
        return Poster(kind=PosterKind.EMERGENCY, words=snapshot.boards.words)
    if coverage.window_id is not None or _has_visitors(snapshot, directory, coverage):
        return None
    return _of_doors(snapshot, directory, at)


def next_doors_at(snapshot: Snapshot, at: datetime) -> datetime | None:
    """Return when the doors change next, by the server's time."""
    phase = find_phase(snapshot.phases, at)
    return phase.until if phase is not None and phase.until is not None and phase.until > at else None


def _has_visitors(snapshot: Snapshot, directory: Directory, coverage: Coverage) -> bool:
    queues = coverage.queues_in(directory)
    is_waited_in = any(queue.waiting for queue in snapshot.queues if queue.queue_id in queues)
    calls = coverage.calls_in(newest_of_each_ticket(snapshot.calls), directory)
    return is_waited_in or any(call.state in ACTIVE_STATES for call in calls)


def _of_doors(snapshot: Snapshot, directory: Directory, server_time: datetime) -> Poster | None:
    if snapshot.is_day_closed:
        return Poster(kind=PosterKind.DAY_CLOSED)
    now = find_phase(snapshot.phases, server_time)
    if now is None or now.phase is Phase.OPEN:
        return None
    zone = ZoneInfo(directory.hall.time_zone)
    opens = None if now.until is None else now.until.astimezone(zone)
    if now.phase is Phase.BREAK:
        return Poster(kind=PosterKind.BREAK, opens=opens)
    if now.reason is not None:
        return Poster(kind=PosterKind.HOLIDAY, words=now.reason, opens=opens)
    is_today = opens is not None and opens.date() == server_time.astimezone(zone).date()
    return Poster(kind=PosterKind.BEFORE if is_today else PosterKind.CLOSED, opens=opens)
