"""OfflineOffice: everything that gives numbers while the server is away, made and joined in one place."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall.client import new_key
from hall.clock import Clock
from hall.errors import BadInput, DiskUnusable
from kiosk.offline.book import Book
from kiosk.offline.desk import OfflineDesk, OfflineNews
from kiosk.offline.keeper import Keeper, KeptHall, OfflineServer
from kiosk.offline.memory import Memory
from kiosk.offline.reckoning import Reckoning, count_s, find_boot

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineOffice:
    """Who gives numbers out, and who keeps the permission and hands them over."""

    desk: OfflineDesk
    keeper: Keeper
    memory: Memory

    def stop(self) -> None:
        """End its threads; what was given out is on the disk."""
        self.keeper.stop()
        self.desk.stop()
        self.memory.close()


def open_office(
    folder: Path,
    *,
    token: str,
    server: OfflineServer,
    clock: Clock,
    tell: Callable[[OfflineNews], None],
    tell_kept: Callable[[KeptHall], None],
) -> OfflineOffice | None:
    """Return the office of a folder, None (and a word for staff) where nothing can be kept: the kiosk serves without.

    Args:
        folder: where everything is kept.
        token: this kiosk's.
        server: a client of its own.
        clock: this machine's.
        tell: gets what became of wishes, on a thread of the office.
        tell_kept: gets the hall as it last was, if the server is not there at the start, likewise.
    """
    try:
        memory = Memory(folder, token=token)
        book = Book(folder)
    except (DiskUnusable, BadInput) as error:
        _log.error("no offline numbers: %s", error)
        return None
    reckoning = Reckoning(clock, counter_s=count_s, boot=find_boot())
    desk = OfflineDesk(memory, book, reckoning, hand_over=tell)
    keeper = Keeper(server, desk=desk, memory=memory, reckoning=reckoning, new_key=new_key, hand_over=tell_kept)
    return OfflineOffice(desk=desk, keeper=keeper, memory=memory)
