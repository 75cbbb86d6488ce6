"""Thirty errands, typed in more than 300 ways: what is meant is among the first three."""

import tomllib
from pathlib import Path

import pytest

from kiosk.finder import Finder

TASKS = tomllib.loads((Path(__file__).parent / "said_at_the_desk.toml").read_text(encoding="utf-8"))["tasks"]
FIRST = 3


@pytest.mark.parametrize("place", range(len(TASKS)))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_meant_is_among_the_first_three(finder: Finder, place: int, language: str) -> None:
    wanted = {*TASKS[place]["wanted"]}

    missed = [said for said in TASKS[place][language] if not wanted & {*_find(finder, said, language)}]

    assert missed == []


def test_there_are_thirty_errands_and_many_ways_to_say_each() -> None:
    assert len(TASKS) >= 30
    assert sum(len(task["zh"]) + len(task["en"]) for task in TASKS) >= 300


def _find(finder: Finder, said: str, language: str) -> list[str]:
    return [each.found_id for each in finder.find(said, limit=FIRST, prefers_english=language == "en")]
