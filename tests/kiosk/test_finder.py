from dataclasses import replace

import pytest

from kiosk import finder as finding
from kiosk.finder import Finder
from kiosk.search import SearchIndex
from tests.kiosk.words import ASSETS, LANGUAGES, SEARCHED_ON, sample_directory


def test_a_directory_is_made_ready_once_and_another_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    directory, made = sample_directory(SEARCHED_ON), []

    def make(known: object, **facts: object) -> SearchIndex:
        made.append(known)
        return SearchIndex(known, **facts)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(finding, "SearchIndex", make)
    finder = Finder(LANGUAGES, assets=ASSETS)
    for each in (directory, replace(directory), directory):
        finder.learn(each)
        assert finder.find("jh", limit=1, prefers_english=False)
    assert made == [directory]

    fewer = replace(directory, matters=directory.matters[:1])
    finder.learn(fewer)
    finder.find("jh", limit=1, prefers_english=False)
    assert made == [directory, fewer]
    finder.stop()
