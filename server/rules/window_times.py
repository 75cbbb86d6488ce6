"""What the time of each window went into, lived through again from a business date's events.

A window whose first event of the day is not its opening was open when the day began.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from hall.events import Event, EventBody, WindowClosed, WindowOpened, WindowPaused
from hall.figures import WindowTimes
from hall.queue_now import QueueNow
from hall.ticket_events import (
    TicketCalled,
    TicketCallUndone,
    TicketExpired,
    TicketFinished,
    TicketHeld,
    TicketOverdue,
    TicketReopened,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
)

AT_WINDOW = (
    *(TicketCalled, TicketCallUndone, TicketStarted, TicketResumed, TicketReopened, TicketFinished, TicketOverdue),
    *(TicketHeld, WindowOpened, WindowPaused, WindowClosed),
)
"""Events that happen at the window that they name; a transfer names the one that it leaves."""


class Doing(StrEnum):
    """What an open window does that is not paused."""

    SERVING = "serving"
    CALLING = "calling"
    IDLE = "idle"
    NOT_CALLING = "not_calling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time during which a window did one thing."""

    doing: Doing
    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        """How long it was; a clock that was set back makes none shorter than nothing."""
        return max(self.ends - self.begins, timedelta(0))


def list_stretches(
    events: Iterable[Event], *, queues_of: Mapping[str, tuple[str, ...]], until: datetime
) -> dict[str, tuple[Stretch, ...]]:
    """Return for each window what it did while it was open and not paused, in order.

    A stretch that the end of the day cut off while somebody was served is left out: nobody knows how it went.

    Args:
        events: those of one business date, in order.
        queues_of: the windows of the plan with the queues that each serves.
        until: the end of the date, or now; what is later (tickets that the next date ends) counts as of then.
    """
    windows = {window_id: _Window() for window_id in queues_of}
    line = _Line(queues_of)
    touched = set(windows)
    for event in events:
        touched |= line.take(event.body) | _take(windows, event)
        for window_id in touched:
            windows[window_id].go_on(min(event.at, until), is_asked=line.is_asked(window_id))
        touched = set()
    for window in windows.values():
        window.end_stretch(until)
    return {window_id: tuple(window.stretches) if window.is_known else () for window_id, window in windows.items()}


def window_times(stretches: Iterable[Stretch], *, unanswered_after: timedelta) -> WindowTimes:
    """Return what the time of a window, or of several, went into; with 0 nothing counts as unanswered."""
    stretches = list(stretches)
    serving, idle = (_sum(each for each in stretches if each.doing is doing) for doing in (Doing.SERVING, Doing.IDLE))
    open_ = _sum(stretches)
    unanswered = [
        each.length - unanswered_after
        for each in stretches
        if unanswered_after and each.doing is Doing.NOT_CALLING and each.length > unanswered_after
    ]
    return WindowTimes(
        open_s=_seconds(open_),
        serving_s=_seconds(serving),
        idle_s=_seconds(idle),
        unanswered_s=_seconds(sum(unanswered, timedelta(0))),
        unanswered=len(unanswered),
        utilisation=round(serving / open_, 4) if open_ else None,
    )


@dataclass(slots=True)
class _Window:
    """A window while the day is lived through: taken for open until its first event tells (`is_known`)."""

    is_known: bool = False
    is_open: bool = True
    since: datetime | None = None
    ticket_id: int | None = None
    is_serving: bool = False
    doing: Doing | None = None
    finished_at: datetime | None = None
    stretches: list[Stretch] = field(default_factory=list)

    def go_on(self, now: datetime, *, is_asked: bool) -> None:
        """Begin another stretch where the window does something else from now on."""
        doing = self._find_doing(is_asked=is_asked)
        if doing is not self.doing:
            self.end_stretch(now)
            self.doing, self.since = doing, now

    def end_stretch(self, now: datetime) -> None:
        """Keep what the window has done until now."""
        if self.doing is not None and self.since is not None:
            self.stretches.append(Stretch(doing=self.doing, begins=self.since, ends=now))

    def learn(self, body: EventBody) -> None:
        """Know from the first event how the window was before: if it is opened now, it was not open."""
        if not self.is_known and isinstance(body, WindowOpened):
            self.stretches, self.doing = [], None
        self.is_known = True

    def reopen(self, now: datetime) -> None:
        """Count the time since a finish as service: it was pressed by mistake."""
        self.end_stretch(now)
        self.doing = None
        self.stretches = [
            replace(each, doing=Doing.SERVING) if self.finished_at and each.begins >= self.finished_at else each
            for each in self.stretches
        ]

    def _find_doing(self, *, is_asked: bool) -> Doing | None:
        if not self.is_open:
            return None
        if self.ticket_id is not None:
            return Doing.SERVING if self.is_serving else Doing.CALLING
        return Doing.NOT_CALLING if is_asked else Doing.IDLE


class _Line:
    """In which queues people wait, while the day is lived through."""

    def __init__(self, queues_of: Mapping[str, tuple[str, ...]]) -> None:
        self._queues_of = queues_of
        self._asked: set[str] = set()

    def take(self, body: EventBody) -> set[str]:
        """Take in how queues stand after an event; return the windows for which that may be a change."""
        changed = [
            queue.queue_id for queue in _queues_of(body) if (queue.queue_id in self._asked) != bool(queue.waiting)
        ]
        if not changed:
            return set()
        self._asked.symmetric_difference_update(changed)
        return {window_id for window_id, queues in self._queues_of.items() if not set(queues).isdisjoint(changed)}

    def is_asked(self, window_id: str) -> bool:
        """Whether anybody waits in a queue of the window."""
        return not self._asked.isdisjoint(self._queues_of[window_id])


def _take(windows: dict[str, _Window], event: Event) -> set[str]:
    """Let an event change the window at which it happened; return that window, if the plan has it."""
    body = event.body
    if isinstance(body, TicketExpired):
        return _expire(windows, body)
    window_id = _window_of(body)
    if window_id is None or window_id not in windows:
        return set()
    window = windows[window_id]
    window.learn(body)
    match body:
        case WindowOpened():
            window.is_open = True
        case WindowPaused() | WindowClosed():
            window.is_open = False
        case TicketCalled():
            window.ticket_id, window.is_serving = body.ticket_id, False
        case TicketStarted() | TicketResumed():
            window.ticket_id, window.is_serving = body.ticket_id, True
        case TicketReopened():
            window.ticket_id, window.is_serving = body.ticket_id, True
            window.reopen(event.at)
        case TicketFinished() | TicketTransferred():
            window.ticket_id, window.finished_at = None, event.at
        case _:
            window.ticket_id = None
    return {window_id}


def _expire(windows: dict[str, _Window], body: TicketExpired) -> set[str]:
    there = {window_id for window_id, window in windows.items() if window.ticket_id == body.ticket_id}
    for window_id in there:
        windows[window_id].ticket_id = None
        if body.done:
            windows[window_id].doing = None
    return there


def _window_of(body: EventBody) -> str | None:
    if isinstance(body, TicketTransferred):
        return body.from_window
    return body.window_id if isinstance(body, AT_WINDOW) else None


def _queues_of(body: EventBody) -> list[QueueNow]:
    own: QueueNow | None = getattr(body, "queue", None)
    beside: tuple[QueueNow, ...] = getattr(body, "queues", ()) or getattr(body, "others", ())
    return [*beside, own] if own is not None else list(beside)


def _sum(stretches: Iterable[Stretch]) -> timedelta:
    return sum((each.length for each in stretches), timedelta(0))


def _seconds(length: timedelta) -> int:
    return round(length / timedelta(seconds=1))
