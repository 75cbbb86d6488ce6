"""OfflineBench: the parts of a kiosk that go on while the server is away, before a real server that goes and comes."""

import queue
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from hall.client import HallClient, new_key
from hall.clock import Clock, SetClock, SystemClock
from hall.exchange import IssueRequest
from hall.hall_plan import HallPlan
from hall.offline import Permission
from hall.ticket import IssuedTicket, LegPlan, Ticket
from kiosk.link import HallLink, LinkNews
from kiosk.offline.desk import Barred, OfflineNews, Wish
from kiosk.offline.keeper import KeptHall
from kiosk.offline.office import OfflineOffice, open_office
from kiosk.offline.permit import Bar, Wanted
from kiosk.visit import Intent
from tests.fakes.hall_server import at
from tests.server.running import RunningHall

PATIENCE_S = 20.0
QUEUES = {"insure": "social", "marry": "civil", "licence": "commerce"}


class OfflineBench:
    """One kiosk's state folder and one server's data folder; either side may be stopped and started."""

    def __init__(self, folder: Path, *, plan: HallPlan | None = None) -> None:
        self.folder, self._plan = folder, plan
        self.clock = SetClock(at(9))
        self.port = 0
        self.hall: RunningHall | None = None
        self.office: OfflineOffice | None = None
        self.news: queue.Queue[OfflineNews] = queue.Queue()
        self.kept: queue.Queue[KeptHall] = queue.Queue()
        self.heard: list[LinkNews] = []
        self.token: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop_kiosk()
        self.stop_server()

    def start_server(self) -> RunningHall:
        """Start the server; from the second time on its devices keep their tokens."""
        hall = RunningHall(
            self.folder / "data",
            plan=self._plan,
            port=self.port,
            clock=self.clock,
            heartbeat_s=0.3,
            kiosk_token=self.token,
        )
        self.hall = hall.__enter__()
        self.port, self.token = hall.port, hall.kiosk_token
        return hall

    def stop_server(self) -> None:
        if self.hall is not None:
            self.hall.__exit__(None, None, None)
            self.hall = None

    def start_kiosk(
        self, *, state: str = "state", clock: Clock | None = None, client: HallClient | None = None
    ) -> OfflineOffice:
        assert self.token is not None, "a server has run before"
        url = f"http://127.0.0.1:{self.port}"
        self._client = client or HallClient(url, token=self.token)
        office = open_office(
            self.folder / state,
            token=self.token,
            server=self._client,
            clock=clock or SystemClock(),
            tell=self.news.put,
            tell_kept=self.kept.put,
        )
        assert office is not None
        self.office = office
        self._link = HallLink(url, token=self.token, hand_over=self._hear)
        office.keeper.start()
        self._link.start()

    def _hear(self, news: LinkNews) -> None:
        self.heard.append(news)
        if self.office is not None:
            self.office.keeper.hear(news)

    def stop_kiosk(self) -> None:
        if self.office is None:
            return
        self._link.stop()
        self.office.stop()
        self._client.close()
        self.office = None

    def wait_for(self, is_so: Callable[[], object], what: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < until, f"{what} did not come"
            time.sleep(0.02)

    def wait_for_permission(self) -> Permission:
        assert self.office is not None
        desk = self.office.desk
        self.wait_for(lambda: desk.held, "a permission")
        assert desk.held is not None
        return desk.held.permission

    def wait_until_handed_over(self) -> None:
        assert self.office is not None
        book = self.office.desk.book
        self.wait_for(lambda: all(page.ticket_id for page in list(book.pages.values())), "the adoption")

    def bar(self, matter_id: str = "insure") -> Bar | None:
        assert self.office is not None
        return self.office.desk.bar([Wanted(matter_id=matter_id, queue_id=QUEUES[matter_id])])

    def take(self, matter_id: str = "insure", *, key: str | None = None) -> IssuedTicket | Bar:
        """Take a number as the reception does."""
        assert self.office is not None
        self.office.desk.take(wish(matter_id, key=key))
        news = self.news.get(timeout=PATIENCE_S)
        return news.bar if isinstance(news, Barred) else news.issued

    def take_number(self, matter_id: str = "insure", *, key: str | None = None) -> IssuedTicket:
        issued = self.take(matter_id, key=key)
        assert isinstance(issued, IssuedTicket), issued
        return issued

    def find(self, number: str) -> Ticket:
        """Return what the server has under a number."""
        client = HallClient(f"http://127.0.0.1:{self.port}", token=self.token)
        try:
            (ticket,) = client.list_tickets(number)
        finally:
            client.close()
        return ticket


def wish(matter_id: str = "insure", *, key: str | None = None) -> Wish:
    return Wish(
        intent=Intent(matter_id=matter_id, key=key or new_key()),
        asked=IssueRequest(matter_id=matter_id),
        legs=(LegPlan(matter_id=matter_id, queue_id=QUEUES[matter_id], windows=("2",)),),
    )
