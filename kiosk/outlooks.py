"""Outlooks: which numbers are not to be had just now, asked before anybody wants one. Knows no Kivy.

Halted queues, and a day that was closed, are told by the hall's events. That the hall is closed, that a quota is used
up or that no time is left comes with the clock, without an event: while the first screen is on, the server is asked for
one of its matters after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hall.errors import DayClosed, HallClosed, HallError, MayNotBeServed, QuotaUsedUp
from kiosk.errand import AskOutlook, Errand, ErrandDone, ErrandFailed, ErrandNews
from kiosk.flow import Screen
from kiosk.known_hall import KnownHall
from kiosk.refusals import asks_consent

ASK_EVERY_S = 2.0
KEPT_S = 300.0
"""How long an answer holds at most; the first screen has asked again long before."""

HALL_WIDE = (DayClosed, HallClosed)
TOLD = (*HALL_WIDE, MayNotBeServed, QuotaUsedUp)


class Asker(Protocol):
    """Runs an errand; its outcome comes as news."""

    def run(self, errand: Errand) -> None:
        """Begin an errand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    error: HallError
    at_s: float


def _said_of(error: HallError | None) -> tuple[str, dict[str, str | int]] | None:
    """Return what a visitor is told of an error: two that say the same are drawn the same."""
    return None if error is None else (error.code, error.facts)


class Outlooks:
    """Belongs to the screen's thread."""

    def __init__(
        self, hall: KnownHall, errands: Asker, *, new_key: Callable[[], str], seconds: Callable[[], float]
    ) -> None:
        """Know nothing yet, and be about to ask."""
        self._hall, self._errands, self._new_key, self._seconds = hall, errands, new_key, seconds
        self._told: dict[str, _Told] = {}
        self._hall_wide: _Told | None = None
        self._own: Errand | None = None
        self._wanted: list[str] = []
        self._turn = 0
        self._asked_s = -ASK_EVERY_S

    @property
    def closed(self) -> HallError | None:
        """Why no number at all is given now; None when some may be."""
        snapshot = self._hall.snapshot
        if snapshot is not None and snapshot.is_day_closed and not self._hall.is_stale:
            return DayClosed()
        return self._still(self._hall_wide)

    def of(self, matter_id: str) -> HallError | None:
        """Return why no number for a matter is given now, as far as it is known."""
        error = self._last_said(matter_id)
        return None if asks_consent(error) else error

    def is_late(self, matter_id: str) -> bool:
        """Whether a number for a matter is given only to those who know that it may not be dealt with today."""
        return asks_consent(self._last_said(matter_id))

    def look_into(self, *matter_ids: str) -> None:
        """Ask for each of several matters that were wanted together, and refused: for which of them, nobody said."""
        self._wanted = list(matter_ids) if len(matter_ids) > 1 else []

    def tick(self, screen: Screen) -> None:
        """Ask for the next matter that is wanted, or of the first screen when it is due; one answer at a time."""
        if self._own is not None or self._hall.is_down:
            return
        if self._wanted and screen is Screen.REFUSED:
            self._ask(self._wanted.pop(0))
            return
        is_due = self._seconds() - self._asked_s >= ASK_EVERY_S
        if screen is not Screen.HOME or not is_due:
            return
        here = [each for each in self._hall.guide.list_featured() if each.handling.is_here]
        if here:
            self._ask(here[self._turn % len(here)].matter.matter_id)
            self._asked_s, self._turn = self._seconds(), self._turn + 1

    def _ask(self, matter_id: str) -> None:
        self._own = AskOutlook(key=self._new_key(), matter_id=matter_id)
        self._errands.run(self._own)

    def take_news(self, news: ErrandNews) -> bool:
        """Remember an outlook, whoever asked; return whether what is shown has to be drawn again."""
        errand = news.errand
        if errand == self._own:
            self._own = None
        if not isinstance(errand, AskOutlook):
            return False
        was = self._last_said(errand.matter_id)
        match news:
            case ErrandFailed(error=error) if isinstance(error, TOLD):
                told = _Told(error=error, at_s=self._seconds())
                if isinstance(error, HALL_WIDE):
                    self._hall_wide = told
                else:
                    self._hall_wide, self._told[errand.matter_id] = None, told
            case ErrandDone():
                self._hall_wide = None
                self._told.pop(errand.matter_id, None)
        return _said_of(was) != _said_of(self._last_said(errand.matter_id))

    def owns(self, news: ErrandNews) -> bool:
        """Whether an errand was this object's, and not one for a visitor."""
        return news.errand == self._own

    def _last_said(self, matter_id: str) -> HallError | None:
        return self.closed or self._still(self._told.get(matter_id))

    def _still(self, told: _Told | None) -> HallError | None:
        if told is None or self._hall.is_stale or self._seconds() - told.at_s >= KEPT_S:
            return None
        until = told.error.facts.get("until", told.error.facts.get("next_slot"))
        is_over = until is not None and self._hall.now() >= datetime.fromisoformat(str(until))
        return None if is_over else told.error
