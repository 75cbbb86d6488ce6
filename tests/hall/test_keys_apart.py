import sys
from pathlib import Path

import pytest

from hall.directory import directory_on, list_searched
from hall.keys_apart import KeysApart
from hall.plan import load_plan
from hall.search_keys import make_search_keys
from server.settings import SAMPLE_HALL

WORDS = ("社会保险登记", "银行")


def test_keys_made_apart_are_the_same() -> None:
    keys = KeysApart([WORDS, ("行政",)])

    assert keys(WORDS) == make_search_keys(WORDS)
    assert keys(["行政"]) == make_search_keys(["行政"])


def test_words_that_were_not_announced_get_their_keys_too() -> None:
    assert KeysApart([WORDS])(["结婚"]) == make_search_keys(["结婚"])


def test_without_the_process_keys_are_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\ncat > /dev/null\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))

    assert KeysApart([WORDS])(WORDS) == make_search_keys(WORDS)


def test_all_that_a_directory_has_keys_for_is_announced() -> None:
    plan = load_plan(SAMPLE_HALL)
    asked: list[tuple[str, ...]] = []

    def make_keys(words: object) -> object:
        asked.append(tuple(words))  # type: ignore[arg-type]
        return make_search_keys(asked[-1])

    directory_on(plan, plan.hall.opens_on, make_keys=make_keys)  # type: ignore[arg-type]

    assert set(asked) == set(list_searched(plan))
