"""Poller: asks for the hall as a whole while its stream is cut, or silent: a dead line looks like a quiet hall."""

import logging
import threading
import time
from collections.abc import Callable

from hall.client import HallClient
from hall.errors import HallError
from hall.snapshot import Snapshot
from hall.stream import Connected, Disconnected, Happened, StreamNews

POLL_S = 3.0
"""From question to question, while the line is cut or silent: a board is right again within 5 s of its line."""

PATIENCE_S = 2.0
"""How long an answer may take: a question that was lost must not hold up the next one."""

_log = logging.getLogger(__name__)


class Poller:
    """A thread that hands over what the stream does not bring: all of it while that is cut, else only what is newer.

    A line of which one end has gone says nothing, like a hall in which nothing happens; the stream itself takes it for
    dead only after three silent seconds more than the server's heartbeat.
    """

    def __init__(self, client: HallClient, *, hand_over: Callable[[Connected], None], poll_s: float = POLL_S) -> None:
        """Take the server's client, used by this object only, and who is told (on its thread; must not block)."""
        self._client, self._hand_over, self._poll_s = client, hand_over, poll_s
        self._known: Snapshot | None = None
        self._is_cut = False
        self._heard_s = time.monotonic()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="poller", daemon=True)

    def start(self) -> None:
        """Begin to look at the stream."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._thread.join(timeout=PATIENCE_S)
        self._client.close()

    def take(self, news: StreamNews) -> None:
        """Hear what the stream has brought; any thread."""
        self._is_cut = isinstance(news, Disconnected)
        self._heard_s = time.monotonic()
        if isinstance(news, Connected | Happened):
            self._known = news.snapshot

    def _run(self) -> None:
        due_s = time.monotonic() + self._poll_s
        while not self._stopped.wait(max(0.0, due_s - time.monotonic())):
            due_s = time.monotonic() + self._poll_s
            if self._is_cut or (self._known is not None and time.monotonic() - self._heard_s >= self._poll_s):
                self._ask()

    def _ask(self) -> None:
        try:
            snapshot = self._client.get_snapshot()
        except HallError as error:
            _log.debug("poll: %s", error)
        except Exception:  # noqa: BLE001  # the thread goes on: it is what is left when the stream is cut
            _log.exception("poll")
        else:
            if self._is_cut or self._is_newer(snapshot):
                self._known = snapshot
                self._hand_over(Connected(snapshot=snapshot))

    def _is_newer(self, snapshot: Snapshot) -> bool:
        known = self._known
        return known is not None and known.epoch == snapshot.epoch and known.seq < snapshot.seq
