"""FakeTools: stands in for what takes time in a set-up."""

from dataclasses import dataclass, field

from kiosk.settings import Settings
from printer import Findings

FOUND = Findings(
    maker="HPRT",
    model="TP80K",
    answers_at_once=True,
    answers_in_order=True,
    answers_process_id=False,
    reports_changes=True,
    mixes_clients=False,
)


@dataclass
class FakeTools:
    """Keeps what was asked; the test answers."""

    asked: list[tuple[object, ...]] = field(default_factory=list)

    def pair(self, server: str, code: str) -> None:
        self.asked.append(("pair", server, code))

    def find_places(self, settings: Settings) -> None:
        self.asked.append(("places", settings.token))

    def find_printers(self) -> None:
        self.asked.append(("printers",))

    def ask_printer(self, settings: Settings) -> None:
        self.asked.append(("ask", settings.printer))

    def print_test(self, settings: Settings) -> None:
        self.asked.append(("test", settings.printer))

    def finish(self, settings: Settings, pin: str) -> None:
        self.asked.append(("finish", settings, pin))
