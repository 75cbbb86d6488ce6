"""How many touches it takes, from the first screen on, to come to any matter by browsing; measured on real pages."""

from collections.abc import Iterator
from datetime import date

import pytest

from hall.places import Audience
from kiosk.screens.departments import SECTIONS
from kiosk.screens.matters import FEW
from kiosk.visit import Reading, Scope
from tests.fakes.hall_server import FakeHall
from tests.kiosk.glass import Glass
from tests.kiosk.words import sample_directory

MOST, MOST_ENGLISH = 6, 7
"""Touches to the matter's page, the one on the matter counted, in larger text too; English names take more room."""

USUAL, LARGE = frozenset[Reading](), frozenset({Reading.LARGE})
WAYS = {"zh": ("zh", USUAL), "zh-large": ("zh", LARGE), "en": ("en", USUAL), "en-large": ("en", LARGE)}


@pytest.fixture(scope="module")
def made() -> Iterator[Glass]:
    """A glass on the whole sample hall, which takes seconds to make."""
    glass = Glass(FakeHall(directory=sample_directory(date(2026, 11, 24))))
    yield glass
    glass.close()


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def glass(made: Glass, request: pytest.FixtureRequest) -> Glass:
    language, aids = request.param
    made.reception.end_visit()
    made.read(language, aids)
    return made


def count_on_page(glass: Glass, prefix: str) -> int:
    return len([key for key in glass.keys if key.startswith(prefix)])


def count_matters_a_page(glass: Glass) -> dict[bool, int]:
    """Return how many matters stand on a page of a short list, and of a long one."""
    counts = {}
    for scope in (Scope(department_id="civil_affairs"), Scope(audience=Audience.PERSON, theme_id="home")):
        glass.reception.open_matters(scope)
        glass.settle()
        counts[len(glass.reception.hall.guide.list_matters(scope)) > FEW] = count_on_page(glass, "matters.")
        glass.reception.go_back()
    return counts


def most_of(glass: Glass) -> int:
    return MOST if glass.reception.visit.language == "zh" else MOST_ENGLISH


def page_of(place: int, per_page: int) -> int:
    """Return how many times a list is turned to come to the entry at a place."""
    return place // per_page


def test_every_matter_of_a_theme_is_within_reach(glass: Glass) -> None:
    guide = glass.reception.hall.guide
    glass.tap("home.browse.person")
    themes_a_page = count_on_page(glass, "themes.")
    matters_a_page = count_matters_a_page(glass)

    far = []
    for audience in Audience:
        for place, theme in enumerate(guide.list_themes(audience)):
            matters = guide.list_matters(Scope(audience=audience, theme_id=theme.theme_id))
            touches = 3 + page_of(place, themes_a_page) + page_of(len(matters) - 1, matters_a_page[len(matters) > FEW])
            if touches > most_of(glass):
                far.append((audience.value, theme.theme_id, touches))

    assert far == []


def test_every_matter_is_in_a_theme(glass: Glass) -> None:
    guide = glass.reception.hall.guide
    by_theme = {
        today.matter.matter_id
        for audience in Audience
        for theme in guide.list_themes(audience)
        for today in guide.list_matters(Scope(audience=audience, theme_id=theme.theme_id))
    }

    assert by_theme == {today.matter.matter_id for today in guide.directory.matters}


def test_every_matter_of_a_department_is_within_reach(glass: Glass) -> None:
    guide = glass.reception.hall.guide
    glass.tap("home.browse.departments")
    departments_a_page = count_on_page(glass, "departments.")
    matters_a_page = count_matters_a_page(glass)

    is_large = Reading.LARGE in glass.reception.visit.reading
    far, pages_before = [], 0
    for modes in [SECTIONS] if is_large else [(mode,) for mode in SECTIONS]:
        departments = [each for mode in modes for each in guide.list_departments(mode)]
        for place, department in enumerate(departments):
            matters = guide.list_matters(Scope(department_id=department.department_id))
            turns = pages_before + page_of(place, departments_a_page)
            touches = 3 + turns + page_of(len(matters) - 1, matters_a_page[len(matters) > FEW])
            if touches > most_of(glass):
                far.append((department.department_id, touches))
        pages_before += -(-len(departments) // departments_a_page)

    assert far == []


def test_every_matter_of_a_floor_is_within_reach(glass: Glass) -> None:
    guide = glass.reception.hall.guide
    glass.tap("home.browse.departments")
    matters_a_page = count_matters_a_page(glass)
    glass.tap("nav.home")
    glass.tap("home.browse.floors")

    far = []
    for floor in guide.directory.floors:
        glass.tap(f"floors.{floor.floor_id}")
        a_page = count_on_page(glass, "floors.department.")
        wheres = [(each, guide.where_department(each.department_id)) for each in guide.directory.departments]
        there = [each for each, where in wheres if where is not None and where.floor.floor_id == floor.floor_id]
        for place, department in enumerate(there):
            matters = guide.list_matters(Scope(department_id=department.department_id))
            touches = 4 + page_of(place, a_page) + page_of(len(matters) - 1, matters_a_page[len(matters) > FEW])
            if touches > most_of(glass):
                far.append((floor.floor_id, department.department_id, touches))

    assert far == []
