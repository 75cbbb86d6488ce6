"""What stands below a matter's name in a list."""

import pytest

from kiosk.everyday_words import list_everyday_words
from tests.kiosk.words import sample_directory

MATTERS = {today.matter.matter_id: today.matter for today in sample_directory().matters}


@pytest.mark.parametrize(
    ("matter_id", "language", "words"),
    [
        ("pension_certification", "zh", ("养老金停了", "退休金没到账")),
        ("pension_certification", "en", ("pension stopped", "pension not paid")),
        ("marriage_registration", "zh", ("结婚", "领证")),
    ],
)
def test_the_first_words_that_tell_something_new(matter_id: str, language: str, words: tuple[str, ...]) -> None:
    assert list_everyday_words(MATTERS[matter_id], language=language) == words


def test_a_name_that_says_it_all_stands_alone() -> None:
    assert list_everyday_words(MATTERS["taxi_permit"], language="zh") == ()
