"""The figures of a business date, from its legs: the one place where waits, rates and service times are defined.

wait = first call of the first leg − arrival; rewait = first call − beginning of a later leg; walk = start − last call;
service = finish − start − parked; visit = last finish − arrival; no_show_rate = no_show ÷ called; overdue_rate =
overdue ÷ called; abandon_rate = (cancelled by the visitor + expired) ÷ issued.

A finish that the end of the day made is no time. Services below 10 s are slips of the hand and left out; for the mean,
longer ones than the 95th percentile count as that. A finish that was taken back is none, so that visit counts once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil

from hall.figures import Measure, VisitFigures
from hall.ticket import TicketState

SHORTEST_SERVICE = timedelta(seconds=10)
PERCENTILE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFacts:
    """One leg of a ticket, ended or under way.

    Attributes:
        state: what it ended as (`waiting` when the visit went on), or the ticket's present state.
        arrived_at: the ticket's.
        finished_at: None while it is under way.
        is_reliable: whether its end was seen.
        overdue_at: the windows at which it was passed over, one for each time.
        is_given_up: its visitor cancelled it.
    """

    ticket_id: int
    leg_no: int
    matter_id: str
    queue_id: str
    window_id: str | None
    state: TicketState
    arrived_at: datetime
    entered_at: datetime
    first_called_at: datetime | None
    last_called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    held_s: int
    is_reliable: bool
    overdue_at: tuple[str, ...] = ()
    is_given_up: bool = False


def visit_figures(legs: Sequence[LegFacts]) -> VisitFigures:
    """Return the figures of a hall, a queue or a matter from its legs."""
    return _figures(legs, measured=legs, is_overdue=lambda leg: bool(leg.overdue_at), has_issued=True)


def visit_figures_at(window_id: str, legs: Sequence[LegFacts]) -> VisitFigures:
    """Return the figures of a window from the legs that it had last, which are measured, and those it passed over."""
    measured = [leg for leg in legs if leg.window_id == window_id]
    return _figures(legs, measured=measured, is_overdue=lambda leg: window_id in leg.overdue_at, has_issued=False)


def _figures(
    legs: Sequence[LegFacts],
    *,
    measured: Sequence[LegFacts],
    is_overdue: Callable[[LegFacts], bool],
    has_issued: bool,
) -> VisitFigures:
    tickets = _by_ticket(legs)
    last = [those[-1] for those in _by_ticket(measured)]
    called = sum(any(leg.first_called_at for leg in those) for those in tickets)
    overdue = sum(any(map(is_overdue, those)) for those in tickets)
    no_show = sum(leg.state is TicketState.NO_SHOW for leg in last)
    given_up = sum(leg.is_given_up for leg in last)
    expired = sum(leg.state is TicketState.EXPIRED for leg in last)
    return VisitFigures(
        issued=len(tickets),
        called=called,
        overdue=overdue,
        no_show=no_show,
        given_up=given_up,
        expired=expired,
        no_show_rate=_rate(no_show, called),
        overdue_rate=_rate(overdue, called),
        abandon_rate=_rate(given_up + expired, len(tickets)) if has_issued else None,
        wait=_measure(
            leg.first_called_at - leg.arrived_at for leg in measured if leg.leg_no == 1 and leg.first_called_at
        ),
        rewait=_measure(
            leg.first_called_at - leg.entered_at for leg in measured if leg.leg_no > 1 and leg.first_called_at
        ),
        walk=_measure(leg.started_at - leg.last_called_at for leg in measured if leg.started_at and leg.last_called_at),
        service=_measure_service(measured),
        visit=_measure(
            leg.finished_at - leg.arrived_at
            for leg in measured
            if leg.state is TicketState.DONE and leg.is_reliable and leg.finished_at
        ),
    )


def _by_ticket(legs: Iterable[LegFacts]) -> list[list[LegFacts]]:
    """Return the legs of each ticket in their order."""
    ordered = sorted(legs, key=lambda leg: (leg.ticket_id, leg.leg_no))
    return [list(those) for _, those in groupby(ordered, key=lambda leg: leg.ticket_id)]


def _measure_service(legs: Iterable[LegFacts]) -> Measure:
    lengths = [
        leg.finished_at - leg.started_at - timedelta(seconds=leg.held_s)
        for leg in legs
        if leg.finished_at
        and leg.started_at
        and leg.is_reliable
        and leg.state in {TicketState.DONE, TicketState.WAITING}
    ]
    counted = [length for length in lengths if length >= SHORTEST_SERVICE]
    longest = _percentile(counted)
    if longest is None:
        return _measure(())
    capped = _measure(min(length, longest) for length in counted)
    return Measure(count=capped.count, mean_s=capped.mean_s, p95_s=_seconds(longest))


def _measure(lengths: Iterable[timedelta]) -> Measure:
    """Return what lengths come to; those that a clock set back made less than nothing are left out."""
    known = [length for length in lengths if length >= timedelta(0)]
    longest = _percentile(known)
    if longest is None:
        return Measure(count=0, mean_s=None, p95_s=None)
    return Measure(count=len(known), mean_s=_seconds(sum(known, timedelta(0)) / len(known)), p95_s=_seconds(longest))


def _percentile(lengths: Sequence[timedelta]) -> timedelta | None:
    """Return the least of the lengths that 95 of 100 do not exceed (nearest rank)."""
    return sorted(lengths)[ceil(PERCENTILE * len(lengths)) - 1] if lengths else None


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _seconds(length: timedelta) -> int:
    return round(length / timedelta(seconds=1))
