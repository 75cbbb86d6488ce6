"""Those behind the glass, as fakes: number desk, printer and time in the test's own hands."""

import itertools
from dataclasses import dataclass, field

from hall.errors import HallError
from hall.ticket import IssuedTicket
from kiosk.finder import Finder
from kiosk.guide import Guide
from kiosk.link import DirectoryCame, SnapshotCame
from kiosk.reception import Change, Reception, Staff
from kiosk.taking import Answered, Refused
from kiosk.visit import Intent
from tests.fakes.hall_server import FakeHall
from tests.kiosk.words import ASSETS, LANGUAGES

FINDER = Finder(LANGUAGES, assets=ASSETS)
"""One for all: it reads thirty thousand words, and learns each hall anew."""


@dataclass
class FakeTaking:
    """Keeps what is wished for; the test answers."""

    pursued: list[Intent] = field(default_factory=list)
    left: list[Intent] = field(default_factory=list)

    def pursue(self, intent: Intent, *, language: str) -> None:  # noqa: ARG002
        self.pursued.append(intent)

    def leave(self, intent: Intent, *, language: str) -> None:  # noqa: ARG002
        self.left.append(intent)


@dataclass
class FakePaper:
    """Keeps what was to be printed."""

    first: list[IssuedTicket] = field(default_factory=list)
    again: list[IssuedTicket] = field(default_factory=list)

    def print_first(self, issued: IssuedTicket, guide: Guide) -> None:  # noqa: ARG002
        self.first.append(issued)

    def print_again(self, issued: IssuedTicket, guide: Guide) -> None:  # noqa: ARG002
        self.again.append(issued)


class Desk:
    """A reception with fakes behind it, and a small hall that it hears of."""

    def __init__(self, hall: FakeHall | None = None) -> None:
        self.hall = hall or FakeHall()
        self.taking, self.paper = FakeTaking(), FakePaper()
        self.seconds = 100.0
        self.changes: list[Change] = []
        keys = itertools.count(1)
        self.reception = Reception(
            kiosk_id="K1",
            languages=LANGUAGES,
            finder=FINDER,
            staff=Staff(
                taking=self.taking,
                paper=self.paper,
                clock=self.hall.clock,
                seconds=lambda: self.seconds,
                new_key=lambda: f"key-{next(keys):05}",
            ),
        )
        self.reception.on_change = self.changes.append

    def start(self) -> Reception:
        """Have the first words come from the server."""
        self.tell_snapshot()
        self.reception.take_link_news(DirectoryCame(directory=self.hall.directory))
        return self.reception

    def tell_snapshot(self) -> None:
        self.reception.take_link_news(SnapshotCame(snapshot=self.hall.snapshot))

    def wait(self, seconds: float) -> None:
        """Let time pass, looked at four times a second."""
        for _ in range(round(seconds * 4)):
            self.seconds += 0.25
            self.reception.tick()

    def answer(self) -> IssuedTicket:
        """Give the number that was asked for last."""
        intent = self.taking.pursued[-1]
        issued = self.hall.issue(intent.matter_id)
        self.reception.take_ticket_news(Answered(intent=intent, issued=issued))
        return issued

    def refuse(self, error: HallError) -> None:
        self.reception.take_ticket_news(Refused(intent=self.taking.pursued[-1], error=error))
