"""The school of waits: the hall's events read from its record, so that a restart forgets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hall.events import BusinessDayStarted, Event, EventBody, WindowClosed, WindowOpened, WindowPaused, queues_told
from hall.ticket import PriorityClass
from hall.ticket_events import (
    TicketCalled,
    TicketCallUndone,
    TicketCancelled,
    TicketFinished,
    TicketHeld,
    TicketIssued,
    TicketOverdue,
    TicketReactivated,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
)
from server.actions.almanac import Almanac
from server.rules.hall_today import HallToday
from server.rules.hours import list_spans, midnight
from server.rules.waits.habits import Mean
from server.rules.waits.judgement import Asked, Judgement
from server.rules.waits.layout import Layout, Span
from server.rules.waits.learner import Learner
from server.rules.waits.line_view import LineView, features, shares_of
from server.rules.waits.rollout import Pass, Wait
from server.store.day_events import find_first_of_last
from server.store.event_log import list_events
from server.store.hall_read import HallRead
from server.store.waiting_line import Waiting

DAYS_LEARNED = 20
PAGE = 1_000
COMES = 0.5
"""A window that was open on so many of the past days is waited for in the morning."""


@dataclass(slots=True)
class _Person:
    """Somebody with a number: `matter` and `since` are of the line in which they wait."""

    matter: int
    queue: int
    rank: int
    since: float
    is_fresh: bool = True
    overdue_at: float | None = None
    asked: Asked | None = None


class WaitSchool:
    """Follows the record's events, and holds what they have taught."""

    def __init__(self, almanac: Almanac) -> None:
        """Take the hall's plan; nothing is read yet."""
        self._almanac = almanac
        self._seq: int | None = None
        self.day: date | None = None
        self._judgement = Judgement()
        self._people: dict[int, _Person] = {}
        self._waiting: dict[int, int] = {}
        self._came: dict[int, Mean] = {}
        self._opened_today: set[int] = set()
        self._last_wait: dict[int, float] = {}
        self._learner: Learner | None = None

    @property
    def learner(self) -> Learner:
        """What was learned."""
        assert self._learner is not None, "asked for once a business date has begun"
        return self._learner

    def follow(self, read: HallRead) -> None:
        """Take every event since the last time; the first time those of the last weeks."""
        if self._seq is None:
            self._seq = (find_first_of_last(read, days=DAYS_LEARNED) or 1) - 1
        while page := list_events(read, after=self._seq, most=PAGE):
            for event in page:
                self.take(event)
            self._seq = page[-1].seq

    def take(self, event: Event) -> None:
        """Take one event; one that does not fit teaches nothing."""
        if isinstance(event.body, BusinessDayStarted):
            self._begin(event.body.business_date)
            return
        if self.day is None:
            return
        at = (event.at - midnight(self.day, self._today.zone)) / timedelta(seconds=1)
        for queue in queues_told(event.body):
            if queue.queue_id in self._queues:
                self._waiting[self._queues[queue.queue_id]] = queue.waiting
        self._take_ticket(event.body, at)
        self._take_window(event.body, at)

    @property
    def hours(self) -> tuple[Span, ...]:
        """The hall's hours of the day."""
        return self._hours

    def queue_number(self, queue_id: str) -> int:
        """Return a queue's number; those that the plan has no more share one that nobody serves."""
        return self._queues.get(queue_id, len(self._queues))

    def matter_number(self, matter_id: str) -> int:
        """Return a matter's number; any where the plan does not have it any more."""
        return self._matters.get(matter_id, 0)

    def prepare(self, at: float) -> None:
        """Get ready for a look: windows that are expected today, and cases in hand."""
        self.learner.layout = replace(self.learner.layout, spans=self._spans())
        self.learner.tell_cases_in_hand(at)

    def judge(self, found: Pass, waiting: Sequence[Waiting], *, at: float) -> Pass:
        """Return what to tell of a pass, and note what everybody was told first."""
        layout, view = self.learner.layout, self._view(waiting, at)
        wider = self.learner.wider
        told: list[Wait | None] = []
        for place, each in enumerate(waiting):
            person = self._people.get(each.ticket_id)
            rank = int(each.priority_class is not PriorityClass.NORMAL)
            queue = self.queue_number(each.queue_id)
            key = at - 1e9 if person is None else person.since
            seen = features(view, ranks=layout.ranks, queue=queue, rank=rank, key=key, now=at)
            asked = self._judgement.ask(at=at, played=found.waiting[place], seen=seen)
            if person is not None and person.is_fresh and person.asked is None:
                person.asked = asked
            told.append(self._judgement.told(asked, wider=wider))
        following: list[Wait | None] = []
        for queue in range(len(self._queues)):
            seen = features(view, ranks=layout.ranks, queue=queue, rank=0, key=at, now=at)
            asked = self._judgement.ask(at=at, played=found.following[queue * layout.ranks], seen=seen)
            following.append(self._judgement.told(asked, wider=wider))
        return Pass(at=at, waiting=told, following=following)

    def _begin(self, day: date) -> None:
        today = self._today = self._almanac.on(day)
        self._matters = {each.matter.matter_id: place for place, each in enumerate(today.directory.matters)}
        self._queues = {queue_id: place for place, queue_id in enumerate(today.queue_ids)}
        self._windows = {window_id: place for place, window_id in enumerate(today.window_ids)}
        layout = _layout_of(today, self._queues)
        if self._learner is None:
            self._learner = Learner(layout)
        elif self._opened_today:
            for window in range(len(self._windows)):
                self._came.setdefault(window, Mean(0.5, 1.0, 15.0)).learn(float(window in self._opened_today))
        begins = midnight(day, today.zone)
        self._hours: tuple[Span, ...] = tuple(
            ((each.begins - begins) / timedelta(seconds=1), (each.ends - begins) / timedelta(seconds=1))
            for each in list_spans(today.hours, day)
        )
        self.day = day
        self._people, self._waiting, self._opened_today, self._last_wait = {}, {}, set(), {}
        self._learner.begin_day(replace(layout, spans=self._spans()))

    def _spans(self) -> tuple[tuple[Span, ...], ...]:
        """Return for each window the hall's hours, if it is one that is open on most days or was today."""
        return tuple(self._hours if self._is_expected(window) else () for window in self._windows.values())

    def _is_expected(self, window: int) -> bool:
        came = self._came.get(window)
        return window in self._opened_today or (came is not None and came.value >= COMES)

    def _view(self, waiting: Sequence[Waiting], at: float) -> LineView:
        layout, learner = self.learner.layout, self.learner
        keys: list[list[float]] = [[] for _ in range((layout.queues + 1) * layout.ranks)]
        for each in waiting:
            person = self._people.get(each.ticket_id)
            rank = int(each.priority_class is not PriorityClass.NORMAL)
            since = at if person is None else person.since
            keys[self.queue_number(each.queue_id) * layout.ranks + rank].append(since)
        for line in keys:
            line.sort()
        is_open = [learner.is_open(window) for window in range(len(self._windows))]
        open_windows, shares = shares_of(layout, is_open)
        mean_s = [600.0] * (layout.queues + 1)
        for queue in range(layout.queues):
            of_queue = [learner.durations.mean(matter) for matter, one in enumerate(layout.queue_of) if one == queue]
            mean_s[queue] = sum(of_queue) / len(of_queue) if of_queue else 600.0
        return LineView(keys=keys, open_windows=open_windows, shares=shares, mean_s=mean_s, last_wait_s=self._last_wait)

    def _is_asked(self, window: int) -> bool:
        return any(self._waiting.get(queue, 0) for queue in self.learner.layout.serves[window])

    # -- what events teach

    def _take_ticket(self, body: EventBody, at: float) -> None:
        match body:
            case TicketIssued():
                self._issued(body, at)
            case TicketCalled():
                self._called(body, at)
            case TicketStarted() | TicketResumed():
                self._started(body, at)
            case TicketOverdue():
                self._overdue(body, at)
            case TicketReactivated():
                self._reactivated(body, at)
            case TicketCancelled():
                self._cancelled(body, at)
            case TicketTransferred():
                self._transferred(body, at)
            case _:
                return

    def _take_window(self, body: EventBody, at: float) -> None:
        name = body.from_window if isinstance(body, TicketTransferred) else getattr(body, "window_id", None)
        window = self._windows.get(name or "")
        if window is None:
            return
        match body:
            case TicketFinished() | TicketTransferred():
                self.learner.finished(window, at, is_asked=self._is_asked(window))
            case TicketHeld() | TicketCallUndone():
                self.learner.finished(window, at, is_asked=self._is_asked(window), counts=False)
            case WindowOpened():
                self.learner.opened(window, at)
                self._opened_today.add(window)
            case WindowPaused():
                self.learner.paused(window, at)
            case WindowClosed():
                self.learner.closed(window, at)
            case _:
                return

    def _issued(self, body: TicketIssued, at: float) -> None:
        rank = int(body.priority_class is not PriorityClass.NORMAL)
        matter, queue = self.matter_number(body.matter_id), self.queue_number(body.queue.queue_id)
        self._people[body.ticket_id] = _Person(matter=matter, queue=queue, rank=rank, since=at)
        self.learner.came(matter, rank, at)

    def _called(self, body: TicketCalled, at: float) -> None:
        person, window = self._people.get(body.ticket_id), self._windows.get(body.window_id)
        if body.call_count > 1 or window is None:
            return
        waited = at - person.since if person else 0.0
        self.learner.called(window, self.matter_number(body.matter_id), at, waited=waited)
        if person is None or not person.is_fresh:
            return
        person.is_fresh = False
        self._last_wait[person.queue * self.learner.layout.ranks + person.rank] = waited
        if person.asked is not None:
            self._judgement.learn(person.asked, called_at=at)

    def _started(self, body: TicketStarted | TicketResumed, at: float) -> None:
        person, window = self._people.get(body.ticket_id), self._windows.get(body.window_id)
        if window is not None:
            self.learner.started(window, person.matter if person else 0, at)

    def _transferred(self, body: TicketTransferred, at: float) -> None:
        person = self._people.get(body.ticket_id)
        if person is not None:
            person.matter, person.queue = self.matter_number(body.matter_id), self.queue_number(body.queue.queue_id)
            person.since, person.is_fresh = at, False
            if not body.is_parked and self.learner.layout.queue_of[person.matter] == person.queue:
                self.learner.came(person.matter, person.rank, at)

    def _overdue(self, body: TicketOverdue, at: float) -> None:
        window, person = self._windows.get(body.window_id), self._people.get(body.ticket_id)
        if window is not None:
            self.learner.missed(window, at, is_asked=self._is_asked(window))
        if person is not None:
            person.overdue_at = at

    def _reactivated(self, body: TicketReactivated, at: float) -> None:
        person = self._people.get(body.ticket_id)
        if person is not None and person.overdue_at is not None:
            self.learner.came_back(after_s=at - person.overdue_at)
            person.since, person.overdue_at = at, None

    def _cancelled(self, body: TicketCancelled, at: float) -> None:
        person = self._people.get(body.ticket_id)
        if person is not None:
            self.learner.left(waited=at - person.since)
            person.is_fresh = False


def _layout_of(today: HallToday, queues: dict[str, int]) -> Layout:
    """Return a day's hall; a matter that is not handled here stands in a queue that nobody serves."""
    matters = [each.matter for each in today.directory.matters]
    places = [each.handling.queue for each in today.directory.matters]
    return Layout(
        configured_s=tuple(max(1, each.minutes) * 60.0 for each in matters),
        queue_of=tuple(len(queues) if each is None else queues.get(each, len(queues)) for each in places),
        serves=tuple(tuple(queues[each] for each in today.get_window(one).queues) for one in today.window_ids),
        spans=((),) * len(today.window_ids),
    )
