"""A machine's clock was years ahead, was set right, and the hall goes back to the date that it is."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from hall.clock import SetClock
from hall.devices import MakePairingCode
from hall.errors import BadInput, NotSignedIn, WrongCode
from hall.events import WindowState
from hall.exchange import Role
from hall.plan import load_plan
from hall.ticket import TicketState
from server.actions.archive import archive_some
from server.actions.go_back import go_back, warn_if_ahead
from server.actions.look_at_figures import look_at_figures
from server.actions.pair_device import NewCode, offer_pairing, pair
from server.commands import make_parser
from server.settings import SAMPLE_HALL
from server.store.database import Database
from server.store.hall_read import HallRead
from server.store.hall_tx import SYSTEM
from server.store.tickets import list_tickets
from tests.fakes.hall_server import at
from tests.server.databases import options_of
from tests.server.lane_hall import LaneHall
from tests.server.running import RunningHall

YEARS = timedelta(days=3650)
TODAY = date(2026, 3, 2)
MATTER = "social_insurance_registration"


def archive(hall: LaneHall) -> None:
    while hall.run(archive_some):
        pass


def go(hall: LaneHall, day: date = TODAY) -> date:
    return hall.run(lambda tx: go_back(tx, hall.almanac, day))


def years_ahead_and_set_right(hall: LaneHall) -> None:
    """Two numbers of the day, then its clock jumps; a number and a clerk of the far date; then the clock is right."""
    for _ in range(2):
        hall.issue()
    hall.clock.advance(YEARS)
    hall.sign_in("2")
    hall.issue()
    archive(hall)
    hall.clock.advance(timedelta(hours=1) - YEARS)


def test_without_it_the_hall_stays_at_the_far_date_and_it_is_said(lane_hall: LaneHall) -> None:
    years_ahead_and_set_right(lane_hall)

    assert lane_hall.issue().ticket.business_date == TODAY + YEARS
    told = warn_if_ahead(TODAY + YEARS, TODAY)
    assert told is not None
    assert "day back --to 2026-03-02" in told
    assert warn_if_ahead(TODAY + timedelta(days=1), TODAY) is None, "over midnight that is nothing"


def test_the_numbers_of_the_date_go_on_though_their_tickets_are_history(lane_hall: LaneHall) -> None:
    years_ahead_and_set_right(lane_hall)
    far = lane_hall.issue()

    assert go(lane_hall) == TODAY + YEARS

    assert lane_hall.ticket(far.ticket.ticket_id).state is TicketState.EXPIRED
    issued = lane_hall.issue()
    assert (issued.ticket.number, issued.ticket.business_date, issued.people_ahead) == ("A003", TODAY, 0)
    assert issued.ticket.place.since == issued.ticket.arrived_at == lane_hall.clock.now()
    assert lane_hall.snapshot().business_date == TODAY


def test_everybody_signs_in_again_and_the_hall_works(lane_hall: LaneHall) -> None:
    years_ahead_and_set_right(lane_hall)

    go(lane_hall)

    assert lane_hall.window("2").state is WindowState.CLOSED
    issued = lane_hall.issue()
    view = lane_hall.act(lane_hall.sign_in("2"), "call-next")
    assert view.ticket is not None
    assert view.ticket.ticket_id == issued.ticket.ticket_id
    lane_hall.clock.advance(timedelta(days=1))
    assert lane_hall.issue().ticket.number == "A001"


def test_a_code_of_the_far_time_pairs_nothing(lane_hall: LaneHall) -> None:
    lane_hall.clock.advance(YEARS)
    new = NewCode(code_id="one", digits="12345678", code_hash="")
    wanted = MakePairingCode(kind=Role.KIOSK, name="K2")
    lane_hall.run(partial(offer_pairing, wanted=wanted, new=new, actor=SYSTEM))
    lane_hall.clock.advance(-YEARS)

    go(lane_hall)

    hall_name = lane_hall.almanac.plan.hall.name
    with pytest.raises(WrongCode):
        lane_hall.run(lambda tx: pair(tx, "one", key="k", token="t", hall=hall_name))


def test_far_tickets_do_not_keep_later_days_out_of_history(lane_hall: LaneHall) -> None:
    years_ahead_and_set_right(lane_hall)
    lane_hall.issue()
    go(lane_hall)
    lane_hall.issue()
    lane_hall.clock.advance(timedelta(days=3))
    last = lane_hall.issue()

    archive(lane_hall)

    live = lane_hall.ask(lambda read: [ticket.ticket_id for ticket in list_tickets(read, after=0, most=100)])
    assert live == [last.ticket.ticket_id]


def test_days_after_it_have_their_figures(lane_hall: LaneHall) -> None:
    years_ahead_and_set_right(lane_hall)
    go(lane_hall)
    issued = [lane_hall.issue()]
    for count in (2, 3):
        lane_hall.clock.advance(timedelta(days=1))
        issued += [lane_hall.issue() for _ in range(count)]

    def of(day: date) -> Callable[[HallRead], int]:
        return lambda read: look_at_figures(read, lane_hall._today(read), day, now=lane_hall.clock.now()).visits.issued

    assert [lane_hall.ask(of(TODAY + timedelta(days=days))) for days in range(3)] == [3, 2, 3]


@pytest.mark.parametrize(
    ("day", "why"),
    [(TODAY - timedelta(days=1), "clock says 2026-03-02"), (TODAY, "not ahead of 2026-03-02")],
)
def test_it_is_refused_where_the_clock_says_otherwise_or_nothing_is_wrong(
    lane_hall: LaneHall, day: date, why: str
) -> None:
    issued = lane_hall.issue()

    with pytest.raises(BadInput, match=why):
        go(lane_hall, day)

    assert lane_hall.ticket(issued.ticket.ticket_id).state is TicketState.WAITING


def test_the_command_takes_a_running_server_back(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    clock = SetClock(at(9) + YEARS)
    plan = load_plan(SAMPLE_HALL)
    with RunningHall(database, plan=plan, clock=clock) as hall:
        clerk = hall.sign_in("5")
        hall.issue(MATTER)
        clock.advance(-YEARS)
        assert hall.issue(MATTER).ticket.business_date == TODAY + YEARS
        deadline = time.monotonic() + 10
        while not any("day back --to 2026-03-02" in line for line in caplog.messages):
            assert time.monotonic() < deadline, "nobody is told what to do"
            time.sleep(0.05)

        parsed = make_parser().parse_args(["day", "back", "--to", "2026-03-02", *options_of(database)])
        told = list(parsed.run(parsed, clock))

        assert told == [f"{plan.hall.hall_id}: back from 2036-02-28 to 2026-03-02; everybody signs in again"]
        issued = hall.issue(MATTER).ticket
        assert (issued.number, issued.business_date) == ("A001", TODAY)
        assert hall.kiosk.get_snapshot().business_date == TODAY
        with pytest.raises(NotSignedIn):
            clerk.get_window("5")
