"""What people type, in the sample hall: the matter that they mean is among the first three."""

import tomllib
from pathlib import Path

import pytest

from kiosk.finder import Finder
from tests.kiosk.words import SEARCHED_ON, sample_directory

TABLES = tomllib.loads((Path(__file__).parent / "everyday_queries.toml").read_text(encoding="utf-8"))
FIRSTS, NOT_SERVED, GUESSED = (TABLES.pop(each) for each in ("first", "not_served", "guessed"))
FIRST = 3


@pytest.mark.parametrize(
    ("language", "query", "wanted"),
    [(table, query, wanted) for table, rows in TABLES.items() for query, wanted in rows],
)
def test_what_people_mean_is_among_the_first_three(finder: Finder, language: str, query: str, wanted: str) -> None:
    found = finder.find(query, limit=FIRST, prefers_english=language == "english")

    assert wanted in [each.found_id for each in found]


@pytest.mark.parametrize(
    ("language", "query", "wanted"),
    [(language, query, wanted) for language, rows in FIRSTS.items() for query, wanted in rows],
)
def test_what_is_called_just_so_is_the_first(finder: Finder, language: str, query: str, wanted: str) -> None:
    (found,) = finder.find(query, limit=1, prefers_english=language == "english")

    assert found.found_id == wanted


@pytest.mark.parametrize(
    ("language", "query"), [(language, query) for language, queries in NOT_SERVED.items() for query in queries]
)
def test_what_nobody_serves_is_not_found(finder: Finder, language: str, query: str) -> None:
    assert finder.find(query, limit=FIRST, prefers_english=language == "english") == ()


@pytest.mark.parametrize(
    ("language", "query"), [(language, query) for language, queries in GUESSED.items() for query in queries]
)
def test_what_is_only_like_a_word_is_a_guess(finder: Finder, language: str, query: str) -> None:
    assert all(each.is_guess for each in finder.find(query, limit=FIRST, prefers_english=language == "english"))


@pytest.mark.parametrize("query", ["shebaoka", "sengfenzeng", "养老金停了", "my pension stopped", "lost id"])
def test_what_has_the_words_is_no_guess(finder: Finder, query: str) -> None:
    assert not any(each.is_guess for each in finder.find(query, limit=FIRST, prefers_english=" " in query))


def test_what_is_near_has_half_of_what_was_typed_and_two_whole_syllables(finder: Finder) -> None:
    for typed in ("dog licence", "养狗", "toilet", "gupiao", "uvi", "dianfei", "xinyongka", "huochepiao", "火车票"):
        assert finder.find_nearest(typed, limit=FIRST) == ()
    for typed in ("shebaoqqq", "社保嗯嗯"):
        assert finder.find_nearest(typed, limit=FIRST)
    assert [each.found_id for each in finder.find_nearest("hunyindengjipipa", limit=1)] == ["marriage_registration"]


def test_a_wrong_character_counts_as_what_it_sounds_like(finder: Finder) -> None:
    for typed, wanted in (
        ("身分证", "identity_card"),
        ("新生而落户", "newborn_household"),
        ("居主证", "residence_permit"),
    ):
        assert wanted in _find(finder, typed, limit=FIRST)


def test_every_name_finds_its_matter_by_characters_by_sound_and_in_english(finder: Finder) -> None:
    lost = [
        (today.matter.matter_id, typed)
        for today in sample_directory(SEARCHED_ON).matters
        for typed in (today.matter.name.zh, _sound_of(today.keys.readings[0]), today.matter.name.en)
        if today.matter.matter_id not in _find(finder, typed, limit=FIRST)
    ]

    assert lost == []


def test_every_everyday_word_finds_its_matter_among_the_first(finder: Finder) -> None:
    lost = [
        (today.matter.matter_id, word)
        for today in sample_directory(SEARCHED_ON).matters
        for word in (*today.matter.also, *today.matter.also_en)
        if today.matter.matter_id not in _find(finder, word, limit=2 * FIRST)
    ]

    assert lost == []


def _find(finder: Finder, typed: str, *, limit: int) -> list[str]:
    return [each.found_id for each in finder.find(typed, limit=limit, prefers_english=typed.isascii())]


def _sound_of(reading: str) -> str:
    return "".join(sounds.split("/")[0] for sounds in reading.split())
