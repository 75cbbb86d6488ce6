"""How much a page holds: larger words and a glass that lies must not make a way long."""

from collections.abc import Iterator

import pytest

from tests.kiosk.glass import Glass  # isort: skip  # before all that imports Kivy
from kiosk.visit import Reading
from tests.kiosk.states import make_hall

LYING = (1920, 1080)
LARGE = frozenset({Reading.LARGE})


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    yield glass
    glass.close()


@pytest.fixture
def lying() -> Iterator[Glass]:
    glass = Glass(make_hall(), size=LYING)
    yield glass
    glass.close()


def shown(glass: Glass, prefix: str) -> list[str]:
    return [key for key in glass.keys if key.startswith(prefix)]


def test_a_glass_that_lies_shows_a_page_of_departments_and_of_results(lying: Glass) -> None:
    lying.tap("home.browse.departments")
    assert len(shown(lying, "departments.")) >= 12

    lying.tap("nav.home")
    lying.tap("home.search")
    assert len(shown(lying, "search.result.")) >= 3
    lying.tap("search.key.S")
    assert len(shown(lying, "search.result.") + shown(lying, "search.department.")) >= 3


@pytest.mark.parametrize(("language", "least"), [("zh", 8), ("en", 6)])
def test_a_floor_lists_its_departments_in_larger_text_beside_its_plan(glass: Glass, language: str, least: int) -> None:
    glass.begin_anew(make_hall(), language=language, reading=LARGE)

    glass.tap("home.browse.floors")
    glass.tap("floors.3")

    assert len(shown(glass, "floors.department.")) >= least


def test_larger_text_with_a_basket_keeps_four_matters_on_the_first_screen(glass: Glass) -> None:
    glass.begin_anew(make_hall(), language="en", reading=LARGE)

    glass.reception.choose_matter("business_licence")
    glass.reception.wishes.look_for_another()
    glass.reception.choose_matter("business_licence")
    glass.reception.wishes.add_another()
    glass.settle()

    assert "home.basket" in glass.keys
    assert len(shown(glass, "home.featured.")) == 4


def test_the_floor_that_was_chosen_is_still_there_on_the_way_back_and_not_for_the_next(glass: Glass) -> None:
    glass.tap("home.browse.floors")
    glass.tap("floors.3")
    glass.tap(shown(glass, "floors.department.")[0])
    glass.tap("nav.back")
    assert glass.reception.visit.floor_id == "3"
    assert len(shown(glass, "floors.department.")) > 0

    glass.reception.end_visit()
    glass.settle()
    glass.tap("home.browse.floors")

    assert shown(glass, "floors.department.") == []
