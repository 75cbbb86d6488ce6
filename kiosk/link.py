"""HallLink: the kiosk's line to the server, as news: the directory, the hall as it stands, the server's time."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hall.client import HallClient
from hall.device_events import KioskCommanded, KioskHelpAnswered
from hall.errors import HallError
from hall.events import BusinessDayStarted
from hall.places import Directory
from hall.snapshot import Snapshot
from hall.stream import Connected, Disconnected, EventStream, Happened, Heartbeat, StreamNews
from kiosk.work_thread import start_thread

RETRY_S = 2.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryCame:
    """The directory, at first and whenever it may have changed."""

    directory: Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCame:
    """The hall as it stands."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCame:
    """The server's time, now."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDown:
    """The server cannot be reached; the link tries on by itself."""

    error: HallError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Staff asked something of a kiosk from afar; the next heartbeat fetches it."""

    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpComes:
    """Somebody of the staff goes to a kiosk whose visitor asked."""

    kiosk: str


LinkNews = Called | HelpComes | DirectoryCame | SnapshotCame | TimeCame | LineDown


class HallLink:
    """Follows the server's stream, and fetches the directory after every connection and at each new day."""

    def __init__(self, base_url: str, *, token: str, hand_over: Callable[[LinkNews], None]) -> None:
        """Take the server's address and the kiosk's token.

        Args:
            base_url: `http://host:port`.
            token: the device's token.
            hand_over: called on threads of this object with each piece of news, in order; must not block.
        """
        self._hand_over = hand_over
        self._client = HallClient(base_url, token=token)
        self._stream = EventStream(base_url, token=token, hand_over=self._take)
        self._fetching = start_thread("directory")
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to follow."""
        self._stream.start()

    def stop(self) -> None:
        """End every thread."""
        self._ended.set()
        self._stream.stop()
        self._fetching.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def _take(self, news: StreamNews) -> None:
        match news:
            case Connected(snapshot=snapshot):
                self._hand_over(SnapshotCame(snapshot=snapshot))
                self._fetching.submit(self._fetch)
            case Happened(event=event, snapshot=snapshot):
                self._hand_over(TimeCame(at=event.at))
                self._hand_over(SnapshotCame(snapshot=snapshot))
                if isinstance(event.body, KioskCommanded):
                    self._hand_over(Called(kiosk=event.body.kiosk))
                if isinstance(event.body, KioskHelpAnswered):
                    self._hand_over(HelpComes(kiosk=event.body.kiosk))
                if isinstance(event.body, BusinessDayStarted):
                    self._fetching.submit(self._fetch)
            case Heartbeat(at=at):
                self._hand_over(TimeCame(at=at))
            case Disconnected(error=error):
                self._hand_over(LineDown(error=error))

    def _fetch(self) -> None:
        while not self._ended.is_set():
            try:
                directory = self._client.get_directory()
            except HallError as error:
                _log.warning("directory: %s", error)
                self._ended.wait(RETRY_S)
            except Exception:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
                _log.exception("fetching the directory failed")
                self._ended.wait(RETRY_S)
            else:
                self._hand_over(DirectoryCame(directory=directory))
                return
