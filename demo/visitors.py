"""Simulated visitors: each wants something, finds it on the kiosk's real screen by touch, and takes a ticket."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demo.kiosk_hands import KioskHands, Shown
from hall.clock import Clock
from hall.places import Directory, MatterToday

PAPER_SAID = ("printed", "sent", "not_sent", "unknown")
"""The values of the ticket screen's fact `print` once the kiosk knows what became of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a simulated visitor saw: the number on the screen, and how the paper went."""

    number: str
    matter_id: str
    taken_at: datetime
    touches: int
    print_state: str


TakePicture = Callable[[str], None]
"""Takes a picture of the kiosk under a name; called when a screen is worth one."""


class Visitors:
    """One visitor after another at one kiosk."""

    def __init__(self, hands: KioskHands, directory: Directory, *, clock: Clock, seed: int) -> None:
        """Take the kiosk's hands and the directory that tells which wishes can be fulfilled here."""
        self._hands, self._directory, self._clock = hands, directory, clock
        self._random = random.Random(seed)
        self._here = [one for one in directory.matters if one.handling.is_here]
        self._visits = 0

    def visit(self, take_picture: TakePicture) -> Visit:
        """Have the next visitor come, take a ticket and go."""
        self._visits += 1
        self._touches = 0
        shown = self._hands.wait_for("home")
        is_english = self._visits % 5 == 0
        if is_english:
            shown = self._tap("home.language")
        shown, matter_id = self._find(shown)
        take_picture(f"kiosk-matter{'-en' if is_english else ''}")
        self._tap("matter.take_ticket")
        shown = self._hands.wait_for("ticket")
        taken_at = self._clock.now()
        shown = self._hands.wait_for_fact("print", *PAPER_SAID)
        take_picture(f"kiosk-ticket{'-en' if is_english else ''}")
        facts = shown.facts
        self._tap("ticket.done")
        return Visit(
            number=str(facts["number"]),
            matter_id=matter_id,
            taken_at=taken_at,
            touches=self._touches,
            print_state=str(facts["print"]),
        )

    def _find(self, shown: Shown) -> tuple[Shown, str]:
        """Go to a matter's page by one of the ways that the kiosk offers."""
        featured = shown.keys_under("home.featured.")
        if featured and self._visits % 3 != 2:
            key = self._random.choice(featured)
            return self._tap(key), key.removeprefix("home.featured.")
        wish = self._random.choice(self._here)
        return self._by_department(wish)

    def _by_department(self, wish: MatterToday) -> tuple[Shown, str]:
        self._tap("home.browse.departments")
        self._turn_to(f"departments.{wish.matter.department}")
        self._turn_to(f"matters.{wish.matter.matter_id}")
        return self._hands.look(), wish.matter.matter_id

    def _turn_to(self, key: str) -> None:
        """Turn pages until the control is there, and touch it."""
        while self._hands.look().find(key) is None:
            self._tap("page.next")
        self._tap(key)

    def _tap(self, key: str) -> Shown:
        self._touches += 1
        return self._hands.tap(key)
