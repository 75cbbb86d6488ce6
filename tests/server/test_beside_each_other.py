"""Several servers on one PostgreSQL database: for one hall, and for two halls that never see each other."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle

import pytest

from hall.errors import NobodyWaiting, UnknownTicket
from hall.hall_plan import HallPlan
from server.store.database import NoHints
from server.store.event_log import list_events
from server.store.postgresql import PostgresqlDatabase
from tests.server.databases import PostgresqlDatabases
from tests.server.lane_hall import LaneHall, acting_afresh, refusal_of
from tests.server.listening_client import Listener
from tests.server.plans import small_plan
from tests.server.running import RunningHall

WINDOWS_OF_A_SERVER = 32
TICKETS = 200


class Unhinted(PostgresqlDatabase):
    """A database between whose servers every hint is lost."""

    def listen(self, _hall_id: str) -> NoHints:  # type: ignore[override]
        return NoHints()


@pytest.fixture
def database(postgresql_databases: PostgresqlDatabases) -> PostgresqlDatabase:
    return postgresql_databases.make()


@contextmanager
def two_servers(database: PostgresqlDatabase) -> Iterator[tuple[RunningHall, RunningHall]]:
    """The same hall twice, with the same credentials."""
    first, second = RunningHall(database), RunningHall(database)
    first.kiosk_token, first.display_token = second.kiosk_token, second.display_token
    with first, second:
        yield first, second


def board_of(hall: RunningHall, last_event_id: str | None = None) -> Listener:
    return Listener(hall.url + "/api/v1/events", token=hall.display_token, last_event_id=last_event_id)


def next_seqs(board: Listener, count: int) -> list[int]:
    return [board.next_of("TicketIssued")["seq"] for _ in range(count)]  # type: ignore[index]


def assert_both_boards_see_everything(database: PostgresqlDatabase, *, tickets: int) -> None:
    with two_servers(database) as halls, board_of(halls[0]) as one, board_of(halls[1]) as other:
        for board in (one, other):
            board.next_of("snapshot")
        issued = [hall.issue().ticket.number for hall, _ in zip(cycle(halls), range(tickets), strict=False)]

        assert issued == [f"A{n:03}" for n in range(1, tickets + 1)]
        assert next_seqs(one, tickets) == next_seqs(other, tickets) == list(range(2, tickets + 2))


def test_what_one_server_writes_is_on_the_boards_of_both(database: PostgresqlDatabase) -> None:
    assert_both_boards_see_everything(database, tickets=20)


def test_boards_miss_nothing_when_every_hint_is_lost(database: PostgresqlDatabase) -> None:
    assert_both_boards_see_everything(Unhinted(database.url), tickets=5)


def test_a_board_that_moves_from_server_to_server_misses_and_repeats_nothing(database: PostgresqlDatabase) -> None:
    seen: list[int] = []
    with two_servers(database) as halls:
        with board_of(halls[0]) as board:
            board.next_of("snapshot")
            halls[1].issue()
            seen += next_seqs(board, 1)
        for number in range(12):
            writer, followed = halls[number % 2], halls[number // 2 % 2]
            writer.issue()
            with board_of(followed, f"1.{seen[-1]}") as board:
                assert board.next()[0] == "resumed"
                seen += next_seqs(board, 1)

    assert seen == list(range(2, 15))


def test_a_repeat_at_another_server_gets_the_first_answer(database: PostgresqlDatabase) -> None:
    with two_servers(database) as (first, second):
        issued = first.issue(key="the-same-key")

        assert second.issue(key="the-same-key") == issued
        assert second.issue().ticket.number == "A002"


def plan_of_many_windows() -> HallPlan:
    plan = small_plan()
    window = next(window for window in plan.windows if window.window_id == "2")
    many = (replace(window, window_id=f"w{n}") for n in range(2 * WINDOWS_OF_A_SERVER))
    return replace(plan, windows=(*plan.windows, *many))


def serve_until_empty(hall: LaneHall, window_ids: list[str]) -> list[str]:
    """Have every window press next until nobody waits; return the numbers called."""
    desks = [hall.sign_in(window_id, clerk=f"clerk-{window_id}") for window_id in window_ids]
    while True:
        calls = [hall.submit(acting_afresh(desk, "call-next")) for desk in desks]
        busy = [desk for desk, call in zip(desks, calls, strict=True) if refusal_of(call) is None]
        for act in ("start", "finish"):
            assert [refusal_of(hall.submit(acting_afresh(desk, act))) for desk in busy] == [None] * len(busy)
        if not busy:
            assert all(isinstance(refusal_of(call), NobodyWaiting) for call in calls)
            hall.settle()
            return [event.body.number for event in hall.events if event.body.kind == "TicketCalled"]


def test_sixty_four_windows_of_two_servers_never_call_the_same_person(database: PostgresqlDatabase) -> None:
    halls = [LaneHall(database, plan=plan_of_many_windows()) for _ in range(2)]
    for future in [halls[n % 2].submit_issue() for n in range(TICKETS)]:
        assert refusal_of(future) is None
    ids = [f"w{n}" for n in range(2 * WINDOWS_OF_A_SERVER)]

    with ThreadPoolExecutor(2) as people:
        called = list(people.map(serve_until_empty, halls, (ids[::2], ids[1::2])))

    assert all(called), "both servers had something to do"
    assert Counter(called[0] + called[1]) == {f"A{n:03}": 1 for n in range(1, TICKETS + 1)}
    events = halls[0].ask(lambda read: list_events(read, after=0, most=10_000))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    for hall in halls:
        hall.close()


def test_two_halls_in_one_database_never_see_each_other(database: PostgresqlDatabase) -> None:
    plan = small_plan()
    other_plan = replace(plan, hall=replace(plan.hall, hall_id="other"))
    with RunningHall(database) as hall, RunningHall(database, plan=other_plan) as other:
        mine, theirs = hall.issue(), other.issue()
        other.issue("marry")
        clerk = hall.sign_in("2")
        session = str(clerk._session.headers["Authorization"]).removeprefix("Bearer ")

        assert mine.ticket == replace(theirs.ticket, arrived_at=mine.ticket.arrived_at)
        assert [hall.kiosk.get_snapshot().seq, other.kiosk.get_snapshot().seq] == [3, 3]
        with pytest.raises(UnknownTicket):
            other.kiosk.get_visit(mine.token)
        assert other.get("/api/v1/hall", token=hall.kiosk_token).status_code == 401
        assert other.get("/api/v1/windows/2", token=session).status_code == 401
        assert hall.get("/api/v1/windows/2", token=session).json()["clerk"] == "anna"
        clerk.close()
