"""What takes time in a set-up, on a thread of its own: pairing, the plan, printers, the test page, the disk."""

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from hall.client import HallClient, new_key
from hall.clock import Clock
from hall.devices import PairRequest, Tended
from hall.errors import HallError
from hall.language import Language
from hall.places import Text
from kiosk.set_up.fitter import (
    Failed,
    FitterNews,
    Kept,
    PageTried,
    PairedHere,
    Place,
    PlacesCame,
    PrinterAsked,
    PrintersCame,
)
from kiosk.set_up.printers import find_own_address, find_printers
from kiosk.settings import Settings, load_settings, save_settings
from kiosk.upkeep.back_room import Label, make_test_page
from kiosk.upkeep.pin import Pin
from kiosk.upkeep.tending import TendingBook
from kiosk.work_thread import WorkThread
from printer import DEFAULT_PROFILE, open_printer, probe_address

DEVICES = Path("/dev")
NO_HALL = Text(zh="", en="")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the kiosk keeps what it must, and where its assets are."""

    state: Path
    assets: Path


class SetUpTools:
    """One thing after another; what became of it goes to `hand_over`, on the thread of these tools."""

    def __init__(
        self,
        folders: Folders,
        *,
        clock: Clock,
        languages: Mapping[str, Language],
        hand_over: Callable[[FitterNews], None],
    ) -> None:
        """Take where things are kept, and who is told."""
        self._folders, self._clock, self._languages = folders, clock, languages
        self._hand_over = hand_over
        self._server: str | None = None
        self._pairing: tuple[str, str, str] | None = None
        self._thread = WorkThread("set-up", on_fault=lambda error: hand_over(Failed(error=HallError(str(error)))))

    def pair(self, server: str, code: str) -> None:
        """Become a kiosk, and keep the token before anything else: a code is good for one machine."""
        self._do(lambda: self._pair(server, code))

    def find_places(self, settings: Settings) -> None:
        """Fetch the plan's places."""
        self._do(lambda: self._find_places(settings))

    def find_printers(self) -> None:
        """Look for printers on this network and this machine."""
        self._do(self._find_printers)

    def ask_printer(self, settings: Settings) -> None:
        """Ask the printer that was chosen what it can do."""
        self._do(lambda: self._ask_printer(settings))

    def print_test(self, settings: Settings) -> None:
        """Print a test page."""
        self._do(lambda: self._print_test(settings))

    def finish(self, settings: Settings, pin: str) -> None:
        """Keep everything; an empty PIN changes nothing."""
        self._do(lambda: self._finish(settings, pin))

    def stop(self) -> None:
        """Let what is being done end, and do no more."""
        self._thread.stop()

    def _do(self, act: Callable[[], FitterNews]) -> None:
        def do() -> None:
            try:
                news = act()
            except HallError as error:
                _log.warning("set-up: %s", error)
                news = Failed(error=error)
            self._hand_over(news)

        self._thread.do(do)

    def _pair(self, server: str, code: str) -> FitterNews:
        if self._pairing is None or self._pairing[:2] != (server, code):
            self._pairing = server, code, new_key()  # kept for every retry: an answer may be lost on the way
        with closing(HallClient(server)) as client:
            paired = client.pair(PairRequest(code=code), key=self._pairing[2])
        kept = load_settings(self._folders.state)
        save_settings(self._folders.state, replace(kept, server=server, token=paired.token, kiosk_id=paired.name))
        return PairedHere(paired=paired)

    def _find_places(self, settings: Settings) -> FitterNews:
        self._server = settings.server
        with closing(HallClient(settings.server or "", token=settings.token)) as client:
            directory = client.get_directory()
        return PlacesCame(
            places=tuple(
                Place(
                    kiosk_id=kiosk.kiosk_id,
                    name=Text(zh=f"{floor.name.zh} · {kiosk.name.zh}", en=f"{floor.name.en} · {kiosk.name.en}"),
                )
                for floor in directory.floors
                for kiosk in floor.kiosks
            )
        )

    def _find_printers(self) -> FitterNews:
        host = urlsplit(self._server or "").hostname
        here = find_own_address(host) if host else None
        return PrintersCame(addresses=find_printers(here=here, devices=DEVICES))

    def _ask_printer(self, settings: Settings) -> FitterNews:
        address, _, named = (settings.printer or "").partition("#")
        findings = probe_address(
            address, assets=self._folders.assets, clock=self._clock, profile_name=named or DEFAULT_PROFILE
        )
        return PrinterAsked(findings=findings)

    def _print_test(self, settings: Settings) -> FitterNews:
        address = settings.printer or ""
        printer = open_printer(address, assets=self._folders.assets, clock=self._clock)
        label = Label(
            kiosk_id=settings.kiosk_id or "", printer=address, server=settings.server or "", now=self._clock.now
        )
        page = make_test_page(self._languages, hall=NO_HALL, label=label, at=self._clock.now().astimezone())
        return PageTried(outcome=printer.print_slip(page).outcome)

    def _finish(self, settings: Settings, pin: str) -> FitterNews:
        if pin:
            Pin(self._folders.state, self._clock).set(pin)
        save_settings(self._folders.state, settings)
        book = TendingBook(self._folders.state, self._clock, new_key=new_key)
        book.note(Tended.SET_UP)
        if pin:
            book.note(Tended.PIN_SET)
        return Kept()
