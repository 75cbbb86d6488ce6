"""A kiosk's heartbeat: how it is, what it is asked to do and what became of that, on the heart's thread."""

import logging
from collections.abc import Callable
from typing import Protocol

from hall.devices import HEARTBEAT_S, AnswerCommand, TendingNote
from hall.errors import DiskUnusable, HallError
from hall.heart import HealthDesk, Rhythm
from kiosk.taking import UNANSWERED
from kiosk.upkeep.orders import Orders
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import Vitals

RHYTHM = Rhythm(every_s=HEARTBEAT_S, rest_s=2.0)

_log = logging.getLogger(__name__)


class KioskDesk(HealthDesk, Protocol):
    """The part of `hall.client.HallClient` that a kiosk's heartbeat speaks to."""

    def answer_command(self, command_id: int, request: AnswerCommand, *, key: str) -> None:
        """Tell what became of a command."""
        ...

    def note_tending(self, request: TendingNote, *, key: str) -> None:
        """Tell what somebody did behind this kiosk's glass."""
        ...


class Beat:
    """Tells the server and does what it asks, once, when it is called."""

    def __init__(
        self, desk: KioskDesk, *, vitals: Vitals, orders: Orders, tending: TendingBook, new_key: Callable[[], str]
    ) -> None:
        """Take the server's client, used on the heart's thread only, and those who know."""
        self._desk, self._vitals, self._orders = desk, vitals, orders
        self._tending, self._new_key = tending, new_key

    def __call__(self) -> None:
        """Tell and ask.

        Raises:
            HallError: the server did not answer, or refused.
        """
        taken = self._desk.tell_health(self._vitals.take(), key=self._new_key())
        try:
            for command in taken.commands:
                self._orders.take(command)
            self._tell_answers()
            self._tell_tending()
        except DiskUnusable as error:
            _log.error("commands from afar cannot be done: %s", error)

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
