"""The writer lane: batches, refusals, failures."""

import threading
from collections import Counter

import pytest
from sqlalchemy import insert

from hall.errors import NobodyWaiting, NotHandledHere, Overloaded, StoreUnusable, UnknownMatter
from hall.events import Event
from hall.exchange import WindowAct
from hall.ticket import IssuedTicket
from hall.wire import from_json
from server.store import staff_tables, tables
from server.store.database import Database
from server.store.hall_tx import SYSTEM, HallTx
from server.store.lanes import LANE_LENGTH, Lane
from tests.server.lane_hall import LaneHall, acting, issuing, refusal_of


def numbers(lane_hall: LaneHall) -> list[str]:
    lane_hall.settle()
    issued = [event.body for event in lane_hall.events if event.body.kind == "TicketIssued"]
    return [body.number for body in issued]


def test_everything_that_waits_is_committed_at_once(lane_hall: LaneHall) -> None:
    with lane_hall.held():
        futures = [lane_hall.submit_issue() for _ in range(20)]
    tickets = [from_json(IssuedTicket, future.result(10).body) for future in futures]

    assert lane_hall.batches[-1] == 20
    assert [issued.ticket.number for issued in tickets] == [f"A{n:03}" for n in range(1, 21)]
    assert [issued.people_ahead for issued in tickets] == list(range(20))


def test_an_answer_comes_after_the_commit(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()

    assert lane_hall.ticket(issued.ticket.ticket_id) == issued.ticket


def test_a_refusal_does_not_disturb_the_others_of_its_batch(lane_hall: LaneHall) -> None:
    with lane_hall.held():
        first = lane_hall.submit_issue()
        refused = lane_hall.submit_issue("nothing")
        elsewhere = lane_hall.submit_issue("subsidy")
        last = lane_hall.submit_issue()

    assert isinstance(refusal_of(refused), UnknownMatter)
    assert isinstance(refusal_of(elsewhere), NotHandledHere)
    assert [refusal_of(first), refusal_of(last)] == [None, None]
    assert numbers(lane_hall) == ["A001", "A002"]
    assert max(lane_hall.batches) == 4


def test_an_act_that_wrote_before_it_refused_leaves_nothing(lane_hall: LaneHall) -> None:
    def write_and_refuse(tx: HallTx) -> None:
        issuing("insure")(tx, lane_hall.almanac.on(tx.business_date))
        raise NobodyWaiting

    with lane_hall.held():
        before = lane_hall.submit_issue()
        poison = lane_hall.lane.submit(write_and_refuse)
        after = lane_hall.submit_issue()

    with pytest.raises(NobodyWaiting):
        poison.result(10)
    assert [refusal_of(before), refusal_of(after)] == [None, None]
    assert numbers(lane_hall) == ["A001", "A002"]
    assert [event.seq for event in lane_hall.events] == [1, 2, 3]


def test_an_act_with_a_fault_fails_alone(lane_hall: LaneHall, caplog: pytest.LogCaptureFixture) -> None:
    def fault(tx: HallTx) -> None:
        tx.next_ticket_id()
        raise ZeroDivisionError

    with lane_hall.held():
        before = lane_hall.submit_issue()
        poison = lane_hall.lane.submit(fault)
        after = lane_hall.submit_issue()

    with pytest.raises(ZeroDivisionError):
        poison.result(10)
    assert [refusal_of(before), refusal_of(after)] == [None, None]
    assert numbers(lane_hall) == ["A001", "A002"]
    assert "an act failed" in caplog.text


def test_an_act_that_the_database_refuses_fails_alone(lane_hall: LaneHall) -> None:
    def twice(tx: HallTx) -> None:
        for _ in range(2):
            tx.insert(staff_tables.clerk, name="same", password_hash="", windows="", created_us=0)

    with lane_hall.held():
        before = lane_hall.submit_issue()
        poison = lane_hall.lane.submit(twice)
        after = lane_hall.submit_issue()

    with pytest.raises(StoreUnusable):
        poison.result(10)
    assert [refusal_of(before), refusal_of(after)] == [None, None]
    assert numbers(lane_hall) == ["A001", "A002"]


def test_events_have_no_gaps_and_are_told_in_order_after_failures(lane_hall: LaneHall) -> None:
    for _ in range(5):
        with lane_hall.held():
            lane_hall.submit_issue()
            lane_hall.lane.submit(lambda tx: tx.record(None, actor=SYSTEM))
            lane_hall.submit_issue("marry")

    lane_hall.settle()
    assert [event.seq for event in lane_hall.events] == list(range(1, 12))


def test_more_than_can_wait_is_refused_at_once(lane_hall: LaneHall) -> None:
    with lane_hall.held():
        for _ in range(LANE_LENGTH):
            lane_hall.lane.submit(lambda _tx: None)
        with pytest.raises(Overloaded) as refusal:
            lane_hall.submit_issue()

    assert refusal.value.facts == {"retry_after_s": 1}
    assert lane_hall.issue().ticket.number == "A001"


def test_stopping_answers_what_waits(database: Database) -> None:
    hall = LaneHall(database)
    with hall.held():
        futures = [hall.submit_issue() for _ in range(10)]
        stopping = threading.Thread(target=hall.lane.stop)
        stopping.start()
    stopping.join(10)

    assert [refusal_of(future) for future in futures] == [None] * 10
    assert not hall.lane.is_alive
    hall.close()


class DeafListener:
    def committed(self, events: list[Event], *, acts: int, commit_s: float) -> None:
        raise RuntimeError(f"cannot hear {len(events)} events of {acts} acts after {commit_s} s")


def test_a_lane_that_fails_ends_the_server_and_what_was_answered_stays(
    lane_hall: LaneHall, caplog: pytest.LogCaptureFixture
) -> None:
    ended = threading.Event()
    lane = Lane(
        lane_hall.engine,
        lane_hall.almanac.hall_id,
        clock=lane_hall.clock,
        opening=lambda _tx: None,
        listener=DeafListener(),
        when_broken=ended.set,
    )
    lane.start()
    answer = lane.submit(lambda tx: issuing("insure")(tx, lane_hall.almanac.on(tx.business_date)))
    issued = answer.result(10)

    assert ended.wait(10)
    assert "the server ends" in caplog.text
    assert lane_hall.ticket(issued.ticket.ticket_id) == issued.ticket


def test_the_same_key_twenty_times_at_once_makes_one_ticket(lane_hall: LaneHall) -> None:
    with lane_hall.held():
        futures = [lane_hall.submit_issue(key="the-same-key") for _ in range(20)]
    answers = {future.result(10).body for future in futures}

    assert len(answers) == 1
    assert numbers(lane_hall) == ["A001"]


def test_two_windows_pressing_next_at_once_never_call_the_same_person(lane_hall: LaneHall) -> None:
    desks = [lane_hall.sign_in("1", clerk="anna"), lane_hall.sign_in("2", clerk="bert")]
    for _ in range(3):
        lane_hall.issue()

    with lane_hall.held():
        calls = [lane_hall.submit(acting(desk, "call-next", WindowAct(version=1))) for desk in desks for _ in range(3)]

    done = [future for future in calls if refusal_of(future) is None]
    lane_hall.settle()
    called = Counter(event.body.number for event in lane_hall.events if event.body.kind == "TicketCalled")
    assert len(done) == 2
    assert called == {"A001": 1, "A002": 1}


def test_the_database_itself_refuses_a_number_twice_a_day(lane_hall: LaneHall) -> None:
    lane_hall.issue()

    def copy_ticket(tx: HallTx) -> None:
        row = tx._connection.execute(tables.ticket.select()).mappings().one()
        tx._connection.execute(insert(tables.ticket), {**row, "ticket_id": 99, "token_hash": "other"})

    with pytest.raises(StoreUnusable, match="number"):
        lane_hall.run(copy_ticket)


def test_the_database_itself_refuses_a_ticket_at_two_windows_and_two_at_one(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    other = lane_hall.issue().ticket.ticket_id
    desk = lane_hall.sign_in("1", clerk="anna")
    lane_hall.sign_in("2", clerk="bert")
    view = lane_hall.act(desk, "call-next")
    assert view.ticket is not None
    ticket_id = view.ticket.ticket_id

    with pytest.raises(StoreUnusable, match=r"at_window|ticket_at_one_window"):
        lane_hall.run(lambda tx: tx.insert(tables.at_window, window_id="2", ticket_id=ticket_id))
    with pytest.raises(StoreUnusable, match="at_window"):
        lane_hall.run(lambda tx: tx.insert(tables.at_window, window_id="1", ticket_id=other))
    assert lane_hall.window("1") == view
