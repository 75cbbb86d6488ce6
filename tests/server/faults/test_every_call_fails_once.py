"""The Nth call to the database fails, for every N: nothing is half done, and the same key does it in the end."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from hall.errors import StoreUnusable
from hall.exchange import IssueRequest, Role
from server.actions.close_day import close_day
from server.actions.issue import issue
from server.actions.once import Act
from server.store.database import Database
from server.store.hall_tx import Actor
from tests.server.faults.every_call import EveryCall, dump, no_room
from tests.server.lane_hall import KIOSK, PAGES, LaneHall, acting_afresh, issuing

SUPERVISOR = Actor(kind=Role.SUPERVISOR.value, name="sun")
FEWEST_CALLS = 4
MOST_CALLS = 200

Prepare = Callable[[LaneHall], Act]


def issue_one(_hall: LaneHall) -> Act:
    return issuing("insure")


def issue_several(_hall: LaneHall) -> Act:
    request = IssueRequest(matter_id="insure", then=("licence",))
    return lambda tx, today: issue(tx, today, request, actor=KIOSK, pages=PAGES)


def call(hall: LaneHall) -> Act:
    hall.issue()
    hall.issue()
    return acting_afresh(hall.sign_in("2"), "call-next")


def transfer(hall: LaneHall) -> Act:
    hall.issue()
    hall.sign_in("3", clerk="bert")
    desk = hall.sign_in("2")
    hall.act(desk, "call-next")
    hall.act(desk, "start")
    return acting_afresh(desk, "transfer", queue_id="commerce")


def finish(hall: LaneHall) -> Act:
    hall.issue()
    desk = hall.sign_in("2")
    hall.act(desk, "call-next")
    hall.act(desk, "start")
    return acting_afresh(desk, "finish")


def finish_a_leg(hall: LaneHall) -> Act:
    hall.submit(issue_several(hall)).result(10)
    desk = hall.sign_in("2")
    hall.act(desk, "call-next")
    hall.act(desk, "start")
    return acting_afresh(desk, "finish")


def change_of_day(hall: LaneHall) -> Act:
    finish(hall)
    hall.issue()
    hall.clock.advance(timedelta(days=1))
    return issuing("insure")


def close_of_day(hall: LaneHall) -> Act:
    finish(hall)
    hall.issue()
    return partial(close_day, reason="停电", actor=SUPERVISOR)


@pytest.mark.parametrize(
    "prepare",
    [issue_one, issue_several, call, transfer, finish, finish_a_leg, change_of_day, close_of_day],
    ids=lambda prepare: prepare.__name__,
)
def test_an_act_is_done_whole_or_not_at_all(database: Database, prepare: Prepare) -> None:
    hall = LaneHall(database)
    act = prepare(hall)
    hall.settle()
    calls = EveryCall(hall.engine, partial(no_room, database))
    before = dump(hall.engine)

    for nth in range(1, MOST_CALLS):
        with calls.failing(nth):
            error = hall.submit(act, key="the-same-key").exception(10)
        if not calls.has_failed:
            break
        assert isinstance(error, StoreUnusable), error
        assert dump(hall.engine) == before, f"call {nth} left something behind"

    assert error is None
    assert nth > FEWEST_CALLS
    done = dump(hall.engine)
    assert done != before
    hall.submit(act, key="the-same-key").result(10)
    assert dump(hall.engine) == done
    assert [row[1] for row in done["event"]] == list(range(1, len(done["event"]) + 1))
    hall.close()
