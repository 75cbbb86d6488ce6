"""Past days leave the live tables."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, event, select

from hall.errors import UnknownTicket
from hall.exchange import IssueRequest
from hall.hall_plan import HallPlan
from hall.ticket import IssuedTicket, Ticket, TicketState
from hall.ticket_events import Onward
from server.actions.archive import MOVED_AT_ONCE, archive_some
from server.actions.issue import issue
from server.actions.look_at_visit import get_visit
from server.store import tables
from server.store.hall_tx import HallTx
from server.store.history import get_ticket_of_any_day, list_tickets_of_all_days, read_day
from tests.server.databases import PostgresqlDatabases
from tests.server.lane_hall import KIOSK, PAGES, LaneHall, cancelling
from tests.server.plans import small_plan

FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def live_through_a_day(hall: LaneHall) -> list[IssuedTicket]:
    """A ticket for each way in which a visit can end, and one of two legs; nobody is left at a window."""
    two_legs = hall.do(IssuedTicket, issuing_both)
    desks = [hall.sign_in("1", clerk="anna"), hall.sign_in("3", clerk="bert")]
    for desk in desks:
        for name in ("call-next", "start", "finish"):
            hall.act(desk, name)
    cancelled, waiting = hall.issue("marry"), hall.issue("timber")
    hall.submit(cancelling(cancelled.ticket.ticket_id)).result(10)
    for desk in desks:
        hall.sign_out(desk)
    return [two_legs, cancelled, waiting]


def issuing_both(tx: HallTx, today: object) -> IssuedTicket:
    request = IssueRequest(matter_id="insure", then=("timber",))
    return issue(tx, today, request, actor=KIOSK, pages=PAGES)  # type: ignore[arg-type]


@pytest.fixture
def two_days(lane_hall: LaneHall) -> "TwoDays":
    """Monday and Tuesday are over; it is Tuesday still."""
    first = live_through_a_day(lane_hall)
    lane_hall.clock.advance(timedelta(days=1))
    return lane_hall, first, live_through_a_day(lane_hall)


TwoDays = tuple[LaneHall, list[IssuedTicket], list[IssuedTicket]]


def export(hall: LaneHall, *, most: int = 2) -> list[Ticket]:
    """All tickets as `yinhao export tickets` reads them, by small pages."""
    found: list[Ticket] = []
    while page := hall.ask(
        partial(list_tickets_of_all_days, after=found[-1].ticket_id if found else 0, most=most),
    ):
        found += page
    return found


def archive(hall: LaneHall) -> list[int]:
    """Archive until nothing is left to do; return how much each step did."""
    steps = [hall.run(archive_some)]
    while steps[-1]:
        steps.append(hall.run(archive_some))
    return steps


def rows(hall: LaneHall, name: str) -> list[dict[str, object]]:
    with hall.engine.begin() as connection:
        return [dict(row) for row in connection.execute(select(tables.metadata.tables[name])).mappings()]


def test_a_day_stays_as_long_as_its_visitors_pages(two_days: TwoDays) -> None:
    hall, first, second = two_days
    assert archive(hall) == [0]
    hall.clock.advance(timedelta(days=1))

    archive(hall)

    def of(issued: list[IssuedTicket]) -> list[object]:
        return [each.ticket.ticket_id for each in issued]

    assert [row["ticket_id"] for row in rows(hall, "past_ticket")] == of(first)
    assert [row["ticket_id"] for row in rows(hall, "ticket")] == of(second)
    assert {row["business_date"] for row in rows(hall, "leg")} == {20260303}
    assert len(rows(hall, "past_leg")) == len(rows(hall, "leg")) == 4


def test_the_export_is_the_same_before_and_after(two_days: TwoDays) -> None:
    hall, first, second = two_days
    hall.clock.advance(timedelta(days=1))
    today = hall.issue()
    before = export(hall)

    archive(hall)

    assert export(hall) == before
    assert [ticket.ticket_id for ticket in before] == [each.ticket.ticket_id for each in (*first, *second, today)]
    assert [ticket.state for ticket in before[:3]] == [TicketState.DONE, TicketState.CANCELLED, TicketState.EXPIRED]


def test_the_export_is_the_same_in_the_middle_of_a_day_that_moves(lane_hall: LaneHall) -> None:
    live_through_many(lane_hall, MOVED_AT_ONCE + 3)
    lane_hall.clock.advance(timedelta(days=2))
    lane_hall.settle()
    before, day = export(lane_hall, most=100), lane_hall.ask(lambda read: read_day(read, FIRST))

    moved = lane_hall.run(archive_some)

    assert moved == MOVED_AT_ONCE
    assert export(lane_hall, most=100) == before
    assert lane_hall.ask(lambda read: read_day(read, FIRST)) == day
    assert archive(lane_hall)[0] == 3
    assert lane_hall.ask(lambda read: read_day(read, FIRST)) == day
    assert [(row["first_ticket_id"], row["last_ticket_id"]) for row in rows(lane_hall, "past_day")] == [
        (1, MOVED_AT_ONCE + 3)
    ]


def live_through_many(hall: LaneHall, tickets: int) -> None:
    with hall.held():
        futures = [hall.submit_issue() for _ in range(tickets)]
    for future in futures:
        future.result(10)


def test_a_day_is_read_wherever_it_is(two_days: TwoDays) -> None:
    hall, first, second = two_days
    hall.clock.advance(timedelta(days=1))
    hall.settle()
    before = [hall.ask(partial(read_day, business_date=day)) for day in (FIRST, SECOND, THIRD)]

    archive(hall)

    assert [hall.ask(partial(read_day, business_date=day)) for day in (FIRST, SECOND, THIRD)] == before
    for day, issued in zip(before, (first, second, []), strict=True):
        assert [ticket.ticket_id for ticket in day.tickets] == [each.ticket.ticket_id for each in issued]
    assert [(leg.leg_no, leg.queue_id, leg.window_id, leg.ended_as) for leg in before[0].legs] == [
        (1, "social", "1", Onward.NEXT_LEG),
        (2, "general", "3", TicketState.DONE),
        (1, "civil", None, TicketState.CANCELLED),
        (1, "general", None, TicketState.EXPIRED),
    ]


def test_who_the_visitor_was_does_not_go_into_history(two_days: TwoDays) -> None:
    hall, first, second = two_days
    hall.clock.advance(timedelta(days=1))
    hall.settle()

    archive(hall)

    assert {"identity", "token_hash"}.isdisjoint(rows(hall, "past_ticket")[0])
    now = hall.clock.now()
    with pytest.raises(UnknownTicket):
        hall.ask(lambda read: get_visit(read, hall.almanac, first[0].token, now=now))
    visit = hall.ask(lambda read: get_visit(read, hall.almanac, second[0].token, now=now))
    assert visit.ticket.ticket_id == second[0].ticket.ticket_id


def test_staff_find_a_past_ticket_by_its_id_and_nobody_changes_it(two_days: TwoDays) -> None:
    hall, first, _second = two_days
    hall.clock.advance(timedelta(days=1))
    hall.settle()
    ticket_id = first[0].ticket.ticket_id
    before = hall.ticket(ticket_id)

    archive(hall)

    assert hall.ask(lambda read: get_ticket_of_any_day(read, ticket_id)) == before
    assert isinstance(hall.submit(cancelling(ticket_id)).exception(10), UnknownTicket)
    with pytest.raises(UnknownTicket):
        hall.ask(lambda read: get_ticket_of_any_day(read, 99))


def test_what_was_counted_on_past_days_is_dropped(two_days: TwoDays) -> None:
    hall, _first, _second = two_days
    hall.clock.advance(timedelta(days=1))
    hall.issue()

    archive(hall)

    assert {row["business_date"] for row in rows(hall, "counter")} == {20260303, 20260304}
    assert {row["business_date"] for row in rows(hall, "turn")} == {20260303}


def test_many_counters_are_dropped_a_few_at_a_time(lane_hall: LaneHall) -> None:
    def count(tx: HallTx) -> None:
        for number in range(MOVED_AT_ONCE + 5):
            tx.counters.set(FIRST, f"alert:{number}", 1)
        tx.next_ticket_id()  # whatever counts changes the hall's row

    lane_hall.run(count)
    lane_hall.clock.advance(timedelta(days=2))

    assert archive(lane_hall) == [MOVED_AT_ONCE, 5, 0]
    assert rows(lane_hall, "counter") == []


def test_numbers_go_on_after_the_archive(two_days: TwoDays) -> None:
    hall, _first, second = two_days
    hall.clock.advance(timedelta(days=1))
    archive(hall)

    new = hall.issue()

    assert new.ticket.number == "A001"
    assert new.ticket.ticket_id == second[-1].ticket.ticket_id + 1


class PowerCut(Exception):
    """The database is gone in the middle of a step."""


def test_stopped_anywhere_nothing_is_lost_or_doubled(two_days: TwoDays) -> None:
    hall, _first, _second = two_days
    hall.clock.advance(timedelta(days=1))
    hall.settle()
    before, days = export(hall), [hall.ask(partial(read_day, business_date=day)) for day in (FIRST, SECOND)]
    cuts = 0
    while not is_done_with_a_cut_at(hall, cuts):
        cuts += 1
        assert export(hall) == before
        assert [hall.ask(partial(read_day, business_date=day)) for day in (FIRST, SECOND)] == days
    assert cuts >= 7, "each statement of a step was cut off once"
    assert len(rows(hall, "past_ticket")) == 3
    archive(hall)
    assert export(hall) == before


def is_done_with_a_cut_at(hall: LaneHall, number: int) -> bool:
    """Archive a step in a transaction whose nth statement fails; return whether it had fewer."""
    left = iter(range(number))

    def cut(*_: object) -> None:
        if next(left, None) is None:
            raise PowerCut

    try:
        with hall.engine.begin() as connection:
            event.listen(connection, "before_cursor_execute", cut)
            step(connection, hall)
    except PowerCut:
        return False
    return True


def step(connection: Connection, hall: LaneHall) -> None:
    tx = HallTx(connection, hall.almanac.hall_id, now=hall.clock.now())
    archive_some(tx)
    tx.finish()


def test_the_days_of_another_hall_in_the_same_database_stay(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make()
    small, other = LaneHall(database), LaneHall(database, plan=named("other"))
    for hall in (small, other):
        live_through_a_day(hall)
        hall.clock.advance(timedelta(days=2))
        hall.settle()
    before = export(other)

    archive(small)

    assert {row["hall_id"] for row in rows(small, "past_ticket")} == {"small"}
    assert {row["hall_id"] for row in rows(small, "ticket")} == {"other"}
    assert {row["hall_id"] for row in rows(small, "counter")} == {"other"}
    assert export(other) == before
    for hall in (small, other):
        hall.close()


def named(hall_id: str) -> HallPlan:
    plan = small_plan()
    return replace(plan, hall=replace(plan.hall, hall_id=hall_id))
