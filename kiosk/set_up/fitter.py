"""Fitter: leads whoever sets a kiosk up from page to page, and owns what has been set. Knows no Kivy."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from hall.devices import Paired
from hall.errors import BadInput, HallError
from hall.places import Text
from kiosk.settings import Settings
from printer import Findings, Outcome

CODE_DIGITS = 8
PIN_MOST = 12
TYPED_MOST = 60
USUAL_PORT = 8080
TURNS = (0, 90, 180, 270)


class Page(StrEnum):
    """Every page of the set-up."""

    SERVER = "server"
    CODE = "code"
    PLACE = "place"
    PRINTER = "printer"
    ADDRESS = "address"
    PICTURE = "picture"
    PIN = "pin"


ORDER = (Page.SERVER, Page.CODE, Page.PLACE, Page.PRINTER, Page.PICTURE, Page.PIN)
"""The steps; an address is typed aside, on the way from the printer back to it."""

DIGITS_ONLY = frozenset({Page.CODE, Page.PIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the plan where a kiosk stands."""

    kiosk_id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedHere:
    """The machine is a kiosk now, and that is on the disk."""

    paired: Paired


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesCame:
    """The plan's places for kiosks."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintersCame:
    """Addresses at which something listens as a printer does."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterAsked:
    """What the printer that was chosen said of itself."""

    findings: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTried:
    """What became of the test page."""

    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Everything is on the disk: the kiosk can start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """What was asked did not work."""

    error: HallError


FitterNews = PairedHere | PlacesCame | PrintersCame | PrinterAsked | PageTried | Kept | Failed


class Toolbox(Protocol):
    """The part of `kiosk.set_up.toolbox.SetUpTools` that the fitter uses; every method returns at once."""

    def pair(self, server: str, code: str) -> None:
        """Become a kiosk, and keep that."""
        ...

    def find_places(self, settings: Settings) -> None:
        """Fetch the plan's places."""
        ...

    def find_printers(self) -> None:
        """Look for printers on this network and this machine."""
        ...

    def ask_printer(self, settings: Settings) -> None:
        """Ask the printer that was chosen what it can do."""
        ...

    def print_test(self, settings: Settings) -> None:
        """Print a test page."""
        ...

    def finish(self, settings: Settings, pin: str) -> None:
        """Keep everything; an empty PIN changes nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been set, and what the page shows.

    Attributes:
        printers: those that were found, None until they were looked for.
        found: what the chosen one said of itself, None until it was asked or when it could not be.
    """

    page: Page
    settings: Settings
    typed: str = ""
    is_busy: bool = False
    fault: HallError | None = None
    places: tuple[Place, ...] = ()
    printers: tuple[str, ...] | None = None
    found: Findings | None = None
    tested: Outcome | None = None

    @property
    def step(self) -> int:
        """Which step this is, from 1."""
        return ORDER.index(Page.PRINTER if self.page is Page.ADDRESS else self.page) + 1


class Fitter:
    """Every method belongs to the screen's thread and returns at once; `on_change` is called after each change."""

    def __init__(
        self, settings: Settings, tools: Toolbox, *, turn: Callable[[int], None], done: Callable[[], None]
    ) -> None:
        """Begin where the settings end: a machine that was paired already needs no code.

        Args:
            settings: what is known already, from the command line or the disk.
            tools: does what takes time.
            turn: turns the picture by so many degrees, at once.
            done: is called when everything is kept.
        """
        self.on_change: Callable[[], None] = lambda: None
        self._tools, self._turn, self._done = tools, turn, done
        self.draft = Draft(page=Page.SERVER, settings=settings, typed=settings.server or "")
        if settings.token and settings.server:
            self._go(Page.PLACE)
        elif settings.server:
            self._go(Page.CODE)

    @property
    def can_go_on(self) -> bool:
        """Whether what the page asks for is there."""
        draft = self.draft
        if draft.is_busy:
            return False
        match draft.page:
            case Page.SERVER | Page.ADDRESS:
                return bool(draft.typed)
            case Page.CODE:
                return len(draft.typed) == CODE_DIGITS
            case Page.PLACE:
                return draft.settings.kiosk_id is not None
            case Page.PRINTER:
                return draft.settings.printer is not None
        return True

    def type(self, character: str) -> None:
        """Add a character."""
        most = {Page.CODE: CODE_DIGITS, Page.PIN: PIN_MOST}.get(self.draft.page, TYPED_MOST)
        if len(self.draft.typed) < most and not self.draft.is_busy:
            self._set(typed=self.draft.typed + character, fault=None)

    def delete(self) -> None:
        """Take the last character back."""
        if not self.draft.is_busy:
            self._set(typed=self.draft.typed[:-1], fault=None)

    def choose(self, value: str) -> None:
        """Choose one of what the page lists."""
        settings = self.draft.settings
        match self.draft.page:
            case Page.PLACE:
                self._set(settings=replace(settings, kiosk_id=value))
            case Page.PRINTER:
                self._take_printer(value)
            case Page.PICTURE:
                self._set(settings=replace(settings, turned=int(value)))
                self._turn(int(value))

    def go_on(self) -> None:
        """Take what the page asked for, and go to the next."""
        if not self.can_go_on:
            return
        draft = self.draft
        match draft.page:
            case Page.SERVER:
                self._set(settings=replace(draft.settings, server=server_of(draft.typed)))
                self._go(Page.CODE)
            case Page.CODE:
                self._work()
                self._tools.pair(draft.settings.server or "", draft.typed)
            case Page.ADDRESS:
                self._go(Page.PRINTER)
                self._take_printer(draft.typed)
            case Page.PIN:
                self._work()
                self._tools.finish(draft.settings, draft.typed)
            case _:
                self._go(ORDER[ORDER.index(draft.page) + 1])

    def go_back(self) -> None:
        """Return to the page before."""
        if self.draft.page is Page.ADDRESS:
            self._go(Page.PRINTER)
        elif self.draft.page is not Page.SERVER and not self.draft.is_busy:
            self._go(ORDER[ORDER.index(self.draft.page) - 1])

    @property
    def can_fetch_places(self) -> bool:
        """Whether the plan's places are to be chosen from and have not come: the server was away."""
        draft = self.draft
        return draft.page is Page.PLACE and not draft.places and not draft.is_busy

    def fetch_places(self) -> None:
        """Fetch the plan's places, once more if need be."""
        self._work()
        self._tools.find_places(self.draft.settings)

    def look_again(self) -> None:
        """Look for printers once more."""
        self._work()
        self._tools.find_printers()

    def type_address(self) -> None:
        """Type the printer's address by hand."""
        self._go(Page.ADDRESS)

    def print_test(self) -> None:
        """Print a test page on the printer that was chosen."""
        if self.can_go_on:
            self._work()
            self._tools.print_test(self.draft.settings)

    def take_news(self, news: FitterNews) -> None:
        """Take what became of what was asked."""
        self._set(is_busy=False)
        settings = self.draft.settings
        match news:
            case PairedHere(paired=paired):
                self._set(settings=replace(settings, token=paired.token, kiosk_id=paired.name))
                self._go(Page.PLACE)
            case PlacesCame(places=places):
                here = settings.kiosk_id if settings.kiosk_id in {place.kiosk_id for place in places} else None
                self._set(places=places, settings=replace(settings, kiosk_id=here) if places else settings)
            case PrintersCame(addresses=addresses):
                self._set(printers=addresses)
                self._take_only_printer(addresses)
            case PrinterAsked(findings=findings):
                address, _, named = (settings.printer or "").partition("#")
                profile = named or findings.profile_name  # who typed a model knows better
                self._set(found=findings, settings=replace(settings, printer=f"{address}#{profile}"))
            case PageTried(outcome=outcome):
                self._set(tested=outcome)
            case Failed(error=BadInput() as error) if self.draft.page is Page.PRINTER:
                self._set(fault=error, settings=replace(settings, printer=None))
            case Failed(error=error):
                self._set(fault=error, typed="" if self.draft.page in DIGITS_ONLY else self.draft.typed)
            case Kept():
                self._done()

    def _take_only_printer(self, addresses: tuple[str, ...]) -> None:
        """Ask the printer that is set already; with none, take the one there is where there is but one."""
        known = self.draft.settings.printer
        if known is not None or len(addresses) == 1:
            self._take_printer(known or addresses[0])

    def _take_printer(self, address: str) -> None:
        """Print on this one from now on, and ask it what it is."""
        self._set(settings=replace(self.draft.settings, printer=address), found=None, tested=None)
        self._work()
        self._tools.ask_printer(self.draft.settings)

    def _go(self, page: Page) -> None:
        settings = self.draft.settings
        typed = {Page.SERVER: settings.server or "", Page.ADDRESS: settings.printer or ""}.get(page, "")
        self._set(page=page, typed=typed, fault=None, tested=None)
        if page is Page.PLACE and not self.draft.places:
            self.fetch_places()
        elif page is Page.PRINTER and self.draft.printers is None:
            self.look_again()

    def _work(self) -> None:
        self._set(is_busy=True, fault=None)

    def _set(self, **facts: object) -> None:
        self.draft = replace(self.draft, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
        self.on_change()


def server_of(typed: str) -> str:
    """Return the address that was meant: plain HTTP and the usual port where nothing else is said."""
    if typed.startswith(("http://", "https://")):
        return typed.rstrip("/")
    host = typed.rstrip("/")
    return f"http://{host}" if ":" in host else f"http://{host}:{USUAL_PORT}"
