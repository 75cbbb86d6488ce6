import time
from dataclasses import replace

import pytest

from hall.places import Directory, MatterToday, SearchKeys, Text
from kiosk.search import Found, Kind, SearchIndex
from tests.fakes.small_hall import make_directory


def ids(found: tuple[Found, ...]) -> list[str]:
    return [each.found_id for each in found]


@pytest.fixture
def directory() -> Directory:
    return replace(make_directory(), department_keys={"social": SearchKeys(initials=("sbj",), pinyin=("shebaoju",))})


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("h", "marry"),
        ("hydj", "marry"),
        ("HUNYIN", "marry"),
        ("hun yin", "marry"),
        ("yyzz", "licence"),
        ("business", "licence"),
        ("lic", "licence"),
        ("fell lic", "timber"),
        ("zhizhao", "licence"),
    ],
)
def test_initials_full_pinyin_and_english_words_find_a_matter(directory: Directory, query: str, first: str) -> None:
    assert ids(SearchIndex(directory).find(query, limit=5))[0] == first


def test_nothing_typed_finds_nothing(directory: Directory) -> None:
    assert SearchIndex(directory).find("  ", limit=5) == ()


def test_what_fits_nothing_finds_nothing(directory: Directory) -> None:
    assert SearchIndex(directory).find("qqq", limit=5) == ()


def test_the_first_letter_already_finds(directory: Directory) -> None:
    assert ids(SearchIndex(directory).find("s", limit=5))[:2] == ["insure", "social"]


def test_a_department_is_found_beside_its_matters(directory: Directory) -> None:
    found = SearchIndex(directory).find("sb", limit=5)

    assert Found(kind=Kind.DEPARTMENT, found_id="social") in found


def test_the_own_name_goes_before_an_everyday_word(directory: Directory) -> None:
    matters = tuple(_with_keys(today) for today in directory.matters)

    found = SearchIndex(replace(directory, matters=matters)).find("jh", limit=5)

    assert ids(found)[:2] == ["timber", "marry"]


def _with_keys(today: MatterToday) -> MatterToday:
    keys = {"marry": ("hydj", "jhz"), "timber": ("jhzm",)}
    return replace(today, initials=keys.get(today.matter.matter_id, today.initials))


def test_readers_of_english_get_english_fits_first(directory: Directory) -> None:
    matters = tuple(
        replace(today, matter=replace(today.matter, name=Text(zh=today.matter.name.zh, en="Help for widows")))
        if today.matter.matter_id == "subsidy"
        else today
        for today in directory.matters
    )
    index = SearchIndex(replace(directory, matters=matters))

    assert ids(index.find("h", limit=5))[0] == "marry"
    assert ids(index.find("h", limit=5, prefers_english=True))[0] == "subsidy"


def test_no_more_than_asked_for(directory: Directory) -> None:
    assert len(SearchIndex(directory).find("l", limit=1)) == 1


def test_two_thousand_matters_take_less_than_a_fifth_of_a_second(directory: Directory) -> None:
    many = directory.matters * 334
    index = SearchIndex(replace(directory, matters=many))

    best_s = min(_time_search(index) for _ in range(5))

    assert best_s < 0.2


def _time_search(index: SearchIndex) -> float:
    started = time.process_time()
    index.find("sh", limit=60)
    return time.process_time() - started
