"""The back room: does what the pages behind the corner ask, on a thread of its own: PIN, book, printer, disk."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hall.devices import Tended
from hall.errors import HallError
from hall.language import Language
from hall.places import Text
from hall.version import VERSION
from kiosk.upkeep.caretaker import CareNews, Looked, PinTried, ReadyToEnd, TrialPrinted
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.log_tail import LogTail
from kiosk.upkeep.pin import Pin, Verdict
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import NotedPrinter, Vitals
from kiosk.work_thread import WorkThread
from printer import NoteItem, NoteKind, NoteSlip, Outcome

LOG_LINES = 12

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the back room works with."""

    pin: Pin
    book: TendingBook
    vitals: Vitals
    printer: NotedPrinter
    log: LogTail
    turn: Callable[[], None]
    keep_volume: Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the test page says of this kiosk."""

    kiosk_id: str
    printer: str
    server: str
    now: Callable[[], datetime]


class BackRoom:
    """One thing after another; each answer goes to `hand_over`, on the room's thread."""

    def __init__(
        self,
        tools: Tools,
        *,
        label: Label,
        languages: Mapping[str, Language],
        hand_over: Callable[[CareNews], None],
        on_noted: Callable[[], None],
    ) -> None:
        """Take the tools.

        Args:
            tools: what to work with.
            label: what the test page says.
            languages: its words.
            hand_over: gets answers; must not block.
            on_noted: called after each line in the book; must not block.
        """
        self._tools, self._label, self._languages = tools, label, languages
        self._hand_over, self._on_noted = hand_over, on_noted
        self._thread = WorkThread("back-room")

    @property
    def is_pin_set(self) -> bool:
        """Whether there is a page for maintenance at all."""
        return self._tools.pin.is_set

    def check_pin(self, digits: str) -> None:
        """Look at a PIN, and keep in the book what became of it."""
        self._thread.do(lambda: self._check(digits))

    def look(self) -> None:
        """Look at how the kiosk is."""
        self._thread.do(self._look)

    def print_test(self, hall: Text) -> None:
        """Print a test page."""
        self._thread.do(lambda: self._print_test(hall))

    def note(self, what: Tended) -> None:
        """Enter a line into the book."""
        self._thread.do(lambda: self._note(what))

    def keep_volume(self, percent: int) -> None:
        """Keep how loud the voice guidance is, and enter a line into the book."""

        def keep() -> None:
            self._tools.keep_volume(percent)
            self._note(Tended.VOLUME)

        self._thread.do(keep)

    def prepare_end(self, what: Tended, ending: Ending) -> None:
        """Enter a line into the book, turn the screen if that is what was asked, and let the program end."""

        def prepare() -> None:
            self._note(what)
            if what is Tended.TURNED:
                self._tools.turn()
            self._hand_over(ReadyToEnd(ending=ending))

        self._thread.do(prepare)

    def stop(self) -> None:
        """Let what is being done end, and do no more."""
        self._thread.stop()

    def _check(self, digits: str) -> None:
        try:
            tried = self._tools.pin.check(digits)
        except HallError as error:
            _log.error("the PIN cannot be looked at: %s", error)
            self._hand_over(PinTried(tried=None))
            return
        noted = {Verdict.RIGHT: Tended.OPENED, Verdict.LOCKED: Tended.PIN_LOCKED, Verdict.WRONG: Tended.PIN_WRONG}
        self._note(noted[tried.verdict])
        self._hand_over(PinTried(tried=tried))

    def _look(self) -> None:
        self._hand_over(Looked(health=self._tools.vitals.take(), log=self._tools.log.list_last(LOG_LINES)))

    def _print_test(self, hall: Text) -> None:
        self._note(Tended.TEST_PAGE)
        outcome = Outcome.NOT_SENT
        try:
            outcome = self._tools.printer.print_slip(self._make_test_page(hall)).outcome
        finally:
            self._hand_over(TrialPrinted(outcome=outcome))
        self._look()

    def _make_test_page(self, hall: Text) -> NoteSlip:
        return make_test_page(
            self._languages,
            hall=hall,
            label=self._label,
            at=self._label.now().astimezone(),
        )

    def _note(self, what: Tended) -> None:
        _log.info("tending: %s", what)
        self._tools.book.note(what)
        self._on_noted()


def make_test_page(languages: Mapping[str, Language], *, hall: Text, label: Label, at: datetime) -> NoteSlip:
    """Return a page that shows whether letters, code and cutter are as they should be."""

    def both(key: str, **facts: object) -> Text:
        return Text(zh=languages["zh"].text(key, **facts), en=languages["en"].text(key, **facts))

    return NoteSlip(
        hall=hall,
        title=both("upkeep.test.title"),
        matter=both("upkeep.test.matter"),
        department=both("upkeep.test.place", kiosk=label.kiosk_id),
        printed_at=at,
        kind=NoteKind.TEST,
        items=(
            NoteItem(head=both("upkeep.test.version", version=VERSION)),
            NoteItem(head=both("upkeep.test.address", address=label.printer)),
        ),
        tail=(both("upkeep.test.read"),),
        url=label.server,
    )
