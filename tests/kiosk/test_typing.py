from kiosk.pinyin_input import Candidate
from kiosk.typing import LONGEST, Typed


def test_letters_at_the_end_wait_for_a_candidate() -> None:
    typed = Typed("我的养老金ting")

    assert (typed.chinese, typed.letters) == ("我的养老金", "ting")


def test_a_candidate_takes_the_place_of_the_letters_that_it_stands_for() -> None:
    typed = Typed("养老金tingle")

    assert typed.with_candidate(Candidate(text="停", letters=4), is_word=False) == Typed("养老金停le")


def test_spaces_between_syllables_change_nothing() -> None:
    typed = Typed("我的xin sheng er")

    assert (typed.chinese, typed.pinyin) == ("我的", "xinshenger")
    assert typed.with_candidate(Candidate(text="新生", letters=8), is_word=False) == Typed("我的新生er")


def test_a_word_is_followed_by_a_space() -> None:
    assert Typed("open noo").with_candidate(Candidate(text="noodle", letters=3), is_word=True) == Typed("open noodle ")


def test_no_space_stands_first_or_twice() -> None:
    assert Typed("").with_letter(" ") == Typed("")
    assert Typed("a ").with_letter(" ") == Typed("a ")


def test_a_full_field_takes_no_more() -> None:
    full = Typed("a" * LONGEST)

    assert full.with_letter("b") == full
    assert full.without_last().with_letter("b").text.endswith("ab")


def test_taking_back_from_nothing_leaves_nothing() -> None:
    assert Typed("").without_last() == Typed("")
