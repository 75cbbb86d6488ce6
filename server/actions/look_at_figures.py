"""Look at the figures of a business date: its tickets and legs, wherever they are by now, and what windows did."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from hall.ended_leg import EndedLeg
from hall.errors import BadInput
from hall.events import Event
from hall.exchange import Role
from hall.figures import DayFigures, MatterFigures, QueueFigures, ReasonCount, WindowFigures
from hall.ticket import FINAL_STATES, Ticket, TicketState
from hall.ticket_events import TicketCancelled, TicketOverdue
from server.rules.day_figures import LegFacts, visit_figures, visit_figures_at
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.rules.out_of_turn import OutOfTurn
from server.rules.window_times import list_stretches, window_times
from server.store.day_events import find_day, list_day_events
from server.store.event_log import AuditedEvent
from server.store.hall_read import HallRead
from server.store.history import DayRecord, read_day

BY_VISITOR = frozenset({"visitor", Role.KIOSK.value})
"""Whose cancellations are the visitor's own: by phone, or at the kiosk. Those of staff have other reasons."""

ONE_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)


def look_at_figures(read: HallRead, today: HallToday, day: date | None, *, now: datetime) -> DayFigures:
    """Return the figures of a date, None for today.

    Raises:
        BadInput: the record has no such date.
    """
    day = day or today.business_date
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadInput(f"date: {day} is no day of this system", field="date", why="date")
    begins, ends = midnight(day, today.zone), midnight(day + ONE_DAY, today.zone)
    span = find_day(read, day, begins=begins, ends=ends)
    if span is None:
        raise BadInput(
            f"date: nothing is recorded of {day}; name a day on which the server ran", field="date", why="no_record"
        )
    until = min(now, ends)
    seen = _Seen()
    queues_of = {window_id: today.get_window(window_id).queues for window_id in today.window_ids}
    stretches = list_stretches(seen.follow(list_day_events(read, span)), queues_of=queues_of, until=until)
    legs = _list_legs(read_day(read, day), seen)
    in_queue = _group(legs, lambda leg: (leg.queue_id,))
    at_window = _group(legs, lambda leg: {leg.window_id, *leg.overdue_at})
    unanswered_after = timedelta(minutes=today.rules.unanswered_min)
    return DayFigures(
        business_date=day,
        until=until,
        visits=visit_figures(legs),
        times=window_times((each for those in stretches.values() for each in those), unanswered_after=unanswered_after),
        queues=tuple(
            QueueFigures(queue_id=queue_id, visits=visit_figures(in_queue.get(queue_id, [])))
            for queue_id in today.queue_ids
        ),
        windows=tuple(
            WindowFigures(
                window_id=window_id,
                visits=visit_figures_at(window_id, at_window.get(window_id, [])),
                times=window_times(stretches[window_id], unanswered_after=unanswered_after),
            )
            for window_id in today.window_ids
        ),
        matters=_list_matters(legs),
        out_of_turn=tuple(ReasonCount(reason=reason, count=count) for reason, count in seen.out_of_turn.list_counts()),
    )


def _list_matters(legs: Iterable[LegFacts]) -> tuple[MatterFigures, ...]:
    of_matter = _group(legs, lambda leg: (leg.matter_id,))
    figures = [MatterFigures(matter_id=name, visits=visit_figures(its)) for name, its in of_matter.items()]
    return tuple(sorted(figures, key=lambda each: (-each.visits.issued, each.matter_id)))


def _group(legs: Iterable[LegFacts], names_of: Callable[[LegFacts], Iterable[str | None]]) -> dict[str, list[LegFacts]]:
    """Return legs by the queues or windows to which they belong."""
    groups: dict[str, list[LegFacts]] = {}
    for leg in legs:
        for name in names_of(leg):
            if name is not None:
                groups.setdefault(name, []).append(leg)
    return groups


class _Seen:
    """What the events of a day tell beside the windows' times; followed one by one, as a day has a hundred thousand."""

    def __init__(self) -> None:
        self.out_of_turn = OutOfTurn()
        self.overdue: dict[int, list[tuple[datetime, str]]] = {}
        self.given_up: set[int] = set()

    def follow(self, events: Iterable[AuditedEvent]) -> Iterator[Event]:
        """Yield events, having seen them."""
        for event in events:
            self.out_of_turn.take(event.body)
            match event.body:
                case TicketOverdue() as missed:
                    self.overdue.setdefault(missed.ticket_id, []).append((event.at, missed.window_id))
                case TicketCancelled() as cancelled if event.actor_kind in BY_VISITOR:
                    self.given_up.add(cancelled.ticket_id)
            yield Event(seq=event.seq, at=event.at, body=event.body)


def _list_legs(record: DayRecord, seen: _Seen) -> list[LegFacts]:
    """Return every leg of the date, those under way with them."""
    tickets = {ticket.ticket_id: ticket for ticket in record.tickets}
    under_way = (ticket for ticket in record.tickets if ticket.state not in FINAL_STATES)
    return [
        *(_leg(leg, tickets[leg.ticket_id], leg.state, leg.finished_at, seen) for leg in record.legs),
        *(_leg(ticket, ticket, ticket.state, None, seen) for ticket in under_way),
    ]


def _leg(
    leg: EndedLeg | Ticket, ticket: Ticket, state: TicketState, finished_at: datetime | None, seen: _Seen
) -> LegFacts:
    overdue = seen.overdue.get(ticket.ticket_id, ())
    return LegFacts(
        ticket_id=ticket.ticket_id,
        leg_no=leg.leg_no,
        matter_id=leg.matter_id,
        queue_id=leg.queue_id,
        window_id=leg.window_id,
        state=state,
        arrived_at=ticket.arrived_at,
        entered_at=leg.entered_at,
        first_called_at=leg.first_called_at,
        last_called_at=leg.last_called_at,
        started_at=leg.started_at,
        finished_at=finished_at,
        held_s=leg.held_s,
        is_reliable=not leg.time_unreliable,
        overdue_at=_windows_between(overdue, leg.entered_at, finished_at),
        is_given_up=state is TicketState.CANCELLED and ticket.ticket_id in seen.given_up,
    )


def _windows_between(
    overdue: Iterable[tuple[datetime, str]], entered_at: datetime, finished_at: datetime | None
) -> tuple[str, ...]:
    return tuple(
        window_id for at, window_id in overdue if entered_at <= at and (finished_at is None or at <= finished_at)
    )
