import struct
from pathlib import Path

import pytest

from hall.errors import BadSettings
from printer.font_coverage import read_characters
from printer.placed import Weight
from tests.printer.machines import FONTS

ACCEPTED = {weight: read_characters(FONTS / f"NotoSansSC-{weight}.ttf") for weight in Weight}


def test_both_forms_of_table_are_read():
    for characters in ACCEPTED.values():
        assert {ord(character) for character in "A0号，é二"} <= characters
        assert 0xE000 not in characters


def test_regular_has_every_character_of_the_other_weights():
    for characters in ACCEPTED.values():
        assert characters <= ACCEPTED[Weight.REGULAR]


def test_a_rare_name_is_in_regular_and_not_in_the_heaviest():
    assert ord("堃") in ACCEPTED[Weight.REGULAR]
    assert ord("堃") not in ACCEPTED[Weight.BLACK]


@pytest.mark.parametrize("data", [b"", b"not a font at all", struct.pack(">IHHHH", 0x10000, 0, 0, 0, 0)])
def test_a_file_that_is_no_font_is_named(tmp_path: Path, data: bytes):
    file = tmp_path / "broken.ttf"
    file.write_bytes(data)

    with pytest.raises(BadSettings, match=r"broken\.ttf: not a font"):
        read_characters(file)


def test_a_missing_font_is_named(tmp_path: Path):
    with pytest.raises(BadSettings, match=r"absent\.ttf"):
        read_characters(tmp_path / "absent.ttf")
