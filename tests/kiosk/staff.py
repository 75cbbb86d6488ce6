"""Those behind the glass, as fakes: number desk, printer and time in the test's own hands."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hall.devices import Tended
from hall.errors import HallError, ServerAway
from hall.offline import OpenSpan, Permission
from hall.places import MatterToday, Text
from hall.ticket import IssuedTicket
from kiosk.cautions import Caution
from kiosk.errand import CallHelp, Errand, ErrandDone, ErrandFailed, Word
from kiosk.finder import Finder
from kiosk.guide import Guide
from kiosk.link import DirectoryCame, SnapshotCame
from kiosk.offline.desk import Barred, GivenOffline, Wish, issued_of
from kiosk.offline.permit import Bar, Wanted
from kiosk.offline.records import Taken
from kiosk.reception import Change, Reception
from kiosk.speech import Saying
from kiosk.staff import Staff
from kiosk.taking import Answered, Refused
from kiosk.upkeep.caretaker import Caretaker, Told
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.orders import Standing
from kiosk.upkeep.vitals import Glimpse
from kiosk.visit import Intent
from tests.fakes.hall_server import FakeHall
from tests.kiosk.words import ASSETS, LANGUAGES

FINDER = Finder(LANGUAGES, assets=ASSETS)
"""One for all: it reads thirty thousand words, and learns each hall anew."""


@dataclass
class FakeTaking:
    """Keeps what is wished for; the test answers."""

    pursued: list[Intent] = field(default_factory=list)
    left: list[Intent] = field(default_factory=list)
    dropped: list[Intent] = field(default_factory=list)
    settled: list[Intent] = field(default_factory=list)

    def pursue(self, intent: Intent, *, language: str) -> None:  # noqa: ARG002
        self.pursued.append(intent)

    def leave(self, intent: Intent, *, language: str) -> None:  # noqa: ARG002
        self.left.append(intent)

    def drop(self, intent: Intent) -> None:
        self.dropped.append(intent)

    def settle(self, intent: Intent) -> None:
        self.settled.append(intent)


@dataclass
class FakeOffline:
    """Keeps what is wished for of the kiosk's own numbers; the test answers. `barred` is what it says when asked."""

    barred: Bar | None = Bar.NONE_GIVEN
    wishes: list[Wish] = field(default_factory=list)
    left: list[IssuedTicket] = field(default_factory=list)

    def bar(self, wanted: Iterable[Wanted]) -> Bar | None:
        assert all(each.queue_id for each in wanted)
        return self.barred

    def take(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def leave(self, issued: IssuedTicket) -> None:
        self.left.append(issued)


@dataclass
class FakeMouth:
    """Keeps what it is to say."""

    said: list[Saying] = field(default_factory=list)
    hushed: int = 0
    is_speaking: bool = False

    def say(self, saying: Saying) -> None:
        self.said.append(saying)

    def hush(self) -> None:
        self.hushed += 1

    @property
    def last(self) -> str:
        return self.said[-1].text


@dataclass
class FakePaper:
    """Keeps what was to be printed."""

    first: list[IssuedTicket] = field(default_factory=list)
    again: list[IssuedTicket] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cautions: tuple[Caution, ...] = ()

    def print_first(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:  # noqa: ARG002
        self.first.append(issued)
        self.cautions = tuple(cautions)

    def print_again(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:  # noqa: ARG002
        self.again.append(issued)
        self.cautions = tuple(cautions)

    def print_note(self, today: MatterToday, guide: Guide) -> None:  # noqa: ARG002
        self.notes.append(today.matter.matter_id)


@dataclass
class FakeErrands:
    """Keeps what is to be asked; the test answers."""

    sent: list[Errand] = field(default_factory=list)

    def run(self, errand: Errand) -> None:
        self.sent.append(errand)


@dataclass
class FakeRoom:
    """Keeps what was asked of the back room; the test answers."""

    is_pin_set: bool = True
    tried: list[str] = field(default_factory=list)
    noted: list[Tended] = field(default_factory=list)
    prepared: list[tuple[Tended, Ending]] = field(default_factory=list)
    volumes: list[int] = field(default_factory=list)
    looks: int = 0
    tests: int = 0

    def check_pin(self, digits: str) -> None:
        self.tried.append(digits)

    def look(self) -> None:
        self.looks += 1

    def print_test(self, hall: Text) -> None:  # noqa: ARG002
        self.tests += 1

    def note(self, what: Tended) -> None:
        self.noted.append(what)

    def keep_volume(self, percent: int) -> None:
        self.volumes.append(percent)

    def prepare_end(self, what: Tended, ending: Ending) -> None:
        self.prepared.append((what, ending))


def permission_of(hall: FakeHall, **changes: object) -> Permission:
    """Return a permission for the small hall's kiosk K2, good for the next hour."""
    now = hall.clock.now()
    ends = now + timedelta(hours=12)
    permission = Permission(
        hall_id="small",
        kiosk="K2",
        installation="aa11",
        lease_id="lease",
        renewal="renewal",
        business_date=hall.directory.business_date,
        prefix="K2",
        first=1,
        last=50,
        issued_at=now,
        valid_until=now + timedelta(hours=1),
        day_ends=ends,
        spans=(OpenSpan(begins=now - timedelta(hours=1), ends=ends),),
        queues=("social", "civil", "commerce", "general"),
        not_matters=(),
        page_base="http://hall.test/t/",
    )
    return replace(permission, **changes)  # type: ignore[arg-type]


class Desk:
    """A reception with fakes behind it, and a small hall that it hears of."""

    def __init__(self, hall: FakeHall | None = None) -> None:
        self.reception, self.caretaker = Reception.__new__(Reception), Caretaker.__new__(Caretaker)
        self.begin(hall or FakeHall())

    def begin(self, hall: FakeHall) -> None:
        """Make everything anew; the reception stays the same object, which whoever shows it holds."""
        self.hall = hall
        self.taking, self.paper, self.errands = FakeTaking(), FakePaper(), FakeErrands()
        self.offline = FakeOffline()
        self.seconds = 100.0
        self.changes: list[Change] = []
        keys = itertools.count(1)
        self.reception.__init__(  # type: ignore[misc]
            kiosk_id="K1",
            languages=LANGUAGES,
            finder=FINDER,
            staff=Staff(
                taking=self.taking,
                paper=self.paper,
                errands=self.errands,
                clock=self.hall.clock,
                seconds=lambda: self.seconds,
                new_key=lambda: f"key-{next(keys):05}",
                offline=self.offline,
            ),
        )
        self.reception.on_change = self.changes.append
        self.room = FakeRoom()
        self.endings: list[Ending] = []
        self.glimpse = Glimpse()
        self.volumes: list[int] = []
        self.begin_care(Standing())

    def begin_care(self, standing: Standing) -> None:
        """Have whoever minds the pages behind the corner begin, as after a start; it stays the same object, too."""
        self.caretaker.__init__(  # type: ignore[misc]
            self.reception,
            self.room,
            seconds=lambda: self.seconds,
            standing=standing,
            told=Told(glimpse=self._take_glimpse, ending=self.endings.append, volume=self.volumes.append),
        )

    def _take_glimpse(self, glimpse: Glimpse) -> None:
        self.glimpse = glimpse

    def start(self) -> Reception:
        """Have the first words come from the server."""
        self.tell_snapshot()
        self.reception.take_link_news(DirectoryCame(directory=self.hall.directory))
        return self.reception

    def tell_snapshot(self) -> None:
        self.reception.take_link_news(SnapshotCame(snapshot=self.hall.snapshot))

    def wait(self, seconds: float) -> None:
        """Let time pass, looked at four times a second."""
        for _ in range(round(seconds * 4)):
            self.seconds += 0.25
            self.reception.tick()
            self.caretaker.tick()

    def give_offline(self, value: int = 1) -> IssuedTicket:
        """Give the number that was wished for last."""
        wish, now = self.offline.wishes[-1], self.hall.clock.now()
        taken = Taken(
            lease_id="lease",
            value=value,
            asked=wish.asked,
            queue_id=wish.legs[0].queue_id,
            token="Ab3dEf5hJk7",
            told_at=now,
            counter_s=self.seconds,
            boot="boot",
            request_key=wish.intent.key,
        )
        issued = issued_of(taken, permission_of(self.hall), legs=wish.legs)
        self.reception.offline.take_news(GivenOffline(intent=wish.intent, issued=issued))
        return issued

    def bar_offline(self, bar: Bar) -> None:
        """Give no number after all."""
        self.reception.offline.take_news(Barred(intent=self.offline.wishes[-1].intent, bar=bar))

    def answer(self) -> IssuedTicket:
        """Give the number that was asked for last."""
        intent = self.taking.pursued[-1]
        issued = self.hall.issue(intent.matter_id)
        self.reception.take_ticket_news(Answered(intent=intent, issued=issued))
        return issued

    def answer_check_in(self, matter_id: str) -> IssuedTicket:
        """Give the number of the appointment that was checked in."""
        issued = self.hall.issue(matter_id)
        self.reception.take_ticket_news(Answered(intent=self.taking.pursued[-1], issued=issued))
        return issued

    def refuse(self, error: HallError) -> None:
        self.reception.take_ticket_news(Refused(intent=self.taking.pursued[-1], error=error))

    def do_errand(self, word: Word) -> None:
        """Have the server do what was asked last."""
        self.reception.take_errand_news(ErrandDone(errand=self.errands.sent[-1], word=word))

    def answer_help(self, *, is_heard: bool = True) -> None:
        """Have the server take the call for help, or be away."""
        (call,) = (each for each in self.errands.sent if isinstance(each, CallHelp))
        news = ErrandDone(errand=call, word=None) if is_heard else ErrandFailed(errand=call, error=ServerAway("away"))
        self.reception.take_errand_news(news)

    def fail_errand(self, error: HallError) -> None:
        """Have the server refuse what was asked last."""
        self.reception.take_errand_news(ErrandFailed(errand=self.errands.sent[-1], error=error))
