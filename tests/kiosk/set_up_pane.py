"""The pages of the set-up on a real window, each with the longest that it may hold."""

from dataclasses import replace
from functools import cache

from tests.kiosk.pane import Pane, set_size  # isort: skip  # before all that imports Kivy

from kivy.app import App

from hall.errors import BadInput, ServerAway, WrongCode
from hall.places import Text
from hall.ui.fonts import register_fonts
from hall.ui.theme import load_theme
from kiosk.set_up.app import SetUpApp
from kiosk.set_up.fitter import Draft, Fitter, Page, Place
from kiosk.settings import Settings
from printer import Outcome
from printer.errors import PrinterUnreachable
from tests.kiosk.set_up.fake_tools import FOUND, FakeTools
from tests.kiosk.words import ASSETS, LANGUAGES

NAME = Text(zh="三楼 · 东侧楼梯口第2号取号机", en="Floor 3 · Kiosk 2, at the eastern staircase")
PLACES = tuple(Place(kiosk_id=f"K{number}", name=NAME) for number in range(1, 8))
ADDRESS = "serial:/dev/serial/by-id/usb-Printer_Company_POS80-0001?baud=115200"
PRINTERS = ("file:/dev/usb/lp0", ADDRESS, *(f"tcp://192.168.100.{end}:9100" for end in range(200, 206)))
PAIRED = Settings(server="http://192.168.100.210:8080", token="secret", kiosk_id="K1")
READY = Settings(server=PAIRED.server, token="secret", kiosk_id="K1", printer=ADDRESS, turned=270)
TAKEN = replace(READY, printer=f"{ADDRESS}#snbc-btp-r880np")
MIXING = replace(FOUND, maker="Shandong New Beiyang", model="BTP-R880NP", mixes_clients=True)

DRAFTS = {
    "set_up_server": Draft(page=Page.SERVER, settings=Settings()),
    "set_up_server_typed": Draft(page=Page.SERVER, settings=Settings(), typed="http://service-hall.district.example"),
    "set_up_code": Draft(page=Page.CODE, settings=PAIRED, typed="12345678"),
    "set_up_code_busy": Draft(page=Page.CODE, settings=PAIRED, typed="12345678", is_busy=True),
    "set_up_code_wrong": Draft(page=Page.CODE, settings=PAIRED, fault=WrongCode()),
    "set_up_place": Draft(page=Page.PLACE, settings=PAIRED, places=PLACES),
    "set_up_place_away": Draft(page=Page.PLACE, settings=PAIRED, fault=ServerAway()),
    "set_up_printer": Draft(page=Page.PRINTER, settings=READY, printers=PRINTERS, tested=Outcome.NOT_SENT),
    "set_up_printer_found": Draft(page=Page.PRINTER, settings=TAKEN, printers=PRINTERS, found=FOUND),
    "set_up_printer_mixing": Draft(page=Page.PRINTER, settings=TAKEN, printers=PRINTERS, found=MIXING),
    "set_up_printer_gone": Draft(page=Page.PRINTER, settings=READY, printers=PRINTERS, fault=PrinterUnreachable()),
    "set_up_printer_none": Draft(page=Page.PRINTER, settings=PAIRED, printers=()),
    "set_up_printer_busy": Draft(page=Page.PRINTER, settings=PAIRED, is_busy=True),
    "set_up_address": Draft(page=Page.ADDRESS, settings=READY, typed=ADDRESS[:60]),
    "set_up_picture": Draft(page=Page.PICTURE, settings=READY),
    "set_up_pin": Draft(page=Page.PIN, settings=READY, typed="123456789012"),
    "set_up_pin_bad": Draft(page=Page.PIN, settings=READY, fault=BadInput("a PIN has 6 to 12 digits")),
}
"""Every page, empty, full, waiting and at fault."""


class SetUpPane(Pane):
    """One machine that is being set up, brought to any page at once."""

    def __init__(self, size: tuple[int, int]) -> None:
        """Show it on a glass of a size."""
        set_size(size)
        super().__init__(_app_for(size))

    def show(self, draft: Draft, language: str) -> None:
        """Show a page in a language."""
        app = self.app
        app.fitter.draft = draft
        if app.language.code != language:
            app.switch_language()
        app.show()
        self.settle()


@cache
def _app_for(_size: tuple[int, int]) -> SetUpApp:
    fitter = Fitter(Settings(), FakeTools(), turn=lambda _degrees: None, done=lambda: None)
    app = App._running_app = SetUpApp(
        fitter,
        theme=load_theme(ASSETS / "themes" / "paper.toml"),
        languages=LANGUAGES,
        icons=register_fonts(ASSETS / "fonts"),
    )
    app.root = app.build()
    return app
