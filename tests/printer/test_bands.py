from hypothesis import given, settings
from hypothesis import strategies as st

from printer.bands import encode_bitmap, plan_bands
from printer.bitmap import Bitmap
from tests.printer.machines import make_workbench

BLANK = b"\0" * 4


def picture_of(*rows: bytes) -> Bitmap:
    return Bitmap(width_dots=32, height_dots=len(rows), data=b"".join(row.ljust(4, b"\0") for row in rows))


def test_blank_rows_are_fed_and_blank_ends_of_rows_not_sent():
    picture = picture_of(BLANK, BLANK, b"\xff\x80", BLANK, BLANK, BLANK, BLANK, b"\x01", BLANK)

    sent = encode_bitmap(picture, min_gap_rows=4, may_double=False)

    assert sent.hex(" ") == "1b 4a 02 1d 76 30 00 02 00 01 00 ff 80 1b 4a 04 1d 76 30 00 01 00 01 00 01"


def test_a_gap_smaller_than_the_least_is_sent_as_white():
    picture = picture_of(b"\x80", BLANK, BLANK, BLANK, b"\x80")

    (band,) = plan_bands(picture, min_gap_rows=4, may_double=False)

    assert band.rows == (b"\x80", b"\0", b"\0", b"\0", b"\x80")


def test_no_band_is_higher_than_256_rows():
    picture = picture_of(*[b"\xa5"] * 600)

    bands = list(plan_bands(picture, min_gap_rows=4, may_double=False))

    assert [len(band.rows) for band in bands] == [256, 256, 88]


def test_what_consists_of_double_dots_is_sent_as_a_quarter():
    picture = picture_of(*[b"\xf3\x0c"] * 20)

    (band,) = plan_bands(picture, min_gap_rows=4, may_double=True)

    assert band.is_doubled
    assert band.rows == (b"\xd2",) * 10


def test_a_doubled_band_covers_at_most_512_rows():
    picture = picture_of(*[b"\xf0"] * 1100)

    bands = list(plan_bands(picture, min_gap_rows=4, may_double=True))

    assert [len(band.rows) for band in bands] == [256, 256, 38]


def test_a_blank_picture_needs_no_bytes():
    assert encode_bitmap(picture_of(BLANK, BLANK), min_gap_rows=4, may_double=True) == b""


ROWS = st.one_of(
    st.just((BLANK,) * 9),
    st.binary(min_size=4, max_size=4).map(lambda row: (row,)),
    st.tuples(st.sampled_from([b"\xff\x00\xcc\x03", b"\x0c\x30\x00\x00"]), st.integers(1, 30)).map(
        lambda run: (run[0],) * run[1]
    ),
)


@settings(deadline=None)  # a loaded machine is no wrong picture
@given(
    parts=st.lists(ROWS, min_size=1, max_size=12),
    min_gap_rows=st.sampled_from([1, 4, 16]),
    may_double=st.booleans(),
)
def test_a_printer_gets_exactly_the_picture_however_it_is_cut_up(
    parts: list[tuple[bytes, ...]], min_gap_rows: int, may_double: bool
):
    rows = [row.replace(b"\x10", b"\x30") for part in parts for row in part]  # no real-time pairs: they cost a dot
    picture = picture_of(*rows)
    bench = make_workbench(width_dots=32)

    bench.interpreter.feed(encode_bitmap(picture, min_gap_rows=min_gap_rows, may_double=may_double))

    printed = bench.paper.cut(feeds_to_blade=True)
    assert printed.data == picture.data.rstrip(b"\0").ljust(len(printed.data), b"\0")
    assert not bench.writing.findings.unknown + bench.writing.findings.malformed
