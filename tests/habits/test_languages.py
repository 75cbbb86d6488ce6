"""Every text in every language: the same keys, the same places, letters that the fonts have, nothing untranslated."""

import re
from pathlib import Path
from string import Formatter

from hall.language import CODES, Language, load_languages

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("hall", "server", "kiosk", "display", "printer")
LANGUAGES = load_languages(ROOT / "assets" / "languages")
HAN = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = re.compile(r"^[\W\d_]*(\{\w+\}[\W\d_]*)*$|^[A-Za-z0-9 {}·:./+-]{1,12}$")


def test_both_languages_have_the_same_keys() -> None:
    zh, en = (set(LANGUAGES[code].texts) for code in CODES)

    assert zh ^ en == set()


def test_a_text_has_the_same_places_in_both_languages() -> None:
    zh, en = LANGUAGES["zh"], LANGUAGES["en"]

    assert [key for key in zh.texts if _places(zh, key) != _places(en, key)] == []


def test_no_text_is_empty() -> None:
    assert [(code, key) for code in CODES for key, text in LANGUAGES[code].texts.items() if not text] == []


def test_english_is_english() -> None:
    names_its_own_language = {key for key in LANGUAGES["en"].texts if key.endswith((".language", ".other_language"))}
    chinese = {key for key, text in LANGUAGES["en"].texts.items() if HAN.search(text)}

    assert chinese - names_its_own_language == set()


def test_nothing_is_left_untranslated() -> None:
    zh, en = LANGUAGES["zh"].texts, LANGUAGES["en"].texts
    same = [key for key, text in zh.items() if en.get(key) == text and not SAME_IN_BOTH.match(text)]

    assert same == []


def test_every_key_spelled_in_code_exists() -> None:
    parts = {key.split(".")[0] for key in LANGUAGES["zh"].texts}
    spelled = re.compile(rf"""(?:text|t|words_of|say)\(\s*['"]((?:{"|".join(sorted(parts))})\.[a-z0-9_.]+)['"]""")
    files = [
        file for package in PACKAGES for ending in ("*.py", "*.kv", "*.html") for file in (ROOT / package).rglob(ending)
    ]
    missing = {
        (file.name, key)
        for file in files
        for key in spelled.findall(file.read_text(encoding="utf-8"))
        if not _exists(key)
    }

    assert missing == set()


def _exists(key: str) -> bool:
    """Whether there is a text for a key, or for keys that begin so and end in a word made at run time."""
    texts = LANGUAGES["zh"].texts
    return any(each.startswith(key) for each in texts) if key.endswith((".", "_")) else key in texts


def _places(language: Language, key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(language.texts[key]) if name}
