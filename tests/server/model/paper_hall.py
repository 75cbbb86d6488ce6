"""The hall on paper: what must come of every act, in plain lists and dicts, from the rules and not from the code.

Every act either changes the paper and returns, or raises `Refused` with the code that the engine must answer.
Nothing here asks `server`: who is next is worked out by going through everyone.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from hall.rules import TransferOrder
from tests.server.model.paper_people import PaperPeople
from tests.server.model.paper_words import QUEUE_OF, SESSION, WINDOWS, Refused, Round, Seat, Slip, us


@dataclass
class PaperHall(PaperPeople):
    """All of the hall, with what clerks do at its windows."""

    def sign_in(self, window: str, *, clerk: str, session: str, takes_over: bool) -> None:
        seat = self.seats[window]
        is_held = seat.session is not None and seat.expires > self.now
        if is_held and seat.clerk != clerk and not takes_over:
            raise Refused("window_taken")
        left = [each for each, other in self.seats.items() if other.clerk == clerk and each != window]
        if any(self.seats[each].ticket is not None for each in left):
            raise Refused("window_busy")
        for each in left:
            self._close(each)
        if seat.clerk not in {None, clerk}:
            self._free_reserved(None, seat.clerk)
        is_new = (seat.state, seat.clerk) != ("open", clerk)
        seat.state, seat.clerk, seat.session, seat.expires = "open", clerk, session, self.now + SESSION
        if is_new:
            self._open_left(window)

    def sign_out(self, window: str, session: str, *, leaves_waiting: bool, hands_over: bool) -> None:
        seat = self._at(window, session, is_fresh=True)
        if seat.ticket is not None:
            raise Refused("window_busy")
        if not hands_over and any(slip.held_for == window for slip in self.list_in({"held"})):
            raise Refused("holds_left")
        if seat.state == "open" and self._list_left(window) and not leaves_waiting:
            raise Refused("last_window")
        self._close(window)

    def pause(self, window: str, session: str, *, is_fresh: bool, leaves_waiting: bool) -> None:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "open":
            raise Refused("window_not_open")
        left = self._list_left(window)
        if left and not leaves_waiting:
            raise Refused("last_window")
        seat.state = "paused"
        self._halt_left(left)

    def unpause(self, window: str, session: str, *, is_fresh: bool) -> None:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "paused":
            raise Refused("window_not_open")
        seat.state = "open"
        self._open_left(window)

    def _close(self, window: str) -> None:
        seat = self.seats[window]
        left = self._list_left(window) if seat.state == "open" else []
        for slip in self.list_in({"held"}):
            if slip.held_for == window:
                slip.held_for = None
        self._free_reserved(window, seat.clerk)
        self.seats[window] = Seat()
        self._halt_left(left)

    def _free_reserved(self, window: str | None, clerk: str | None) -> None:
        for slip in self.list_in({"waiting", "overdue", "held"}):
            if (window and slip.for_window == window) or (clerk and slip.for_clerk == clerk):
                slip.for_window = slip.for_clerk = None

    def _list_left(self, window: str) -> list[str]:
        return [
            queue
            for queue in WINDOWS[window][0]
            if self.count_waiting(queue) and not any(each != window for each in self.list_open(queue))
        ]

    def _halt_left(self, queues: list[str]) -> None:
        for queue in queues:
            self.halts.setdefault(queue, "left")

    def _open_left(self, window: str) -> None:
        for queue in WINDOWS[window][0]:
            if self.halts.get(queue) == "left":
                del self.halts[queue]

    def call_next(self, window: str, session: str, *, is_fresh: bool) -> tuple[int, str]:
        """Return who is called and why."""
        seat = self._free(window, session, is_fresh=is_fresh)
        choice = self.choose(WINDOWS[window], window, seat.clerk)
        if choice is None:
            raise Refused("nobody_waiting")
        slip, why, after = choice
        before = self.rounds.get(WINDOWS[window], Round())
        self.rounds[WINDOWS[window]] = after
        self._call(slip, window, why)
        self.called[slip.queue] = self.called.get(slip.queue, 0) + 1
        seat.pressed = (self.now, before, after)
        return slip.ticket_id, why

    def call_specific(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._served_here(window, seat, ticket_id)
        self._must_be(slip, "waiting")
        self._call(slip, window, "specific")
        self.called[slip.queue] = self.called.get(slip.queue, 0) + 1
        turns = self.rounds.get(WINDOWS[window], Round())
        seat.pressed = (self.now, turns, turns)

    def call_here(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._served_here(window, seat, ticket_id)
        self._must_be(slip, "overdue")
        self._call(slip, window, "came_to_window")
        seat.pressed = None

    def _served_here(self, window: str, seat: Seat, ticket_id: int) -> Slip:
        slip = self.slips[ticket_id]
        is_for_others = slip.for_window not in {None, window} or slip.for_clerk not in {None, seat.clerk}
        if slip.queue not in WINDOWS[window][0] or is_for_others:
            raise Refused("not_served_here")
        return slip

    def _call(self, slip: Slip, window: str, why: str) -> None:
        slip.state, slip.window, slip.why, slip.calls = "called", window, why, 1
        slip.first_called = slip.first_called or self.now
        slip.last_called = self.now
        self.seats[window].ticket = slip.ticket_id

    def recall(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        assert slip.last_called is not None
        is_late = self.has_passed(slip.last_called, timedelta(seconds=self.rules.recall_interval_s))
        if slip.calls >= self.rules.max_calls or not is_late:
            raise Refused("recalled_too_soon")
        slip.calls, slip.last_called = slip.calls + 1, self.now

    def undo_call(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        seat = self.seats[window]
        if seat.pressed is None:
            raise Refused("wrong_state")
        at, before, after = seat.pressed
        if self.has_passed(at, timedelta(seconds=self.rules.undo_call_s)):
            raise Refused("undo_too_late")
        if slip.first_called == at:
            slip.first_called = None
        self._wait_again(slip)
        self.called[slip.queue] -= 1
        if self.rounds.get(WINDOWS[window], Round()) == after:
            self.rounds[WINDOWS[window]] = before
        seat.ticket, seat.pressed = None, None

    def start(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        slip.state, self.seats[window].pressed = "serving", None

    def overdue(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "called")
        assert slip.last_called is not None
        if slip.calls < self.rules.overdue_min_calls or not self.has_passed(slip.last_called, self._grace(slip)):
            raise Refused("overdue_too_soon")
        self._miss(slip)

    def finish(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "serving")
        self.seats[window].ticket = self.seats[window].pressed = None
        slip.sent_on[window] = slip.queue
        was = replace(slip, then=list(slip.then), window=window, finish=None)
        if slip.returns_to is not None and slip.returns_to != window:
            back, slip.returns_to = slip.returns_to, None
            queue = slip.sent_on[back]
            queue = queue if queue in WINDOWS[back][0] else WINDOWS[back][0][0]
            self._send(slip, queue, for_window=back if self.seats[back].state != "closed" else None)
            if self.seats[back].state != "closed":
                slip.state, slip.held_for = "held", back
            slip.finish = replace(was, finished=self.now)
        elif slip.then:
            slip.returns_to = None
            self._send(slip, QUEUE_OF[slip.then.pop(0)])
            slip.finish = replace(was, finished=self.now, returns_to=None)
        else:
            slip.state, slip.finished = "done", self.now

    def reopen(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self.slips[ticket_id]
        finish = slip if slip.state not in {"waiting", "held"} else self._find_finish(slip)
        if slip is finish:
            self._must_be(slip, "done")
        assert finish.finished is not None
        is_late = self.has_passed(finish.finished, timedelta(seconds=self.rules.reopen_s))
        if is_late or slip.day != self.day:
            raise Refused("undo_too_late")
        if self.is_closed:
            raise Refused("day_closed")
        if finish.window != window:
            raise Refused("not_at_this_window")
        if finish is not slip:
            self._take_back(slip, finish)
        slip.state, slip.finished = "serving", None
        seat.ticket, seat.pressed = ticket_id, None

    def _find_finish(self, slip: Slip) -> Slip:
        """Return the slip as it was before the finish that brought it to where it is."""
        if slip.finish is None or slip.first_called is not None or slip.leg != slip.finish.leg + 1:
            raise Refused("wrong_state")
        return slip.finish

    def _take_back(self, slip: Slip, was: Slip) -> None:
        had_next = len(was.then) > len(slip.then)
        slip.returns_to = None if had_next or slip.state == "waiting" else slip.held_for
        slip.then, slip.queue, slip.window, slip.leg = list(was.then), was.queue, was.window, was.leg
        slip.key, slip.since, slip.entered = us(slip.arrived), was.entered, was.entered
        slip.first_called, slip.last_called, slip.calls = was.first_called, was.last_called, 1
        slip.due = slip.slot = slip.not_before = slip.for_window = slip.for_clerk = slip.held_for = slip.finish = None

    def transfer(
        self, window: str, session: str, ticket_id: int, *, is_fresh: bool, to: tuple[str, str], returns: bool
    ) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        self._must_be(slip, "serving")
        queue, for_window, for_clerk = self._find_target(window, slip, *to)
        self.seats[window].ticket = self.seats[window].pressed = None
        slip.sent_on[window] = slip.queue
        slip.returns_to = window if returns else slip.returns_to
        self._send(slip, queue, for_window=for_window, for_clerk=for_clerk)

    def _find_target(self, window: str, slip: Slip, what: str, name: str) -> tuple[str, str | None, str | None]:
        if what == "queue":
            if name in self.halts or not self.list_open(name):
                raise Refused("target_not_open")
            return name, None, None
        there = name
        if what == "clerk":
            seats = [each for each, seat in self.seats.items() if seat.clerk == name and seat.state == "open"]
            if not seats:
                raise Refused("target_not_open")
            there = seats[0]
        if there == window:
            raise Refused("bad_input")
        if self.seats[there].state != "open":
            raise Refused("target_not_open")
        queues = WINDOWS[there][0]
        queue = slip.queue if slip.queue in queues else queues[0]
        return (queue, there, None) if what == "window" else (queue, None, name)

    def _send(self, slip: Slip, queue: str, *, for_window: str | None = None, for_clerk: str | None = None) -> None:
        firsts = [
            each.key
            for each in self.list_in({"waiting"})
            if each.queue == queue and each.is_priority == slip.is_priority
        ]
        match self.rules.transfer_order:
            case TransferOrder.ARRIVAL:
                slip.key = us(slip.arrived)
            case TransferOrder.HEAD if firsts:
                slip.key = min(max(us(self.now), self.last_key + 1), min(firsts) - 1)
            case _:
                slip.key = max(us(self.now), self.last_key + 1)
        self.last_key = max(self.last_key, slip.key)
        self._wait_again(slip)
        slip.queue, slip.since, slip.leg, slip.first_called = queue, self.now, slip.leg + 1, None
        slip.entered = self.now
        slip.due, slip.slot, slip.not_before = None, None, None
        slip.for_window, slip.for_clerk = for_window, for_clerk

    def hold(self, window: str, session: str, ticket_id: int, *, is_fresh: bool, for_anyone: bool) -> None:
        slip = self._there(window, session, ticket_id, is_fresh=is_fresh)
        if sum(each.held_for == window for each in self.list_in({"held"})) >= self.rules.holds_most:
            raise Refused("too_many_holds")
        slip.state, slip.held_for = "held", None if for_anyone else window
        self.seats[window].ticket = self.seats[window].pressed = None

    def resume(self, window: str, session: str, ticket_id: int, *, is_fresh: bool, calls: bool) -> None:
        seat = self._free(window, session, is_fresh=is_fresh)
        slip = self._parked_here(window, ticket_id)
        self._must_not_be_kept_elsewhere(slip, window)
        slip.held_for, slip.window, slip.why = None, window, "resumed"
        slip.state = "called" if calls else "serving"
        if calls:
            slip.calls, slip.last_called = 1, self.now
        seat.ticket, seat.pressed = ticket_id, None

    def release(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> None:
        self._at(window, session, is_fresh=is_fresh)
        slip = self._parked_here(window, ticket_id)
        self._must_not_be_kept_elsewhere(slip, window)
        last_called = slip.last_called
        self._wait_again(slip)
        slip.held_for, slip.last_called = None, last_called

    def _must_not_be_kept_elsewhere(self, slip: Slip, window: str) -> None:
        if slip.held_for not in {None, window} and self.seats[slip.held_for or ""].state != "closed":
            raise Refused("held_elsewhere")

    def _parked_here(self, window: str, ticket_id: int) -> Slip:
        slip = self.slips[ticket_id]
        is_own = slip.state == "held" and slip.held_for == window
        if not is_own and slip.queue not in WINDOWS[window][0]:
            raise Refused("not_served_here")
        self._must_be(slip, "held")
        return slip

    def _at(self, window: str, session: str, *, is_fresh: bool) -> Seat:
        seat = self.seats[window]
        if seat.session != session:
            raise Refused("not_signed_in")
        if not is_fresh:
            raise Refused("stale_window")
        return seat

    def _free(self, window: str, session: str, *, is_fresh: bool) -> Seat:
        seat = self._at(window, session, is_fresh=is_fresh)
        if seat.state != "open":
            raise Refused("window_not_open")
        if seat.ticket is not None:
            raise Refused("window_busy")
        return seat

    def _there(self, window: str, session: str, ticket_id: int, *, is_fresh: bool) -> Slip:
        if self._at(window, session, is_fresh=is_fresh).ticket != ticket_id:
            raise Refused("not_at_this_window")
        return self.slips[ticket_id]
