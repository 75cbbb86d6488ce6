"""FakeTools: stands in for what takes time in a set-up."""

from dataclasses import dataclass, field

from kiosk.settings import Settings


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

    def print_test(self, settings: Settings) -> None:
        self.asked.append(("test", settings.printer))

    def finish(self, settings: Settings, pin: str) -> None:
        self.asked.append(("finish", settings, pin))
