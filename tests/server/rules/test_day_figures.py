"""What is measured of a leg, and what is not."""

from datetime import UTC, datetime, timedelta

from hall.figures import Measure
from hall.ticket import TicketState
from server.rules.day_figures import LegFacts, visit_figures, visit_figures_at

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def leg(ticket_id: int = 1, *, service_s: float = 300, **changes: object) -> LegFacts:
    """Return a leg that was called after ten minutes, walked one and was served."""
    facts: dict[str, object] = {
        "ticket_id": ticket_id,
        "leg_no": 1,
        "matter_id": "insure",
        "queue_id": "social",
        "window_id": "2",
        "state": TicketState.DONE,
        "arrived_at": at(0),
        "entered_at": at(0),
        "first_called_at": at(10),
        "last_called_at": at(10),
        "started_at": at(11),
        "finished_at": at(11) + timedelta(seconds=service_s),
        "held_s": 0,
        "is_reliable": True,
    }
    return LegFacts(**(facts | changes))  # type: ignore[arg-type]


def test_nothing_comes_to_nothing() -> None:
    told = visit_figures([])

    assert (told.issued, told.no_show_rate, told.abandon_rate) == (0, None, None)
    assert told.service == Measure(count=0, mean_s=None, p95_s=None)


def test_a_service_below_ten_seconds_is_a_slip_of_the_hand() -> None:
    told = visit_figures([leg(1, service_s=9.9), leg(2, service_s=10), leg(3, service_s=20)])

    assert told.service == Measure(count=2, mean_s=15, p95_s=20)
    assert told.wait.count == 3


def test_a_short_wait_is_a_wait() -> None:
    assert visit_figures([leg(first_called_at=at(0))]).wait == Measure(count=1, mean_s=0, p95_s=0)


def test_the_longest_of_a_hundred_count_as_the_95th() -> None:
    services = [leg(number, service_s=100) for number in range(95)] + [
        leg(100 + number, service_s=50_000) for number in range(5)
    ]
    told = visit_figures(services)

    assert told.service == Measure(count=100, mean_s=100, p95_s=100)
    assert visit_figures(services[1:]).service == Measure(
        count=99, mean_s=2620, p95_s=50_000
    )  # 5 of 99 are more than 5 %


def test_waits_are_told_as_they_were_however_long() -> None:
    legs = [leg(number, first_called_at=at(1)) for number in range(95)] + [
        leg(100 + number, first_called_at=at(101)) for number in range(5)
    ]

    assert visit_figures(legs).wait == Measure(count=100, mean_s=360, p95_s=60)


def test_an_end_that_nobody_saw_is_no_time() -> None:
    told = visit_figures([leg(is_reliable=False)])

    assert (told.service.count, told.visit.count) == (0, 0)
    assert (told.wait.count, told.walk.count) == (1, 1)


def test_what_was_parked_is_no_service_but_is_part_of_the_visit() -> None:
    told = visit_figures([leg(service_s=600, held_s=240)])

    assert (told.service.mean_s, told.visit.mean_s) == (360, 21 * 60)


def test_a_clock_that_was_set_back_makes_no_time_negative() -> None:
    told = visit_figures([leg(first_called_at=at(-5), last_called_at=at(20))])

    assert (told.wait.count, told.walk.count) == (0, 0)


def test_a_ticket_with_two_legs_is_issued_and_called_once() -> None:
    first = leg(state=TicketState.WAITING)
    second = leg(leg_no=2, queue_id="charges", window_id="9", entered_at=at(16), first_called_at=at(20))
    told = visit_figures([second, first])

    assert (told.issued, told.called) == (1, 1)
    assert (told.wait.mean_s, told.rewait.mean_s) == (600, 240)
    assert (told.service.count, told.visit.count) == (2, 1)


def test_a_number_counts_as_overdue_once_and_where_it_was_missed() -> None:
    missed = leg(overdue_at=("1", "1"))

    assert visit_figures([missed, leg(2)]).overdue_rate == 0.5
    assert (visit_figures_at("1", [missed]).overdue, visit_figures_at("1", [missed]).service.count) == (1, 0)
    assert (visit_figures_at("2", [missed]).overdue, visit_figures_at("2", [missed]).service.count) == (0, 1)


def test_only_visitors_and_the_end_of_the_day_abandon_a_number() -> None:
    nobody = {"first_called_at": None, "last_called_at": None, "started_at": None, "window_id": None}
    legs = [
        leg(1, state=TicketState.CANCELLED, is_given_up=True, **nobody),
        leg(2, state=TicketState.CANCELLED, **nobody),
        leg(3, state=TicketState.EXPIRED, is_reliable=False, **nobody),
        leg(4),
    ]
    told = visit_figures(legs)

    assert (told.given_up, told.expired, told.abandon_rate) == (1, 1, 0.5)
    assert visit_figures_at("2", [legs[3]]).abandon_rate is None


def test_a_visit_that_was_called_off_at_the_window_is_no_service() -> None:
    assert visit_figures([leg(state=TicketState.CANCELLED)]).service.count == 0
