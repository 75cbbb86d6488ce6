"""What stands beside a matter that was found: first how its line stands, for where there is too little room."""

from collections.abc import Iterator
from datetime import date

import pytest

from kiosk.widgets.figure_line import JOINT, FigureLine
from tests.fakes.hall_server import FakeHall
from tests.kiosk.glass import Glass
from tests.kiosk.states_of_matters import matter_of, without_window
from tests.kiosk.words import sample_directory


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(FakeHall(directory=sample_directory(date(2026, 11, 24))))
    without_window(matter_of("unemployment_benefit"))(glass)
    yield glass
    glass.close()


@pytest.mark.parametrize(
    ("language", "query", "said"), [("en", "unemployment", "No window open"), ("zh", "syj", "暂无")]
)
def test_that_no_window_is_open_is_said_also_beside_an_office_of_a_long_name(
    glass: Glass, language: str, query: str, said: str
) -> None:
    glass.read(language, frozenset())
    glass.reception.go_home()
    glass.reception.open_search()
    glass.reception.type_query(query)
    glass.app._show()
    glass.settle()

    firsts = [each.text.split(JOINT)[0] for each in glass.visible(FigureLine)]
    assert [each for each in firsts if each.startswith(said)], firsts
