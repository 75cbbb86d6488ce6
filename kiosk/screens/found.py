"""Entries of what was found, and of the other ways to find it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from hall.places import Audience, HandlingMode, RoomKind
from kiosk.amenities import amenity_in
from kiosk.flow import Screen, Step
from kiosk.phrases import Tone, pill_phrase, windows_phrase
from kiosk.reception import Reception
from kiosk.screens.chosen import mark_chosen
from kiosk.screens.queue_line import queue_line
from kiosk.search_entries import Found, Kind
from kiosk.search_pages import rooms_in
from kiosk.visit import Scope
from kiosk.widgets.figure_line import JOINT
from kiosk.widgets.list_card import Entry


def list_found(reception: Reception, found: Iterable[Found]) -> tuple[Entry, ...]:
    """Return the entries of matters, departments and the kiosk's own pages, with the words that they were found by."""
    text = reception.language.text
    return tuple(
        replace(_KINDS[each.kind](reception, each), why=text("kiosk.search.why", words=each.why) if each.why else "")
        for each in found
    )


def list_found_narrow(reception: Reception, found: Iterable[Found]) -> tuple[Entry, ...]:
    """Return the same for narrow cards in one line: the place, or else the first of what there is to say, and why."""
    return tuple(
        replace(
            entry,
            line=JOINT.join(filter(None, (entry.pill or entry.line.split(JOINT)[0], entry.why))),
            why="",
            pill="",
        )
        for entry in list_found(reception, found)
    )


def list_windows_asked(reception: Reception, typed: str) -> tuple[Entry, ...]:
    """Return the window whose number was typed, on its floor's plan; nothing when none was."""
    where, language = reception.guide.find_window(typed), reception.language
    if where is None:
        return ()
    (window,) = where.windows
    place = [language.of(each.name) for each in (where.floor, where.zone) if each is not None]
    return (
        Entry(
            key=f"search.window.{window.window_id}",
            name=windows_phrase(language, where.windows, Tone.LONG),
            line=JOINT.join([*place, *([language.of(window.name)] if window.name else [])]),
            icon="map-pin",
            is_own=True,
            act=lambda: reception.move(
                Step.FLOORS, sought=frozenset(), amenity=None, sought_window=window.window_id, floor_id=window.floor
            ),
        ),
    )


def list_other_ways(reception: Reception) -> tuple[Entry, ...]:
    """Return where else to look: by life event, by department, and the people at the guide desk."""
    text = reception.language.text
    return (
        Entry(
            key="search.way.person",
            name=text("kiosk.search.way_person"),
            line=text("kiosk.search.way_person_line"),
            icon="users",
            act=lambda: reception.open_themes(Audience.PERSON),
        ),
        Entry(
            key="search.way.firm",
            name=text("kiosk.search.way_firm"),
            line=text("kiosk.search.way_firm_line"),
            icon="storefront",
            act=lambda: reception.open_themes(Audience.FIRM),
        ),
        Entry(
            key="search.way.departments",
            name=text("kiosk.search.way_departments"),
            line=text("kiosk.search.way_departments_line"),
            icon="buildings",
            act=reception.open_departments,
        ),
        *_guide_desk(reception),
    )


def _guide_desk(reception: Reception) -> tuple[Entry, ...]:
    """Return where the nearest guide desk is; nothing when the hall's plan has none."""
    desk = reception.hall.guide.find_desk()
    if desk is None:
        return ()
    floor, room = desk
    language = reception.language
    line = language.text("kiosk.search.way_desk_line", floor=language.of(floor.name), desk=language.of(room.name))
    return (
        Entry(
            key="search.way.desk",
            name=language.text("kiosk.search.way_desk"),
            line=line,
            icon="hand-waving",
            act=lambda: reception.open_floors(frozenset({RoomKind.DESK})),
        ),
    )


def _matter(reception: Reception, found: Found) -> Entry:
    matter_id = found.found_id
    language, guide = reception.language, reception.hall.guide
    today = guide.matter(matter_id)
    where = guide.where(today)
    is_never_here = today.handling.mode is HandlingMode.ELSEWHERE  # then our office is not whose matter it is
    department = "" if is_never_here else language.of(guide.department(today.matter.department).name)
    standing = queue_line(reception, today) if where else language.text(f"kiosk.mode.{today.handling.mode}")
    entry = Entry(
        key=f"search.result.{matter_id}",
        name=language.of(today.matter.name),
        line=JOINT.join(filter(None, (standing, department))),
        pill=pill_phrase(language, where) if where else "",
        colour=where.floor.colour if where else "ink",
        act=lambda: reception.choose_matter(matter_id),
    )
    return mark_chosen(entry, reception, matter_id)


def _department(reception: Reception, found: Found) -> Entry:
    department_id = found.found_id
    language, guide = reception.language, reception.hall.guide
    department = guide.department(department_id)
    where = guide.where_department(department_id)
    handling = guide.directory.department_handling.get(department_id)
    mode = "" if where or handling is None else language.text(f"kiosk.mode.{handling}")
    return Entry(
        key=f"search.department.{department_id}",
        name=language.of(department.name),
        line=JOINT.join(filter(None, (mode, language.text("kiosk.search.department")))),
        icon=department.icon,
        pill=pill_phrase(language, where) if where else "",
        colour=where.floor.colour if where else "ink",
        act=lambda: reception.open_matters(Scope(department_id=department_id)),
    )


def _page(reception: Reception, found: Found) -> Entry:
    """Return one of the kiosk's own pages, looking as it does on the first screen."""
    text, page_id = reception.language.text, found.found_id
    languages = reception.languages.values()
    sought, amenity = rooms_in(found.why, languages), amenity_in(found.why, languages)
    icon, act = {
        Screen.NUMBER: ("ticket", reception.numbers.open_number),
        Screen.APPOINTMENT: ("calendar-check", reception.numbers.open_appointment),
        Screen.FLOORS: ("map-trifold", lambda: reception.open_floors(sought, amenity)),
        Screen.HOURS: ("clock", lambda: reception.move(Step.HOURS)),
    }[Screen(page_id)]
    return Entry(
        key=f"search.page.{page_id}",
        name=text(f"kiosk.{page_id}.entry"),
        line=text(f"kiosk.{page_id}.entry_hint"),
        icon=icon,
        is_own=True,
        act=act,
    )


_KINDS: dict[Kind, Callable[[Reception, Found], Entry]] = {
    Kind.MATTER: _matter,
    Kind.DEPARTMENT: _department,
    Kind.PAGE: _page,
}
