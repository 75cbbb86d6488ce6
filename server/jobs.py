"""What the server does by itself: begin the day on time, watch, move past days away, forget what nobody needs."""

import asyncio
import logging
from datetime import date

from hall.calendar_warnings import warnings_of
from hall.errors import HallError
from hall.systemd import Systemd
from server.actions.archive import archive_some
from server.actions.forget import forget_old
from server.actions.go_back import warn_if_ahead
from server.actions.office import Office
from server.actions.watch import watch
from server.store.hall_tx import HallTx

LOOK_EVERY_S = 1.0
FORGET_EVERY_S = 60.0
WATCH_EVERY_S = 5.0
ARCHIVE_EVERY_S = 60.0
ARCHIVE_REST_S = 0.05
"""Between two moves of the same day: the lane is the visitors'."""

_log = logging.getLogger(__name__)


class Jobs:
    """Loops beside the requests. No promise depends on them: the first act of a day begins it, too."""

    def __init__(self, office: Office, *, systemd: Systemd) -> None:
        """Take the office through which they act, and who is told that its lane still moves."""
        self._office, self._systemd = office, systemd
        self._day: date | None = None

    async def run(self) -> None:
        """Do what is due, for ever."""
        await asyncio.gather(self._keep_day(), self._forget(), self._watch(), self._archive())

    async def begin_day(self) -> None:
        """Begin the business date if it has come: any act does, so one that does nothing will do."""
        day = self._office.almanac.business_date_at(self._office.clock.now())
        if day != self._day:
            hall, end = await asyncio.wrap_future(self._office.lane.submit(lambda tx: (tx.business_date, tx.trail_end)))
            assert hall is not None, "the day begins before any act"
            if trouble := warn_if_ahead(hall, day):
                _log.error("%s", trouble)
            # Kept outside the database, it shows if the whole chain were ever written anew (`audit verify --expect`).
            _log.info("audit trail at %d.%d:%s", end.seq, end.note, end.link)
            if self._day is not None:  # the first day's warnings were told at the start
                for warning in warnings_of(self._office.almanac.plan, self._office.clock.now()):
                    _log.warning("%s", warning)
            self._day = day

    async def _keep_day(self) -> None:
        while True:
            try:
                await self.begin_day()
            except HallError as error:
                _log.warning("the day could not be begun yet: %s", error)
            await asyncio.sleep(LOOK_EVERY_S)

    async def _forget(self) -> None:
        while True:
            await asyncio.sleep(FORGET_EVERY_S)
            try:
                await asyncio.wrap_future(self._office.lane.submit(forget_old))
            except HallError as error:
                _log.warning("old commands could not be forgotten: %s", error)

    async def _archive(self) -> None:
        while True:
            try:
                while await asyncio.wrap_future(self._office.lane.submit(archive_some)):
                    await asyncio.sleep(ARCHIVE_REST_S)
            except HallError as error:
                _log.warning("past days could not be moved into history: %s", error)
            await asyncio.sleep(ARCHIVE_EVERY_S)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_EVERY_S)
            try:
                await asyncio.wrap_future(self._office.lane.submit(self._look))
            except HallError as error:
                _log.warning("the hall could not be watched over: %s", error)
            self._systemd.alive()  # a lane that answers, be it with a fault, does not stand still

    def _look(self, tx: HallTx) -> None:
        assert tx.business_date is not None, "the day begins before any act"
        watch(tx, self._office.almanac.on(tx.business_date))
