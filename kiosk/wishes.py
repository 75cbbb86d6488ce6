"""Wishes: the part of the reception for what a visitor says before taking a number. Knows no Kivy."""

from dataclasses import replace
from typing import Protocol

from hall.places import MatterToday
from hall.ticket import PriorityClass
from kiosk.flow import Step
from kiosk.guide import Guide
from kiosk.staff import TicketPaper
from kiosk.visit import PaperState, Visit

BASKET_MOST = 8
"""Matters for one number; the server takes ten, but nobody does so many in a day."""


class House(Protocol):
    """The part of the reception that wishes are made in."""

    visit: Visit

    @property
    def guide(self) -> Guide:
        """The hall's directory."""
        ...

    @property
    def chosen(self) -> MatterToday:
        """The matter that the visitor chose."""
        ...

    @property
    def is_taking(self) -> bool:
        """Whether a number has been asked for: then nothing is to be wished any more."""
        ...

    def move(self, step: Step, **facts: object) -> None:
        """Go to another screen."""
        ...

    def note(self, **facts: object) -> None:
        """Change what is known of the visit, on the screen that is on."""
        ...


class Wishes:
    """Every method belongs to the screen's thread and returns at once."""

    def __init__(self, house: House, paper: TicketPaper) -> None:
        """Take the reception, and who prints lists."""
        self._house = house
        self._paper = paper

    @property
    def basket(self) -> tuple[MatterToday, ...]:
        """The matters put together for one number that the directory still knows as handled here."""
        guide = self._house.guide
        known = (guide.matter(each) for each in self._house.visit.basket if guide.has_matter(each))
        return tuple(today for today in known if today.handling.is_here)

    def open_materials(self) -> None:
        """Look at what to bring, piece by piece."""
        if not self._house.is_taking:
            self._house.move(Step.MATERIALS)

    def tick_material(self, place: int) -> None:
        """Say that the visitor has a piece with them, or has it not after all."""
        self._house.note(ticked=self._house.visit.ticked ^ {place})

    def print_note(self) -> None:
        """Put the list of what to bring, or where else the matter is handled, on paper."""
        if self._house.visit.note is not PaperState.PRINTING:
            self._house.note(note=PaperState.PRINTING)
            self._paper.print_note(self._house.chosen, self._house.guide)

    def open_priority(self) -> None:
        """Ask who may be called before others."""
        if not self._house.is_taking:
            self._house.move(Step.PRIORITY)

    def choose_priority(self, priority: PriorityClass) -> None:
        """Ask for a class, or for none after all."""
        self._house.move(Step.BACK, priority=priority)

    def switch_way(self) -> None:
        """Show the way by the stairs, or by the lift again."""
        self._house.note(by_stairs=not self._house.visit.by_stairs)

    def add_another(self) -> None:
        """Keep the chosen matter for one number with others, and look for another."""
        if not self._house.is_taking:
            self._house.visit = replace(self._house.visit, basket=self._with_chosen())
            self._house.move(Step.HOME, matter_id=None)

    def add_and_look(self) -> None:
        """Put the chosen matter to those that were kept, and look at all of them."""
        if not self._house.is_taking:
            self._house.move(Step.BASKET, basket=self._with_chosen())

    def look_for_another(self) -> None:
        """Go and find one more matter."""
        if not self._house.is_taking:
            self._house.move(Step.HOME, matter_id=None)

    def open_basket(self) -> None:
        """Look at the matters that were kept."""
        self._house.move(Step.BASKET)

    def leave_out(self, matter_id: str) -> None:
        """Take a matter out of those that were kept."""
        if self._house.is_taking:
            return
        left = tuple(each for each in self._house.visit.basket if each != matter_id)
        if left:
            self._house.note(basket=left)
        else:
            self._house.move(Step.HOME, basket=(), matter_id=None)

    def _with_chosen(self) -> tuple[str, ...]:
        chosen = self._house.chosen.matter.matter_id
        return tuple(dict.fromkeys((*self._house.visit.basket, chosen)))[:BASKET_MOST]
