"""The heart: tells the server how this kiosk is, does what it is asked, and tells what was done, on its own thread."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from hall.devices import HEARTBEAT_S, AnswerCommand, Health, HealthTaken, TendingNote
from hall.errors import DiskUnusable, HallError
from kiosk.taking import UNANSWERED
from kiosk.upkeep.orders import Orders
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import Vitals

REST_S = 2.0
"""The least time between two beats, however often something changes."""

_log = logging.getLogger(__name__)


class HealthDesk(Protocol):
    """The part of `hall.client.HallClient` that is told how a device is."""

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        """Tell how this device is, and learn what it is asked to do."""
        ...

    def answer_command(self, command_id: int, request: AnswerCommand, *, key: str) -> None:
        """Tell what became of a command."""
        ...

    def note_tending(self, request: TendingNote, *, key: str) -> None:
        """Tell what somebody did behind this kiosk's glass."""
        ...


class Heart:
    """Beats every half a minute, and soon after `beat_soon`."""

    def __init__(
        self, desk: HealthDesk, *, vitals: Vitals, orders: Orders, tending: TendingBook, new_key: Callable[[], str]
    ) -> None:
        """Take the server's client, used by this object's thread only, and those who know."""
        self._desk, self._vitals, self._orders = desk, vitals, orders
        self._tending, self._new_key = tending, new_key
        self._soon, self._ended = threading.Event(), threading.Event()
        self._is_away = False
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def beat_soon(self) -> None:
        """Tell that something has changed, or that the server has something to tell; any thread."""
        self._soon.set()

    def stop(self) -> None:
        """End; a beat that is under way ends by itself."""
        self._ended.set()
        self._soon.set()

    def beat(self) -> None:
        """Tell and ask once.

        Raises:
            HallError: the server did not answer, or refused.
        """
        taken = self._desk.tell_health(self._vitals.take(), key=self._new_key())
        for command in taken.commands:
            self._orders.take(command)
        self._tell_answers()
        self._tell_tending()

    def _tell_answers(self) -> None:
        for seen in self._orders.list_untold():
            assert seen.answer is not None, "only answered commands are told"
            key = f"answer-{seen.command_id}-{int(seen.sent_at.timestamp())}"
            try:
                self._desk.answer_command(seen.command_id, seen.answer, key=key)
            except UNANSWERED:
                raise
            except HallError as error:
                _log.warning("the answer to command %d was refused: %s", seen.command_id, error)
            self._orders.note_told(seen)

    def _tell_tending(self) -> None:
        for line in self._tending.list_untold():
            try:
                self._desk.note_tending(line.note, key=line.key)
            except UNANSWERED:
                raise
            except HallError as error:
                _log.warning("a line of the tending book was refused: %s", error)
            self._tending.note_told(line)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._soon.clear()
            try:
                self.beat()
                self._is_away = False
            except DiskUnusable as error:
                _log.error("commands from afar cannot be done: %s", error)
            except HallError as error:
                if not self._is_away:
                    _log.warning("the server does not hear how this kiosk is: %s", error)
                self._is_away = True
            except Exception:  # noqa: BLE001  # this thread's outermost loop
                _log.exception("a heartbeat failed")
            self._ended.wait(REST_S)
            self._soon.wait(HEARTBEAT_S - REST_S)
