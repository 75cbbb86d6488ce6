"""What to bring, in short: each piece behind its bullet, and none left out unsaid."""

from tests.kiosk.glass import Glass  # before all that imports Kivy

import pytest  # isort: skip
from kiosk.visit import Reading  # isort: skip
from kiosk.widgets.material_lines import BulletRow, MaterialLines  # isort: skip
from tests.kiosk.states import STATES, make_hall  # isort: skip

USUAL, LARGE = frozenset[Reading](), frozenset({Reading.LARGE})


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["tall", "wide"])
@pytest.mark.parametrize("reading", [USUAL, LARGE], ids=["usual", "large"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", ["matter", "matter_no_window"])
def test_every_piece_is_shown_or_counted(
    state: str, language: str, reading: frozenset[Reading], size: tuple[int, int]
) -> None:
    glass = Glass(make_hall(), size=size)
    try:
        glass.begin_anew(make_hall(), language=language, reading=reading)
        STATES[state](glass)
        glass.settle()
        lines = glass.visible(MaterialLines)[0]
        rows = [each for each in lines.walk(restrict=True) if isinstance(each, BulletRow)]

        bulleted = [row.words for row in rows if row.has_bullet]
        besides = [row.words for row in rows if not row.has_bullet]

        assert bulleted == lines.materials[: len(bulleted)]
        assert besides == (
            [] if len(bulleted) == len(lines.materials) else [lines._rest(len(bulleted))]  # told in the visitor's words
        )
        assert all(row.y >= lines.y - 1 for row in rows)
    finally:
        glass.close()


def test_a_longer_piece_goes_on_under_its_own_words() -> None:
    glass = Glass(make_hall())
    try:
        glass.begin_anew(make_hall(), language="en", reading=LARGE)
        STATES["matter_stopped"](glass)
        glass.settle()
        rows = glass.visible(BulletRow)

        broken = [row for row in rows if "\n" in row.ids.words.text]

        assert broken
        assert all(row.ids.words.x > row.x for row in broken)
    finally:
        glass.close()
