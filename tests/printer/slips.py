"""A slip that tests may vary."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hall.places import Text
from hall.plane import Point, Rect
from printer.slip import RouteSketch, SketchBox, TicketSlip

URL = "http://127.0.0.1:8123/t/AbCdEfGhJk"
ISSUED_AT = datetime(2026, 3, 2, 9, 45, tzinfo=timezone(timedelta(hours=8)))

SKETCH = RouteSketch(
    outline=(Point(0, 0), Point(44, 0), Point(44, 18), Point(0, 18)),
    boxes=(
        SketchBox(place=Rect(1.5, 2, 4.5, 6), label="电梯"),
        SketchBox(place=Rect(10, 15, 3.2, 3), label="4"),
        SketchBox(place=Rect(14, 15, 3.2, 3), label="5", is_goal=True),
    ),
    path=(Point(6, 5), Point(15, 5), Point(15, 14.5)),
)

_SLIP = TicketSlip(
    hall=Text(zh="行政服务中心", en="Administrative Service Centre"),
    number="A012",
    matter=Text(zh="社会保险登记", en="Social insurance registration"),
    department=Text(zh="人社局", en="Human Resources"),
    floor=Text(zh="二楼", en="Floor 2"),
    zone=Text(zh="B 区", en="Zone B"),
    windows=Text(zh="5、6 号窗口", en="Windows 5, 6"),
    people_ahead=7,
    wait=Text(zh="12–18 分钟", en="12–18 min"),
    issued_at=ISSUED_AT,
    missed=Text(zh="叫号三次未到即过号。", en="Miss three calls and the number is overdue."),
    url=URL,
    directions=Text(zh="直走到电梯厅，上到二楼，右转 20 米", en="Straight to the lifts, up to floor 2, right 20 m"),
    sketch=SKETCH,
)


def make_slip(**changes: object) -> TicketSlip:
    return replace(_SLIP, **changes)  # type: ignore[arg-type]
