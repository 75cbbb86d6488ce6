"""What a board shows at a moment, made from what the display knows; pure, so that every rule of it can be tested."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from display.line import LineState
from display.paging import next_page_at, page_at
from display.rows import calls_in_rows, next_rows_at
from display.scene import Scene
from display.strip import strip_at
from hall.board_parts import WindowsAway
from hall.named_places import NamedPlaces, Place
from hall.places import Directory, Text
from hall.poster import Poster, find_poster, next_doors_at
from hall.queue_now import QueueNow
from hall.rules import Rules
from hall.ticket import ACTIVE_STATES, TicketState, WaitRange
from hall.window_sign import Sign, sign_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledNumber:
    """The number on the big card; `is_turn` tells a call that has its turn from one that merely still stands."""

    call_id: int
    number: str
    called_at: datetime
    place: Place
    matter: Text
    is_turn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One of the last calls; `is_called` while it is on the big card or waits for it, `is_spoken` while it is heard."""

    call_id: int
    number: str
    called_at: datetime
    place: Place
    state: TicketState
    is_called: bool
    is_spoken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCard:
    """How many wait in a queue; `wait` is None while nothing honest can be said.

    `is_stopped`: no more numbers are given for it; those who wait are called as before.
    """

    queue_id: str
    name: Text
    waiting: int
    is_open: bool
    is_stopped: bool
    wait: WaitRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNow:
    """The line to the server, and the hall's time of what is shown (None while nothing was ever heard)."""

    state: LineState
    heard_at: datetime | None = None
    trouble: str | None = None


class RulePart(StrEnum):
    """The parts of the hall's rule, each short enough to be read across a hall."""

    COME = "come"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One page of the notice line: the hall's rule, or one of its notices; `is_told` for one that staff just told."""

    rules: Rules | None = None
    part: RulePart = RulePart.COME
    text: Text | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything on the screen; two equal boards look the same, so nothing is drawn between them.

    `time` is the hall's local time to the minute; `hall` is None until the directory came. Of `cards`, `missed` and
    `windows` one is shown, the page of the moment. A `poster` takes the place of all calls. Pictures may take
    that of the big card while it `rests`.
    """

    hall: Text | None
    floor: Text | None
    time: datetime
    line: LineNow
    has_sound: bool
    missing_sound: str = ""
    zone: Text | None = None
    hero: CalledNumber | None = None
    rests: bool = False
    rows: tuple[CallRow, ...] = ()
    cards: tuple[QueueCard, ...] = ()
    missed: tuple[str, ...] = ()
    windows: WindowsAway | None = None
    poster: Poster | None = None
    notice: Notice = Notice()
    sign: Sign | None = None


def board_of(scene: Scene, now: datetime) -> Board:
    """Return what is shown at a moment (ours); the scene must have been brought to it with `Scene.at`."""
    directory = scene.directory
    zone = ZoneInfo(directory.hall.time_zone) if directory else None
    server_time = scene.server_time(now)
    time = _to_the_minute(server_time, zone)
    line = _line(scene, now, zone)
    if directory is None:
        return Board(
            hall=None,
            floor=None,
            time=time,
            line=line,
            has_sound=scene.has_sound,
            missing_sound=scene.missing_sound,
        )
    places = NamedPlaces(directory)
    floor = places.find_floor(scene.coverage.floor_id)
    strip = strip_at(scene, server_time)
    return Board(
        hall=directory.hall.name,
        floor=floor.name if floor else None,
        zone=places.find_zone(scene.coverage),
        time=time,
        line=line,
        has_sound=scene.has_sound,
        missing_sound=scene.missing_sound,
        hero=_hero(scene, places),
        rests=_rests(scene, now),
        rows=_rows(scene, places, now),
        cards=tuple(_card(queue, places) for queue in strip.queues),
        missed=strip.missed,
        windows=strip.windows,
        notice=_notice(scene, directory, server_time),
        poster=find_poster(scene.snapshot, directory, scene.coverage, at=server_time) if scene.snapshot else None,
        sign=_sign(scene, places, time),
    )


def next_change_at(scene: Scene, now: datetime) -> datetime:
    """Return when the board may next look different by the passage of time alone (ours)."""
    server_time = scene.server_time(now)
    ahead = server_time - now
    moments = [
        server_time.replace(second=0, microsecond=0) + timedelta(minutes=1) - ahead,
        scene.turns.next_at(),
        scene.turns.quiet_at() if scene.has_media and not scene.turns.is_quiet(now) else None,
        scene.line.next_at(now),
        next_rows_at(scene, now),
        next_page_at(server_time) - ahead if scene.directory else None,
        _ours(next_doors_at(scene.snapshot, server_time) if scene.snapshot else None, ahead),
    ]
    return min(moment for moment in moments if moment is not None)


def _ours(server_time: datetime | None, ahead: timedelta) -> datetime | None:
    return None if server_time is None else server_time - ahead


def _to_the_minute(moment: datetime, zone: ZoneInfo | None) -> datetime:
    return moment.astimezone(zone).replace(second=0, microsecond=0)


def _line(scene: Scene, now: datetime, zone: ZoneInfo | None) -> LineNow:
    heard_at = scene.line.heard_at
    return LineNow(
        state=scene.line.state(now),
        heard_at=_to_the_minute(scene.server_time(heard_at), zone) if heard_at else None,
        trouble=scene.line.trouble,
    )


def _rests(scene: Scene, now: datetime) -> bool:
    """Return whether nobody has been called for a while, on a board with pictures whose line is well."""
    return scene.has_media and scene.turns.is_quiet(now) and scene.line.state(now) is LineState.UP


def _sign(scene: Scene, places: NamedPlaces, time: datetime) -> Sign | None:
    window_id = scene.coverage.window_id
    return None if window_id is None else sign_of(window_id, scene.snapshot, places, now=time)


def _hero(scene: Scene, places: NamedPlaces) -> CalledNumber | None:
    """Return the call whose turn it is, or else the newest one that still stands."""
    turn = scene.turns.shown
    call = turn or next((call for call in scene.last_calls() if call.state in ACTIVE_STATES), None)
    if call is None:
        return None
    return CalledNumber(
        call_id=call.call_id,
        number=call.number,
        called_at=call.at,
        place=places.of_window(call.window_id),
        matter=places.matter(call.matter_id),
        is_turn=turn is not None,
    )


def _rows(scene: Scene, places: NamedPlaces, now: datetime) -> tuple[CallRow, ...]:
    called = scene.turns.being_called
    return tuple(
        CallRow(
            call_id=call.call_id,
            number=call.number,
            called_at=call.at,
            place=places.of_window(call.window_id),
            state=call.state,
            is_called=call.call_id in called,
            is_spoken=call.call_id == scene.spoken_call_id,
        )
        for call in calls_in_rows(scene, now)
    )


def _card(queue: QueueNow, places: NamedPlaces) -> QueueCard:
    return QueueCard(
        queue_id=queue.queue_id,
        name=places.queue(queue.queue_id),
        waiting=queue.waiting,
        is_open=queue.open_windows > 0,
        is_stopped=queue.stopped is not None,
        wait=queue.wait,
    )


def _notice(scene: Scene, directory: Directory, at: datetime) -> Notice:
    """Return the page of the notice line: what staff have told, the hall's rule, each of its notices, and again."""
    told = scene.snapshot.boards.notice if scene.snapshot else None
    notices: tuple[Notice, ...] = (
        *((Notice(text=told, is_told=True),) if told else ()),
        *(Notice(rules=directory.hall.rules, part=part) for part in RulePart),
        *(Notice(text=text) for text in directory.hall.notices),
    )
    return notices[page_at(len(notices), 1, at).index]
