import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.virtual.grammar import Kind, read_piece

WHOLE = [
    ("1B 40", "ESC @", ""),
    ("0A", "LF", ""),
    ("1B 21 30", "ESC !", "30"),
    ("1D 21 11", "GS !", "11"),
    ("1B 4A 08", "ESC J", "08"),
    ("1D 50 CB CB", "GS P", "CB CB"),
    ("1D 56 42 00", "GS V", "42 00"),
    ("1D 56 00", "GS V", "00"),
    ("1D 56 31", "GS V", "31"),
    ("1D 76 30 00 01 00 02 00 F0 0F", "GS v 0", "00 01 00 02 00 F0 0F"),
    ("1B 2A 21 01 00 FF 00 FF", "ESC *", "21 01 00 FF 00 FF"),
    ("1B 2A 00 02 00 AA 55", "ESC *", "00 02 00 AA 55"),
    ("1D 28 4C 02 00 30 32", "GS ( L", "02 00 30 32"),
    ("1D 38 4C 02 00 00 00 30 32", "GS 8 L", "02 00 00 00 30 32"),
    ("1D 28 48 06 00 30 30 41 42 43 44", "GS ( H", "06 00 30 30 41 42 43 44"),
    ("1D 28 6B 03 00 31 51 30", "GS ( k", "03 00 31 51 30"),
    ("1D 6B 04 41 31 00", "GS k", "04 41 31 00"),
    ("1D 6B 49 02 7B 41", "GS k", "49 02 7B 41"),
    ("1B 44 08 10 00", "ESC D", "08 10 00"),
    ("1C 26", "FS &", ""),
    ("1C 2E", "FS .", ""),
    ("10 04 01", "DLE EOT", "01"),
    ("10 14 08 01 03 14 01 06 02 08", "DLE DC4", "08 01 03 14 01 06 02 08"),
    ("10 14 01 00 05", "DLE DC4", "01 00 05"),
]


@pytest.mark.parametrize("rest", [b"", b"rest"], ids=["at the end", "followed"])
@pytest.mark.parametrize(("raw", "name", "parameters"), WHOLE)
def test_a_command_ends_where_the_manual_says(raw: str, name: str, parameters: str, rest: bytes):
    data = bytes.fromhex(raw)

    piece = read_piece(data + rest, 0)

    assert piece is not None
    assert (piece.kind, piece.name, piece.raw) == (Kind.COMMAND, name, data)
    assert piece.parameters == bytes.fromhex(parameters)


@pytest.mark.parametrize("raw", [raw for raw, _, _ in WHOLE])
def test_a_command_that_has_not_fully_come_is_waited_for(raw: str):
    data = bytes.fromhex(raw)

    assert [read_piece(data[:length], 0) for length in range(1, len(data))] == [None] * (len(data) - 1)


@pytest.mark.parametrize(
    ("raw", "kind", "name", "length"),
    [
        ("07", Kind.UNKNOWN, "07", 1),
        ("1B 7E 41", Kind.UNKNOWN, "1B 7E", 2),
        ("1D 01 41", Kind.UNKNOWN, "1D 01", 2),
        ("1B 4C 41", Kind.UNKNOWN, "1B 4C", 2),
        ("1D 76 31 41", Kind.UNKNOWN, "1D 76", 2),
        ("1D 76 30 09 01 00 01 00 FF", Kind.MALFORMED, "GS v 0", 8),
        ("1D 76 30 00 00 00 01 00 FF", Kind.MALFORMED, "GS v 0", 8),
        ("1D 76 30 00 01 00 00 FF 41", Kind.MALFORMED, "GS v 0", 8),
        ("1B 2A 05 01 00 FF", Kind.MALFORMED, "ESC *", 5),
        ("1D 56 07 41", Kind.MALFORMED, "GS V", 3),
        ("1D 6B 40 41 41", Kind.MALFORMED, "GS k", 3),
        ("10 14 05 41", Kind.MALFORMED, "DLE DC4", 3),
        ("1D 38 4C FF FF FF FF 30", Kind.MALFORMED, "GS 8 L", 7),
    ],
)
def test_what_is_unknown_or_out_of_range_is_named_and_ends_soon(raw: str, kind: Kind, name: str, length: int):
    piece = read_piece(bytes.fromhex(raw), 0)

    assert piece is not None
    assert (piece.kind, piece.name, len(piece.raw)) == (kind, name, length)


def test_text_ends_at_the_next_control_character():
    piece = read_piece("号A012".encode("gb18030") + b"\n", 0)

    assert piece is not None
    assert piece.kind is Kind.TEXT
    assert piece.raw == "号A012".encode("gb18030")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_to_their_end_or_up_to_an_unfinished_command(data: bytes):
    at, read = 0, b""
    while at < len(data) and (piece := read_piece(data, at)) is not None:
        assert piece.raw
        read += piece.raw
        at += len(piece.raw)

    assert data.startswith(read)
