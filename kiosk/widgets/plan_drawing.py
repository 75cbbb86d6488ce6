"""How a plan is drawn: outline, rooms, windows, entrances, the way, and where the visitor stands."""

from dataclasses import dataclass
from math import hypot

from kivy.graphics import Color, Mesh, Rectangle, RoundedRectangle, SmoothLine
from kivy.graphics.tesselator import Tesselator
from kivy.graphics.texture import Texture
from kivy.metrics import dp

from hall.language import Language
from hall.places import Floor, Room, RoomKind, Window
from hall.plan_scale import (
    Box,
    Scale,
    box_around,
    crop,
    dots_along,
    group_neighbours,
    heading_deg,
    is_over,
    outside,
    place_words,
    shrunk,
    whole,
)
from hall.plane import Point
from hall.ui.fonts import ICONS_FILL
from hall.ui.theme import Rgba, Theme
from kiosk.phrases import Tone, windows_phrase
from kiosk.widgets.plan_strokes import draw_arrow, draw_disc, stamp, word_texture

ICON_OF = {
    RoomKind.LIFT: "elevator",
    RoomKind.STAIRS: "stairs",
    RoomKind.TOILET: "toilet",
    RoomKind.ACCESSIBLE_TOILET: "wheelchair",
    RoomKind.WAITING: "seat",
}
OPEN = frozenset({RoomKind.HALL, RoomKind.LOBBY, RoomKind.WAITING})
"""Rooms that are floor to walk on: drawn as ground, not as something in the way."""

UNNAMED = frozenset({RoomKind.NOT_OURS, RoomKind.DESK})
"""Rooms of others, which nobody looks for, and desks, which get a tag larger than they are."""

DOT_GAP_PX, DOT_PX, HERE_PX, ARROW_PX = 20, 9, 34, 26
FRAME_PX = 3
EDGE_GAP_PX = 5
TEXT_SIZES_PX = (34, 28, 24, 22)
USUAL_CAPTION_PX = 28
GOAL_TEXT_PX = 28
SOUGHT_PX, SOUGHT_TEXT_PX, SIGN_PX, SIGN_AND_NAME_PX = 56, 24, 40, 76
LINE_EM = 1.4
"""How high at least a line of words is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """What a plan shows.

    `goals` are ids of windows drawn in the floor's colour; `route` the way on this floor in metres; `here` where the
    visitor stands, marked with `here_words`. With `focus` (points in metres) only their surroundings are shown,
    `least_m` wide at least. `title` is written into the upper left corner. Rooms that are `sought` (ids) are marked,
    with `sought_words` where their own names do not fit.
    """

    floor: Floor
    windows: tuple[Window, ...]
    language: Language
    theme: Theme
    icons: dict[str, str]
    here_words: str
    entrance_words: str
    goals: tuple[str, ...] = ()
    route: tuple[Point, ...] = ()
    here: Point | None = None
    focus: tuple[Point, ...] = ()
    least_m: float = 20.0
    sought: frozenset[str] = frozenset()
    sought_words: str = ""
    title: str = ""


def draw_plan(shown: PlanShown, width_px: float, height_px: float) -> list[Box]:
    """Draw a plan of that size into whatever canvas is current; return where its words and signs stand."""
    return _Drawing(shown, width_px, height_px).draw()


@dataclass(frozen=True, slots=True)
class _Plate:
    """Numbers of windows on a ground of their own, larger than the windows."""

    texture: Texture
    box: Box


class _Drawing:
    """One drawing of one plan into the Fbo that is current."""

    def __init__(self, shown: PlanShown, width_px: float, height_px: float) -> None:
        self._shown, self._width, self._height = shown, width_px, height_px
        self._theme, self._floor = shown.theme, shown.floor
        self._colour: Rgba = shown.theme.floor(shown.floor.colour)
        shape = width_px / height_px
        near = crop(shown.floor, shown.focus, shape=shape, least_m=shown.least_m) if shown.focus else None
        self._scale = Scale(part=near or whole(shown.floor), width_px=width_px, height_px=height_px)
        self._kept: list[Box] = []
        self._dots: list[Box] = []
        self._word_px = dp(shown.theme.caption / USUAL_CAPTION_PX)  # of a design px of words: more in larger text

    def draw(self) -> list[Box]:
        plates = [self._plate_of(row) for row in self._list_nameless()]
        self._kept = self._list_kept() + [plate.box for plate in plates]
        self._draw_outline()
        self._draw_rooms()
        self._mark_sought()
        self._name_rooms()
        for entrance in self._floor.entrances:
            self._draw_entrance(self._scale.at(entrance.at))
        for window in (one for one in self._shown.windows if one.floor == self._floor.floor_id):
            self._draw_window(window)
        self._draw_route()
        for plate in plates:
            self._draw_plate(plate)
        for desk in (room for room in self._floor.rooms if room.kind is RoomKind.DESK):
            if desk.room_id not in self._shown.sought:
                self._name_desk(desk)
        self._draw_marks()
        return self._kept

    def _list_kept(self) -> list[Box]:
        """Return where nothing else may be written: the visitor's mark and its words."""
        if self._shown.here is None:
            return []
        at, size = self._scale.at(self._shown.here), dp(HERE_PX * 1.35)
        disc = (at[0] - size / 2, at[1] - size / 2, size, size)
        return [disc, self._box_of_here(at, word_texture(self._shown.here_words, 28 * self._word_px, is_bold=True))]

    def _draw_marks(self) -> None:
        if self._shown.focus:
            self._draw_frame()
        if self._shown.title:
            self._draw_title()
        if self._shown.here is not None:
            self._draw_here(self._scale.at(self._shown.here))

    def _draw_rooms(self) -> None:
        """Draw the rooms and the signs of lifts, toilets and the like, which words have to keep clear of."""
        for room in self._floor.rooms:
            box = shrunk(self._scale.box(room.place), dp(2))
            if room.kind not in OPEN:
                Color(*self._theme.plan_room)
                RoundedRectangle(pos=box[:2], size=box[2:], radius=[dp(6)])
            icon = self._shown.icons.get(ICON_OF.get(room.kind, ""), "")
            if icon and room.room_id not in self._shown.sought:
                self._draw_sign(icon, room)

    def _name_rooms(self) -> None:
        for room in self._floor.rooms:
            texture = self._name_in(room) if room.room_id not in self._shown.sought else None
            if texture is not None:
                is_top = room.kind in ICON_OF
                self._put(texture, self._box_for_name(room), self._theme.ink_second, is_top=is_top)

    def _name_in(self, room: Room) -> Texture | None:
        """Return a room's name as its box has room for it; None for none."""
        is_named = room.kind in ICON_OF or (room.kind not in UNNAMED and room.kind not in OPEN)
        box = self._box_for_name(room)
        if not is_named or (room.kind in ICON_OF and self._scale.box(room.place)[3] <= dp(SIGN_AND_NAME_PX)):
            return None
        return self._fitting(self._shown.language.of(room.name), box, is_bold=False)

    def _box_for_name(self, room: Room) -> Box:
        """Return where in a room its name may stand: below its sign if it has one."""
        x, y, width, height = shrunk(self._scale.box(room.place), dp(2))
        below = min(dp(SIGN_PX), width * 0.8, height * 0.8) + dp(12) if room.kind in ICON_OF else 0
        return x, y, width, height - below

    def _draw_frame(self) -> None:
        """Close the drawing where it cuts through the floor."""
        edge = dp(FRAME_PX)
        Color(*self._theme.plan_wall)
        for pos in ((0, 0), (0, self._height - edge)):
            Rectangle(pos=pos, size=(self._width, edge))
        for pos in ((0, 0), (self._width - edge, 0)):
            Rectangle(pos=pos, size=(edge, self._height))

    def _draw_title(self) -> None:
        texture = word_texture(self._shown.title, 30 * self._word_px, is_bold=True)
        width, height = texture.width + dp(28), texture.height + dp(6)
        y = self._height - height
        Color(*self._colour)
        RoundedRectangle(pos=(0, y), size=(width, height), radius=[0, 0, dp(14), 0])
        Color(*self._theme.card)
        Rectangle(texture=texture, pos=(dp(14), y + dp(3)), size=texture.size)

    def _draw_outline(self) -> None:
        corners = [number for point in self._floor.outline for number in self._scale.at(point)]
        Color(*self._theme.plan_ground)
        tesselator = Tesselator()
        tesselator.add_contour(corners)
        if tesselator.tesselate():
            for vertices, indices in tesselator.meshes:
                Mesh(vertices=vertices, indices=indices, mode="triangle_fan")
        Color(*self._theme.plan_wall)
        SmoothLine(points=corners, close=True, width=dp(2))

    def _box_of_sign(self, room: Room) -> Box:
        """Return where a room's sign stands: in its middle, or above its name."""
        x, y, width, height = shrunk(self._scale.box(room.place), dp(2))
        size = min(dp(SIGN_PX), width * 0.8, height * 0.8)
        low = y + height - size - dp(10) if self._name_in(room) is not None else y + (height - size) / 2
        return x + (width - size) / 2, low, size, size

    def _draw_sign(self, icon: str, room: Room) -> None:
        left, low, size, _ = box = self._box_of_sign(room)
        if self._is_free(*box):
            stamp(icon, (left + size / 2, low + size / 2), size, self._theme.ink_second, font=ICONS_FILL)
            self._kept.append(box)

    def _draw_window(self, window: Window) -> None:
        is_goal = window.window_id in self._shown.goals
        box = self._box_of(window)
        if not is_goal and not self._is_whole(box):
            return  # half a window at the edge of a cut looks like a mistake, and nobody is sent there
        Color(*(self._colour if is_goal else self._theme.plan_window))
        RoundedRectangle(pos=box[:2], size=box[2:], radius=[dp(8)])
        ink = self._theme.on_action if is_goal else self._theme.ink_second
        self._write(window.window_id, box, ink, is_bold=is_goal)

    def _list_nameless(self) -> list[list[Window]]:
        """Return the windows to go to that are drawn too small for their numbers, neighbours together."""
        here = [window for window in self._shown.windows if window.floor == self._floor.floor_id]
        goals = [window for window in here if window.window_id in self._shown.goals]
        nameless = [one for one in goals if self._fitting(one.window_id, self._box_of(one), is_bold=True) is None]
        return group_neighbours(nameless, lambda window: self._scale.box(window.place))

    def _box_of(self, window: Window) -> Box:
        return shrunk(self._scale.box(window.place), dp(2))

    def _plate_of(self, row: list[Window]) -> _Plate:
        """Return the numbers of some windows on a ground that reaches away from the arrow at their front."""
        words = windows_phrase(self._shown.language, tuple(row), Tone.SHORT)
        texture = word_texture(words, GOAL_TEXT_PX * self._word_px, is_bold=True)
        x, y, width, height = box_around([self._scale.box(window.place) for window in row])
        tag_width, tag_height = max(width, texture.width + dp(20)), max(height, texture.height)
        front = self._scale.at(self._shown.route[-1])[1] if self._shown.route else y
        left = min(max(x + (width - tag_width) / 2, 0), self._width - tag_width)
        bottom = y if front < y + height / 2 else y + height - tag_height
        bottom = min(max(bottom, 0), self._height - tag_height)
        return _Plate(texture=texture, box=(left, bottom, tag_width, tag_height))

    def _draw_plate(self, plate: _Plate) -> None:
        left, bottom, width, height = plate.box
        Color(*self._colour)
        RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[dp(8)])
        Color(*self._theme.on_action)
        middle = left + (width - plate.texture.width) / 2, bottom + (height - plate.texture.height) / 2
        Rectangle(texture=plate.texture, pos=(round(middle[0]), round(middle[1])), size=plate.texture.size)

    def _draw_route(self) -> None:
        marked = (room.place for room in self._floor.rooms if room.kind in ICON_OF)
        points = [self._scale.at(point) for point in outside(self._shown.route, marked)]
        if len(points) < 2:
            return
        Color(*self._colour)
        for x, y in dots_along(points, dp(DOT_GAP_PX))[1:]:
            if hypot(points[-1][0] - x, points[-1][1] - y) > dp(ARROW_PX):
                draw_disc((x, y), dp(DOT_PX))
                self._dots.append((x - dp(DOT_PX) / 2, y - dp(DOT_PX) / 2, dp(DOT_PX), dp(DOT_PX)))
        draw_arrow(points[-1], heading_deg(points), dp(ARROW_PX))

    def _draw_here(self, at: tuple[float, float]) -> None:
        size = dp(HERE_PX)
        for colour, part in ((self._theme.card, 1.35), (self._theme.call, 1.0), (self._theme.card, 0.34)):
            Color(*colour)
            draw_disc(at, size * part)
        self._write_here(at)

    def _name_desk(self, desk: Room) -> None:
        x, y, width, height = self._scale.box(desk.place)
        name = self._shown.language.of(desk.name)
        lift = 26 * self._word_px
        for up in (0, lift, -lift, 2 * lift, -2 * lift):
            middle = x + width / 2, y + height / 2 + up
            if self._tag(name, middle, ink=self._theme.teal, ground=self._theme.action_soft):
                break

    def _mark_sought(self) -> None:
        """Draw rooms that were asked for in strong discs, with their names where there is room, or once for a row."""
        size, nameless = dp(SOUGHT_PX), list[tuple[Box, str]]()
        for room in self._floor.rooms:
            if room.room_id not in self._shown.sought:
                continue
            x, y, width, height = self._scale.box(room.place)
            name, below = self._shown.language.of(room.name), (x, y, width, height - size)
            least = SOUGHT_TEXT_PX * self._word_px  # smaller words than a tag's would be the smallest of all
            texture = self._fitting(name, below, is_bold=False) if below[3] > 0 else None
            has_name = texture is not None and texture.height >= least * LINE_EM
            has_name = has_name and self._put(texture, below, self._theme.ink)
            middle = x + width / 2, y + height * (0.7 if has_name else 0.5)
            Color(*self._theme.action)
            draw_disc(middle, size)
            icon = self._shown.icons.get(ICON_OF.get(room.kind, "map-pin"), "")
            stamp(icon, middle, size * 0.62, self._theme.on_action, font=ICONS_FILL)
            disc = (middle[0] - size / 2, middle[1] - size / 2, size, size)
            self._kept.append(disc)
            nameless += [] if has_name else [(disc, name)]
        lift = 26 * self._word_px
        for row in group_neighbours(nameless, lambda one: one[0]):
            x, y, width, height = box_around([disc for disc, _ in row])
            words = row[0][1] if len(row) == 1 else self._shown.sought_words
            for middle in ((x + width / 2, y + height + lift), (x + width / 2, y - lift)):
                if self._tag(words, middle, ink=self._theme.on_action, ground=self._theme.action):
                    break

    def _draw_entrance(self, at: tuple[float, float]) -> None:
        Color(*self._theme.teal)
        SmoothLine(points=[at[0] - dp(34), at[1], at[0] + dp(34), at[1]], width=dp(4))
        draw_arrow((at[0], at[1] + dp(30)), 90, dp(24))
        self._tag(
            self._shown.entrance_words, (at[0], at[1] + dp(56)), ink=self._theme.teal, ground=self._theme.action_soft
        )

    def _tag(self, words: str, middle: tuple[float, float], *, ink: Rgba, ground: Rgba) -> bool:
        """Write words on a ground of their own, larger than what they name if need be; whether there was room."""
        texture = word_texture(words, SOUGHT_TEXT_PX * self._word_px, is_bold=True)
        width, height = texture.width + dp(16), texture.height
        left, low = middle[0] - width / 2, middle[1] - height / 2
        beside = ((round(left + across * width), round(low)) for across in (0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75))
        windows = [self._box_of(one) for one in self._shown.windows if one.floor == self._floor.floor_id]
        places = (at for at in beside if not any(is_over((*at, width, height), window) for window in windows))
        free = next((at for at in places if self._is_free(*at, width, height)), None)
        if free is None:
            return False
        x, y = free
        self._kept.append((x, y, width, height))
        Color(*ground)
        RoundedRectangle(pos=(x, y), size=(width, height), radius=[dp(8)])
        Color(*ink)
        Rectangle(texture=texture, pos=(x + dp(8), y), size=texture.size)
        return True

    def _write_here(self, at: tuple[float, float]) -> None:
        texture = word_texture(self._shown.here_words, 28 * self._word_px, is_bold=True)
        x, y, width, height = self._box_of_here(at, texture)
        Color(*self._theme.card)
        RoundedRectangle(pos=(x - dp(6), y + dp(3)), size=(width + dp(12), height - dp(6)))
        Color(*self._theme.call)
        Rectangle(texture=texture, pos=(x, y), size=texture.size)

    def _box_of_here(self, at: tuple[float, float], texture: Texture) -> Box:
        signs = (self._box_of_sign(room) for room in self._floor.rooms if room.kind in ICON_OF)
        within = (self._width, self._height)
        return place_words(at, texture.size, gap=dp(HERE_PX) * 0.7, within=within, clear_of=signs)

    def _write(
        self,
        words: str,
        box: Box,
        ink: Rgba,
        *,
        is_bold: bool = False,
    ) -> bool:
        """Write into a box if that can be done legibly, and tell whether it was."""
        texture = self._fitting(words, box, is_bold=is_bold)
        return texture is not None and self._put(texture, box, ink)

    def _put(self, texture: Texture, box: Box, ink: Rgba, *, is_top: bool = False) -> bool:
        """Put words into the middle of a box, or at its top, and tell whether they stand free there."""
        x, y, width, height = box
        middle = y + height - texture.height / 2 if is_top else y + height / 2
        left, bottom = round(x + width / 2 - texture.width / 2), round(middle - texture.height / 2)
        if not self._is_free(left, bottom, *texture.size):
            return False
        Color(*ink)
        Rectangle(texture=texture, pos=(left, bottom), size=texture.size)
        self._kept.append((left, bottom, *texture.size))
        return True

    def _fitting(self, words: str, box: Box, *, is_bold: bool) -> Texture | None:
        """Return words in the largest size that a box has room for, None when the least is too large."""
        _, _, width, height = box
        sizes = {factor * size for size in TEXT_SIZES_PX for factor in (self._word_px, dp(1))}
        for size_px in sorted(sizes, reverse=True):  # in larger text those of usual text, too: none is then smaller
            texture = word_texture(words, size_px, is_bold=is_bold)
            if texture.width <= width - dp(4) and texture.height * 0.75 <= height:
                return texture
        return None

    def _is_free(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether words would be seen whole: not cut by the edge, nor over a mark, a plate or the way."""
        box = (x, y, width, height)
        return self._is_whole(box) and not any(is_over(box, kept) for kept in (*self._kept, *self._dots))

    def _is_whole(self, box: Box) -> bool:
        """Whether a box is seen whole, clear of the frame where the drawing cuts through the floor."""
        x, y, width, height = box
        edge = dp(FRAME_PX + EDGE_GAP_PX) if self._shown.focus else 0
        return x >= edge and y >= edge and x + width <= self._width - edge and y + height <= self._height - edge
