"""Texts by key, with their places filled; a language file that is wrong is named."""

from pathlib import Path

import pytest

from hall.errors import BadSettings
from hall.language import Language, load_languages
from hall.places import Text


def write(folder: Path, code: str, text: str) -> None:
    (folder / code).mkdir(exist_ok=True)
    (folder / code / "kiosk.toml").write_text(text, encoding="utf-8")


def test_nested_tables_become_dotted_keys(tmp_path: Path) -> None:
    for code in ("zh", "en"):
        write(tmp_path, code, 'title = "T"\n[home]\nahead = "{people} ahead"')

    english = load_languages(tmp_path)["en"]

    assert english.text("kiosk.title") == "T"
    assert english.text("kiosk.home.ahead", people=3) == "3 ahead"


def test_a_missing_key_or_fact_is_an_error_not_a_blank() -> None:
    language = Language("en", {"kiosk.ahead": "{people} ahead"})

    with pytest.raises(KeyError):
        language.text("kiosk.absent")
    with pytest.raises(KeyError):
        language.text("kiosk.ahead", number=3)


def test_bilingual_data_is_told_in_the_language() -> None:
    name = Text(zh="二楼", en="Floor 2")

    assert [Language(code, {}).of(name) for code in ("zh", "en")] == ["二楼", "Floor 2"]


@pytest.mark.parametrize("text", ["title = 3", "title = ", "[a]\nb = [1]"])
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    write(tmp_path, "zh", text)

    with pytest.raises(BadSettings, match=r"kiosk\.toml"):
        load_languages(tmp_path)


def test_a_language_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="zh"):
        load_languages(tmp_path)
