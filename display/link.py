"""HallLink: the display's line to the server: first the directory, then the stream, and beside it polling."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from display.poller import PATIENCE_S, POLL_S, Poller
from hall.client import HallClient
from hall.errors import HallError
from hall.events import BusinessDayStarted
from hall.places import Directory
from hall.stream import Connected, Disconnected, EventStream, Happened, StreamNews

FIRST_RETRY_S, LONGEST_RETRY_S = 1.0, 15.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryCame:
    """The directory, before all other news and whenever it may have changed."""

    directory: Directory


LinkNews = DirectoryCame | StreamNews


class HallLink:
    """Follows the hall; a display needs the directory to know which calls are its own, so the stream waits for it.

    A display that kept a directory from before begins to follow at once.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: str,
        has_directory: bool,
        hand_over: Callable[[LinkNews], None],
        poll_s: float = POLL_S,
    ) -> None:
        """Take the server's address and the display's token.

        Args:
            base_url: `http://host:port`.
            token: the device's token.
            has_directory: whether the stream may start before the directory came.
            hand_over: called on threads of this object with each piece of news; must not block.
            poll_s: how often the hall is asked for while the stream is cut or silent.
        """
        self._hand_over = hand_over
        self._client = HallClient(base_url, token=token)
        self._stream = EventStream(base_url, token=token, hand_over=self._take)
        self._is_following = has_directory
        asking = HallClient(base_url, token=token, reply_timeout_s=PATIENCE_S)
        self._poller = Poller(asking, hand_over=hand_over, poll_s=poll_s)
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._fetch_when_wanted, name="directory", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        if self._is_following:  # before the directory can come, which starts the stream of all others
            self._stream.start()
        self._wanted.set()
        self._thread.start()
        self._poller.start()

    def stop(self) -> None:
        """End every thread."""
        self._stopped.set()
        self._wanted.set()
        if self._is_following:
            self._stream.stop()
        self._client.close()
        self._thread.join(timeout=2.0)
        self._poller.stop()

    def _take(self, news: StreamNews) -> None:
        self._poller.take(news)
        self._hand_over(news)
        is_new_day = isinstance(news, Happened) and isinstance(news.event.body, BusinessDayStarted)
        if is_new_day or isinstance(news, Connected):
            self._wanted.set()

    def _fetch_when_wanted(self) -> None:
        retry_s = FIRST_RETRY_S
        while not self._stopped.is_set():
            self._wanted.wait()
            self._wanted.clear()
            if self._stopped.is_set():
                return
            if self._fetch():
                retry_s = FIRST_RETRY_S
            else:
                self._stopped.wait(retry_s)
                retry_s = min(2 * retry_s, LONGEST_RETRY_S)
                self._wanted.set()

    def _fetch(self) -> bool:
        try:
            directory = self._client.get_directory()
        except HallError as error:
            _log.warning("directory: %s", error)
            if not self._is_following:
                self._hand_over(Disconnected(error=error))
            return False
        self._hand_over(DirectoryCame(directory=directory))
        if not self._is_following:
            self._is_following = True
            self._stream.start()
        return True
