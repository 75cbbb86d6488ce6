"""Guide: the hall's directory looked up the way a kiosk needs it, with how the queues stand."""

import logging
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.errors import HallError
from hall.places import (
    Audience,
    Department,
    Directory,
    Floor,
    HandlingMode,
    KioskPlace,
    Matter,
    MatterToday,
    PathKind,
    Room,
    RoomKind,
    Theme,
    TownCentre,
    Window,
    Zone,
)
from hall.plane import Point
from hall.queue_now import QueueNow
from hall.room_route import RoomRoute, find_room_route
from hall.route import Route, find_route
from hall.snapshot import Snapshot
from kiosk.asked_window import asked_window
from kiosk.visit import Scope

_log = logging.getLogger(__name__)


class Standing(StrEnum):
    """What may truthfully be said of a queue."""

    UNKNOWN = "unknown"
    STOPPED = "stopped"
    NO_WINDOW = "no_window"
    AT_ONCE = "at_once"
    PEOPLE = "people"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The floor, zone and windows of something; `windows` in the hall's order, all on `floor`."""

    floor: Floor
    zone: Zone | None
    windows: tuple[Window, ...]


class Guide:
    """Answers what a kiosk asks of one Directory; raises KeyError for an id that the directory lacks."""

    def __init__(self, directory: Directory, *, kiosk_id: str) -> None:
        """Index the directory.

        Args:
            directory: the hall on one business date.
            kiosk_id: which of the plan's kiosks this is; from one that is not on it no way is told.
        """
        self.directory = directory
        self.hall = directory.hall
        self.zone = ZoneInfo(directory.hall.time_zone)
        self._matters = {today.matter.matter_id: today for today in directory.matters}
        self._departments = {each.department_id: each for each in directory.departments}
        self._floors = {each.floor_id: each for each in directory.floors}
        self._windows = {each.window_id: each for each in directory.windows}
        self._towns = {each.town_id: each for each in directory.towns}
        self._themes = {each.theme_id: each for each in directory.themes}
        self.here = _find_kiosk(directory, kiosk_id)
        walked = tuple(path for path in directory.paths if path.kind is not PathKind.LIFT)
        self._without_lifts = replace(directory, paths=walked)
        self._routes: dict[tuple[tuple[str, ...], bool], Route | None] = {}
        self._room_routes: dict[frozenset[str], RoomRoute | None] = {}

    def matter(self, matter_id: str) -> MatterToday:
        """Return a matter and where it is handled today."""
        return self._matters[matter_id]

    def has_matter(self, matter_id: str) -> bool:
        """Whether today's directory knows the matter (it may have changed under a visitor)."""
        return matter_id in self._matters

    def department(self, department_id: str) -> Department:
        """Return a department."""
        return self._departments[department_id]

    def theme(self, theme_id: str) -> Theme:
        """Return a theme."""
        return self._themes[theme_id]

    def floor(self, floor_id: str) -> Floor:
        """Return a floor."""
        return self._floors[floor_id]

    def window(self, window_id: str) -> Window:
        """Return a window."""
        return self._windows[window_id]

    def find_window(self, typed: str) -> Where | None:
        """Return where the window is whose number somebody typed; None when it was no number of one."""
        number = asked_window(typed)
        return None if number is None else self.where_windows((number,))

    def list_featured(self) -> tuple[MatterToday, ...]:
        """Return the matters of the first screen: what people come for most, then what the hall features."""
        shown = dict.fromkeys((*self.directory.requested, *self.hall.featured))
        return tuple(self._matters[each] for each in shown if each in self._matters)

    def list_towns(self, today: MatterToday) -> tuple[TownCentre, ...]:
        """Return the town centres that handle a delegated matter."""
        return tuple(self._towns[each] for each in today.handling.towns)

    def list_departments(self, *modes: HandlingMode) -> tuple[Department, ...]:
        """Return the departments in one of the modes today, in the hall's order."""
        handling = self.directory.department_handling
        return tuple(each for each in self.directory.departments if handling.get(each.department_id) in modes)

    def list_themes(self, audience: Audience) -> tuple[Theme, ...]:
        """Return the themes that have a matter for the audience: first those that are more for it than for others."""
        matters = [today.matter for today in self.directory.matters]
        count = Counter(theme_id for matter in matters if audience in matter.audiences for theme_id in matter.themes)
        others = Counter(
            theme_id for matter in matters for _other in {*matter.audiences} - {audience} for theme_id in matter.themes
        )
        used = (each for each in self.directory.themes if count[each.theme_id])
        return tuple(sorted(used, key=lambda theme: count[theme.theme_id] <= others[theme.theme_id]))

    def list_matters(self, scope: Scope) -> tuple[MatterToday, ...]:
        """Return the matters of a department, or of an audience and theme, in the hall's order.

        In a theme those go first that the hall puts first, then those that people come for most, then those that are
        about nothing else; at last what is never done in this hall, which a department's own list leaves out.
        """
        matters = (today for today in self.directory.matters if _is_in(today, scope))
        theme_id = scope.theme_id
        if theme_id is None:
            return tuple(today for today in matters if scope.department_id is None or not today.handling.is_never_here)
        most_first = [*self._themes[theme_id].first, *(today.matter.matter_id for today in self.list_featured())]
        nearest = sorted(matters, key=lambda today: _distance(today.matter, theme_id, most_first))
        return tuple(sorted(nearest, key=lambda today: today.handling.is_never_here))

    def where(self, today: MatterToday) -> Where | None:
        """Return where a matter is handled in this hall; None when it is not."""
        windows = tuple(self._windows[each] for each in today.handling.windows)
        return self._at(windows) if today.handling.is_here and windows else None

    def where_department(self, department_id: str) -> Where | None:
        """Return where most of a department's matters are handled in this hall; None when none is."""
        places: dict[tuple[str, ...], int] = {}
        for today in self.list_matters(Scope(department_id=department_id)):
            if today.handling.is_here and today.handling.windows:
                places[today.handling.windows] = places.get(today.handling.windows, 0) + 1
        if not places:
            return None
        most = max(places, key=lambda windows: places[windows])
        return self._at(tuple(self._windows[each] for each in most))

    def find_desk(self) -> tuple[Floor, Room] | None:
        """Return the guide desk on this kiosk's floor, or else the first of the hall; None when the plan has none."""
        return self.find_room({RoomKind.DESK})

    def find_room(self, kinds: Set[RoomKind], *, near: Floor | None = None) -> tuple[Floor, Room] | None:
        """Return a room of some kind: on a floor that is told, else on this kiosk's, else the hall's first; or None."""
        rooms = [(floor, room) for floor in self._floors.values() for room in floor.rooms if room.kind in kinds]
        wanted = [floor.floor_id for floor in (near, self.here[0] if self.here else None) if floor is not None]
        first_there = (each for floor_id in wanted for each in rooms if each[0].floor_id == floor_id)
        return next(first_there, rooms[0] if rooms else None)

    def find_route(self, windows: tuple[Window, ...], *, by_stairs: bool = False) -> Route | None:
        """Return the way from this kiosk to the nearest of some windows; None when the plan has none.

        Args:
            windows: those that will do.
            by_stairs: without any lift; otherwise without any stairs, which everybody can go.
        """
        wanted = tuple(window.window_id for window in windows), by_stairs
        if wanted not in self._routes:
            self._routes[wanted] = self._make_route(*wanted)
        return self._routes[wanted]

    def find_room_route(self, rooms: frozenset[str]) -> RoomRoute | None:
        """Return the step-free way from this kiosk to the nearest of some rooms (ids); None when the plan has none."""
        if rooms not in self._room_routes:
            node = self.here[1].node if self.here else None
            way = find_room_route(self.directory, node, rooms=rooms, step_free=True) if node and rooms else None
            self._room_routes[rooms] = way
        return self._room_routes[rooms]

    def where_windows(self, window_ids: tuple[str, ...]) -> Where | None:
        """Return where some windows are: those on the floor of the first; None when the plan knows none of them."""
        windows = tuple(self._windows[each] for each in window_ids if each in self._windows)
        return self._at(windows) if windows else None

    def zone_of(self, window: Window) -> Zone | None:
        """Return the zone that a window is in, if the floor names it."""
        zones = self._floors[window.floor].zones
        return next((zone for zone in zones if zone.zone_id == window.zone), None)

    def _make_route(self, window_ids: tuple[str, ...], by_stairs: bool) -> Route | None:  # noqa: FBT001 -- a key
        if self.here is None:
            return None
        directory = self._without_lifts if by_stairs else self.directory
        try:
            return find_route(directory, self.here[1].node, windows=window_ids, step_free=not by_stairs)
        except HallError as error:
            _log.warning("no route to windows %s: %s", ", ".join(window_ids), error)
            return None

    def _at(self, windows: tuple[Window, ...]) -> Where:
        floor = self._floors[windows[0].floor]
        there = tuple(window for window in windows if window.floor == floor.floor_id)
        zones = {window.zone for window in there}
        zone = self.zone_of(there[0]) if len(zones) == 1 else None
        return Where(floor=floor, zone=zone, windows=there)


def points_on(route: Route | None, floor: Floor) -> tuple[Point, ...]:
    """Return the line of a route on one floor, the last one if there are several; empty when there is none."""
    legs = reversed(route.legs) if route else ()
    return next((leg.points for leg in legs if leg.floor == floor.floor_id), ())


def queue_now(snapshot: Snapshot | None, queue_id: str | None) -> QueueNow | None:
    """Return how a queue stands; None while that is not known."""
    if snapshot is None or queue_id is None:
        return None
    return next((queue for queue in snapshot.queues if queue.queue_id == queue_id), None)


def standing(queue: QueueNow | None) -> Standing:
    """Tell what may be said of a queue to a visitor who has not joined it."""
    if queue is None:
        return Standing.UNKNOWN
    if queue.stopped is not None:
        return Standing.STOPPED
    if not queue.open_windows:
        return Standing.NO_WINDOW
    if queue.wait is None:
        return Standing.PEOPLE
    return Standing.AT_ONCE if queue.wait.high_min == 0 else Standing.RANGE


def _distance(matter: Matter, theme_id: str, most_first: list[str]) -> tuple[int, int, int]:
    """Return how far a matter of a theme is from what people look for there: lower goes first."""
    asked = most_first.index(matter.matter_id) if matter.matter_id in most_first else len(most_first)
    return asked, matter.themes.index(theme_id), len(matter.themes)


def _is_in(today: MatterToday, scope: Scope) -> bool:
    matter = today.matter
    if scope.department_id is not None and matter.department != scope.department_id:
        return False
    if scope.audience is not None and scope.audience not in matter.audiences:
        return False
    return scope.theme_id is None or scope.theme_id in matter.themes


def _find_kiosk(directory: Directory, kiosk_id: str) -> tuple[Floor, KioskPlace] | None:
    places = [(floor, kiosk) for floor in directory.floors for kiosk in floor.kiosks]
    here = next((place for place in places if place[1].kiosk_id == kiosk_id), None)
    if here is None:
        known = ", ".join(kiosk.kiosk_id for _, kiosk in places) or "none"
        _log.error("kiosk %s is not on the hall's plan (there: %s): no way can be shown; see --kiosk", kiosk_id, known)
    return here
