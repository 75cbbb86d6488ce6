"""In larger text nothing is smaller: the screens that most visitors see (`tests.kiosk.sweep --larger`: all)."""

from collections.abc import Iterator

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from kiosk.text_sizes import STEPS, list_sizes
from tests.kiosk.larger import list_not_larger
from tests.kiosk.states import STATES, make_hall
from tests.kiosk.states_of_matters import list_pages
from tests.kiosk.sweep import SIZES, Sweep

LONG_TITLE = "tax_registration"
SCREENS = ("home", "search_found", "matter", f"matter:{LONG_TITLE}", "ticket", "my_number", "basket")


@pytest.fixture(scope="module")
def sweep() -> Iterator[Sweep]:
    directory = make_hall().directory
    matters = [today for today in directory.matters if today.matter.matter_id == LONG_TITLE]
    sweep = Sweep(SIZES[0], STATES | list_pages(matters, ["matter"]))
    yield sweep
    sweep.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_what_is_read_grows(sweep: Sweep, name: str, language: str) -> None:
    assert sweep.list_not_larger(name, language) == []


def test_what_shrank_or_stayed_small_is_found_out() -> None:
    usual = {"a caption": 28.0, "title": 60.0, "name": 40.0, "gone": 30.0}

    assert list(list_not_larger(usual, {"a caption": 35.0, "title": 60.0, "name": 46.0, "new": 30.0})) == []
    found = "\n".join(list_not_larger(usual, {"a caption": 28.0, "title": 60.0, "name": 37.0}))
    assert "no larger in larger text (28 px): 'a caption'" in found
    assert "smaller in larger text (40 → 37 px): 'name'" in found
    assert "title" not in found


@pytest.mark.parametrize("usual", [28, 30, 34, 40, 46, 60, 84])
def test_a_larger_text_may_have_every_size_that_a_smaller_one_may(usual: int) -> None:
    assert set(list_sizes(usual, 28)) <= {round(usual * 1.25), *list_sizes(round(usual * 1.25), 28)}
    assert usual in STEPS


def test_sizes_begin_with_the_largest_and_end_with_the_least() -> None:
    assert list_sizes(44, 31) == [44, 43, 40, 37, 34, 32, 31]
    assert list_sizes(28, 28) == [28]
    assert list_sizes(20, 28) == [28]
