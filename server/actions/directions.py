"""The way from a kiosk to a window in words, worked out once for each pair."""

from dataclasses import dataclass, field
from datetime import date

from hall.errors import BadInput
from hall.language import Language
from hall.places import Directory, Text
from hall.route import Route, find_route
from hall.route_text import Origin, describe_route

_Key = tuple[date, str, tuple[str, ...]]
_Start = tuple[str, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way through the hall, from where it begins to the nearest of some windows."""

    directory: Directory
    route: Route
    origin: Origin
    windows: tuple[str, ...]


@dataclass(slots=True)
class Wayfinder:
    """Tells ways; asked by several reader threads at once, which at worst work the same way out twice."""

    chinese: Language
    english: Language
    _known: dict[_Key, Text | None] = field(default_factory=dict)

    def find(self, directory: Directory, *, kiosk: str, windows: tuple[str, ...]) -> Way | None:
        """Return the way that `describe` tells, to be drawn."""
        start = _find_start(directory, kiosk)
        return None if start is None else _find_way(directory, start, windows)

    def describe(self, directory: Directory, *, kiosk: str, windows: tuple[str, ...]) -> Text | None:
        """Return the way from a kiosk (or, if the plan has none of that name, from a door) to the nearest window.

        None when the plan has neither, or no way.
        """
        start = _find_start(directory, kiosk)
        if start is None:
            return None
        way = (directory.business_date, start[0], windows)
        if way not in self._known:
            self._known = {known: text for known, text in self._known.items() if known[0] == way[0]}
            self._known[way] = self._describe(directory, start, windows)
        return self._known[way]

    def _describe(self, directory: Directory, start: _Start, windows: tuple[str, ...]) -> Text | None:
        way = _find_way(directory, start, windows)
        if way is None:
            return None
        told = (describe_route(way.route, language, way.origin) for language in (self.chinese, self.english))
        return Text(zh=next(told), en=next(told))


def _find_way(directory: Directory, start: _Start, windows: tuple[str, ...]) -> Way | None:
    node, origin = start
    try:
        route = find_route(directory, node, windows=windows, step_free=True)
    except BadInput:
        return None
    return Way(directory=directory, route=route, origin=origin, windows=windows)


def _find_start(directory: Directory, kiosk: str) -> _Start | None:
    for floor in directory.floors:
        for place in floor.kiosks:
            if place.kiosk_id == kiosk:
                return place.node, Origin.KIOSK
    doors = (entrance.node for floor in directory.floors for entrance in floor.entrances)
    return next(((door, Origin.ENTRANCE) for door in doors if door is not None), None)
