"""A past day as a script: who came when, how long each took a window, and when windows were there, from its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from statistics import median

from hall.events import EventBody, WindowClosed, WindowOpened, WindowPaused
from hall.ticket import PriorityClass
from hall.ticket_events import (
    TicketCalled,
    TicketCallUndone,
    TicketCancelled,
    TicketFinished,
    TicketHeld,
    TicketIssued,
    TicketNoShow,
    TicketOverdue,
    TicketPriorityGranted,
    TicketReactivated,
    TicketRedirected,
    TicketResumed,
    TicketTransferred,
)
from server.rules.out_of_turn import OUT_OF_TURN
from server.rules.waits.layout import Span
from server.rules.waits.lived_day import Visit

GAP_MOST_S = 120.0
USUAL_GAP_S = 15.0


@dataclass(slots=True)
class _Leg:
    matter: str
    rank: int
    since: float
    slot_at: float | None = None
    is_plain: bool = True
    called_at: float | None = None
    resumed_at: float | None = None
    busy_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDay:
    """What a day's events come to.

    Attributes:
        script: who came, in order; their matters are numbered as they were asked for.
        waits: how long each of the script really waited, in seconds.
        counts: whether each waited by the rules that are played: not reserved for a window, called out of turn or back.
        spans: for each window that was open, when.
        left_out: legs that were never called, or of a matter that is no more.
    """

    script: list[Visit]
    waits: list[float]
    counts: list[bool]
    spans: dict[str, tuple[Span, ...]]
    left_out: int


@dataclass(slots=True)
class PastEvents:
    """Lives through a business date's events.

    Attributes:
        matters: for each matter its number.
        begins: the date's midnight, from which seconds count.
        early_s: how long before a slot its visitor is called at the earliest.
    """

    matters: Mapping[str, int]
    begins: datetime
    early_s: float = 0.0
    _open: dict[int, _Leg] = field(default_factory=dict)
    _legs: list[_Leg] = field(default_factory=list)
    _there: dict[str, float] = field(default_factory=dict)
    _spans: dict[str, list[Span]] = field(default_factory=dict)
    _freed: dict[str, float] = field(default_factory=dict)
    _gaps: list[float] = field(default_factory=list)
    _last: float = 0.0

    def take(self, body: EventBody, moment: datetime) -> None:
        """Take an event."""
        self._last = at = self._seconds(moment)
        match body:
            case WindowOpened():
                self._there.setdefault(body.window_id, at)
            case WindowPaused() | WindowClosed():
                self._leave(body.window_id, at)
            case TicketIssued():
                rank = int(body.priority_class is not PriorityClass.NORMAL)
                slot_at = None if body.appointment_at is None else self._seconds(body.appointment_at)
                self._line_up(body.ticket_id, _Leg(body.matter_id, rank, at, slot_at))
            case _:
                self._take_ticket(body, at)

    def end(self) -> PastDay:
        """Return what it all came to."""
        for window_id in list(self._there):
            self._leave(window_id, self._last)
        gap = median(self._gaps) if self._gaps else USUAL_GAP_S
        told = [each for each in self._legs if each.busy_s is not None and each.matter in self.matters]
        told.sort(key=lambda each: each.since)
        return PastDay(
            script=[self._visit_of(each, gap) for each in told],
            waits=[(each.called_at or each.since) - each.since for each in told],
            counts=[each.is_plain for each in told],
            spans={window_id: tuple(spans) for window_id, spans in self._spans.items()},
            left_out=len(self._legs) - len(told),
        )

    def _visit_of(self, leg: _Leg, gap: float) -> Visit:
        return Visit(
            leg.since,
            self.matters[leg.matter],
            leg.rank,
            (leg.busy_s or 0.0) + gap,
            leg.slot_at,
            None if leg.slot_at is None else leg.slot_at - self.early_s,
        )

    def _seconds(self, moment: datetime) -> float:
        return (moment - self.begins) / timedelta(seconds=1)

    def _take_ticket(self, body: EventBody, at: float) -> None:
        leg = self._open.get(getattr(body, "ticket_id", 0))
        if leg is None:
            return
        match body:
            case TicketPriorityGranted():
                leg.rank = int(body.priority_class is not PriorityClass.NORMAL)
            case TicketRedirected():
                leg.matter = body.matter_id
            case TicketTransferred():
                self._freed_window(leg, body.from_window, at)
                is_plain = body.for_window is None and body.for_clerk is None and not body.is_parked
                self._line_up(body.ticket_id, _Leg(body.matter_id, leg.rank, at, is_plain=is_plain))
            case TicketReactivated():
                self._line_up(
                    body.ticket_id, replace(leg, since=at, slot_at=None, is_plain=False, called_at=None, busy_s=None)
                )
            case TicketCancelled() | TicketNoShow():
                del self._open[body.ticket_id]
            case _:
                self._take_case(leg, body, at)

    def _take_case(self, leg: _Leg, body: EventBody, at: float) -> None:
        match body:
            case TicketCalled():
                self._called(leg, body, at)
            case TicketCallUndone():
                leg.called_at = None
            case TicketResumed():
                leg.resumed_at = at
            case TicketHeld() | TicketFinished() | TicketOverdue():
                self._freed_window(leg, body.window_id, at)
            case _:
                return

    def _line_up(self, ticket_id: int, leg: _Leg) -> None:
        self._open[ticket_id] = leg
        self._legs.append(leg)

    def _called(self, leg: _Leg, body: TicketCalled, at: float) -> None:
        if leg.called_at is not None:
            return
        leg.called_at = at
        leg.is_plain = leg.is_plain and body.why not in OUT_OF_TURN
        self._there.setdefault(body.window_id, at)
        freed_at = self._freed.pop(body.window_id, None)
        if freed_at is not None and freed_at > leg.since and at - freed_at <= GAP_MOST_S:
            self._gaps.append(at - freed_at)

    def _freed_window(self, leg: _Leg, window_id: str, at: float) -> None:
        """Count the time for which a case had its window, which may have been in more than one piece."""
        begun = leg.called_at if leg.resumed_at is None else leg.resumed_at
        if begun is not None:
            leg.busy_s = (leg.busy_s or 0.0) + at - begun
        leg.resumed_at = at  # whatever follows without being resumed lasts no time
        self._freed[window_id] = at

    def _leave(self, window_id: str, at: float) -> None:
        since = self._there.pop(window_id, None)
        if since is not None and since < at:
            self._spans.setdefault(window_id, []).append((since, at))
