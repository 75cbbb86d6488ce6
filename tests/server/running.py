"""RunningHall: the small hall's real server on a free port, in a thread, its clock in the test's hands."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Self

import requests
from argon2 import PasswordHasher

from hall.client import HallClient, new_key
from hall.clock import SetClock
from hall.exchange import IssueRequest, Role, SignInRequest, WindowAct, WindowView
from hall.hall_plan import HallPlan
from hall.ticket import IssuedTicket
from server.actions.make_credentials import add_device
from server.app import HallServer
from server.listening import HallListener, bind
from server.settings import Settings
from server.store.credentials import Clerk, save_clerk
from server.store.database import Database
from server.store.hall_tx import HallTx
from server.store.opening import open_record
from server.store.rating_table import rating
from tests.fakes.hall_server import at
from tests.server.databases import folder_with_tables
from tests.server.plans import small_plan

PASSWORD = "correct-horse"


class RunningHall:
    """A server with a kiosk K1, a display and the clerks anna and bert; a context manager."""

    def __init__(
        self,
        where: Path | Database,
        *,
        plan: HallPlan | None = None,
        heartbeat_s: float = 15.0,
        blocked_most_s: float = 30.0,
        hall_streams_most: int = 500,
        send_buffer_bytes: int | None = None,
        public_url: str | None = None,
        port: int = 0,
        clock: SetClock | None = None,
        kiosk_token: str | None = None,
    ) -> None:
        self.clock = clock or SetClock(at(9))
        self.database = folder_with_tables(where) if isinstance(where, Path) else where
        self._plan = plan or small_plan()
        if kiosk_token is None:
            self._make_credentials()
        else:  # the record of a server that ran before
            self.kiosk_token = kiosk_token
        listener = bind("127.0.0.1", port)
        if send_buffer_bytes is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer_bytes)
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        settings = Settings(
            database=self.database,
            public_url=public_url or self.url,
            heartbeat_s=heartbeat_s,
            blocked_most_s=blocked_most_s,
            hall_streams_most=hall_streams_most,
        )
        self.server = HallServer(settings, plan=self._plan, clock=self.clock)
        self._listener = HallListener(self.server)
        self._thread = threading.Thread(target=self._listener.run, kwargs={"sockets": [listener]})

    @property
    def hall_id(self) -> str:
        return self._plan.hall.hall_id

    def __enter__(self) -> Self:
        self._thread.start()
        self.kiosk = HallClient(self.url, token=self.kiosk_token)
        return self

    def __exit__(self, *_error: object) -> None:
        self.kiosk.close()
        self.stop()

    def stop(self) -> None:
        """Stop as SIGTERM would."""
        self._listener.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def issue(self, matter_id: str = "insure", *, key: str | None = None) -> IssuedTicket:
        return self.kiosk.issue_ticket(IssueRequest(matter_id=matter_id), key=key or new_key())

    def sign_in(self, window_id: str = "2", *, clerk: str = "anna") -> HallClient:
        client = HallClient(self.url)
        client.sign_in(SignInRequest(clerk=clerk, password=PASSWORD, window_id=window_id), key=new_key())
        return client

    def get(self, path: str, *, token: str | None = None, **headers: str) -> requests.Response:
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return requests.get(self.url + path, headers=headers, timeout=10)

    def read_record(self) -> str:
        """Return all that is in the tables."""
        engine = self.database.open_reader()
        with engine.begin() as connection:
            rows = [row for table in rating.metadata.sorted_tables for row in connection.execute(table.select())]
        engine.dispose()
        return repr(rows)

    def _make_credentials(self) -> None:
        with writing(self.database, self._plan.hall.hall_id, now=self.clock.now()) as tx:
            self.kiosk_token = add_device(tx, role=Role.KIOSK, name="K1", replace=True)
            self.display_token = add_device(tx, role=Role.DISPLAY, name="board", replace=True)
            for name in ("anna", "bert"):
                save_clerk(tx, Clerk(name=name, password_hash=quick_hash(), windows=()))


@contextmanager
def writing(database: Database, hall_id: str, *, now: datetime) -> Iterator[HallTx]:
    """Begin a transaction on a hall's record, as a command does beside the server."""
    engine = open_record(database, hall_id)
    with engine.begin() as connection:
        tx = HallTx(connection, hall_id, now=now)
        yield tx
        tx.finish()
    engine.dispose()


@cache
def quick_hash() -> str:
    """Return a hash of the password that is looked at as any, but in no time: how hard it is stands in the hash."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def save_staff(hall: RunningHall, role: Role) -> None:
    """Make somebody of a role, named after it, in a running hall's record."""
    with writing(hall.database, hall.hall_id, now=hall.clock.now()) as tx:
        save_clerk(tx, Clerk(name=role.value, password_hash=quick_hash(), windows=(), role=role))


def add_at_window(hall: RunningHall, role: Role, window_id: str = "2") -> str:
    """Make a tablet or a keypad of a window in a running hall's record, and return its token."""
    with writing(hall.database, hall.hall_id, now=hall.clock.now()) as tx:
        return add_device(tx, role=role, name=window_id, replace=True)


def act(client: HallClient, window_id: str, name: str, *, key: str | None = None) -> WindowView:
    """Do an act of `routes_windows.ACTS` as a fresh page would."""
    view = client.get_window(window_id)
    wanted = WindowAct(version=view.version, ticket_id=view.ticket.ticket_id if view.ticket else None)
    return client.act(window_id, name, wanted, key=key or new_key())
