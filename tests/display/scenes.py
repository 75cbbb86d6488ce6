"""A small hall and its news, made by hand for the display's tests."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from display.scene import Scene, after
from hall.coverage import Coverage
from hall.events import Event, EventBody, WindowState
from hall.places import (
    Audience,
    Directory,
    Floor,
    Hall,
    Handling,
    HandlingMode,
    Matter,
    MatterToday,
    OriginalHall,
    Queue,
    Session,
    Text,
    Window,
)
from hall.plane import Rect
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot, WindowNow, advance
from hall.stream import Connected, Happened, Heartbeat, StreamNews
from hall.ticket import WaitRange
from hall.ticket_events import (
    Onward,
    TicketCalled,
    TicketCallUndone,
    TicketFinished,
    TicketHeld,
    TicketOverdue,
    TicketStarted,
    TicketTransferred,
)

MORNING = datetime(2026, 11, 24, 1, 42, 10, tzinfo=UTC)
"""09:42:10 in the hall."""

QUEUES = {"social": ("社会保险", "Social insurance"), "medical": ("医保", "Medical"), "firms": ("工商", "Firms")}
WINDOWS = {"5": ("2", "social"), "6": ("2", "social"), "7": ("2", "medical"), "12": ("3", "firms")}


def directory(*, queue_count: int = 3) -> Directory:
    """A hall with floors 2 and 3, windows 5, 6, 7 and 12, and one matter for each queue."""
    queues = [Queue(queue_id=key, name=Text(zh=zh, en=en), series=key) for key, (zh, en) in QUEUES.items()]
    queues += [_more_queue(number) for number in range(queue_count - len(queues))]
    windows = [_window(key, floor, (queue,)) for key, (floor, queue) in WINDOWS.items()]
    windows.append(_window("8", "2", tuple(queue.queue_id for queue in queues[3:])))
    return Directory(
        business_date=date(2026, 11, 24),
        hall=Hall(
            hall_id="test",
            name=Text(zh="区行政服务中心分中心", en="District Service Centre"),
            address=Text(zh="双北路103号", en="103 Shuangbei Road"),
            time_zone="Asia/Shanghai",
            opens_on=date(2012, 3, 1),
            original_hall=OriginalHall(name=_same("原大厅"), address=_same("老城"), way=_same("乘车")),
            hours=(Session(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(17)),),
            notices=(Text(zh="老人、残疾人、军人优先", en="Older people are served first"),),
        ),
        floors=(
            Floor(floor_id="2", name=Text(zh="二楼", en="Floor 2"), short="2F", colour="teal", outline=()),
            Floor(floor_id="3", name=Text(zh="三楼", en="Floor 3"), short="3F", colour="brown", outline=()),
        ),
        paths=(),
        queues=tuple(queues),
        windows=tuple(windows),
        departments=(),
        department_handling={},
        themes=(),
        matters=tuple(_matter(queue) for queue in queues),
        towns=(),
    )


def snapshot(*, at: datetime = MORNING, seq: int = 100, epoch: int = 1, waiting: int = 4) -> Snapshot:
    """The hall with nobody called yet, `waiting` people in each queue, every window open."""
    hall = directory()
    return Snapshot(
        epoch=epoch,
        seq=seq,
        at=at,
        business_date=date(2026, 11, 24),
        calls=(),
        queues=tuple(queue_now(queue.queue_id, waiting=waiting) for queue in hall.queues),
        windows=tuple(WindowNow(window_id=window.window_id, state=WindowState.OPEN) for window in hall.windows),
    )


def queue_now(queue_id: str, *, waiting: int = 4, open_windows: int = 1, stopped: Text | None = None) -> QueueNow:
    return QueueNow(
        queue_id=queue_id,
        waiting=waiting,
        open_windows=open_windows,
        wait=WaitRange(low_min=5, high_min=9) if waiting and open_windows else None,
        stopped=stopped,
    )


class Day:
    """Tells a display the news of a day, one after another, on a time of its own."""

    def __init__(self, coverage: Coverage | None = None, *, hall: Directory | None = None) -> None:
        """Start with a directory and no news."""
        self.now = MORNING
        self.scene = Scene(coverage=coverage or Coverage(), directory=hall or directory())
        self.hall = snapshot()
        self.called: list[str] = []
        self.told: list[Happened] = []
        self._tickets: dict[str, int] = {}

    def connect(self, hall: Snapshot | None = None) -> None:
        self.hall = hall or self.hall
        self.hear(Connected(snapshot=self.hall))

    def hear(self, news: StreamNews) -> None:
        step = after(self.scene, news, self.now)
        self.scene = step.scene
        self.called += [call.number for call in step.changes.called]

    def beat(self) -> None:
        self.hear(Heartbeat(at=self.now))

    def call(self, number: str, window_id: str = "5", *, call_count: int = 1) -> int:
        queue_id = WINDOWS[window_id][1]
        body = TicketCalled(
            ticket_id=self.ticket_id(number),
            number=number,
            matter_id=f"{queue_id}_matter",
            window_id=window_id,
            call_count=call_count,
            queue=queue_now(queue_id),
        )
        self.happen(body)
        return self.hall.seq

    def start(self, number: str, window_id: str = "5") -> None:
        self.happen(TicketStarted(ticket_id=self.ticket_id(number), number=number, window_id=window_id))

    def finish(self, number: str, window_id: str = "5") -> None:
        self.happen(TicketFinished(ticket_id=self.ticket_id(number), number=number, window_id=window_id))

    def miss(self, number: str, window_id: str = "5") -> None:
        body = TicketOverdue(
            ticket_id=self.ticket_id(number),
            number=number,
            window_id=window_id,
            queue_id=WINDOWS[window_id][1],
            overdue_count=1,
        )
        self.happen(body)

    def undo(self, number: str, window_id: str = "5") -> None:
        self.happen(TicketCallUndone(ticket_id=self.ticket_id(number), number=number, window_id=window_id))

    def hold(self, number: str, window_id: str = "5") -> None:
        ticket_id = self.ticket_id(number)
        self.happen(TicketHeld(ticket_id=ticket_id, number=number, window_id=window_id, reason="复印"))

    def transfer(self, number: str, window_id: str = "5", *, queue_id: str = "firms") -> None:
        self.happen(
            TicketTransferred(
                ticket_id=self.ticket_id(number),
                number=number,
                matter_id=f"{queue_id}_matter",
                from_window=window_id,
                onward=Onward.TRANSFER,
                leg_no=2,
                queue=queue_now(queue_id),
            )
        )

    def happen(self, body: EventBody) -> None:
        self.hear(self.make(body))

    def make(self, body: EventBody) -> Happened:
        """Let something happen in the hall that the display does not hear of (it may be handed over later)."""
        event = Event(seq=self.hall.seq + 1, at=self.now, body=body)
        self.hall = advance(self.hall, event)
        self.told.append(Happened(event=event, snapshot=self.hall))
        return self.told[-1]

    def pass_time(self, seconds: float) -> None:
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            self.now = min(until, self.now + timedelta(seconds=1))
            self.scene = self.scene.at(self.now)

    def ticket_id(self, number: str) -> int:
        return self._tickets.setdefault(number, len(self._tickets) + 1)


def with_queues(hall: Snapshot, queues: Iterable[QueueNow]) -> Snapshot:
    return replace(hall, queues=tuple(queues))


def _same(words: str) -> Text:
    return Text(zh=words, en=words)


def _more_queue(number: int) -> Queue:
    return Queue(queue_id=f"more{number}", name=Text(zh=f"综合{number}", en=f"More {number}"), series=f"more{number}")


def _window(window_id: str, floor: str, queues: tuple[str, ...]) -> Window:
    return Window(window_id=window_id, floor=floor, zone="A", place=Rect(0, 0, 2, 2), node="n", queues=queues)


def _matter(queue: Queue) -> MatterToday:
    matter = Matter(
        matter_id=f"{queue.queue_id}_matter",
        department="d",
        name=Text(zh=f"{queue.name.zh}登记", en=f"{queue.name.en} registration"),
        also=(),
        audiences=(Audience.PERSON,),
        materials=(),
        limit_days=0,
        minutes=10,
        queue=queue.queue_id,
    )
    return MatterToday(matter=matter, handling=Handling(mode=HandlingMode.PERMANENT, queue=queue.queue_id))
