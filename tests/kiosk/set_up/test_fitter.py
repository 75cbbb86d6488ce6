"""The fitter: from the server's address to a kiosk that can start, each page with what it asks for."""

from dataclasses import replace

import pytest

from hall.devices import Paired
from hall.errors import ServerAway, WrongCode
from hall.exchange import Role
from hall.places import Text
from kiosk.set_up.fitter import (
    Failed,
    Fitter,
    Kept,
    Page,
    PageTried,
    PairedHere,
    Place,
    PlacesCame,
    PrinterAsked,
    PrintersCame,
    server_of,
)
from kiosk.settings import Settings
from printer import Outcome
from printer.errors import PrinterUnreachable, UnknownProfile
from tests.kiosk.set_up.fake_tools import FOUND, FakeTools

NOWHERE = Text(zh="", en="")
PAIRED = Paired(token="secret", kind=Role.KIOSK, name="K1", hall_id="small", hall=NOWHERE)


class Bench:
    """Somebody who sets a kiosk up."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.tools = FakeTools()
        self.turned: list[int] = []
        self.done = 0
        self.fitter = Fitter(settings or Settings(), self.tools, turn=self.turned.append, done=self._finish)

    def type(self, text: str) -> None:
        for character in text:
            self.fitter.type(character)

    @property
    def page(self) -> Page:
        return self.fitter.draft.page

    def _finish(self) -> None:
        self.done += 1


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_from_nothing_to_a_kiosk(bench: Bench) -> None:
    fitter = bench.fitter
    bench.type("192.168.1.10")
    fitter.go_on()
    bench.type("12345678")
    fitter.go_on()
    fitter.take_news(PairedHere(paired=PAIRED))
    fitter.take_news(PlacesCame(places=(Place(kiosk_id="K1", name=NOWHERE), Place(kiosk_id="K2", name=NOWHERE))))
    fitter.choose("K2")
    fitter.go_on()
    fitter.take_news(PrintersCame(addresses=("tcp://192.168.1.30:9100", "tcp://192.168.1.31:9100")))
    assert not fitter.can_go_on
    fitter.choose("tcp://192.168.1.30:9100")
    fitter.take_news(PrinterAsked(findings=FOUND))
    fitter.print_test()
    fitter.take_news(PageTried(outcome=Outcome.PRINTED))
    fitter.go_on()
    fitter.choose("90")
    fitter.go_on()
    bench.type("471108")
    fitter.go_on()
    fitter.take_news(Kept())

    kept = Settings(
        server="http://192.168.1.10:8080",
        token="secret",
        kiosk_id="K2",
        printer="tcp://192.168.1.30:9100#hprt-tp80k",
        turned=90,
    )
    assert bench.tools.asked == [
        ("pair", "http://192.168.1.10:8080", "12345678"),
        ("places", "secret"),
        ("printers",),
        ("ask", "tcp://192.168.1.30:9100"),
        ("test", "tcp://192.168.1.30:9100#hprt-tp80k"),
        ("finish", kept, "471108"),
    ]
    assert (bench.turned, bench.done) == ([90], 1)


def test_no_page_is_left_without_what_it_asks_for(bench: Bench) -> None:
    bench.fitter.go_on()
    assert bench.page is Page.SERVER
    bench.type("hall")
    bench.fitter.go_on()
    bench.type("1234567")
    bench.fitter.go_on()

    assert bench.page is Page.CODE
    assert bench.tools.asked == []


def test_a_wrong_code_says_so_and_is_typed_anew(bench: Bench) -> None:
    bench.type("hall")
    bench.fitter.go_on()
    bench.type("123456789")
    assert bench.fitter.draft.typed == "12345678"
    bench.fitter.go_on()
    bench.fitter.go_on()
    assert len(bench.tools.asked) == 1
    error = WrongCode()
    bench.fitter.take_news(Failed(error=error))

    assert (bench.page, bench.fitter.draft.typed, bench.fitter.draft.fault) == (Page.CODE, "", error)


def test_a_machine_that_was_paired_goes_on_where_it_stopped() -> None:
    bench = Bench(Settings(server="http://hall:8080", token="secret"))

    assert bench.page is Page.PLACE
    assert bench.tools.asked == [("places", "secret")]
    assert Bench(Settings(server="http://hall:8080")).page is Page.CODE


def test_the_plan_s_places_are_asked_for_again_after_the_server_was_away() -> None:
    bench = Bench(Settings(server="http://hall:8080", token="secret"))
    assert not bench.fitter.can_fetch_places
    bench.fitter.take_news(Failed(error=ServerAway()))
    assert bench.fitter.can_fetch_places

    bench.fitter.fetch_places()
    assert (bench.tools.asked, bench.fitter.draft.fault) == ([("places", "secret")] * 2, None)

    bench.fitter.take_news(PlacesCame(places=(Place(kiosk_id="K1", name=NOWHERE),)))
    assert not bench.fitter.can_fetch_places


def test_an_address_is_typed_aside_and_leads_back_to_the_printer() -> None:
    bench = Bench(Settings(server="http://hall:8080", token="secret", kiosk_id="K1"))
    bench.fitter.take_news(Failed(error=ServerAway()))
    bench.fitter.go_on()
    bench.fitter.take_news(PrintersCame(addresses=()))
    assert not bench.fitter.can_go_on
    bench.fitter.type_address()
    bench.type("tcp://10.0.0.9:9100x")
    bench.fitter.delete()
    bench.fitter.go_on()

    assert bench.page is Page.PRINTER
    assert bench.tools.asked[-1] == ("ask", "tcp://10.0.0.9:9100")
    bench.fitter.take_news(Failed(error=PrinterUnreachable()))
    assert bench.fitter.draft.settings.printer == "tcp://10.0.0.9:9100"
    assert bench.fitter.can_go_on


def test_the_only_printer_is_taken_and_a_model_that_was_typed_stays() -> None:
    bench = Bench(Settings(server="http://hall:8080", token="secret", kiosk_id="K1"))
    bench.fitter.take_news(Failed(error=ServerAway()))
    bench.fitter.go_on()
    bench.fitter.take_news(PrintersCame(addresses=("file:/dev/usb/lp0",)))
    assert bench.tools.asked[-1] == ("ask", "file:/dev/usb/lp0")
    bench.fitter.take_news(PrinterAsked(findings=FOUND))
    assert bench.fitter.draft.found == FOUND

    bench.fitter.type_address()
    bench.fitter.draft = replace(bench.fitter.draft, typed="file:/dev/usb/lp0#custom-vkp80")
    bench.fitter.go_on()
    bench.fitter.take_news(PrinterAsked(findings=FOUND))
    assert bench.fitter.draft.settings.printer == "file:/dev/usb/lp0#custom-vkp80"

    bench.fitter.choose("file:/dev/usb/lp0#no-such")
    bench.fitter.take_news(Failed(error=UnknownProfile()))
    assert not bench.fitter.can_go_on


def test_back_leads_through_the_pages(bench: Bench) -> None:
    bench.type("hall")
    bench.fitter.go_on()
    bench.fitter.go_back()

    assert (bench.page, bench.fitter.draft.typed) == (Page.SERVER, "http://hall:8080")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.1.10", "http://192.168.1.10:8080"),
        ("192.168.1.10:80/", "http://192.168.1.10:80"),
        ("https://hall.example.cn/", "https://hall.example.cn"),
    ],
)
def test_an_address_is_completed(typed: str, meant: str) -> None:
    assert server_of(typed) == meant
