import pytest

from printer import escpos
from printer.bitmap import Bitmap
from printer.job import encode_job, encode_presenting, encode_recovery
from printer.profiles import get_profile
from tests.printer.machines import CUT, make_picture, make_workbench

DOT = Bitmap(width_dots=576, height_dots=1, data=b"\x80" + bytes(71))


def test_a_job_begins_afresh_and_ends_with_a_cut():
    job = encode_job(DOT, get_profile("generic-80"))

    assert job.picture_bytes.hex(" ") == "1b 40 1d 76 30 00 01 00 01 00 80"
    assert job.cut_bytes.hex(" ") == "1d 56 42 00"
    assert job.rows == 1
    assert job.size_bytes == 15


@pytest.mark.parametrize(
    ("profile_name", "sent"),
    [
        ("custom-vkp80", "1d 65 03 0c"),
        ("custom-vkp80iii", "1c 50 10 01 45 14"),
        ("custom-kpm", ""),
        ("masung-ms-d347", ""),
        ("generic-80", ""),
    ],
)
def test_only_a_presenter_whose_commands_are_known_is_told_to_hold_the_slip_out(profile_name: str, sent: str):
    assert encode_presenting(get_profile(profile_name)).hex(" ") == sent


def test_a_printer_that_feeds_half_dots_is_told_the_unit_and_asked_to_report_changes():
    job = encode_job(DOT, get_profile("epson-tm-t88"))

    assert job.picture_bytes.startswith(bytes.fromhex("1b 40 1d 50 b4 b4 1d 61 ff"))


def test_gaps_are_as_high_as_drawn_on_a_printer_that_powers_up_with_half_dots():
    rows = [b"\x80".ljust(64, b"\0"), *[bytes(64)] * 40, b"\x80".ljust(64, b"\0")]
    picture = Bitmap(width_dots=512, height_dots=42, data=b"".join(rows))
    bench = make_workbench(width_dots=512, dpi=180, units_per_inch=360)

    printed = bench.run(encode_job(picture, get_profile("epson-tm-t88")).picture_bytes)

    assert printed == picture


def test_after_a_job_that_broke_off_anywhere_the_next_comes_out_whole():
    profile = get_profile("generic-80")
    job = encode_job(make_picture(3), profile)
    for length in range(1, len(job.picture_bytes), 487):
        bench = make_workbench()
        bench.interpreter.feed(job.picture_bytes[:length])

        printed = bench.run(encode_recovery(profile) + job.picture_bytes)

        assert printed == make_picture(3), length
        assert len(bench.machine.pictures) <= 2


def test_recovery_prints_nothing_by_itself():
    bench = make_workbench()

    bench.interpreter.feed(encode_recovery(get_profile("generic-80")) + CUT)

    assert bench.machine.pictures == []
    assert not bench.writing.findings.unknown
    assert len(encode_recovery(get_profile("generic-80"))) == 256 * 72 + len(escpos.INITIALIZE + CUT)
