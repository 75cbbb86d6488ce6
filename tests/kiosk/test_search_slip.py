import pytest

from kiosk.search_slip import blur, is_one_slip, is_two_slips, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("bao", "bap"), ("bao", "ba"), ("bao", "baao"), ("bao", "abo"), ("bao", "boa"), ("a", "ab"), ("bao", "xbao")],
)
def test_one_wrong_missing_extra_or_swapped_letter_is_one_slip(one: str, other: str) -> None:
    assert is_one_slip(one, other)
    assert is_one_slip(other, one)


@pytest.mark.parametrize(("one", "other"), [("bao", "bao"), ("bao", "oab"), ("bao", "b"), ("bao", "xyo"), ("ab", "cd")])
def test_none_or_more_than_one_is_not(one: str, other: str) -> None:
    assert not is_one_slip(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhang", "zan"),
        ("cheng", "cen"),
        ("shi", "si"),
        ("ning", "lin"),
        ("fu", "hu"),
        ("fang", "huang"),
        ("fei", "hui"),
        ("nv", "lu"),
    ],
)
def test_what_many_speakers_do_not_tell_apart_is_alike(one: str, other: str) -> None:
    assert blur(one) == blur(other)


@pytest.mark.parametrize(("one", "other"), [("zhang", "chang"), ("bao", "pao"), ("dong", "deng"), ("yi", "yu")])
def test_what_everybody_tells_apart_is_not(one: str, other: str) -> None:
    assert blur(one) != blur(other)


@pytest.mark.parametrize(
    ("one", "other"), [("restorant", "restaurant"), ("abcd", "badc"), ("abcd", "abxy"), ("ab", "abcd")]
)
def test_two_wrong_missing_or_swapped_are_two_slips(one: str, other: str) -> None:
    assert is_two_slips(one, other)
    assert is_two_slips(other, one)


@pytest.mark.parametrize(("one", "other"), [("abcd", "abcd"), ("abcd", "abcx"), ("abcd", "xyzd"), ("ab", "abcde")])
def test_one_three_or_none_are_not_two(one: str, other: str) -> None:
    assert not is_two_slips(one, other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("farmacy", "pharmacy"),
        ("sertificate", "certificate"),
        ("buisness", "business"),
        ("pention", "pension"),
        ("forener", "foreigner"),
    ],
)
def test_english_spelled_by_ear_sounds_alike(typed: str, meant: str) -> None:
    assert sound_of(typed) == sound_of(meant)


@pytest.mark.parametrize(("one", "other"), [("tax", "task"), ("pension", "person"), ("art", "rat"), ("card", "court")])
def test_other_english_words_sound_otherwise(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
