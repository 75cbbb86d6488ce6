from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from display.announcer import Announcement
from display.board import Board
from display.director import Director
from display.link import DirectoryCame
from display.phrase import SpokenText
from display.scene import Scene
from hall.board_events import BoardsTold, Face
from hall.clock import SetClock
from hall.coverage import Coverage
from hall.errors import BadSettings
from hall.events import BusinessDayStarted, EventBody
from hall.places import Directory, Text
from hall.snapshot import Snapshot
from hall.stream import Connected, Disconnected, Heartbeat
from tests.display.scenes import MORNING, Day, directory, snapshot


class FakeSpeech:
    def __init__(self) -> None:
        self.offered: list[Announcement] = []
        self.withdrawn: list[int] = []
        self.forgotten = 0
        self.told: list[SpokenText] = []

    def offer(self, announcement: Announcement) -> None:
        self.offered.append(announcement)

    def withdraw(self, ticket_ids: Iterable[int]) -> None:
        self.withdrawn += ticket_ids

    def tell(self, text: SpokenText) -> None:
        self.told.append(text)

    def forget(self) -> None:
        self.forgotten += 1


class FakeKeeper:
    def __init__(self) -> None:
        self.directories: list[Directory] = []
        self.seen: list[tuple[int, datetime]] = []

    def keep_directory(self, kept: Directory) -> None:
        self.directories.append(kept)

    def keep_seen(self, kept: Snapshot, heard_at: datetime) -> None:
        self.seen.append((kept.seq, heard_at))


class Stand:
    """A director with everything around it faked, and a day whose news it is told."""

    def __init__(self, coverage: Coverage | None = None) -> None:
        self.clock = SetClock(MORNING)
        self.shown: list[Board] = []
        self.acknowledged: list[int] = []
        self.speech, self.keeper = FakeSpeech(), FakeKeeper()
        self.director = Director(
            Scene(coverage=coverage or Coverage()),
            self.clock,
            show=self.shown.append,
            speech=self.speech,
            keeper=self.keeper,
            acknowledge=lambda: self.acknowledged.append(self.director.seen_seq),
        )
        self.day = Day()
        self.director.take(DirectoryCame(directory=directory()))

    def connect(self) -> None:
        self.director.take(Connected(snapshot=self.day.hall))

    def call(self, number: str, window_id: str = "5") -> None:
        self.day.call(number, window_id)
        self.director.take(self.day.told[-1])

    def tell(self, body: EventBody) -> None:
        self.director.take(self.day.make(body))


@pytest.fixture
def stand() -> Stand:
    made = Stand()
    made.connect()
    return made


def test_a_call_is_offered_to_the_voice_with_its_floor(stand: Stand):
    stand.call("A012", "5")

    words = stand.speech.offered[0].words
    assert (words.letter, words.digits, words.window, words.floor) == ("A", "012", "5", "2")


def test_on_a_floors_board_the_floor_is_not_said_and_other_floors_are_not_heard():
    stand = Stand(Coverage(floor_id="3"))
    stand.connect()
    stand.call("A012", "5")
    stand.call("E019", "12")

    assert [(each.call.number, each.words.sentence) for each in stand.speech.offered] == [("E019", "call_here")]


@pytest.mark.parametrize("ending", [Day.start, Day.finish, Day.miss, Day.undo, Day.hold, Day.transfer])
def test_a_call_that_is_over_is_withdrawn(stand: Stand, ending: Callable[[Day, str], None]):
    stand.call("A012")
    ending(stand.day, "A012")
    stand.director.take(stand.day.told[-1])

    assert stand.speech.withdrawn == [1]


def test_a_number_called_by_mistake_and_again_is_spoken_again(stand: Stand):
    stand.call("A012")
    stand.day.undo("A012")
    stand.director.take(stand.day.told[-1])
    stand.call("A012", "6")

    assert [each.call.window_id for each in stand.speech.offered] == ["5", "6"]


def test_a_floors_board_withdraws_a_number_that_was_called_to_another_floor_while_it_was_away():
    stand = Stand(Coverage(floor_id="2"))
    stand.connect()
    stand.call("A012", "5")
    stand.day.transfer("A012")
    stand.day.call("A012", "12")
    stand.connect()

    assert stand.speech.withdrawn == [1]


def test_calls_older_than_a_minute_are_shown_but_not_spoken(stand: Stand):
    stand.day.now = stand.clock.now()
    stand.day.call("A001")
    stand.clock.advance(timedelta(seconds=50))
    stand.day.now = stand.clock.now()
    stand.day.call("A002")
    stand.clock.advance(timedelta(seconds=20))
    stand.director.take(Heartbeat(at=stand.clock.now()))
    for news in stand.day.told:
        stand.director.take(news)
    stand.director.refresh()

    assert [each.call.number for each in stand.speech.offered] == ["A002"]
    assert [row.number for row in stand.shown[-1].rows] == ["A002", "A001"]


def test_a_new_day_silences_what_waits(stand: Stand):
    stand.tell(BusinessDayStarted(business_date=stand.day.hall.business_date + timedelta(days=1)))

    assert stand.speech.forgotten == 1


def test_what_looks_the_same_is_not_shown_again(stand: Stand):
    stand.director.refresh()
    stand.clock.advance(timedelta(seconds=1))
    stand.director.take(Heartbeat(at=stand.clock.now()))
    stand.director.refresh()

    assert len(stand.shown) == 1


def test_a_refresh_tells_when_the_board_will_look_different(stand: Stand):
    due = stand.director.refresh()
    stand.clock.advance(due)
    stand.director.refresh()

    assert timedelta() < due <= timedelta(minutes=1)
    assert len(stand.shown) == 2


def test_the_hall_is_kept_with_each_sign_of_life_but_not_when_the_line_breaks(stand: Stand):
    stand.clock.advance(timedelta(seconds=5))
    stand.director.take(Heartbeat(at=stand.clock.now()))
    stand.director.take(Disconnected(error=None))

    assert [heard_at for _, heard_at in stand.keeper.seen] == [MORNING, MORNING + timedelta(seconds=5)]
    assert len(stand.keeper.directories) == 1


def test_a_floor_that_is_not_there_is_refused_when_the_directory_comes():
    with pytest.raises(BadSettings, match="--floor 9"):
        Stand(Coverage(floor_id="9"))


def test_the_mark_of_the_spoken_call_comes_and_goes(stand: Stand):
    stand.call("A012")
    stand.director.take_spoken(stand.day.hall.seq)
    stand.director.refresh()
    stand.director.take_spoken(None)
    stand.director.refresh()

    assert [board.rows[0].is_spoken for board in stand.shown] == [True, False]


def test_staff_see_that_there_is_no_sound(stand: Stand):
    stand.director.take_sound(works=False)
    stand.director.refresh()

    assert not stand.shown[-1].has_sound


def test_another_record_silences_what_waits(stand: Stand):
    stand.director.take(Connected(snapshot=snapshot(epoch=2, seq=5)))

    assert stand.speech.forgotten == 1
    assert stand.director.epoch == 2


LIFT = Text(zh="三楼电梯检修", en="The lift is under repair")


def test_a_notice_is_spoken_once_when_it_is_told_and_an_emergency_twice(stand: Stand):
    stand.tell(BoardsTold(face=Face.CALLS, notice=LIFT, is_spoken=True))
    stand.tell(BoardsTold(face=Face.EMERGENCY, words=LIFT, notice=LIFT))
    stand.director.take(Connected(snapshot=stand.day.hall))

    assert [(text.words, text.times) for text in stand.speech.told] == [(LIFT, 1), (LIFT, 2)]


def test_an_emergency_that_was_missed_is_still_spoken_and_an_old_notice_is_not(stand: Stand):
    stand.day.make(BoardsTold(face=Face.CALLS, notice=LIFT, is_spoken=True))
    stand.connect()
    assert stand.speech.told == []

    stand.day.make(BoardsTold(face=Face.EMERGENCY, words=LIFT))
    stand.connect()
    assert len(stand.speech.told) == 1


def test_every_call_of_the_hall_is_acknowledged_with_the_event_that_told_it():
    stand = Stand(Coverage(floor_id="3"))
    stand.connect()
    stand.call("A012", "5")

    assert stand.acknowledged == [100, 101]


def test_the_hours_of_the_day_are_the_halls(stand: Stand):
    assert f"{stand.director.local_time():%H:%M}" == "09:42"
