"""Finding a matter on the glass: typing Chinese and English, and what to do when nothing fits."""

from collections.abc import Iterator
from datetime import date

import pytest

from hall.errors import SeriesUsedUp
from kiosk.flow import Screen
from tests.fakes.hall_server import FakeHall
from tests.kiosk.glass import Glass
from tests.kiosk.words import sample_directory


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(FakeHall(directory=sample_directory(date(2026, 11, 24))))
    yield glass
    glass.close()


def type_in(glass: Glass, letters: str) -> None:
    for letter in letters:
        glass.tap("search.space" if letter == " " else f"search.key.{letter.upper()}")


def test_pinyin_becomes_chinese_and_finds_what_it_says(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "ylj")
    glass.tap("search.candidate.养老金")
    type_in(glass, "t")
    glass.tap("search.candidate.停了")

    assert glass.reception.visit.query == "养老金停了"
    glass.tap("search.result.pension_certification")
    assert glass.reception.screen is Screen.MATTER


def test_a_space_between_syllables_changes_no_candidate(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "xinsheng er")
    glass.tap("search.candidate.新生儿")

    assert glass.reception.visit.query == "新生儿"


def test_english_words_are_completed(glass: Glass) -> None:
    glass.tap("nav.language" if "nav.language" in glass.keys else "home.language")
    glass.tap("home.search")
    type_in(glass, "noo")
    glass.tap("search.candidate.noodle")
    type_in(glass, "sh")

    assert glass.reception.visit.query == "noodle sh"
    assert "search.result.food_business_permit" in glass.keys


def test_the_other_way_of_typing_is_one_tap_away_and_the_next_visitor_has_the_usual(glass: Glass) -> None:
    glass.tap("home.search")
    glass.tap("search.typing")
    type_in(glass, "marr")
    assert "search.candidate.marriage" in glass.keys

    glass.tap("nav.home")
    glass.tap("home.search")
    type_in(glass, "jie")
    assert "search.candidate.结婚" in glass.keys


def test_digits_are_typed_on_large_keys(glass: Glass) -> None:
    glass.tap("home.search")
    glass.tap("search.digits")
    type_in(glass, "4050")

    assert "search.result.flexible_employment_subsidy" in glass.keys
    assert "search.key.A" not in glass.keys


def test_more_candidates_come_and_the_first_again_after_the_last(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "s")
    first = [key for key in glass.keys if key.startswith("search.candidate.")]

    glass.tap("search.more")
    second = [key for key in glass.keys if key.startswith("search.candidate.")]
    assert set(first) & set(second) == set()

    seen = 1
    while [key for key in glass.keys if key.startswith("search.candidate.")] != first:
        glass.tap("search.more")
        seen += 1
        assert seen < 40


def test_before_anything_is_typed_the_most_requested_are_shown(glass: Glass) -> None:
    glass.tap("home.search")

    assert "search.result.social_insurance_registration" in glass.keys


def test_when_nothing_fits_the_nearest_and_other_ways_are_offered(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "hunyindengjipipu")

    assert "没有找到" in glass.texts()
    assert "导办台" in glass.texts()
    assert "一楼" in glass.texts()
    ways = {f"search.way.{way}" for way in ("person", "firm", "departments", "desk")}
    assert ways <= set(glass.keys)
    assert "search.result.marriage_registration" in glass.keys


def test_what_only_sounds_like_it_comes_under_did_you_mean(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "jeihun")

    assert "您要找的是不是这些" in glass.texts()
    assert "search.result.marriage_registration" in glass.keys
    assert "search.way.desk" in glass.keys


def test_what_the_hall_never_does_is_found_and_says_who_does_it(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "jiazhao")
    assert "不在本厅办" in glass.texts()

    glass.tap("search.result.driving_licence")
    glass.settle()
    assert "这件事不在本厅办理" in glass.texts()
    assert "车管所" in glass.texts()
    assert "入驻" not in glass.texts()
    assert "matter.take_ticket" not in glass.keys


def test_nothing_unlike_what_was_typed_is_offered(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "uvi")

    assert "请换个说法" in glass.texts()
    assert not [key for key in glass.keys if key.startswith(("search.result.", "search.department.", "search.page."))]


@pytest.mark.parametrize(
    ("way", "screen"),
    [
        ("person", Screen.THEMES),
        ("firm", Screen.THEMES),
        ("departments", Screen.DEPARTMENTS),
        ("desk", Screen.FLOORS),
    ],
)
def test_every_other_way_leads_on_and_back(glass: Glass, way: str, screen: Screen) -> None:
    glass.tap("home.search")
    type_in(glass, "uvi")

    glass.tap(f"search.way.{way}")
    assert glass.reception.screen is screen

    glass.tap("nav.back")
    assert glass.reception.screen is Screen.SEARCH
    assert glass.reception.visit.query == "uvi"


@pytest.mark.parametrize(
    ("letters", "key", "screen"),
    [
        ("guohao", "search.page.number", Screen.NUMBER),
        ("piaodiule", "search.page.number", Screen.NUMBER),
        ("quxiaopaidui", "search.page.number", Screen.NUMBER),
        ("yuyue", "search.page.appointment", Screen.APPOINTMENT),
        ("cesuo", "search.page.floors", Screen.FLOORS),
        ("toilet", "search.page.floors", Screen.FLOORS),
    ],
)
def test_who_has_a_number_or_an_appointment_finds_the_page_for_it(
    glass: Glass, letters: str, key: str, screen: Screen
) -> None:
    glass.tap("home.search")
    type_in(glass, letters)

    results = [each for each in glass.keys if each.startswith(("search.result.", "search.page.", "search.department."))]
    assert results[0] == key
    glass.tap(key)
    assert glass.reception.screen is screen

    glass.tap("nav.back")
    assert glass.reception.screen is Screen.SEARCH


def test_a_result_says_by_which_everyday_word_it_was_found(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "kaimianguan")

    assert "对应“开面馆”" in glass.texts()


def test_a_page_that_sends_to_the_guide_desk_says_where_it_is(glass: Glass) -> None:
    glass.reception.choose_matter("business_licence")
    glass.reception.take_ticket()
    glass.desk.refuse(SeriesUsedUp())
    glass.pump(2)

    assert "导办台在一楼“大厦前台”。" in glass.texts()


def test_the_field_is_taken_back_and_cleared(glass: Glass) -> None:
    glass.tap("home.search")
    type_in(glass, "sb")
    glass.tap("search.delete")
    assert glass.reception.visit.query == "s"

    glass.tap("search.clear")
    assert glass.reception.visit.query == ""
