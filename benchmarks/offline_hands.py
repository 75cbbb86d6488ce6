"""The hands of `offline_kills.py`: the real parts of a kiosk, before a server that may be killed, to be killed itself.

One visitor after another asks for a number; whoever gets no answer in time takes one of the kiosk's own. What a visitor
was told is written to a file at once, before the next comes: what is in it, somebody holds on paper.
"""

import argparse
import json
import os
import queue
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hall.client import HallClient, new_key
from hall.clock import SystemClock
from hall.errors import HallError, ServerAway, ServerUnclear
from hall.exchange import IssueRequest
from hall.ticket import LegPlan, PrintState
from kiosk.link import HallLink
from kiosk.offline.desk import GivenOffline, OfflineNews, Wish
from kiosk.offline.office import OfflineOffice, open_office
from kiosk.visit import Intent

PATIENCE_S = 5.0
FINISH_MOST_S = 240.0


class Hands:
    """One kiosk without its glass."""

    def __init__(self, server: str, *, token: str, state: Path, told: Path) -> None:
        """Open the office of a state folder, and follow the server."""
        self._news: queue.Queue[OfflineNews] = queue.Queue()
        self._client = HallClient(server, token=token)
        office = open_office(
            state,
            token=token,
            server=HallClient(server, token=token),
            clock=SystemClock(),
            tell=self._news.put,
            tell_kept=lambda _kept: None,
        )
        assert office is not None, "the state folder is the benchmark's own"
        self.office: OfflineOffice = office
        self._link = HallLink(server, token=token, hand_over=office.keeper.hear)
        self._told = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        office.keeper.start()
        self._link.start()

    def serve(self, matter_id: str, queue_id: str, *, asks_first: bool) -> None:
        """Serve one visitor."""
        asked = IssueRequest(matter_id=matter_id)
        intent = Intent(matter_id=matter_id, key=new_key())
        if asks_first:
            try:
                issued = self._client.issue_ticket(asked, key=intent.key)
            except (ServerAway, ServerUnclear):
                pass
            except HallError as error:
                self._tell(refused=error.code)
                return
            else:
                self._tell(number=issued.ticket.number, ticket_id=issued.ticket.ticket_id, key=intent.key)
                return
        leg = LegPlan(matter_id=matter_id, queue_id=queue_id, windows=())
        self.office.desk.take(Wish(intent=intent, asked=asked, legs=(leg,)))
        news = self._news.get(timeout=PATIENCE_S)
        if isinstance(news, GivenOffline):
            self._tell(number=news.issued.ticket.number, token=news.issued.token, key=intent.key, matter_id=matter_id)
            self.office.desk.note_print(news.issued.ticket.ticket_id, PrintState.PRINTED)
        else:
            self._tell(barred=news.bar)

    def is_done(self) -> bool:
        """Whether the server has every number, and knows of its paper."""
        with self.office.desk.lock:
            return not self.office.desk.book.list_unsettled()

    def stop(self) -> None:
        """End every thread: one that still runs when Python ends may fall into a library that aborts the program."""
        self._link.stop()
        self.office.stop()

    def _tell(self, **what: object) -> None:
        os.write(self._told, json.dumps(what).encode() + b"\n")


def main() -> int:
    """Serve visitors until killed; with `--finish` only hand over what was given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--told", type=Path, required=True)
    parser.add_argument("--matters", nargs="+", required=True, metavar="MATTER=QUEUE")
    parser.add_argument("--pause-ms", type=float, default=40.0, help="between two visitors, about")
    parser.add_argument("--finish", action="store_true")
    given = parser.parse_args()
    hands = Hands(given.server, token=given.token, state=given.state, told=given.told)
    if given.finish:
        until = time.monotonic() + FINISH_MOST_S
        while not hands.is_done() and time.monotonic() < until:
            time.sleep(0.05)
        is_done = hands.is_done()
        hands.stop()
        return 0 if is_done else 1
    chance = random.Random()
    while True:
        matter_id, _, queue_id = chance.choice(given.matters).partition("=")
        hands.serve(matter_id, queue_id, asks_first=chance.random() < 0.6)
        time.sleep(chance.expovariate(1000 / given.pause_ms))


if __name__ == "__main__":
    sys.exit(main())
