"""Nothing on the set-up's pages is cut, covered, pale or small: every page in both languages on every glass."""

from collections.abc import Iterator

import pytest

import tests.kiosk.pane  # noqa: F401 # isort: skip  # before all that imports Kivy
from tests.kiosk.set_up_pane import DRAFTS
from tests.kiosk.sweep import SIZES, Mode, SetUpSweep


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def set_up(request: pytest.FixtureRequest) -> Iterator[SetUpSweep]:
    sweep = SetUpSweep(request.param)
    yield sweep
    sweep.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAFTS)
def test_every_page_of_the_set_up_fits(set_up: SetUpSweep, name: str, language: str) -> None:
    set_up.show(name, Mode(language=language, aids=frozenset()))

    assert set_up.list_faults() == []
