"""The kiosk's own pages are found by what people call them; how that is read is worked out without pypinyin."""

import pytest

from hall.places import RoomKind
from hall.search_keys import make_search_keys
from kiosk.finder import COMMON_WORDS
from kiosk.pinyin_input import read_common
from kiosk.search_pages import OWN_PAGES, Reader, list_own_pages, rooms_in
from tests.kiosk.words import ASSETS, LANGUAGES

READER = Reader(read_common((ASSETS / COMMON_WORDS).read_text(encoding="utf-8").splitlines()))


def test_every_page_has_its_own_name_first_in_both_languages() -> None:
    for page in list_own_pages(LANGUAGES, READER):
        assert page.chinese[0][0] == LANGUAGES["zh"].text(f"kiosk.{page.page_id}.entry")
        assert page.english[0] == LANGUAGES["en"].text(f"kiosk.{page.page_id}.entry")
        assert min(len(page.chinese), len(page.english)) > 1


def test_words_are_read_as_the_hall_s_own_are() -> None:
    words = [word for page in list_own_pages(LANGUAGES, READER) for word in page.chinese]
    wanted = make_search_keys(word for word, _ in words).readings

    assert len(OWN_PAGES) == len(list_own_pages(LANGUAGES, READER))
    assert [(word, _usual(reading)) for word, reading in words] == [
        (word, _usual(reading)) for (word, _), reading in zip(words, wanted, strict=True)
    ]


def test_a_character_with_several_readings_has_the_one_of_its_word() -> None:
    assert READER.read("重新排队").split()[:2] == ["chong", "xin"]
    assert READER.read("重") == "zhong/chong"


def test_what_is_not_common_is_read_as_itself() -> None:
    assert READER.read("A票") == "a piao"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("上厕所", {RoomKind.TOILET, RoomKind.ACCESSIBLE_TOILET}),
        ("elevator", {RoomKind.LIFT}),
        ("失物招领", {RoomKind.DESK}),
        ("结婚", set()),
        ("", set()),
    ],
)
def test_rooms_that_somebody_asks_for_are_known_in_either_language(words: str, kinds: set[RoomKind]) -> None:
    assert rooms_in(words, LANGUAGES.values()) == kinds


def _usual(reading: str) -> list[str]:
    return [sounds.split("/")[0] for sounds in reading.split()]
