"""The sample hall, open for one test: the real server on a free port, its clock in the test's hands."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from hall.client import HallClient, new_key
from hall.clock import SetClock
from hall.exchange import IssueRequest, Role, SignInRequest, WindowAct, WindowView
from hall.places import HallPlan
from hall.plan import load_plan
from hall.ticket import IssuedTicket
from server.actions.make_credentials import add_clerk, add_device
from server.app import HallServer
from server.listening import HallListener, bind
from server.settings import Settings
from server.store.hall_tx import HallTx
from server.store.opening import open_record

T = TypeVar("T")

SAMPLE = Path(__file__).resolve().parents[3] / "assets" / "halls" / "sample"
MORNING = datetime(2026, 11, 24, 1, 28, tzinfo=UTC)
"""09:28 in the hall."""

CLERK, PASSWORD = "李芳", "correct-horse"
OTHER_CLERK = "王强"
WINDOW, MATTER = "5", "social_insurance_registration"
"""A window of the queue for social insurance, which it shares with the next, and a matter of that queue."""

HOST_NAME = "hall.test"
"""A name that the browser of `tests.server.web.browser` finds on this machine."""


class OpenHall:
    """A running server; everything that a test does beside the browser goes through its API."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.plan = _plan()
        self.clock = SetClock(MORNING)
        kiosk_token = self._write(lambda tx: add_device(tx, role=Role.KIOSK, name="K1", replace=False))
        for name in (CLERK, OTHER_CLERK):
            self._write(_clerk(name))
        self.port = 0
        self.open()
        self.kiosk = HallClient(self.url, token=kiosk_token)

    @property
    def url(self) -> str:
        """Where everyone finds it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url_by_name(self) -> str:
        """The same under a name, as other machines in a hall's network see it: not an origin that browsers trust."""
        return f"http://{HOST_NAME}:{self.port}"

    def open(self) -> None:
        """Start the server, again at the port that it had."""
        listener = bind("127.0.0.1", self.port)
        listener.listen()  # who comes before uvicorn has begun waits instead of being turned away
        self.port = listener.getsockname()[1]
        settings = Settings(data=self._data, public_url=self.url)
        self._server = HallListener(HallServer(settings, plan=self.plan, clock=self.clock))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the server."""
        self._server.should_exit = True
        self._thread.join()

    def issue(self, matter_id: str = MATTER) -> IssuedTicket:
        """Take a number at the kiosk."""
        return self.kiosk.issue_ticket(IssueRequest(matter_id=matter_id), key=new_key())

    def pass_time(self, **duration: float) -> None:
        """Move the server's clock on."""
        self.clock.advance(timedelta(**duration))

    def sign_in(self, clerk: str = OTHER_CLERK, *, window_id: str = WINDOW) -> "Desk":
        """Sign a clerk in by the API, at the test's window unless another is named."""
        return Desk(self.url, clerk, window_id)

    def _write(self, act: Callable[[HallTx], T]) -> T:
        engine = open_record(self._data, self.plan.hall.hall_id)
        with engine.begin() as connection:
            tx = HallTx(connection, self.plan.hall.hall_id, now=self.clock.now())
            answer = act(tx)
            tx.finish()
        engine.dispose()
        return answer


class Desk:
    """A clerk at a window, acting by the API."""

    def __init__(self, url: str, clerk: str, window_id: str) -> None:
        self.client = HallClient(url)
        self.window_id = window_id
        signed_in = self.client.sign_in(
            SignInRequest(clerk=clerk, password=PASSWORD, window_id=window_id), key=new_key()
        )
        self.token = signed_in.session_token

    def look(self) -> WindowView:
        """Return how the window stands."""
        return self.client.get_window(self.window_id)

    def act(self, name: str) -> WindowView:
        """Do `call-next`, `recall`, `start`, `finish` or `no-show`."""
        view = self.look()
        ticket_id = view.ticket.ticket_id if view.ticket else None
        return self.client.act(
            self.window_id, name, WindowAct(version=view.version, ticket_id=ticket_id), key=new_key()
        )


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[OpenHall]:
    """Open the hall for one test."""
    opened = OpenHall(tmp_path)
    yield opened
    opened.kiosk.close()
    opened.close()


@cache
def _plan() -> HallPlan:
    return load_plan(SAMPLE)


def _clerk(name: str) -> Callable[[HallTx], str]:
    return lambda tx: add_clerk(tx, name=name, password=PASSWORD, windows=(), replace=False)
