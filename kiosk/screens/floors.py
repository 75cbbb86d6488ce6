"""The floors: their plans with every window, where this kiosk stands, and the departments to be found there."""

from collections.abc import Sequence

from kivy.properties import StringProperty

from hall.places import Department, Floor, Room, RoomKind
from hall.room_route import RoomRoute
from hall.route_text import describe_route
from hall.ui.kv import load_kv
from kiosk.amenities import rooms_of
from kiosk.pages import Section
from kiosk.phrases import Tone, windows_phrase
from kiosk.screens.desk import with_desk
from kiosk.screens.plans import plan_of
from kiosk.screens.view import ScreenView
from kiosk.search_pages import ROOMS
from kiosk.visit import Scope
from kiosk.widgets.figure_line import JOINT
from kiosk.widgets.floor_tab import FloorTab
from kiosk.widgets.list_card import Entry
from kiosk.widgets.message_card import MessageCard  # noqa: F401  # floors.kv names it
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # floors.kv names it
from kiosk.widgets.paged_list import PagedList  # noqa: F401  # floors.kv names it
from kiosk.widgets.plan import Plan  # noqa: F401  # floors.kv names it

MOST_NAMED = 2
"""Of a window that many departments share, so many are named."""


class FloorsView(ScreenView):
    """One floor at a time, chosen by tabs."""

    floor_id = StringProperty()
    title = StringProperty()
    said = StringProperty()
    empty_title, empty_words, empty_icon = StringProperty(), StringProperty(), StringProperty("elevator")

    def __init__(self, **kwargs: object) -> None:
        """Make the tabs as floors become known."""
        self._tabs: dict[str, FloorTab] = {}
        super().__init__(**kwargs)

    def come_on(self) -> None:
        """Show the floor that was chosen in this visit, at first the one that this kiosk is on."""
        self._make_tabs()
        if self.reception.visit.floor_id is None:
            self.floor_id = ""  # a list that somebody turned before begins anew
        self.refresh()

    def refresh(self) -> None:
        """Show the floor as it is now."""
        guide, chosen = self.reception.hall.guide, self.reception.visit.floor_id
        found, way = self._list_found(), self._find_way()
        sought = found[0] if found else guide.find_room(self._sought)
        at = guide.here[0] if guide.here else guide.directory.floors[0]
        here = way.floor if way else sought[0] if sought else at
        is_there = chosen in {floor.floor_id for floor in guide.directory.floors}
        self._show_floor(chosen if chosen and is_there else here.floor_id)

    def choose_floor(self, floor_id: str) -> None:
        """Show another floor, and show it again to whoever comes back to this page."""
        self.reception.note(floor_id=floor_id)

    def _show_floor(self, floor_id: str) -> None:
        is_new = floor_id != self.floor_id
        self.floor_id = floor_id
        for tab in self.ids.tabs.children:
            tab.is_open = tab.floor_id == floor_id
        floor = self.reception.hall.guide.floor(floor_id)
        self._show_plan(floor)
        show = self.ids.list.begin if is_new else self.ids.list.show
        is_answer = bool(self._marked_on(floor)) or bool(self._way_to_window(floor))
        sections = () if is_answer else self._sections(floor)
        self.empty_icon = "map-pin" if is_answer else "elevator"
        has_list = any(each.entries for each in sections)
        self.empty_title, self.empty_words = ("", "") if has_list else self._say_instead(floor, is_answer=is_answer)
        show(sections)

    def _make_tabs(self) -> None:
        self.ids.tabs.clear_widgets()
        for floor in self.reception.hall.guide.directory.floors:
            tab = self._tab(floor.floor_id)
            tab.colour, tab.text = floor.colour, self.reception.language.of(floor.name)
            self.ids.tabs.add_widget(tab)

    def _tab(self, floor_id: str) -> FloorTab:
        """Return a floor's tab, made once: KV would call on one that was thrown away when the theme changes."""
        if floor_id not in self._tabs:
            self._tabs[floor_id] = FloorTab(floor_id=floor_id)
            self._tabs[floor_id].bind(on_release=lambda tab: self.choose_floor(tab.floor_id))
        return self._tabs[floor_id]

    def _show_plan(self, floor: Floor) -> None:
        language = self.reception.language
        here = self.reception.hall.guide.here
        is_here = here is not None and here[0].floor_id == floor.floor_id
        self.said = language.text("kiosk.floors.here_floor", floor=language.of(here[0].name)) if here else ""
        self.title = self._name_page(floor)
        at, rooms = here[1].at if here and is_here else None, self._marked_on(floor)
        marked = [room.place.middle for room in rooms]
        self.ids.plan.shown = plan_of(
            floor,
            self.reception,
            here=at,
            sought=frozenset(room.room_id for room in rooms),
            sought_words=self._name_sought(),
            goals=tuple(each for each in (self.reception.visit.sought_window,) if each is not None),
            focus=tuple(marked + ([at] if at else [])) if marked else (),
        )

    @property
    def _sought(self) -> frozenset[RoomKind]:
        """The kinds of rooms to be marked: the guide desk for what the plan may not know."""
        visit = self.reception.visit
        return visit.sought or frozenset({RoomKind.DESK} if visit.amenity is not None else ())

    def _list_found(self) -> tuple[tuple[Floor, Room], ...]:
        """Return the rooms of the plan that are what was asked for by their names."""
        amenity = self.reception.visit.amenity
        floors = self.reception.hall.guide.directory.floors
        return rooms_of(amenity, floors, self.reception.languages.values()) if amenity is not None else ()

    def _marked_on(self, floor: Floor) -> list[Room]:
        """Return the rooms of a floor that were asked for."""
        found = [room for _, room in self._list_found()]
        return [room for room in floor.rooms if (room in found if found else room.kind in self._sought)]

    def _name_sought(self) -> str:
        """Return what the visitor asked for, in one word; empty when nothing was asked for."""
        if self._list_found():
            return self.reception.language.text(f"kiosk.floors.amenities.{self.reception.visit.amenity}")
        kinds = [kind for kind in ROOMS if kind in self._sought]
        return self.reception.language.text(f"kiosk.floors.rooms.{kinds[0]}") if kinds else ""

    def _find_way(self) -> RoomRoute | None:
        """Return the way to the nearest room of what was asked for."""
        guide = self.reception.hall.guide
        rooms = (room for floor in guide.directory.floors for room in self._marked_on(floor))
        return guide.find_room_route(frozenset(room.room_id for room in rooms))

    def _way_to_window(self, floor: Floor) -> str:
        """Return the way to the window that was asked for, on its floor's page; empty when there is none to tell."""
        guide, wanted = self.reception.hall.guide, self.reception.visit.sought_window
        where = guide.find_window(wanted) if wanted is not None else None
        route = guide.find_route(where.windows) if where is not None and where.floor == floor else None
        return describe_route(route, self.reception.language) if route else ""

    def _name_served(self) -> str:
        """Return whose matters are dealt with at the window that was asked for."""
        wanted, departments = self.reception.visit.sought_window, self.reception.hall.guide.directory.departments
        there = [self.reception.language.of(each.name) for each in departments if self._has_window(each, wanted)]
        return JOINT.join(there[:MOST_NAMED])

    def _name_page(self, floor: Floor) -> str:
        """Return the page's title: where the room or window is that was asked for."""
        language, wanted = self.reception.language, self.reception.visit.sought_window
        if (room := self._name_sought()) and self._marked_on(floor):
            return language.text("kiosk.floors.room", room=room, floor=language.of(floor.name))
        where = self.reception.hall.guide.find_window(wanted) if wanted is not None else None
        if where is None:
            return language.text("kiosk.floors.title")
        window = windows_phrase(language, where.windows, Tone.LONG)
        return language.text("kiosk.floors.window", window=window, floor=language.of(where.floor.name))

    def _say_instead(self, floor: Floor, *, is_answer: bool) -> tuple[str, str]:
        """Return what stands in place of the list, as a title and words: the way there, or that nothing is here."""
        language, amenity = self.reception.language, self.reception.visit.amenity
        if not is_answer:
            return "", language.text("kiosk.floors.no_windows")
        if to_window := self._way_to_window(floor):
            return self._name_served(), to_window
        way = self._find_way()
        told = describe_route(way, language) if way and way.floor == floor else ""
        if amenity is None or self._list_found():
            return told, language.text("kiosk.floors.circled")
        words = language.text("kiosk.floors.unmarked", thing=language.text(f"kiosk.floors.amenities.{amenity}"))
        if way and told:
            to_desk = language.text("kiosk.floors.to_desk", way=told, desk=language.of(way.room.name))
            return "", f"{words}\n{to_desk}"
        return "", with_desk(words, self.reception)

    def _sections(self, floor: Floor) -> Sequence[Section[Entry]]:
        guide = self.reception.hall.guide
        entries = (self._entry(each, floor) for each in guide.directory.departments)
        return (Section(name="", entries=tuple(entry for entry in entries if entry is not None)),)

    def _has_window(self, department: Department, window_id: str | None) -> bool:
        where = self.reception.hall.guide.where_department(department.department_id)
        return where is not None and window_id in {window.window_id for window in where.windows}

    def _entry(self, department: Department, floor: Floor) -> Entry | None:
        where = self.reception.hall.guide.where_department(department.department_id)
        if where is None or where.floor.floor_id != floor.floor_id:
            return None
        language = self.reception.language
        scope = Scope(department_id=department.department_id)
        return Entry(
            key=f"floors.department.{department.department_id}",
            name=language.of(department.name),
            icon=department.icon,
            line=windows_phrase(language, where.windows, Tone.LONG),
            act=lambda: self.reception.open_matters(scope),
        )


load_kv(__file__)
