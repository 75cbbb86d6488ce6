"""The way to a window as a picture for the phone: one floor below the other, from the plan that kiosks draw. Pure.

It is shown as an image, for which no style sheet, font or script is loaded: all of its look stands in attributes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from math import cos, radians, sin

from hall.language import Language
from hall.places import Floor, Room, RoomKind, Window
from hall.plan_scale import (
    Box,
    Scale,
    box_around,
    corners,
    crop,
    dots_along,
    group_neighbours,
    heading_deg,
    is_over,
    outside,
    shrunk,
)
from hall.plane import Point
from hall.route import RouteLeg
from hall.route_text import Origin
from server.actions.directions import Way
from server.web.visit_page import in_ranges, numbered

WIDTH = 360.0
LOW, HIGH = 150.0, 260.0
"""How high the drawing of a floor is at least and at most; the width is that of a phone."""

HEAD, GAP = 36.0, 14.0
LEAST_M, AROUND_M = 18.0, 5.0
WORD, LARGE = 15.0, 1.3
"""The size of words, and how much larger they are in larger text."""

DOT_GAP, ARROW = 10.0, 14.0
WIDE_LETTER = "\u2e80"
"""From here on letters are as wide as they are high."""

SIGNED = frozenset({RoomKind.LIFT, RoomKind.STAIRS})
OPEN = frozenset({RoomKind.HALL, RoomKind.LOBBY, RoomKind.WAITING})
"""Rooms that are floor to walk on."""


def way_svg(way: Way, language: Language, colours: Mapping[str, str], *, is_large: bool) -> str:
    """Return the picture of a way, in a language; `colours` are a theme's, by their names."""
    times, top, parts = LARGE if is_large else 1.0, 0.0, list[str]()
    for leg in way.route.legs:
        panel = _Panel(way=way, leg=leg, language=language, colours=colours, word=WORD * times)
        parts += [panel.head(top, HEAD * times), panel.draw(top + HEAD * times)]
        top += HEAD * times + panel.height + GAP
    size = f'width="{WIDTH:g}" height="{top - GAP:.0f}"'
    view = f'{size} viewBox="0 0 {WIDTH:g} {top - GAP:.0f}" font-family="sans-serif"'
    ground = f'<rect {size} fill="{colours["card"]}"/>'  # by night, too
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{ground}{"".join(parts)}</svg>'


def width_em(words: str) -> float:
    """Return about how wide words are, in parts of their height."""
    return sum(1.0 if letter >= WIDE_LETTER else 0.6 for letter in words)


@dataclass(slots=True, kw_only=True)
class _Panel:
    """The drawing of one floor of the way."""

    way: Way
    leg: RouteLeg
    language: Language
    colours: Mapping[str, str]
    word: float
    floor: Floor = field(init=False)
    height: float = field(init=False)
    _scale: Scale = field(init=False)
    _kept: list[Box] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.floor = self._floor_of(self.leg)
        near = box_around([(*point, 0.0, 0.0) for point in self._list_seen()])
        shape = (near[3] + AROUND_M) / max(near[2] + AROUND_M, LEAST_M)
        self.height = round(min(max(WIDTH * shape, LOW), HIGH))
        part = crop(self.floor, self._list_seen(), shape=WIDTH / self.height, least_m=LEAST_M)
        self._scale = Scale(part=part, width_px=WIDTH, height_px=self.height)

    @property
    def colour(self) -> str:
        """The strong colour of the floor."""
        return self.colours.get(self.floor.colour, self.colours["ink"])

    def head(self, top: float, height: float) -> str:
        """Return the line above: the floor in its colour, and where one goes there."""
        goes_to = self._goes_to()
        name, size = self.language.of(self.floor.name), self.word * 1.15
        low = top + (height - 6) / 2 + size * 0.36
        wide = width_em(name) * size + 20
        ground = f'<rect y="{top:.1f}" width="{wide:.1f}" height="{height - 6:.1f}" rx="8" fill="{self.colour}"/>'
        floor = _text(name, (10, low), size, self.colours["card"], anchor="start")
        return ground + floor + _text(goes_to, (wide + 10, low), size, self.colours["ink"], anchor="start")

    def draw(self, top: float) -> str:
        """Return the drawing, cut off at its edges."""
        way, here, goals = self._draw_way(), self._draw_here(), self._draw_goals()
        ground = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._at, self.floor.outline))
        edge = f'stroke="{self.colours["plan_wall"]}" stroke-width="3"'
        parts = (
            f'<polygon points="{ground}" fill="{self.colours["plan_ground"]}" {edge}/>',
            *(self._draw_room(room) for room in self.floor.rooms if room.kind not in OPEN),
            *(self._draw_window(window) for window in self._list_windows() if not self._is_goal(window)),
            way,
            goals,
            here,
            f'<rect width="{WIDTH:g}" height="{self.height:g}" fill="none" {edge}/>',
        )
        return f'<svg y="{top:.1f}" width="{WIDTH:g}" height="{self.height:g}">{"".join(parts)}</svg>'

    def _floor_of(self, leg: RouteLeg) -> Floor:
        return next(floor for floor in self.way.directory.floors if floor.floor_id == leg.floor)

    def _goes_to(self) -> str:
        legs = self.way.route.legs
        if self._is_end:
            words = numbered(self.way.windows, self.language)
        else:
            following = self._floor_of(legs[legs.index(self.leg) + 1])
            words = self.language.text("phone.way.on", floor=self.language.of(following.name))
        return words[:1].upper() + words[1:]

    def _list_seen(self) -> list[Point]:
        """Return what must be in the drawing: the way, and the windows that stand where it ends."""
        windows = self.way.route.steps[-1].windows
        goals = [window.place for window in self._list_windows() if window.window_id in windows and self._is_end]
        return [*self.leg.points, *(corner for place in goals for corner in corners(place))]

    @property
    def _is_end(self) -> bool:
        return self.leg is self.way.route.legs[-1]

    def _list_windows(self) -> list[Window]:
        return [window for window in self.way.directory.windows if window.floor == self.floor.floor_id]

    def _is_goal(self, window: Window) -> bool:
        return window.window_id in self.way.windows

    def _draw_way(self) -> str:
        marked = (room.place for room in self.floor.rooms if room.kind in SIGNED)
        points = [self._at(point) for point in outside(self.leg.points, marked)]
        if len(points) < 2:
            return ""
        self._kept += [(x - 3, y - 3, 6.0, 6.0) for x, y in dots_along(points, DOT_GAP)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = f'stroke="{self.colour}" stroke-width="6" stroke-linecap="round" stroke-dasharray="0 {DOT_GAP:g}"'
        (x, y), angle = points[-1], heading_deg(points)
        tips = (
            (x + ARROW * cos(radians(angle + turn)), y + ARROW * sin(radians(angle + turn))) for turn in (150, -150)
        )
        head = " ".join(f"{across:.1f},{down:.1f}" for across, down in ((x, y), *tips))
        return f'<polyline points="{line}" fill="none" {dots}/><polygon points="{head}" fill="{self.colour}"/>'

    def _draw_here(self) -> str:
        """Return the mark of where the way begins, with its words."""
        x, y = self._at(self.leg.points[0])
        rings = ((9, "card"), (7, "call"), (2.5, "card"))
        self._kept.append((x - 9, y - 9, 18.0, 18.0))
        discs = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{self.colours[ink]}"/>' for r, ink in rings)
        words = self._start_words()
        if not words:
            return discs
        return discs + self._tag(words, (x, y), ink=self.colours["call"], ground=self.colours["card"], beside=16)

    def _start_words(self) -> str:
        """Return what the way on this floor begins at: the kiosk or the door, or what one came by."""
        if self.leg is self.way.route.legs[0]:
            return self.language.text(f"phone.way.{'kiosk' if self.way.origin is Origin.KIOSK else 'entrance'}")
        start = self.leg.points[0]
        signed = (
            room for room in self.floor.rooms if room.kind in SIGNED and not outside((start, start), [room.place])
        )
        return next((self.language.of(room.name) for room in signed), "")

    def _draw_goals(self) -> str:
        """Return the windows to go to in the floor's colour, their numbers in them or, where they are small, beside."""
        seen = [window for window in self._list_windows() if self._is_whole(self._box(window))]
        goals, ink = [window for window in seen if self._is_goal(window)], self.colours["on_action"]
        drawn = [self._rect(self._box(window), self.colour) for window in goals]
        written = {each.window_id: self._write(each.window_id, self._box(each), ink, is_bold=True) for each in goals}
        drawn += written.values()
        small = [window for window in goals if not written[window.window_id]]
        return "".join((*drawn, *(self._plate(row) for row in group_neighbours(small, self._box))))

    def _plate(self, row: list[Window]) -> str:
        """Return the numbers of windows on a ground that is larger than they are, and grows away from the arrow."""
        x, y, width, height = box_around([self._box(window) for window in row])
        words = self.language.text("phone.page.and").join(in_ranges(window.window_id for window in row))
        wide, high = max(width, width_em(words) * self.word + 8), max(height, self.word * 1.3)
        tip_x, tip_y = self._at(self.leg.points[-1])
        left = _grown(x, width, wide, tip_x, least=2, most=WIDTH - 2)
        low = _grown(y, height, high, tip_y, least=2, most=self.height - 2)
        self._kept.append((left, low, wide, high))
        middle = left + wide / 2, low + high / 2 + self.word * 0.36
        return self._rect((left, low, wide, high), self.colour) + _text(
            words, middle, self.word, self.colours["on_action"]
        )

    def _draw_room(self, room: Room) -> str:
        box = self._box(room)
        is_named = room.kind not in {RoomKind.NOT_OURS, RoomKind.DESK}
        name = self._write(self.language.of(room.name), box, self.colours["ink_second"]) if is_named else ""
        return self._rect(box, self.colours["plan_room"]) + name

    def _draw_window(self, window: Window) -> str:
        box = self._box(window)
        if not self._is_whole(box):
            return ""
        words = self._write(window.window_id, box, self.colours["ink_second"])
        return self._rect(box, self.colours["plan_window"]) + words

    def _write(self, words: str, box: Box, ink: str, *, is_bold: bool = False) -> str:
        """Return words in the middle of a box, nothing where they have no room or would lie over something."""
        x, y, width, height = box
        middle = x + width / 2, y + height / 2
        wide = width_em(words) * self.word
        own = (middle[0] - wide / 2, middle[1] - self.word * 0.6, wide, self.word * 1.2)
        if not self._has_room(words, box, self.word) or not self._is_free(own):
            return ""
        self._kept.append(own)
        return _text(words, (middle[0], middle[1] + self.word * 0.36), self.word, ink, is_bold=is_bold)

    def _tag(self, words: str, middle: tuple[float, float], *, ink: str, ground: str, beside: float) -> str:
        """Return words on a ground of their own: below, above or at a side of what they name, within the drawing."""
        wide, high = width_em(words) * self.word + 12, self.word * 1.5
        across, down = min(max(middle[0] - wide / 2, 4), WIDTH - wide - 4), middle[1] - high / 2
        places = (
            (across, middle[1] + beside),
            (across, middle[1] - beside - high),
            (middle[0] + beside, down),
            (middle[0] - beside - wide, down),
        )
        boxes = [(*place, wide, high) for place in places]
        free, whole = (
            filter(self._is_free, boxes),
            filter(self._is_whole, boxes),
        )  # over other words rather than cut off
        box = next(free, None) or next(whole, None) or (across, min(middle[1] + beside, self.height - high), wide, high)
        self._kept.append(box)
        at = box[0] + wide / 2, box[1] + high / 2 + self.word * 0.36
        return self._rect(box, ground) + _text(words, at, self.word, ink)

    def _has_room(self, words: str, box: Box, size: float) -> bool:
        return width_em(words) * size <= box[2] - 2 and size <= box[3]

    def _is_free(self, box: Box) -> bool:
        return self._is_whole(box) and not any(is_over(box, kept) for kept in self._kept)

    def _is_whole(self, box: Box) -> bool:
        x, y, width, height = box
        return x >= 2 and y >= 2 and x + width <= WIDTH - 2 and y + height <= self.height - 2

    def _at(self, point: Point) -> tuple[float, float]:
        x, y = self._scale.at(point)
        return x, self.height - y  # a picture is measured from above, a floor from below

    def _box(self, thing: Room | Window) -> Box:
        x, y, width, height = self._scale.box(thing.place)
        return shrunk((x, self.height - y - height, width, height), 1)

    def _rect(self, box: Box, colour: str) -> str:
        x, y, width, height = box
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" fill="{colour}"/>'


def _grown(start: float, length: float, wanted: float, tip: float, *, least: float, most: float) -> float:
    """Return where something begins that outgrows its place: away from a tip at one of its ends, else both ways."""
    spare = wanted - length
    begin = start if tip <= start + 1 else start - spare if tip >= start + length - 1 else start - spare / 2
    return min(max(begin, least), most - wanted)


def _text(
    words: str, at: tuple[float, float], size: float, ink: str, *, anchor: str = "middle", is_bold: bool = True
) -> str:
    weight = ' font-weight="700"' if is_bold else ""
    place = f'x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:.1f}" text-anchor="{anchor}"'
    return f'<text {place}{weight} fill="{ink}">{escape(words)}</text>'
