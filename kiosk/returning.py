"""Returning: the part of the reception for a number that was asked for before the kiosk stopped. Knows no Kivy."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from hall.language import Language
from hall.ticket import IssuedTicket
from kiosk.flow import Screen, Step
from kiosk.guide import Guide
from kiosk.known_hall import KnownHall
from kiosk.staff import TicketTaking
from kiosk.taking import TakenUp
from kiosk.visit import Visit

WAITS_FOR = timedelta(minutes=2)
"""How long after the touch its visitor is believed to stand here: a machine that lost its power is back by then."""

_log = logging.getLogger(__name__)


class House(Protocol):
    """The part of the reception that this works with."""

    hall: KnownHall
    visit: Visit

    @property
    def screen(self) -> Screen:
        """Which screen is on."""
        ...

    @property
    def language(self) -> Language:
        """The visitor's language."""
        ...

    @property
    def guide(self) -> Guide:
        """The hall's directory."""
        ...

    def switch_language(self) -> None:
        """Read everything in the other language."""
        ...

    def move(self, step: Step, **facts: object) -> None:
        """Go to another screen with what is known now."""
        ...

    def show_number(self, step: Step, issued: IssuedTicket) -> None:
        """Show a number that was got, and have it printed once it is on the glass."""
        ...


class Returning:
    """Shows the number to whoever still stands here; else one that nobody saw is given back.

    A number that may have been read stays in its line: its visitor may be waiting for it.
    """

    def __init__(self, house: House, taking: TicketTaking) -> None:
        """Take the reception, and who gives numbers back."""
        self._house, self._taking = house, taking
        self._waiting: list[TakenUp] = []

    def take(self, news: TakenUp) -> None:
        """Take a number; it is shown once the hall is known."""
        self._waiting.append(news)

    def tick(self) -> None:
        """Look whether a number can be shown; call it a few times a second."""
        if self._house.screen is Screen.STARTING:
            return
        while self._waiting:
            news = self._waiting.pop(0)
            if self._may_be_here(news):
                self._show(news)
            else:
                self._let_go(news)

    def _may_be_here(self, news: TakenUp) -> bool:
        hall = self._house.hall
        heard_at = hall.now() if hall.snapshot is None else max(hall.now(), hall.snapshot.at)
        is_free = self._house.screen is Screen.HOME and self._house.visit == Visit()
        is_known = self._house.guide.has_matter(news.issued.ticket.matter_id)
        return is_free and is_known and heard_at - news.asked.at <= WAITS_FOR

    def _show(self, news: TakenUp) -> None:
        _log.warning("ticket %s was asked for before the start; it is shown now", news.issued.ticket.number)
        if self._house.language.code != news.asked.language:
            self._house.switch_language()
        self._house.visit = replace(self._house.visit, is_taken_up=True)
        if news.paper is None:
            self._house.show_number(Step.ANSWERED, news.issued)
        else:
            self._house.move(Step.ANSWERED, issued=news.issued, paper=news.paper)
            self._taking.settle(news.asked.intent)

    def _let_go(self, news: TakenUp) -> None:
        if news.asked.ticket_id is None:
            self._taking.leave(news.asked.intent, language=news.asked.language)
            return
        number = news.issued.ticket.number
        _log.error("ticket %s was shown before the start, perhaps without a slip; it stays in its line", number)
        self._taking.settle(news.asked.intent)
