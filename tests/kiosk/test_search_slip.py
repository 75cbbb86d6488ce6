import pytest

from kiosk.search_slip import blur, is_one_slip


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
