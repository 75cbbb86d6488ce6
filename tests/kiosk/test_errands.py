"""Errands: what is asked of the server off the screen's thread, until there is an answer."""

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from hall.appointment import Appointment
from hall.errors import HallError, ServerAway, UnknownTicket, WrongState
from hall.exchange import CancelRequest
from hall.phone_hash import hash_phone
from hall.taken_number import NumberView, ReprintRequest
from hall.ticket import IssuedTicket, Ticket
from kiosk.errand import (
    AskOutlook,
    BringBack,
    Errand,
    ErrandDone,
    ErrandFailed,
    ErrandNews,
    FindBooked,
    GiveUp,
    LookUp,
    PrintAgain,
    Word,
)
from kiosk.errands import Errands
from tests.fakes.hall_server import FakeHall
from tests.kiosk.numbers import number_view

PATIENCE_S = 10.0


@dataclass
class FakeDesk:
    """Notes what it is asked; `faults` come first."""

    hall: FakeHall = field(default_factory=FakeHall)
    asked: list[tuple[object, ...]] = field(default_factory=list)
    faults: list[HallError] = field(default_factory=list)
    known: frozenset[str] = frozenset({"A007", "A001"})

    def _note(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.faults:
            raise self.faults.pop(0)

    def assert_number_to_be_had(self, matter_id: str) -> None:
        self._note("outlook", matter_id)

    def find_number(self, number: str) -> NumberView:
        self._note("number", number)
        if number not in self.known:
            raise UnknownTicket
        return number_view(self.hall, "insure", number=number)

    def find_number_of_page(self, token: str) -> NumberView:
        self._note("page", token)
        return number_view(self.hall, "insure")

    def reactivate_ticket(self, ticket_id: int, *, key: str) -> Ticket:
        self._note("back", ticket_id, key)
        return self.hall.issue("insure").ticket

    def cancel_ticket(self, ticket_id: int, request: CancelRequest, *, key: str) -> Ticket:
        self._note("cancel", ticket_id, request.reason, key)
        return self.hall.issue("insure").ticket

    def reprint_ticket(self, ticket_id: int, request: ReprintRequest, *, key: str) -> IssuedTicket:
        self._note("reprint", ticket_id, request.token, key)
        return self.hall.issue("insure")

    def find_appointments(self, identity: str) -> tuple[Appointment, ...]:
        self._note("booked", identity)
        return ()


class Bench:
    def __init__(self) -> None:
        self.desk = FakeDesk()
        self.news: queue.Queue[ErrandNews] = queue.Queue()
        self.errands = Errands(self.desk, hand_over=self.news.put)

    def run(self, errand: Errand) -> ErrandNews:
        self.errands.run(errand)
        return self.news.get(timeout=PATIENCE_S)

    def do(self, errand: Errand) -> Word:
        news = self.run(errand)
        assert isinstance(news, ErrandDone)
        assert news.errand == errand
        return news.word


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.errands.stop()


def test_spellings_are_tried_in_turn(bench: Bench) -> None:
    word = bench.do(LookUp(key="k", spellings=("A7", "A007")))

    assert isinstance(word, NumberView)
    assert word.ticket.number == "A007"


def test_a_number_that_no_spelling_finds_is_unknown(bench: Bench) -> None:
    news = bench.run(LookUp(key="k", spellings=("B7", "B007")))

    assert isinstance(news, ErrandFailed)
    assert isinstance(news.error, UnknownTicket)


@pytest.mark.parametrize(
    ("errand", "asked"),
    [
        (AskOutlook(key="k", matter_id="insure"), [("outlook", "insure")]),
        (LookUp(key="k", token="t"), [("page", "t")]),
        (BringBack(key="k", ticket_id=7, number="A007"), [("back", 7, "k"), ("number", "A007")]),
        (GiveUp(key="k", ticket_id=7, number="A007"), [("cancel", 7, "visitor at the kiosk", "k"), ("number", "A007")]),
        (PrintAgain(key="k", ticket_id=7, token=None), [("reprint", 7, None, "k")]),
        (FindBooked(key="k", hall_id="h", phone="13800138000"), [("booked", hash_phone("h", "13800138000"))]),
    ],
)
def test_an_errand_asks_what_it_is_for(bench: Bench, errand: Errand, asked: list[tuple[object, ...]]) -> None:
    bench.do(errand)

    assert bench.desk.asked == asked


def test_without_an_answer_the_same_is_asked_again_with_the_same_key(bench: Bench) -> None:
    bench.desk.faults = [ServerAway(), ServerAway()]

    bench.do(BringBack(key="k", ticket_id=7, number="A007"))

    assert [asked for asked in bench.desk.asked if asked[0] == "back"] == [("back", 7, "k")] * 3


def test_a_refusal_is_final(bench: Bench) -> None:
    bench.desk.faults = [WrongState()]

    news = bench.run(GiveUp(key="k", ticket_id=7, number="A007"))

    assert isinstance(news, ErrandFailed)
    assert isinstance(news.error, WrongState)
    assert len(bench.desk.asked) == 1


def test_a_fault_of_ours_ends_in_words_too(bench: Bench) -> None:
    broken: Callable[[str], NumberView] = {}.__getitem__
    bench.desk.find_number = broken  # type: ignore[method-assign]

    news = bench.run(LookUp(key="k", spellings=("A007",)))

    assert isinstance(news, ErrandFailed)


def test_an_outlook_is_asked_for_once(bench: Bench) -> None:
    bench.desk.faults = [ServerAway(), ServerAway()]

    news = bench.run(AskOutlook(key="k", matter_id="insure"))

    assert isinstance(news, ErrandFailed)
    assert len(bench.desk.asked) == 1
