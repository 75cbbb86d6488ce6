"""The shipped languages, and the sample hall that speaks them."""

from datetime import date
from functools import cache
from pathlib import Path

from hall.directory import directory_on
from hall.language import load_languages
from hall.places import Directory
from hall.plan import load_plan

ASSETS = Path(__file__).parents[2] / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
ZH, EN = LANGUAGES["zh"], LANGUAGES["en"]


@cache
def sample_directory(day: date = date(2026, 3, 2)) -> Directory:
    """Return the sample hall as of a day."""
    return directory_on(load_plan(ASSETS / "halls" / "sample"), day)


SEARCHED_ON = date(2026, 11, 24)
"""The day on whose directory the queries are asked."""
