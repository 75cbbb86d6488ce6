import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.language import load_languages
from printer.press import open_press
from printer.profiles import get_profile
from printer.virtual.faults import read_fault
from printer.virtual.machine import VirtualPrinter
from printer.virtual.page import PrinterPage
from printer.virtual.tray import Tray
from tests.printer.machines import ASSETS, FONTS
from tests.printer.slips import URL, make_slip


class Shown:
    """A virtual printer with its page."""

    def __init__(self, folder: Path) -> None:
        self.tray = Tray(folder)
        self.printer = VirtualPrinter(
            get_profile("generic-80"),
            clock=SetClock(datetime(2026, 3, 2, tzinfo=UTC)),
            fonts_folder=FONTS,
            take_ticket=self.tray.put,
        )
        languages = load_languages(ASSETS / "languages")
        self.page = PrinterPage(self.printer, self.tray, languages=languages, fonts=FONTS, host="127.0.0.1", port=0)

    def print_ticket(self) -> None:
        job = open_press(ASSETS, get_profile("generic-80")).make_job(make_slip())
        self.printer.receive(job.picture_bytes + job.cut_bytes)
        self.printer.work_off()

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.page.port}{path}", timeout=5) as answer:
            body: bytes = answer.read()
            return body

    def post(self, path: str, *, origin: str | None = None) -> None:
        headers = {"Origin": origin} if origin else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.page.port}{path}", headers=headers, method="POST")
        urllib.request.urlopen(request, timeout=5).close()


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    shown = Shown(tmp_path)
    yield shown
    shown.page.close()


def test_the_page_has_its_words_in_both_languages_and_no_place_left_open(shown: Shown):
    html = shown.get("/").decode()

    assert "号票打印机" in html
    assert "Ticket printer" in html
    assert "{{" not in html


def test_an_unused_printer_has_no_paper(shown: Shown):
    assert json.loads(shown.get("/paper.json")) == {"count": 0, "tickets": [], "faults": []}


def test_a_printed_ticket_is_listed_with_its_picture_and_what_its_code_opens(shown: Shown):
    shown.print_ticket()

    paper = json.loads(shown.get("/paper.json"))
    picture = shown.get(f"/paper/{paper['tickets'][0]['png']}")

    assert paper["count"] == 1
    assert paper["tickets"][0]["link"] == URL
    assert picture == (shown.tray.folder / "0001.png").read_bytes()


def test_what_is_wrong_is_told_in_words(shown: Shown):
    shown.printer.fail(read_fault("paper-out"))

    assert json.loads(shown.get("/paper.json"))["faults"] == [{"zh": "打印机缺纸", "en": "The printer is out of paper"}]


def test_paper_is_taken_out_and_everything_mended_from_the_page(shown: Shown):
    shown.post("/fail/paper-out")
    was_out = shown.printer.health.is_paper_out
    shown.post("/repair")

    assert was_out
    assert not shown.printer.health.is_paper_out


def test_another_site_cannot_tell_the_printer_what_to_do(shown: Shown):
    with pytest.raises(urllib.error.HTTPError, match="403"):
        shown.post("/fail/paper-out", origin="http://elsewhere.example")

    assert not shown.printer.health.is_paper_out


def test_what_cannot_go_wrong_is_not_found(shown: Shown):
    assert shown.page.obey("/fail/fire", is_ours=True) is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path", ["/paper/0007.png", "/paper/../paper.jsonl", "/paper/0001.bin", "/font/OFL.txt", "/nothing"]
)
def test_nothing_else_is_given_out(shown: Shown, path: str):
    shown.print_ticket()

    assert shown.page.answer(path)[0] is HTTPStatus.NOT_FOUND


def test_the_font_is_served_from_here(shown: Shown):
    assert shown.get("/font/NotoSansSC-Regular.woff2").startswith(b"wOF2")
