import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printer.bitmap import Bitmap
from tests.printer.machines import CUT, Workbench, make_workbench

EXAMPLE_TEXT = "请到二楼5号窗口"


@pytest.fixture
def bench() -> Workbench:
    return make_workbench()


def black_box(picture: Bitmap) -> tuple[int, int, int, int]:
    rows = [int.from_bytes(row, "big") for row in picture.rows()]
    used = [y for y, row in enumerate(rows) if row]
    ink = 0
    for row in rows:
        ink |= row
    width = picture.stride_bytes * 8
    right = width - 1 - ((ink & -ink).bit_length() - 1)
    return width - ink.bit_length(), used[0], right, used[-1]


def ink_of(picture: Bitmap) -> int:
    return sum(byte.bit_count() for byte in picture.data)


def run(data: bytes) -> Bitmap:
    return make_workbench().run(data)


def test_hanzi_are_twice_as_wide_as_letters():
    left, _, hanzi_right, _ = black_box(run("口口口口".encode("gb18030") + b"\n"))
    _, _, letter_right, _ = black_box(run(b"HHHH\n"))

    assert left < 6
    assert 72 < hanzi_right < 96
    assert 36 < letter_right < 48


def test_what_is_two_bytes_in_hanzi_mode_is_as_wide_as_a_hanzi():
    _, _, after_dot, _ = black_box(run("·H".encode("gb18030") + b"\n"))

    assert 24 < after_dot < 36


def test_outside_hanzi_mode_the_same_bytes_are_letters_of_the_code_page():
    box_drawing = "╔═╗".encode("cp437")

    assert run(b"\x1c." + box_drawing + b"\n") != run(b"\x1c&" + box_drawing + b"\n")
    assert run(b"\x1c.\x1bt\x10" + "é".encode("cp1252") + b"\n") == run(b"\x1c.\x1bt\x00" + "é".encode("cp437") + b"\n")


def test_initialising_brings_hanzi_mode_back():
    text = EXAMPLE_TEXT.encode("gb18030") + b"\n"

    assert run(b"\x1c.\x1b@" + text) == run(text)


def test_a_character_split_between_two_portions_is_one_character(bench: Workbench):
    data = EXAMPLE_TEXT.encode("gb18030")

    for byte in data:
        bench.interpreter.feed(bytes((byte,)))

    assert bench.run(b"\n") == run(data + b"\n")
    assert not bench.machine.findings[-1].malformed


def test_half_a_character_before_a_command_is_counted(bench: Workbench):
    bench.run(EXAMPLE_TEXT.encode("gb18030")[:1] + b"\n")

    assert bench.machine.findings[-1].malformed["text"] == 1


def test_gs_size_enlarges_both_ways():
    _, top, right, bottom = black_box(run(b"H\n"))
    _, big_top, big_right, big_bottom = black_box(run(b"\x1d!\x12H\n"))

    assert big_right == pytest.approx(2 * right, abs=3)
    assert big_bottom - big_top == pytest.approx(3 * (bottom - top), abs=4)


def test_esc_look_makes_bold_and_double():
    assert ink_of(run(b"\x1b!\x08H\n")) > ink_of(run(b"H\n"))
    assert black_box(run(b"\x1b!\x20H\n"))[2] > black_box(run(b"H\n"))[2]
    assert run(b"\x1bE\x01H\x1bE\x00\n") == run(b"\x1b!\x08H\n")


def test_underline_and_inverse_are_drawn():
    assert ink_of(run(b"\x1b-\x01 \n")) == 2 * 12
    assert ink_of(run(b"\x1dB\x01 \n")) == 12 * 24


@pytest.mark.parametrize(("n", "left"), [(0, 0), (1, 282), (2, 564)])
def test_justification_moves_the_line(n: int, left: int):
    assert black_box(run(b"\x1dB\x01" + bytes((0x1B, 0x61, n)) + b" \n"))[0] == left


def test_a_full_line_goes_on_below():
    _, _, right, bottom = black_box(run(b"\x1dB\x01" + b" " * 49 + b"\n"))

    assert right == 575
    assert bottom == 30 + 23


def test_the_print_area_can_be_narrowed():
    assert black_box(run(b"\x1dL\x64\x00\x1dB\x01 \n"))[0] == 100
    assert black_box(run(b"\x1dW\x18\x00\x1dB\x01   \n"))[3] == 30 + 23


def test_tabs_and_absolute_positions_leave_room():
    assert black_box(run(b"\x09\x1dB\x01 \n"))[0] == 96
    assert black_box(run(b"\x1b$\x32\x00\x1dB\x01 \n"))[0] == 50


@pytest.mark.parametrize(
    ("feed", "rows"),
    [(b"\n", 30), (b"\x1bJ\x50", 80), (b"\x1bd\x02", 60), (b"\x1b3\x64\n", 100), (b"\x1b3\x64\x1b2\n", 30)],
)
def test_each_way_of_feeding_feeds_that_far(feed: bytes, rows: int):
    picture = run(feed + b"\x1dv0\x00\x01\x00\x01\x00\x80")

    assert picture.height_dots == rows + 1


def test_motion_units_scale_what_is_fed():
    assert run(b"\x1dP\x00\x66\x1bJ\x0a\x1dv0\x00\x01\x00\x01\x00\x80").height_dots == 19 + 1


RASTER = b"\x01\x00\x02\x00\xa0\x40"


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (0, [0xA000, 0x4000]),
        (1, [0xCC00, 0x3000]),
        (2, [0xA000, 0xA000, 0x4000, 0x4000]),
        (3, [0xCC00, 0xCC00, 0x3000, 0x3000]),
        (51, [0xCC00, 0xCC00, 0x3000, 0x3000]),
    ],
)
def test_raster_is_printed_dot_for_dot_single_or_doubled(mode: int, expected: list[int]):
    picture = run(b"\x1dv0" + bytes((mode,)) + RASTER)

    assert [int.from_bytes(row[:2], "big") for row in picture.rows()] == expected


def test_what_is_wider_than_the_paper_is_lost():
    picture = make_workbench(width_dots=16).run(b"\x1dv0\x00\x03\x00\x01\x00\x00\x01\xff")

    assert picture.data == b"\x00\x01"


def test_raster_needs_an_empty_line(bench: Workbench):
    bench.run(b"A\x1dv0\x00" + RASTER + b"\n")

    assert bench.machine.findings[-1].malformed["GS v 0 with text in the line"] == 1


@pytest.mark.parametrize(
    ("mode", "column", "expected"),
    [
        (33, b"\x80\x00\x01", {0: 0x80, 23: 0x80}),
        (32, b"\x80\x00\x01", {0: 0xC0, 23: 0xC0}),
        (1, b"\x81", {0: 0x80, 1: 0x80, 2: 0x80, 21: 0x80, 22: 0x80, 23: 0x80}),
        (0, b"\x80", {0: 0xC0, 1: 0xC0, 2: 0xC0}),
    ],
)
def test_column_images_are_read_from_the_top(mode: int, column: bytes, expected: dict[int, int]):
    picture = run(b"\x1b*" + bytes((mode, 1, 0)) + column + b"\n")

    assert {y: row[0] for y, row in enumerate(picture.rows()) if any(row)} == expected


def test_stored_graphics_print_once():
    store = b"\x1d(L\x0c\x00\x30\x70\x30\x01\x01\x31\x08\x00\x02\x00\xa0\x40"
    printing = b"\x1d(L\x02\x00\x30\x32"
    bench = make_workbench()

    picture = bench.run(store + printing + printing)

    assert [row[0] for row in picture.rows()] == [0xA0, 0x40]
    assert bench.machine.findings[-1].malformed["GS ( L without a stored picture"] == 1


def test_graphics_whose_length_does_not_match_are_malformed(bench: Workbench):
    bench.run(b"\x1d(L\x0b\x00\x30\x70\x30\x01\x01\x31\x08\x00\x02\x00\xa0" + b"A\n")

    assert bench.machine.findings[-1].malformed["GS ( L"] == 1


def test_a_native_qr_code_is_drawn_in_modules_of_its_size():
    def symbol(module: int) -> Bitmap:
        content = b"http://h/t/x"
        return run(
            b"\x1d(k\x04\x00\x31\x41\x32\x00"
            + bytes((0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, module))
            + b"\x1d(k\x03\x00\x31\x45\x31"
            + bytes((0x1D, 0x28, 0x6B, len(content) + 3, 0, 0x31, 0x50, 0x30))
            + content
            + b"\x1d(k\x03\x00\x31\x51\x30"
        )

    assert black_box(symbol(4)) == (0, 0, 21 * 4 - 1, 21 * 4 - 1)
    assert black_box(symbol(6)) == (0, 0, 21 * 6 - 1, 21 * 6 - 1)


def test_a_qr_code_without_data_is_malformed(bench: Workbench):
    bench.run(b"\x1d(k\x03\x00\x31\x51\x30A\n")

    assert bench.machine.findings[-1].malformed["GS ( k without data that fits"] == 1


def test_unknown_malformed_and_undrawn_commands_are_counted_by_name(bench: Workbench):
    bench.run(b"\x07\x1b\x7e\x1b\x7eA\x1d\x56\x07\x1dk\x04A1\x00\x1ba\x09\x1dr\x09\n")

    findings = bench.machine.findings[-1]
    assert findings.unknown == {"07": 1, "1B 7E": 2}
    assert findings.malformed == {"GS V": 1, "ESC a": 1, "GS r": 1}
    assert findings.not_drawn == {"GS k": 1}


def test_findings_belong_to_the_ticket_they_were_made_on(bench: Workbench):
    bench.run(b"\x07A\n")
    bench.run(b"B\n")

    assert [findings.unknown.total() for findings in bench.machine.findings] == [1, 0]


def test_a_cut_without_feeding_leaves_the_last_twelve_millimetres_inside(bench: Workbench):
    bench.interpreter.feed(
        b"\x1dv0\x00\x01\x00\x01\x00\x80" + b"\x1bJ\xc8" + b"\x1dv0\x00\x01\x00\x01\x00\x40\x1dV\x00"
    )
    bench.interpreter.feed(CUT)

    first, second = bench.machine.pictures
    assert first.height_dots == 202 - 96
    assert [row[0] for row in second.rows()][-1] == 0x40


def test_blank_paper_is_no_ticket(bench: Workbench):
    bench.interpreter.feed(b"\n\n" + CUT + CUT)

    assert bench.machine.pictures == []


def test_paper_that_nobody_cuts_is_taken_off_before_it_fills_the_memory(bench: Workbench):
    for _ in range(600):
        bench.interpreter.feed(b"A\x1bJ\xff")

    assert len(bench.machine.pictures) == 2
    assert bench.paper.y < 65_536


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (b"\x1dr\x01", b"\x0c"),
        (b"\x1dr\x02", b"\x00"),
        (b"\x1bv", b"\x0c"),
        (b"\x1d(H\x06\x00\x30\x30A012", b"\x37\x22A012\x00"),
        (b"\x1dI\x42", b"_Yinhao\x00"),
        (b"\x1dI\x01", b"\x02"),
        (b"\x10\x04\x01", b""),
    ],
)
def test_questions_in_the_stream_are_answered_in_order(bench: Workbench, question: bytes, answer: bytes):
    bench.machine.paper_byte = 0x0C

    bench.interpreter.feed(question)

    assert bench.machine.answers == answer


def test_automatic_status_is_asked_for_and_ends_with_initialising(bench: Workbench):
    bench.interpreter.feed(b"\x1da\xff\x1b@")

    assert bench.machine.masks == [0xFF, 0]


def test_the_bytes_of_the_tickets_laid_end_to_end_are_the_stream(bench: Workbench):
    stream = b"\x10\x04\x01\x1b@A\n" + CUT + b"\x1dr\x01\x1b@B\n" + CUT

    bench.interpreter.feed(stream)

    assert b"".join(bench.machine.raws) == stream


PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"\x1b@", b"\n", CUT, b"\x1dV\x00", b"\x1dv0\x03" + RASTER, b"\x1c.", b"\x1c&", EXAMPLE_TEXT.encode("gb18030")]
    ),
    st.tuples(st.sampled_from([b"\x1b", b"\x1d", b"\x1c", b"\x10", b"\x1d("]), st.binary(max_size=12)).map(b"".join),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_no_bytes_whatsoever_can_upset_it(pieces: list[bytes]):
    bench = make_workbench(width_dots=64)

    for piece in pieces:
        bench.interpreter.feed(piece)
    bench.interpreter.forget()

    bench.interpreter.feed(b"\x1b@\n\x1dv0\x00\x01\x00\x01\x00\x80" + CUT)
    assert bench.machine.pictures[-1].data.endswith(b"\x80" + bytes(7))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8), st.integers(1, 7))
def test_the_paper_does_not_depend_on_how_the_bytes_are_portioned(pieces: list[bytes], portion: int):
    stream = b"".join(pieces)
    whole, portioned = make_workbench(width_dots=64), make_workbench(width_dots=64)

    whole.interpreter.feed(stream)
    for at in range(0, len(stream), portion):
        portioned.interpreter.feed(stream[at : at + portion])

    assert portioned.machine.pictures == whole.machine.pictures
    assert portioned.machine.answers == whole.machine.answers
    assert portioned.paper.cut(feeds_to_blade=True) == whole.paper.cut(feeds_to_blade=True)
