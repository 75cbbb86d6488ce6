"""The server moves past days away by itself, while it serves."""

import time
from datetime import timedelta

from sqlalchemy import func, select

from hall.clock import SetClock
from server.store import tables
from server.store.database import Database
from tests.fakes.hall_server import at
from tests.server.running import RunningHall

PATIENCE_S = 10


def count_live(database: Database) -> int:
    engine = database.open_reader()
    with engine.begin() as connection:
        live = connection.execute(select(func.count()).select_from(tables.ticket)).scalar_one()
    engine.dispose()
    return int(live)


def test_a_server_that_starts_after_some_days_moves_them_away(database: Database) -> None:
    with RunningHall(database, clock=SetClock(at(9))) as hall:
        first, second = hall.issue(), hall.issue()
        ticket_id = first.ticket.ticket_id
        before = hall.get(f"/api/v1/tickets/{ticket_id}", token=hall.kiosk_token).json()
        assert hall.get(f"/api/v1/visits/{first.token}").status_code == 200

    with RunningHall(database, clock=SetClock(at(9) + timedelta(days=2))) as hall:
        deadline = time.monotonic() + PATIENCE_S
        while count_live(database):
            assert time.monotonic() < deadline, "the old tickets are still among the live ones"
            time.sleep(0.02)

        after = hall.get(f"/api/v1/tickets/{ticket_id}", token=hall.kiosk_token).json()
        ended = {"version": 2, "state": "expired", "time_unreliable": True, "finished_at": after["finished_at"]}
        assert after == {**before, **ended}
        assert hall.get(f"/api/v1/visits/{second.token}").status_code == 404
        assert hall.get("/api/v1/tickets/99", token=hall.kiosk_token).status_code == 404
        assert hall.issue().ticket.number == "A001"
