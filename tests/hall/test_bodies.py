"""What may be written for glass and boards: what their font has, and nothing that would be a box."""

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from hall.bodies import SHOWN
from hall.devices import Told
from printer.font_coverage import read_characters

FONT = Path(__file__).resolve().parent.parent.parent / "assets" / "fonts" / "NotoSansSC-Regular.ttf"


@pytest.mark.parametrize(
    "words",
    [
        "三楼电梯检修，请走楼梯。",
        "Lift 2 (east) – call ☎ 010-123",
        "★ 14:00–15:30 培训，1 号窗口暂停 ※",
        "珺玥女士请到导办台",
    ],
)
def test_words_are_taken_as_they_are(words: str) -> None:
    assert TypeAdapter(Told).validate_python({"zh": words, "en": words}).zh == words
    assert {*map(ord, words)} <= read_characters(FONT)


@pytest.mark.parametrize(
    "words", ["祝大家开心😀", "注意❗", "完成✅", "☎️ 010", "家庭👨‍👩‍👧", "two\nlines", "bell\x07", "🇨🇳"]
)
def test_an_emoji_or_a_line_break_is_refused(words: str) -> None:
    with pytest.raises(ValidationError, match="zh"):
        TypeAdapter(Told).validate_python({"zh": words, "en": "words"})


def test_no_symbol_that_a_telephone_writes_becomes_a_box() -> None:
    has = read_characters(FONT)
    written_as_pictures = [
        *range(0x231A, 0x231C),
        *range(0x23E9, 0x23F4),
        *range(0x25FD, 0x25FF),
        0x2705,
        0x2728,
        0x2757,
    ]

    assert [hex(each) for each in written_as_pictures if re.match(SHOWN, chr(each)) and each not in has] == []
