"""Every face of a board at every size and theme, looked at by the same strict rules (`tests.display.fit`)."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hall.board_events import BoardsTold, Face
from hall.coverage import Coverage
from hall.events import BusinessDayClosed, WindowClosed, WindowPaused
from hall.opening import OpenPhase, Phase
from hall.places import Text
from hall.stream import Disconnected
from tests.display.fit import CAPITAL, list_faults
from tests.display.glass import Glass
from tests.display.scenes import MORNING, Day, directory, queue_now, snapshot, with_queues

PICTURES = os.environ.get("YINHAO_SWEEP")
"""A folder in which the pictures of the sweep are kept, for eyes."""

SIZES = [(3840, 2160), (1280, 720), (720, 1280), (1920, 1080), (1080, 1920), (2160, 3840), (1920, 1200), (1024, 768)]
OUT = Text(zh="请立即从最近的安全出口离开，不要乘电梯", en="Leave now by the nearest exit. Do not use the lifts")
LONG_NOTICE = Text(
    zh="本厅“全城同办”：其他区县的群众和企业也可在此办理",
    en="Handled city-wide: people and firms from other districts too",
)


def busy(coverage: Coverage | None = None) -> Day:
    hall = directory(queue_count=8)
    hall = replace(hall, hall=replace(hall.hall, notices=(LONG_NOTICE,)))
    day = Day(coverage, hall=hall)
    day.connect(with_queues(snapshot(), [queue_now(queue.queue_id, waiting=12) for queue in hall.queues]))
    for number, window in [("B004", "7"), ("A011", "6"), ("E019", "12"), ("Z008", "6"), ("K12-031", "7")]:
        day.call(number, window)
        day.pass_time(7)
    day.miss("A011", "6")
    day.call("A012", "5")
    return day


def to_page(day: Day, index: int, count: int) -> Day:
    """Wait until a page of the strip is shown."""
    while int(day.now.timestamp()) // 8 % count != index:
        day.pass_time(1)
    day.beat()
    return day


def called() -> Day:
    return to_page(busy(), 0, 3)


def missed() -> Day:
    day = busy()
    for number in ("B002", "C017", "A007", "Z003", "E011", "K12-002", "B021", "A030", "A031"):
        day.call(number, "5")
        day.miss(number, "5")
    return to_page(day, 2, 3)


def windows() -> Day:
    day = busy(Coverage(floor_id="2"))
    day.happen(WindowPaused(window_id="5", queues=()))
    day.happen(WindowClosed(window_id="7", queues=()))
    return to_page(day, 2, 4)


def floor() -> Day:
    return to_page(busy(Coverage(floor_id="3")), 0, 1)


def stale() -> Day:
    day = busy()
    day.scene = replace(day.scene, has_sound=False)
    day.hear(Disconnected(error=None))
    day.pass_time(25)
    return day


def quiet() -> Day:
    day = Day()
    day.connect()
    return day


def unknown() -> Day:
    day = Day()
    day.scene = replace(day.scene, directory=None)
    return day


def told() -> Day:
    day = busy()
    day.happen(
        BoardsTold(
            face=Face.CALLS,
            notice=Text(
                zh="三楼电梯检修，请走楼梯或找导办台",
                en="The lift to floor 3 is under repair; please ask at the guide desk",
            ),
            is_spoken=True,
        )
    )
    return to_page(day, 0, 3)


def emergency() -> Day:
    day = busy()
    day.happen(BoardsTold(face=Face.EMERGENCY, words=OUT))
    return day


def blank() -> Day:
    day = busy()
    day.happen(BoardsTold(face=Face.BLANK))
    return day


def shut(phase: Phase, hours: float, reason: Text | None = None) -> Day:
    day = Day()
    until = MORNING + timedelta(hours=hours)
    phases = (OpenPhase(since=MORNING - timedelta(hours=1), phase=phase, until=until, reason=reason),)
    day.connect(replace(snapshot(waiting=0), phases=phases))
    return day


def day_closed() -> Day:
    day = Day()
    day.connect(snapshot(waiting=0))
    day.happen(BusinessDayClosed(reason="停电"))
    return day


def sign(told: str = "") -> Day:
    day = Day(Coverage(window_id="5"))
    day.connect()
    if told:
        day.call(told, "5")
    return day


def sign_paused() -> Day:
    day = sign()
    day.happen(WindowPaused(window_id="5", queues=()))
    return day


def sign_paused_till() -> Day:
    day = sign()
    day.happen(WindowPaused(window_id="5", until=day.now.replace(second=0) + timedelta(minutes=30), queues=()))
    return day


FACES: dict[str, Callable[[], Day]] = {
    "called": called,
    "missed": missed,
    "windows": windows,
    "floor": floor,
    "stale": stale,
    "quiet": quiet,
    "unknown": unknown,
    "told": told,
    "emergency": emergency,
    "blank": blank,
    "break": lambda: shut(Phase.BREAK, 2),
    "before": lambda: shut(Phase.CLOSED, 1),
    "closed": lambda: shut(Phase.CLOSED, 23),
    "holiday": lambda: shut(Phase.CLOSED, 90, Text(zh="国庆节、中秋节放假", en="National Day and Mid-Autumn Festival")),
    "day_closed": day_closed,
    "sign_called": lambda: sign("K12-031"),
    "sign_quiet": sign,
    "sign_paused": sign_paused,
    "sign_paused_till": sign_paused_till,
}


LOOKS = [
    *(("paper", size) for size in SIZES),
    *((theme, size) for theme in ("blue", "contrast") for size in SIZES[3:5]),
]


@pytest.mark.parametrize(
    ("theme", "size"), LOOKS, ids=lambda part: part if isinstance(part, str) else f"{part[0]}x{part[1]}"
)
@pytest.mark.parametrize("is_sign", [False, True], ids=["board", "sign"])
def test_every_face_fits(size: tuple[int, int], theme: str, is_sign: bool) -> None:
    days = {name: make() for name, make in FACES.items()}
    shown = {name: day for name, day in days.items() if (day.scene.coverage.window_id is not None) is is_sign}
    glass = Glass(next(iter(shown.values())), theme=theme, width=size[0], height=size[1])
    faults = []
    try:
        for name, day in shown.items():
            glass.day = day
            glass.show(frames=4)
            glass.settle()
            faults += [f"{name}: {fault}" for fault in list_faults(glass)]
            if PICTURES:
                glass.picture().save(Path(PICTURES) / f"{name}-{theme}-{size[0]}x{size[1]}.png")
    finally:
        glass.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (3840, 2160)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_number_is_a_quarter_of_the_height(size: tuple[int, int]) -> None:
    glass = Glass(called(), width=size[0], height=size[1])
    number = max(glass.words(), key=lambda words: words.font_px)
    glass.close()

    assert number.text == "A012"
    assert number.font_px * CAPITAL >= size[1] / 4


def test_an_upright_board_fills_its_width_with_the_number() -> None:
    glass = Glass(called(), width=1080, height=1920)
    number = max(glass.words(), key=lambda words: words.font_px)
    glass.close()

    assert number.text == "A012"
    assert number.right - number.left >= 0.7 * 1080
