from dataclasses import replace
from datetime import timedelta

import pytest

from display.board import board_of, next_change_at
from hall.board_events import BoardsTold, Face
from hall.coverage import Coverage
from hall.events import BusinessDayClosed, BusinessDayReopened
from hall.opening import OpenPhase, Phase
from hall.places import Text
from hall.poster import Poster, PosterKind
from tests.display.scenes import MORNING, Day, snapshot

OUT = Text(zh="请离开", en="Please leave")


def poster(day: Day) -> Poster | None:
    return board_of(day.scene, day.now).poster


def kind(day: Day) -> PosterKind | None:
    shown = poster(day)
    return shown.kind if shown else None


def day_of(*phases: OpenPhase, waiting: int = 0, coverage: Coverage | None = None) -> Day:
    day = Day(coverage)
    day.connect(replace(snapshot(waiting=waiting), phases=phases))
    return day


def phase(kind: Phase, *, since_h: float = -1, until_h: float | None = 1, reason: Text | None = None) -> OpenPhase:
    until = None if until_h is None else MORNING + timedelta(hours=until_h)
    return OpenPhase(since=MORNING + timedelta(hours=since_h), phase=kind, until=until, reason=reason)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (phase(Phase.OPEN), None),
        (phase(Phase.BREAK), PosterKind.BREAK),
        (phase(Phase.CLOSED), PosterKind.BEFORE),
        (phase(Phase.CLOSED, until_h=23), PosterKind.CLOSED),
        (phase(Phase.CLOSED, until_h=None), PosterKind.CLOSED),
        (phase(Phase.CLOSED, until_h=90, reason=OUT), PosterKind.HOLIDAY),
    ],
)
def test_the_doors_are_told_by_the_halls_own_hours(now: OpenPhase, expected: PosterKind | None):
    assert kind(day_of(now)) is expected


def test_the_board_opens_by_itself_at_the_very_moment():
    opens = phase(Phase.OPEN, since_h=0.001, until_h=3)
    day = day_of(phase(Phase.CLOSED, until_h=0.001), opens)
    assert kind(day) is PosterKind.BEFORE

    day.pass_time((next_change_at(day.scene, day.now) - day.now).total_seconds())
    assert day.now == opens.since
    assert kind(day) is None


def test_nobody_who_is_called_or_waits_is_hidden_by_closed_doors():
    closed = phase(Phase.CLOSED, until_h=23)
    assert kind(day_of(closed, waiting=1)) is None

    day = day_of(closed)
    day.call("A012", "5")
    day.start("A012", "5")
    day.connect(replace(day.hall, queues=snapshot(waiting=0).queues))
    assert kind(day) is None
    day.finish("A012", "5")
    assert kind(day) is PosterKind.CLOSED


def test_a_day_that_was_closed_early_is_closed_until_it_is_opened_again():
    day = day_of(phase(Phase.OPEN))
    day.happen(BusinessDayClosed(reason="停电"))
    assert kind(day) is PosterKind.DAY_CLOSED

    day.happen(BusinessDayReopened())
    assert kind(day) is None


@pytest.mark.parametrize("coverage", [Coverage(), Coverage(floor_id="2"), Coverage(window_id="5")])
def test_what_a_supervisor_tells_goes_before_all_calls_on_every_board_and_sign(coverage: Coverage):
    day = Day(coverage)
    day.connect()
    day.call("A012", "5")

    day.happen(BoardsTold(face=Face.BLANK))
    assert poster(day) == Poster(kind=PosterKind.BLANK)
    day.happen(BoardsTold(face=Face.EMERGENCY, words=OUT))
    assert poster(day) == Poster(kind=PosterKind.EMERGENCY, words=OUT)
    day.happen(BoardsTold(face=Face.CALLS))
    assert poster(day) is None


def test_a_notice_that_staff_told_is_a_page_of_the_notice_line():
    day = Day()
    day.connect()
    day.happen(BoardsTold(face=Face.CALLS, notice=OUT))

    told = set()
    for _ in range(6):
        notice = board_of(day.scene, day.now).notice
        told |= {notice.text} if notice.is_told else set()
        day.pass_time(8)
    assert told == {OUT}
