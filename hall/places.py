"""The hall as a place and a directory: floors, windows, queues, departments, matters, and where each is handled.

These records are both the form of a hall's files (`assets/halls/`, read by `hall.plan`) and, in a
`Directory`, what the server tells kiosks, boards and pages. Lengths are metres on a floor's own
grid: x to the right, y up the drawing (away from the viewer of the plan), origin at the lower left.
"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from hall.plane import Point, Rect
from hall.rules import USUAL, PasswordProfile, Rules, SecondFactorRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Chinese and in English; written `{ zh = "…", en = "…" }`."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Text):
    """A paper to bring; `if_needed` where only some must, as its words say; any of the matters `given_by` gives it."""

    if_needed: bool = False
    given_by: tuple[str, ...] = ()


class HandlingMode(StrEnum):
    """办理方式: how a matter came to be handled where it is."""

    PERMANENT = "permanent"
    COMPREHENSIVE = "comprehensive"
    AUTHORISED = "authorised"
    DELEGATED = "delegated"
    ORIGINAL_HALL = "original_hall"
    NOT_MOVED_IN = "not_moved_in"
    ELSEWHERE = "elsewhere"


HANDLED_HERE = frozenset({HandlingMode.PERMANENT, HandlingMode.COMPREHENSIVE, HandlingMode.AUTHORISED})


class Body(StrEnum):
    """Which authority a department belongs to."""

    DISTRICT = "district"
    ZONE = "zone"
    CITY = "city"
    CENTRE = "centre"


class Audience(StrEnum):
    """Who a matter is for."""

    PERSON = "person"
    FIRM = "firm"


class RoomKind(StrEnum):
    """What a room on the plan is, for its colour and pictogram."""

    HALL = "hall"
    LOBBY = "lobby"
    OFFICE = "office"
    LIFT = "lift"
    STAIRS = "stairs"
    TOILET = "toilet"
    ACCESSIBLE_TOILET = "accessible_toilet"
    WAITING = "waiting"
    DESK = "desk"
    NOT_OURS = "not_ours"


class PathKind(StrEnum):
    """How one goes along an edge of the walkable graph."""

    WALK = "walk"
    LIFT = "lift"
    STAIRS = "stairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Something drawn on the plan."""

    room_id: str
    kind: RoomKind
    name: Text
    place: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A point of the walkable graph; `landmark` is how people know it, used in spoken directions."""

    node_id: str
    at: Point
    landmark: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """An edge of the walkable graph between two nodes, to be walked both ways.

    `seconds` is only given where length does not tell it: lifts (with the usual wait) and stairs.
    """

    a: str
    b: str
    kind: PathKind = PathKind.WALK
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPlace:
    """Where a kiosk stands; routes start at its node."""

    kiosk_id: str
    name: Text
    node: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A door of the building, drawn on the plan; routes for those who come in start at its node."""

    name: Text
    at: Point
    node: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A named part of a floor (A 区), printed on the ticket."""

    zone_id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A floor with all that is drawn and walked on it; `colour` is a theme word, never the only cue."""

    floor_id: str
    name: Text
    short: str
    colour: str
    outline: tuple[Point, ...]
    zones: tuple[Zone, ...] = ()
    rooms: tuple[Room, ...] = ()
    nodes: tuple[Node, ...] = ()
    entrances: tuple[Entrance, ...] = ()
    kiosks: tuple[KioskPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """限号: how many numbers are given out at most, counted by tickets; None is no limit.

    Attributes:
        a_day: on one business date.
        slot_min: length of a slot in minutes; slots begin at midnight, and `a_slot` are given out in each.
        a_slot: in one slot.
        a_person: to one person on one business date, where the kiosk knows who it is.
    """

    a_day: int | None = None
    slot_min: int | None = None
    a_slot: int | None = None
    a_person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A pool of matters that shares a series; windows serve queues, many to many.

    `after_others`: who has several matters goes there last, as to the charges window.
    """

    queue_id: str
    name: Text
    series: str
    after_others: bool = False
    quota: Quota | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window: what people read above it, where it is, and the queues it serves, most important first.

    `weights`, one for each queue, are the shares in which they are called while people wait in several;
    without them whoever came first is called, from whichever queue.
    """

    window_id: str
    floor: str
    zone: str
    place: Rect
    node: str
    queues: tuple[str, ...]
    weights: tuple[int, ...] = ()
    name: Text | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """From when (and until when, both days included) something is handled in a certain mode.

    `towns` belongs to `delegated`, `note` says where to go for `not_moved_in` and `elsewhere`.
    """

    mode: HandlingMode
    since: date | None = None
    until: date | None = None
    towns: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """部门 or 入驻单位; its placements hold for its matters unless a matter has its own."""

    department_id: str
    name: Text
    body: Body
    icon: str
    placements: tuple[Placement, ...]
    full_name: Text | None = None
    also: tuple[str, ...] = ()
    also_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """事项: what a visitor comes for.

    `also` holds everyday words ("生孩子上户口"), `also_en` English ones ("my baby");
    `limit_days` are working days promised, 0 for on the spot; `minutes` are those usually spent at the window;
    `queue` is needed wherever the matter is handled here;
    `at_department` names whose window handles it in mode `authorised`.
    """

    matter_id: str
    department: str
    name: Text
    also: tuple[str, ...]
    audiences: tuple[Audience, ...]
    materials: tuple[Material, ...]
    limit_days: int
    minutes: int
    queue: str | None = None
    also_en: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    fee: Text | None = None
    online: str | None = None
    placements: tuple[Placement, ...] = ()
    at_department: str | None = None
    quota: Quota | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownCentre:
    """镇街行政服务中心: where delegated matters are handled."""

    town_id: str
    name: Text
    address: Text
    hours: Text
    phone: str
    way: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalHall:
    """原行政审批服务大厅: where everything was handled before the hall opened."""

    name: Text
    address: Text
    way: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A life event or theme to browse by (结婚, 开办企业); `first` are the matters that go before all others in it."""

    theme_id: str
    name: Text
    icon: str
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Opening hours on some weekdays (1 Monday … 7 Sunday), local time."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """大厅: the hall itself. `opens_on` is the cut-over day: before it the original hall handles everything.

    `open_always` counts every moment as opening hours, to try a sample; `public_waits` shows all the record of waits.
    """

    hall_id: str
    name: Text
    address: Text
    time_zone: str
    opens_on: date
    original_hall: OriginalHall
    hours: tuple[Session, ...]
    open_always: bool = False
    public_waits: bool = False
    sample: bool = False
    featured: tuple[str, ...] = ()
    notices: tuple[Text, ...] = ()
    rules: Rules = USUAL
    passwords: PasswordProfile = PasswordProfile.DENGBAO
    second_factor: SecondFactorRule = SecondFactorRule.CHOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """Where a matter is handled on one date.

    `queue` and `windows` (ids, in the hall's order) are set when handled here, `towns` when delegated, `note` when
    this is never done here or the department has not moved in, with `since` (first day here, None while unknown).
    """

    mode: HandlingMode
    queue: str | None = None
    windows: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    since: date | None = None
    note: Text | None = None

    @property
    def is_here(self) -> bool:
        """Whether a ticket can be had for it in this hall."""
        return self.mode in HANDLED_HERE

    @property
    def is_never_here(self) -> bool:
        """Whether no window of this hall ever deals with it."""
        return self.mode is HandlingMode.ELSEWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKeys:
    """How some words are read, for whoever types them in letters; made by `hall.search_keys`.

    One reading for each word: syllables (or letters, digits) with spaces between, every reading of a character, the
    usual one first: "yin hang/xing".
    """

    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterToday:
    """A matter as a kiosk shows it on one date; `keys` are of its name and then of its everyday words in Chinese."""

    matter: Matter
    handling: Handling
    keys: SearchKeys = SearchKeys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The hall's plan as of one business date: what the server tells kiosks, boards and pages.

    `requested` are the matters that people come for most by the hall's own figures; empty while these are few.
    `prefixes` are those with which the hall's numbers begin, for whoever types one.
    """

    business_date: date
    hall: Hall
    floors: tuple[Floor, ...]
    paths: tuple[Path, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]
    departments: tuple[Department, ...]
    department_handling: dict[str, HandlingMode]
    themes: tuple[Theme, ...]
    matters: tuple[MatterToday, ...]
    towns: tuple[TownCentre, ...]
    department_keys: dict[str, SearchKeys] = field(default_factory=dict)
    queue_keys: dict[str, SearchKeys] = field(default_factory=dict)
    window_keys: dict[str, SearchKeys] = field(default_factory=dict)
    requested: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
