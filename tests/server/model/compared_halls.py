"""What must hold after every act: the invariants of the design, by their numbers there."""

from dataclasses import replace

from hypothesis.stateful import invariant
from sqlalchemy import select

from hall.events import Event
from hall.exchange import (
    WindowView,
)
from hall.snapshot import TICKET_AFTER, Snapshot, advance
from hall.ticket import FINAL_STATES, PriorityClass, Ticket, TicketState
from server.actions.lines import count_ahead, look_ahead
from server.actions.look_at_hall import take_snapshot
from server.actions.look_at_window import view_window
from server.rules.hall_today import HallToday
from server.store import tables
from server.store.columns import from_yyyymmdd
from server.store.event_log import list_events
from server.store.hall_read import HALL, HallRead
from server.store.tickets import list_tickets
from tests.server.model.both_halls import BothHalls
from tests.server.model.paper_words import ACTIVE, WINDOWS, Slip

CHANGES_NO_TICKET = frozenset({"AlertRaised"})
MOST = 10_000
BOARDS = 3
AFTER = {kind.__name__: state.value for kind, state in TICKET_AFTER.items()} | {"TicketCalled": "called"}


class ComparedHalls(BothHalls):
    """Compares all that can be asked of the hall on record with the paper."""

    @invariant()
    def the_record_is_as_the_paper(self) -> None:
        """All that can be asked of the hall, of one moment."""
        if hasattr(self, "paper"):
            self.hall.ask(self._check)

    def _check(self, read: HallRead) -> None:
        today = self.hall.almanac.on(from_yyyymmdd(read.get_hall().business_date))
        tickets = list_tickets(read, after=0, most=MOST)
        events = list_events(read, after=self._seq, most=MOST)
        self._check_tickets(tickets)
        at_windows = read.list_rows(select(tables.at_window).where(tables.at_window.c.hall_id == HALL))
        seats = {window: seat.ticket for window, seat in self.paper.seats.items() if seat.ticket is not None}
        assert {row.window_id: row.ticket_id for row in at_windows} == seats
        self._check_events(events, take_snapshot(read, today, now=self.paper.now))
        assert self._touched == {ticket.ticket_id: ticket.version for ticket in tickets}
        for window in WINDOWS:
            self._check_window(view_window(read, today, window, now=self.paper.now))
        self._check_ahead(read, today, [each for each in tickets if each.state is TicketState.WAITING])

    def _check_tickets(self, tickets: list[Ticket]) -> None:
        """I1, I2, I22, I23: each is in one state and place, none was lost, and no open number is out twice."""
        assert [ticket.ticket_id for ticket in tickets] == list(self.paper.slips)
        for ticket in tickets:
            told, paper = as_told(ticket), as_on_paper(self.paper.slips[ticket.ticket_id])
            differ = [f"{name}: {told[name]}, on paper {paper[name]}" for name in told if told[name] != paper[name]]
            assert not differ, f"{ticket.number} differs: {'; '.join(differ)}"
            assert ticket.held_s >= 0
            assert ticket.state in FINAL_STATES or ticket.business_date == self.paper.day
        out = [ticket.number for ticket in tickets if ticket.state not in FINAL_STATES]
        assert len(set(out)) == len(out), "two open tickets have one number"

    def _check_events(self, events: list[Event], snapshot: Snapshot) -> None:
        """I8, I9, I27: numbered without gaps; whoever follows them knows every ticket's state, and the hall."""
        for event in events:
            assert event.seq == self._seq + 1, "a gap between events"
            self._seq = event.seq
            self._fold(event.body)
        assert self._folded == {slip.ticket_id: slip.state for slip in self.paper.slips.values()}
        for index, followed in enumerate(self._followed):
            for event in events:
                followed = advance(followed, event)  # noqa: PLW2901 -- that is what following is
            self._followed[index] = followed
            assert replace(followed, at=snapshot.at) == snapshot, "following the events gives another hall"
        if len(self._followed) < BOARDS and self._seq % 7 == 0:
            self._followed.append(snapshot)

    def _check_window(self, view: WindowView) -> None:
        """I14, I15, I28: who is there, and who would be called after one another and why."""
        seat = self.paper.seats[view.window_id]
        order = [(line.ticket_id, str(line.why)) for line in view.waiting]
        expected = list(self.paper.list_order(WINDOWS[view.window_id], view.window_id, seat.clerk))
        assert order == expected, f"the order at {view.window_id} differs"
        assert (view.state, view.clerk) == (seat.state, seat.clerk)
        for queue in view.queues:
            assert queue.waiting == self.paper.count_waiting(queue.queue_id)
            assert queue.open_windows == len(self.paper.list_open(queue.queue_id))
            assert (queue.stopped is not None) == (queue.queue_id in self.paper.halts)
            assert queue.wait is None or 0 <= queue.wait.low_min <= queue.wait.high_min

    def _check_ahead(self, read: HallRead, today: HallToday, waiting: list[Ticket]) -> None:
        """I28: as many are ahead of a ticket as are called before it; every ticket by count, one by name."""
        ahead: dict[int, int] = {}
        for queue in {ticket.queue_id for ticket in waiting}:
            ahead |= count_ahead(read, today, queue, now=self.paper.now)
        expected = {each.ticket_id: self.paper.ahead_of(each.ticket_id) for each in waiting}
        assert {each.ticket_id: ahead.get(each.ticket_id) for each in waiting} == expected
        if waiting:
            one = waiting[self._seq % len(waiting)]
            told = look_ahead(read, today, one, now=self.paper.now)
            assert told.people_ahead == expected[one.ticket_id]
            assert len(told.numbers) == (told.people_ahead or 0)
            assert (told.not_yet is None) == (told.people_ahead is not None)

    def _fold(self, body: object) -> None:
        ticket_id: int | None = getattr(body, "ticket_id", None)
        kind = type(body).__name__
        if ticket_id is None:
            return
        self._touched[ticket_id] = self._touched.get(ticket_id, 0) + (kind not in CHANGES_NO_TICKET)
        if kind == "TicketIssued":
            self._folded[ticket_id] = "waiting"
        elif kind == "TicketExpired" and getattr(body, "done", False):
            self._folded[ticket_id] = "done"
        elif kind in AFTER:
            self._folded[ticket_id] = AFTER[kind]


def as_told(ticket: Ticket) -> dict[str, object]:
    """Return what is compared of a ticket, from the record."""
    place = ticket.place
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "queue": ticket.queue_id,
        "then": list(ticket.then),
        "is_priority": ticket.priority_class is not PriorityClass.NORMAL,
        "window": ticket.window_id if ticket.state in {TicketState.CALLED, TicketState.SERVING} else None,
        "calls": ticket.call_count if ticket.state is TicketState.CALLED else 0,
        "first_called": ticket.first_called_at,
        "overdue_count": ticket.overdue_count,
        "leg": ticket.leg_no,
        "held_for": None if ticket.hold is None else ticket.hold.window_id,
        "finished": ticket.finished_at,
        "place": (
            place.key_us,
            place.since,
            place.due_calls,
            place.for_window,
            place.for_clerk,
            place.appointment_at,
            place.not_before,
        ),
        "returns_to": ticket.returns_to,
    }


def as_on_paper(slip: Slip) -> dict[str, object]:
    """Return what is compared of a ticket, from the paper."""
    return {
        "number": slip.number,
        "state": slip.state,
        "queue": slip.queue,
        "then": slip.then,
        "is_priority": slip.is_priority,
        "window": slip.window if slip.state in ACTIVE else None,
        "calls": slip.calls if slip.state == "called" else 0,
        "first_called": slip.first_called,
        "overdue_count": slip.overdue_count,
        "leg": slip.leg,
        "held_for": slip.held_for if slip.state == "held" else None,
        "finished": slip.finished,
        "place": (
            slip.key,
            slip.since,
            slip.due,
            slip.for_window,
            slip.for_clerk,
            slip.slot,
            slip.not_before,
        ),
        "returns_to": slip.returns_to,
    }
