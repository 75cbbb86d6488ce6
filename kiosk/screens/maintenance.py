"""The page for maintenance: how this kiosk is, the end of its log, and what staff may do here."""

from collections.abc import Iterator
from datetime import timedelta

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from hall.devices import Health, PrinterState
from hall.errors import NotAllowed, NotSignedIn
from hall.language import Language
from hall.ui.kv import load_kv
from hall.ui.label import width_px
from hall.ui.panel import Panel
from kiosk.reception import Reception
from kiosk.screens.view import ScreenView
from kiosk.upkeep.caretaker import Act, Caretaker
from kiosk.widgets.control import OutlineButton, SoftButton, SolidButton  # noqa: F401  # maintenance.kv names them

LOG_PX, LOG_LINE_PX = 28, 41


class CareFact(Panel):
    """One fact: what it is, and how it stands."""

    caption = StringProperty()
    words = StringProperty()


class MaintenanceView(ScreenView):
    """Facts, log and acts; an act that ends the program wants a second tap."""

    subtitle = StringProperty()
    log = StringProperty()
    test_words = StringProperty()
    is_testing = BooleanProperty(defaultvalue=False)
    asked = StringProperty()
    volume_words = StringProperty()
    room = NumericProperty(12)

    def __init__(self, caretaker: Caretaker, *, reception: Reception, printer: str, turned: int) -> None:
        """Take who does the acts, and what was set up."""
        self._caretaker, self._printer, self._turned = caretaker, printer, turned
        super().__init__(reception=reception)
        self.ids.log.bind(size=lambda *_size: self._show_log())
        self.bind(room=lambda *_room: self.refresh())

    def refresh(self) -> None:
        """Show how the kiosk is."""
        page, language = self._caretaker.page, self.reception.language
        self.subtitle = self._describe_place(language)
        self.is_testing = page.is_testing
        self.asked = page.asked or ""
        self.volume_words = language.text("upkeep.care.volume", percent=self._caretaker.volume)
        self.test_words = language.text("upkeep.care.testing" if page.is_testing else "upkeep.care.test")
        if page.tested is not None and not page.is_testing:
            self.test_words = language.text(f"upkeep.care.outcome.{page.tested}")
        self._show_facts([*self._list_facts(language)][: self.room])
        self._show_log()

    def words_of(self, act: str, asked: str, language: Language) -> str:
        """Return what stands on the control of an act; KV asks again when one of the others changes."""
        return language.text("upkeep.care.sure" if asked == act else f"upkeep.care.{act}")

    def print_test(self) -> None:
        """Print a test page."""
        self._caretaker.print_test()

    def change_volume(self) -> None:
        """Make the voice guidance louder, or soft again."""
        self._caretaker.change_volume()

    def ask(self, act: str) -> None:
        """Do what needs a second tap."""
        self._caretaker.ask(Act(act))

    def leave(self) -> None:
        """Return to the visitors."""
        self._caretaker.leave()

    def _describe_place(self, language: Language) -> str:
        hall = self.reception.hall
        if not hall.is_ready:
            return language.text("upkeep.care.no_hall")
        guide = hall.guide
        place = language.text("upkeep.care.nowhere")
        if guide.here is not None:
            floor, kiosk = guide.here
            place = f"{language.of(floor.name)} · {language.of(kiosk.name)}"
        return language.text("upkeep.care.facts", hall=language.of(guide.hall.name), kiosk=hall.kiosk_id, place=place)

    def _list_facts(self, language: Language) -> Iterator[tuple[str, str]]:
        def text(key: str, **facts: object) -> str:
            return language.text(f"upkeep.care.{key}", **facts)

        looked = self._caretaker.page.looked
        if looked is None:
            yield "", text("looking")
            return
        health = looked.health
        yield text("fact.server"), text(f"server.{self._server_state()}")
        yield text("fact.clock"), _offset(language, health.clock_offset_ms)
        yield text("fact.printer"), _printer(language, health)
        yield text("fact.paper"), _paper(language, health)
        yield text("fact.last_print"), text(f"outcome.{health.last_print or 'none'}")
        yield text("fact.disk"), _disk(language, health.free_disk_mb)
        yield text("fact.unsent"), str(health.unsent)
        yield text("fact.closed"), text("open.no" if self._caretaker.closed else "open.yes")
        yield text("fact.uptime"), _duration(language, health.uptime_s)
        yield text("fact.version"), health.version
        yield text("fact.turned"), text("unit.degrees", count=self._turned)
        yield text("fact.address"), self._printer

    def _server_state(self) -> str:
        hall = self.reception.hall
        if isinstance(hall.fault, NotSignedIn | NotAllowed):
            return "refused"
        return "away" if hall.is_down else "here"

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        grid = self.ids.facts
        if len(grid.children) != len(facts):
            grid.clear_widgets()
            for _ in facts:
                grid.add_widget(CareFact())
        for card, (caption, words) in zip(reversed(grid.children), facts, strict=True):
            card.caption, card.words = caption, words

    def _show_log(self) -> None:
        looked, label = self._caretaker.page.looked, self.ids.log
        if looked is None or not looked.log:
            self.log = self.reception.language.text("upkeep.care.no_log")
            return
        count = max(1, int(label.height / dp(LOG_LINE_PX)))
        self.log = "\n".join(_cut(line, label.width) for line in looked.log[-count:])


def _cut(line: str, width: float) -> str:
    """Return as much of a line of the log as fits."""
    size_px = dp(LOG_PX)
    while line and width_px(line, "medium", size_px, is_bold=False) > width:
        line = line[: -max(1, len(line) // 20)]
    return line


def _duration(language: Language, seconds: int) -> str:
    length = timedelta(seconds=seconds)
    if length >= timedelta(days=2):
        return language.text("upkeep.care.unit.days", count=length.days)
    if length >= timedelta(hours=2):
        return language.text("upkeep.care.unit.hours", count=seconds // 3600)
    return language.text("upkeep.care.unit.minutes", count=seconds // 60)


def _offset(language: Language, offset_ms: int | None) -> str:
    if offset_ms is None:
        return language.text("upkeep.care.unit.unknown")
    return language.text("upkeep.care.unit.seconds", count=f"{offset_ms / 1000:+.1f}")


def _disk(language: Language, free_mb: int | None) -> str:
    if free_mb is None:
        return language.text("upkeep.care.unit.unknown")
    return language.text("upkeep.care.unit.gigabytes", count=f"{free_mb / 1000:.1f}")


def _paper(language: Language, health: Health) -> str:
    if health.slips_left:
        return language.text("upkeep.care.slips_left", slips=health.slips_left)
    return language.text(f"upkeep.care.paper.{health.paper}")


def _printer(language: Language, health: Health) -> str:
    if health.printer is PrinterState.TROUBLE:
        return language.text(f"upkeep.care.fault.{health.printer_fault}")
    return language.text(f"upkeep.care.printer.{health.printer}")


load_kv(__file__)
