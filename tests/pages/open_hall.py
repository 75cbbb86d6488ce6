"""The sample hall, open for one test of the web faces; it can be closed and opened again at the same address."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

from hall.client import HallClient, new_key
from hall.clock import SetClock
from hall.exchange import GrantPriority, HoldTicket, PauseWindow, Role, Transfer, WindowView
from hall.hall_plan import HallPlan
from hall.plan import load_plan
from hall.ticket import IssuedTicket, PriorityClass
from server.actions.told_waits import ToldWaits
from tests.server.running import PASSWORD, RunningHall, act, save_staff
from tests.server.web.test_rules import overseer

__all__ = ["CLERK", "HOST_NAME", "MATTER", "OTHER_CLERK", "PASSWORD", "WINDOW", "Desk", "OpenHall", "hall"]

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "halls" / "sample"
MORNING = datetime(2026, 11, 24, 1, 28, tzinfo=UTC)
"""09:28 in the hall."""

CLERK, OTHER_CLERK = "anna", "bert"
WINDOW, MATTER = "5", "social_insurance_registration"
"""A window of the queue for social insurance, which it shares with the next, and a matter of that queue."""

HOST_NAME = "hall.test"
"""A name that the browser of `tests.pages.browser` finds on this machine."""


class OpenHall:
    """A running server; everything that a test does beside the browser goes through its API."""

    def __init__(self, data: Path) -> None:
        self.clock = SetClock(MORNING)
        self._data = data
        self._port = 0
        self._desks = ExitStack()
        self._start(kiosk_token=None)
        self.display_token = self._running.display_token

    @property
    def url(self) -> str:
        """Where everyone finds it."""
        return self._running.url

    @property
    def url_by_name(self) -> str:
        """The same under a name, as other machines in a hall's network see it: not an origin that browsers trust."""
        return f"http://{HOST_NAME}:{self._port}"

    @property
    def kiosk(self) -> HallClient:
        """A client with a kiosk's rights."""
        return self._running.kiosk

    @property
    def waits(self) -> ToldWaits:
        """The waits that the server tells, for a test to tell its own."""
        return self._running.server.waits

    def supervisor(self) -> HallClient:
        """Return a client with a supervisor's rights."""
        return overseer(self._running, Role.SUPERVISOR)

    @property
    def kiosk_token(self) -> str:
        """The token of that kiosk."""
        return self._running.kiosk_token

    def add_staff(self, role: Role) -> None:
        """Make somebody of a role, named after it."""
        save_staff(self._running, role)

    def make_first_code(self) -> str:
        """Return the code with which the hall's first admin is made."""
        code = self._running.server.make_first_code()
        assert code is not None
        return code

    def touch_the_trail(self) -> None:
        """Change a line of the audit trail, as somebody would who has the database in hand."""
        engine = self._running.database.open_writer()
        with engine.begin() as connection:
            connection.execute(text("UPDATE event SET actor_id = 'K9' WHERE seq = 5"))
        engine.dispose()

    def open(self) -> None:
        """Start the server, again at the port that it had and with the devices that it knew."""
        self._start(kiosk_token=self._running.kiosk_token)

    def close(self) -> None:
        """Stop the server."""
        self._desks.close()
        self._running.__exit__()

    def _start(self, *, kiosk_token: str | None) -> None:
        hall = RunningHall(self._data, plan=_plan(), port=self._port, clock=self.clock, kiosk_token=kiosk_token)
        self._running = hall.__enter__()
        self._port = hall.port

    def issue(self, matter_id: str = MATTER) -> IssuedTicket:
        """Take a number at the kiosk."""
        return self._running.issue(matter_id)

    def pass_time(self, **duration: float) -> None:
        """Move the server's clock on."""
        self.clock.advance(timedelta(**duration))

    def sign_in(self, clerk: str = OTHER_CLERK, *, window_id: str = WINDOW) -> "Desk":
        """Sign a clerk in by the API, at the test's window unless another is named."""
        client = self._running.sign_in(window_id, clerk=clerk)
        self._desks.callback(client.close)
        return Desk(client, window_id)


class Desk:
    """A clerk at a window, acting by the API."""

    def __init__(self, client: HallClient, window_id: str) -> None:
        self._client = client
        self._window_id = window_id

    def look(self) -> WindowView:
        """Return how the window stands."""
        return self._client.get_window(self._window_id)

    def act(self, name: str) -> WindowView:
        """Do `call-next`, `recall`, `start`, `finish` or `overdue`."""
        return act(self._client, self._window_id, name)

    def pause(self, reason: str, *, minutes: int | None = None) -> WindowView:
        """Pause the window while people wait, perhaps for some minutes."""
        wanted = PauseWindow(version=self.look().version, reason=reason, leave_waiting=True, back_in_minutes=minutes)
        return self._client.act(self._window_id, "pause", wanted, key=new_key())

    def send_to(self, window_id: str, *, returns: bool = False) -> WindowView:
        """Send the ticket at the window on to another, perhaps to come back."""
        view = self.look()
        assert view.ticket is not None
        wanted = Transfer(version=view.version, ticket_id=view.ticket.ticket_id, to_window=window_id, returns=returns)
        return self._client.act(self._window_id, "transfer", wanted, key=new_key())

    def grant(self, ticket_id: int, priority_class: PriorityClass) -> None:
        """Give a ticket a priority class."""
        wanted = GrantPriority(priority_class=priority_class, evidence="身份证")
        self._client.grant_priority(ticket_id, wanted, key=new_key())

    def hold(self, reason: str) -> WindowView:
        """Park the ticket at the window."""
        view = self.look()
        assert view.ticket is not None
        wanted = HoldTicket(version=view.version, ticket_id=view.ticket.ticket_id, reason=reason)
        return self._client.act(self._window_id, "hold", wanted, key=new_key())


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[OpenHall]:
    """Open the hall for one test."""
    opened = OpenHall(tmp_path)
    yield opened
    opened.close()


@cache
def _plan() -> HallPlan:
    return load_plan(SAMPLE)
