import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer import escpos


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (escpos.INITIALIZE, "1B 40"),
        (escpos.CUT_FEEDING_TO_BLADE, "1D 56 42 00"),
        (escpos.CLEAR_BUFFERS, "10 14 08 01 03 14 01 06 02 08"),
        (escpos.ask_status(1), "10 04 01"),
        (escpos.ask_status(4), "10 04 04"),
        (escpos.set_automatic_status(escpos.ALL_STATUS), "1D 61 FF"),
        (escpos.set_automatic_status(0), "1D 61 00"),
        (escpos.ask_status_in_order(), "1D 72 01"),
        (escpos.ask_process_id("A1b ".replace(" ", "2")), "1D 28 48 06 00 30 30 41 31 62 32"),
        (escpos.set_motion_units(per_inch=203), "1D 50 CB CB"),
        (escpos.feed_dots(0), ""),
        (escpos.feed_dots(7), "1B 4A 07"),
        (escpos.feed_dots(255), "1B 4A FF"),
        (escpos.feed_dots(300), "1B 4A FF 1B 4A 2D"),
        (escpos.print_band([b"\xf0\x01"]), "1D 76 30 00 02 00 01 00 F0 01"),
        (escpos.print_band([b"\xf0"] * 256), "1D 76 30 00 01 00 00 01" + " F0" * 256),
        (escpos.print_band([b"\xaa", b"\x55"], is_doubled=True), "1D 76 30 03 01 00 02 00 AA 55"),
    ],
)
def test_commands_are_these_bytes(command: bytes, expected: str):
    assert command.hex(" ").upper() == expected


@pytest.mark.parametrize("rows", [[], [b""], [b"\x01"] * 257, [b"\x01", b"\x01\x02"]])
def test_a_band_that_no_printer_could_read_is_refused(rows: list[bytes]):
    with pytest.raises((ValueError, IndexError)):
        escpos.print_band(rows)


@pytest.mark.parametrize("process_id", ["", "A1", "A1234", "A12号", "A12\n"])
def test_a_process_id_is_four_printable_letters(process_id: str):
    with pytest.raises(ValueError, match="four printable"):
        escpos.ask_process_id(process_id)


@pytest.mark.parametrize("part", [0, 5])
def test_there_are_four_parts_of_status(part: int):
    with pytest.raises(ValueError, match="1 to 4"):
        escpos.ask_status(part)


@given(st.lists(st.sampled_from([0x00, 0x04, 0x05, 0x10, 0x14, 0xFF]), max_size=40).map(bytes))
def test_image_bytes_never_hold_a_realtime_command(dots: bytes):
    safe = escpos.without_realtime_commands(dots)

    assert not any(pair in safe for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert len(safe) == len(dots)
    assert all(new & old == old and (new ^ old).bit_count() <= 1 for new, old in zip(safe, dots, strict=True))
