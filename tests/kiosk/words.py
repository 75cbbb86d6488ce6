"""The shipped languages."""

from pathlib import Path

from hall.language import load_languages

ASSETS = Path(__file__).parents[2] / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
ZH, EN = LANGUAGES["zh"], LANGUAGES["en"]
