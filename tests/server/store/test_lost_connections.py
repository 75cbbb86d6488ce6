"""The lane and the readers when PostgreSQL goes away in the middle: nothing is lost, nothing is doubled."""

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from benchmarks.private_postgresql import PrivatePostgresql, running_postgresql
from hall.client import HallClient, new_key
from hall.errors import ServerAway, StoreUnusable
from hall.exchange import IssueRequest
from hall.ticket import IssuedTicket
from server.store.event_log import list_events
from server.store.hall_tx import HallTx
from server.store.lanes import PAUSES_S
from server.store.postgresql import PostgresqlDatabase
from server.store.tickets import list_tickets
from tests.server.databases import PostgresqlDatabases
from tests.server.lane_hall import LaneHall, issuing, refusal_of
from tests.server.listening_client import Listener
from tests.server.lossy_line import LossyLine
from tests.server.running import RunningHall

VISITORS, TICKETS_EACH, RESTARTS = 6, 40, 3

DEADLOCK = "DO $$ BEGIN RAISE EXCEPTION 'two waited for each other' USING ERRCODE = '40P01'; END $$"


@pytest.fixture
def database(postgresql_databases: PostgresqlDatabases) -> PostgresqlDatabase:
    return postgresql_databases.make()


@pytest.fixture
def hall(database: PostgresqlDatabase) -> Iterator[LaneHall]:
    opened = LaneHall(database)
    yield opened
    opened.close()


@pytest.fixture
def line(database: PostgresqlDatabase) -> Iterator[LossyLine]:
    assert database.url.port is not None
    opened = LossyLine(database.url.port)
    yield opened
    opened.close()


def over(line: LossyLine, database: PostgresqlDatabase) -> PostgresqlDatabase:
    return PostgresqlDatabase(database.url.set(port=line.port))


class Trouble:
    """An act that fails so many times with a statement, and then does nothing."""

    def __init__(self, statement: str, times: int) -> None:
        self._statement = statement
        self._left = times
        self.tries = 0

    def __call__(self, tx: HallTx) -> None:
        self.tries += 1
        if self._left:
            self._left -= 1
            tx._connection.execute(text(self._statement))


def end_every_other_connection(database: PostgresqlDatabase) -> None:
    with database.open_writer().begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


@pytest.mark.parametrize("statement", [DEADLOCK, "SELECT pg_terminate_backend(pg_backend_pid())"])
def test_a_batch_that_the_moment_undid_runs_again_as_a_whole(hall: LaneHall, statement: str) -> None:
    trouble = Trouble(statement, times=2)
    with hall.held():
        before = hall.submit_issue()
        troubled = hall.lane.submit(trouble)
        after = hall.submit_issue()

    troubled.result(10)
    assert [refusal_of(before), refusal_of(after)] == [None, None]
    assert trouble.tries == 3
    assert hall.batches[-1] == 3
    assert [event.seq for event in hall.events] == [1, 2, 3]


def test_a_moment_that_does_not_pass_is_told_with_when_to_ask_again(hall: LaneHall) -> None:
    trouble = Trouble(DEADLOCK, times=99)

    with pytest.raises(StoreUnusable, match="two waited for each other") as refusal:
        hall.lane.submit(trouble).result(20)

    assert refusal.value.facts == {"retry_after_s": 2}
    assert trouble.tries == 1 + len(PAUSES_S)
    assert hall.issue().ticket.number == "A001"


def test_readers_find_their_way_back(hall: LaneHall, database: PostgresqlDatabase) -> None:
    hall.issue()
    hall.snapshot()

    end_every_other_connection(database)

    assert hall.snapshot().seq == 2
    assert hall.issue().ticket.number == "A002"


def test_a_lost_answer_to_a_commit_makes_no_second_ticket(line: LossyLine, database: PostgresqlDatabase) -> None:
    hall = LaneHall(over(line, database))
    line.loses_next.set()

    first = hall.issue()
    second = hall.issue()

    assert line.lost == 1
    assert [first.ticket.number, second.ticket.number] == ["A001", "A002"]
    assert [ticket.number for ticket in hall.ask(lambda read: list_tickets(read, after=0, most=9))] == ["A001", "A002"]
    hall.close()


def test_boards_see_a_ticket_although_the_answer_to_its_commit_was_lost(
    line: LossyLine, database: PostgresqlDatabase
) -> None:
    with (
        RunningHall(over(line, database)) as hall,
        Listener(hall.url + "/api/v1/events", token=hall.display_token) as board,
    ):
        board.next_of("snapshot")
        line.loses_next.set()
        issued = [hall.issue(), hall.issue()]
        told = [board.next_of("TicketIssued") for _ in issued]

    assert line.lost == 1
    assert [(each["seq"], each["body"]["number"]) for each in told] == [(2, "A001"), (3, "A002")]  # type: ignore[index]


def test_an_act_whose_asker_has_gone_is_left_out(hall: LaneHall) -> None:
    with hall.held():
        gone = hall.submit_issue()
        stays = hall.submit_issue()
        assert gone.cancel()

    assert refusal_of(stays) is None
    assert [ticket.number for ticket in hall.ask(lambda read: list_tickets(read, after=0, most=9))] == ["A001"]


def test_stopping_while_the_database_is_away_does_not_take_long() -> None:
    with running_postgresql() as server:
        hall = LaneHall(PostgresqlDatabase.at(server.url))
        server.stop(mode="immediate")
        asked = hall.submit(issuing("insure"))
        hall.stop()

    assert isinstance(refusal_of(asked), StoreUnusable)


def take_tickets(url: str, token: str, answered: list[IssuedTicket]) -> None:
    """Take numbers, each with its key until it is answered."""
    client = HallClient(url, token=token)
    for _ in range(TICKETS_EACH):
        key = new_key()
        while True:
            try:
                answered.append(client.issue_ticket(IssueRequest(matter_id="insure"), key=key))
                break
            except (StoreUnusable, ServerAway):
                continue
    client.close()


def restart_under_load(server: PrivatePostgresql, hall: RunningHall) -> list[IssuedTicket]:
    answered: list[IssuedTicket] = []
    visitors = [
        threading.Thread(target=take_tickets, args=(hall.url, hall.kiosk_token, answered), daemon=True)
        for _ in range(VISITORS)
    ]
    for visitor in visitors:
        visitor.start()
    for number in range(1, RESTARTS + 1):
        while len(answered) < number * VISITORS * TICKETS_EACH // (RESTARTS + 1):
            assert any(visitor.is_alive() for visitor in visitors)
        server.stop(mode="immediate")
        server.start()
    for visitor in visitors:
        visitor.join(60)
    return answered


def test_a_restart_of_postgresql_under_load_loses_nothing_and_doubles_nothing() -> None:
    with running_postgresql() as server:
        with RunningHall(PostgresqlDatabase.at(server.url)) as hall:
            with Listener(hall.url + "/api/v1/events", token=hall.display_token) as board:
                board.next_of("snapshot")
                answered = restart_under_load(server, hall)
                shown = [board.next_of("TicketIssued")["seq"] for _ in answered]  # type: ignore[index]
            assert hall.get("/readyz").status_code == 200
        record = LaneHall(PostgresqlDatabase.at(server.url))
        tickets = record.ask(lambda read: list_tickets(read, after=0, most=10_000))
        events = record.ask(lambda read: list_events(read, after=0, most=10_000))
        record.close()

    wanted = VISITORS * TICKETS_EACH
    assert Counter(issued.ticket.number for issued in answered) == {f"A{n:03}": 1 for n in range(1, wanted + 1)}
    assert {issued.ticket.ticket_id for issued in answered} == {ticket.ticket_id for ticket in tickets}
    assert len(tickets) == wanted
    assert [event.seq for event in events] == list(range(1, wanted + 2))
    assert shown == list(range(2, wanted + 2))
