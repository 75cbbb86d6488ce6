"""Every job, read by a reader that is not the product's own: no command that it does not know, nothing out of range."""

import random
from dataclasses import replace

import pytest

from hall.places import Text
from printer.job import Job, encode_recovery
from printer.press import SlipPress, open_press
from printer.profiles import Encoding, load_profiles
from tests.printer.escpos_reader import read
from tests.printer.machines import ASSETS
from tests.printer.slips import URL, make_slip

PROFILES = load_profiles()
NAMES = 1_000
AS_PICTURE = [name for name in PROFILES if PROFILES[name].encoding is Encoding.RASTER]


def bytes_of(job: Job) -> bytes:
    return job.picture_bytes + job.cut_bytes


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize("name", PROFILES)
def test_every_model_gets_only_commands_that_are_in_the_manual(name: str, encoding: Encoding):
    profile = replace(PROFILES[name], encoding=encoding)

    found = read(bytes_of(open_press(ASSETS, profile).make_job(make_slip())), width_dots=profile.width_dots)

    assert found.faults == []
    if encoding is Encoding.NATIVE and profile.native_qr:
        assert found.qr == [URL.encode()]
    if encoding is Encoding.RASTER:
        assert found.text == b""


def test_what_cuts_off_a_torn_piece_is_read_too():
    recovery = encode_recovery(PROFILES["generic-80"])

    assert read(recovery.lstrip(b"\0"), width_dots=576).faults == []


def test_the_reader_itself_finds_what_is_wrong():
    wrong = [
        b"\x1bq",
        b"\x1dv0\x00\x49\x00\x01\x00" + bytes(73),
        b"\x81",
        b"A\x1dv0\x00\x01\x00\x01\x00\x00",
        b"\x1ba\x09",
    ]

    assert all(read(data, width_dots=576).faults for data in wrong)


@pytest.fixture(scope="module")
def native() -> SlipPress:
    return open_press(ASSETS, PROFILES["native-80"])


def random_name(chance: random.Random) -> str:
    """Return some characters of any script, controls and halves of pairs among them."""
    planes = ((0x20, 0x7F), (0x4E00, 0x9FA6), (0x3400, 0x4DC0), (0x20000, 0x2A6E0), (0, 0x3000), (0xD800, 0x20000))
    return "".join(chr(chance.randrange(*chance.choice(planes))) for _ in range(chance.randrange(1, 12)))


def test_a_thousand_names_of_any_characters_print(native: SlipPress):
    """As text: every name is looked at letter by letter; as pictures one in ten, which take twenty times as long."""
    chance = random.Random(5)
    pictures = open_press(ASSETS, PROFILES["generic-58"])
    for at in range(NAMES):
        name = random_name(chance)
        slip = make_slip(matter=Text(zh=name, en=name), department=Text(zh=name, en="x"))
        for press, width in ((native, 576), *([(pictures, 384)] if at % 10 == 0 else [])):
            found = read(bytes_of(press.make_job(slip)), width_dots=width)
            assert found.faults == [], (at, name)
            assert b"?" not in found.text.replace(b"?" * name.count("?"), b""), (at, name)
