"""Simulated clerks: each signs in at a window through the HTTP API and serves who comes, as the rules allow."""

import logging
import random
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall.client import HallClient, new_key
from hall.clock import Clock
from hall.errors import HallError, NobodyWaiting, ServerAway, StaleWindow
from hall.exchange import SignInRequest, WindowAct, WindowView
from hall.places import Directory, Window
from hall.snapshot import Snapshot
from hall.stream import Connected, EventStream, Happened, StreamNews
from hall.ticket import PriorityClass

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCall:
    """When a clerk pressed the key for a call, and what was called."""

    ticket_id: int
    call_count: int
    number: str
    window_id: str
    sent_at: datetime


class Manner(StrEnum):
    """How a visitor answers a call."""

    COMES = "comes"
    LATE = "late"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a simulated clerk works, and how the visitors there come.

    `speed` is how many times faster than in life the work at the window goes; the hall's own rules
    (time between calls, grace) are kept in real time. `first` is the manner of the first visitor.
    """

    speed: float
    seed: int
    first: Manner = Manner.COMES
    late_rate: float = 0.05
    absent_rate: float = 0.03


class HallWatch:
    """The newest snapshot, for clerks who wait for work without asking the server again and again."""

    def __init__(self, base_url: str, *, token: str) -> None:
        """Follow the hall's events with any credential."""
        self._changed = threading.Condition()
        self._snapshot: Snapshot | None = None
        self._stream = EventStream(base_url, token=token, hand_over=self._take)

    def start(self) -> None:
        """Begin to follow."""
        self._stream.start()

    def stop(self) -> None:
        """End."""
        self._stream.stop()

    @property
    def snapshot(self) -> Snapshot | None:
        """The hall as last heard of."""
        with self._changed:
            return self._snapshot

    def wait_for_work(self, queues: tuple[str, ...], timeout_s: float) -> bool:
        """Return whether somebody waits in one of the queues, at the latest after the time-out."""

        def is_needed() -> bool:
            return self._snapshot is not None and any(
                queue.waiting for queue in self._snapshot.queues if queue.queue_id in queues
            )

        with self._changed:
            return self._changed.wait_for(is_needed, timeout_s)

    def _take(self, news: StreamNews) -> None:
        if isinstance(news, Connected | Happened):
            with self._changed:
                self._snapshot = news.snapshot
                self._changed.notify_all()


class Clerk:
    """One clerk at one window, in a thread, until told to stop."""

    def __init__(
        self,
        client: HallClient,
        window: Window,
        *,
        directory: Directory,
        watch: HallWatch,
        clock: Clock,
        habits: Habits,
    ) -> None:
        """Take a client without a session yet.

        Args:
            client: this clerk's own.
            window: where the clerk sits.
            directory: for the usual minutes of matters and the rules of calling.
            watch: shared by all clerks.
            clock: stamps the moment of each press.
            habits: how this clerk works.
        """
        self._client, self._window, self._watch, self._clock = client, window, watch, clock
        self._minutes = {one.matter.matter_id: one.matter.minutes for one in directory.matters}
        self._rules = directory.hall.rules
        self._speed, self._random = habits.speed, random.Random(habits.seed)
        self._habits = habits
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"clerk-{window.window_id}", daemon=True)
        self.calls: list[SentCall] = []
        self.served = 0
        self.missed = 0
        self.faults: list[str] = []

    def start(self, name: str, password: str) -> None:
        """Sign in, which opens the window, and begin to work."""
        request = SignInRequest(clerk=name, password=password, window_id=self._window.window_id)
        self._client.sign_in(request, key=new_key())
        self._thread.start()

    def stop(self) -> None:
        """Finish who is at the window, close it and go; who still waits there is left waiting."""
        self._stopped.set()
        self._thread.join(timeout=20)
        if self._thread.is_alive():
            self.faults.append(f"window {self._window.window_id}: the clerk did not stop")
            return
        self._client.sign_out(leave_waiting=True, hand_over=True, key=new_key())

    def _run(self) -> None:
        while not self._stopped.is_set():
            if not self._watch.wait_for_work(self._window.queues, timeout_s=0.5):
                continue
            try:
                self._serve_one()
            except (NobodyWaiting, StaleWindow, ServerAway):
                self._stopped.wait(0.2)  # a colleague was faster, or the line dropped: look again
            except HallError as error:
                self.faults.append(f"window {self._window.window_id}: {error.code}: {error.detail}")
                _log.warning("clerk at window %s: %s", self._window.window_id, error.detail)

    def _serve_one(self) -> None:
        view = self._client.get_window(self._window.window_id)
        if view.ticket is None:
            view = self._call(view, "call-next")
        manner = self._next_manner()
        if manner is Manner.ABSENT:
            self._give_up(view)
            return
        if manner is Manner.LATE:
            view = self._recall(view)
        self._pause(self._random.uniform(20, 60))
        view = self._act(view, "start")
        assert view.ticket is not None
        usual_s = self._minutes[view.ticket.matter_id] * 60.0
        self._pause(usual_s * self._random.lognormvariate(-0.1, 0.45))
        self._act(view, "finish")
        self.served += 1

    def _give_up(self, view: WindowView) -> None:
        """Call again as often and wait as long as the rules ask, then mark the number overdue."""
        for _ in range(self._rules.overdue_min_calls - 1):
            view = self._recall(view)
        is_normal = view.ticket is None or view.ticket.priority_class is PriorityClass.NORMAL
        grace_s = self._rules.overdue_grace_s if is_normal else self._rules.overdue_grace_priority_s
        self._stopped.wait(grace_s + 0.5)
        if not self._stopped.is_set():
            self._act(view, "overdue")
            self.missed += 1
            return
        self._act(self._act(view, "start"), "finish")

    def _next_manner(self) -> Manner:
        chance = self._random.random()
        if len(self.calls) == 1:
            return self._habits.first
        if chance < self._habits.absent_rate:
            return Manner.ABSENT
        return Manner.LATE if chance < self._habits.absent_rate + self._habits.late_rate else Manner.COMES

    def _recall(self, view: WindowView) -> WindowView:
        self._stopped.wait(self._rules.recall_interval_s + 0.5)
        return view if self._stopped.is_set() else self._call(view, "recall")

    def _call(self, view: WindowView, act: str) -> WindowView:
        sent_at = self._clock.now()
        view = self._act(view, act)
        assert view.ticket is not None
        self.calls.append(
            SentCall(
                ticket_id=view.ticket.ticket_id,
                call_count=view.ticket.call_count,
                number=view.ticket.number,
                window_id=self._window.window_id,
                sent_at=sent_at,
            )
        )
        return view

    def _act(self, view: WindowView, act: str) -> WindowView:
        ticket_id = None if view.ticket is None else view.ticket.ticket_id
        request = WindowAct(version=view.version, ticket_id=None if act == "call-next" else ticket_id)
        return self._client.act(self._window.window_id, act, request, key=new_key())

    def _pause(self, life_s: float) -> None:
        self._stopped.wait(life_s / self._speed)


def windows_to_staff(directory: Directory, beside: Window) -> list[Window]:
    """Return a small set of windows that serves every queue which one window does not."""
    staffed: list[Window] = []
    served = set(beside.queues)
    for window in directory.windows:
        if not served.issuperset(window.queues):
            staffed.append(window)
            served.update(window.queues)
    return staffed
