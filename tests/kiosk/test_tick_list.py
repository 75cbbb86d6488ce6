"""What to bring, piece by piece: however many and however long they are, each is whole and can be ticked off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.kiosk.glass import Glass  # isort: skip  # before all that imports Kivy
from hall.places import Material
from kiosk.visit import Reading
from tests.kiosk.fit import list_faults
from tests.kiosk.states import make_hall
from tests.kiosk.states_of_matters import materials_of

SIZES = [(1080, 1920), (1920, 1080), (768, 1366)]
USUAL, LARGE, LOW = frozenset[Reading](), frozenset({Reading.LARGE}), frozenset({Reading.LARGE, Reading.LOW})
MATTER = "property_name_change"
"""The six papers of this are the longest list of the sample hall."""


@contextmanager
def showing(size: tuple[int, int], reading: frozenset[Reading], *, times: int, language: str = "en") -> Iterator[Glass]:
    """Show the list of a matter that asks for its papers so many times over."""
    hall = make_hall()
    matters = tuple(
        replace(each, matter=replace(each.matter, materials=_numbered(each.matter.materials, times)))
        if each.matter.matter_id == MATTER
        else each
        for each in hall.directory.matters
    )
    hall.directory = replace(hall.directory, matters=matters)
    glass = Glass(hall, size=size)
    try:
        glass.begin_anew(hall, language=language, reading=reading)
        materials_of(MATTER)(glass)
        glass.settle()
        yield glass
    finally:
        glass.close()


def _numbered(materials: tuple[Material, ...], times: int) -> tuple[Material, ...]:
    return tuple(
        replace(each, zh=f"{each.zh}{round_ + 1}", en=f"{each.en} {round_ + 1}")
        for round_ in range(times)
        for each in materials
    )


def ticks(glass: Glass) -> list[str]:
    return [key for key in glass.keys if key.startswith("materials.")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reading", [USUAL, LARGE, LOW], ids=["usual", "large", "low"])
@pytest.mark.parametrize("size", SIZES, ids=["tall", "wide", "small"])
def test_six_long_papers_are_on_one_page(size: tuple[int, int], reading: frozenset[Reading], language: str) -> None:
    with showing(size, reading, times=1, language=language) as glass:
        assert len(ticks(glass)) == 6
        assert list_faults(glass) == []
        assert {"matter.take_ticket", "nav.back", "nav.language"} <= set(glass.keys)


@pytest.mark.parametrize("reading", [USUAL, LARGE, LOW], ids=["usual", "large", "low"])
@pytest.mark.parametrize("size", SIZES, ids=["tall", "wide", "small"])
def test_too_many_papers_are_on_pages_and_each_of_them_on_one(
    size: tuple[int, int], reading: frozenset[Reading]
) -> None:
    with showing(size, reading, times=3) as glass:
        seen = ticks(glass)
        assert list_faults(glass) == []
        while glass.control("page.next").is_enabled:
            glass.tap("page.next")
            assert list_faults(glass) == []
            seen += ticks(glass)

        assert seen == [f"materials.{place}" for place in range(1, 19)]


def test_a_paper_of_a_later_page_is_ticked_off_there() -> None:
    with showing(SIZES[0], USUAL, times=3) as glass:
        glass.tap("page.next")
        last = ticks(glass)[-1]
        glass.tap(last)

        assert glass.reception.visit.ticked == {int(last.split(".")[1]) - 1}
        assert ticks(glass)[-1] == last
        assert glass.control(last).is_ticked


def test_a_list_that_somebody_turned_begins_anew() -> None:
    with showing(SIZES[0], USUAL, times=3) as glass:
        glass.tap("page.next")
        glass.reception.go_home()
        glass.settle()
        materials_of(MATTER)(glass)
        glass.settle()

        assert ticks(glass)[0] == "materials.1"
