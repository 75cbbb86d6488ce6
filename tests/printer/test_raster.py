import pytest

from printer.bitmap import Bitmap
from printer.fonts import FontBook
from printer.placed import (
    Page,
    Placed,
    PlacedBox,
    PlacedDisc,
    PlacedQr,
    PlacedStroke,
    PlacedText,
    TextStyle,
    Weight,
)
from printer.raster import draw_page, to_image
from tests.printer.machines import FONTS


@pytest.fixture(scope="module")
def fonts() -> FontBook:
    return FontBook(FONTS)


def draw(fonts: FontBook, *items: Placed, width: int = 200, height: int = 100) -> Bitmap:
    return draw_page(Page(width_dots=width, height_dots=height, items=items), fonts)


def black_box(picture: Bitmap) -> tuple[int, int, int, int]:
    places = [(x, y) for y in range(picture.height_dots) for x in range(picture.width_dots) if picture.is_black(x, y)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def text(words: str, **how: object) -> PlacedText:
    style = TextStyle(size_dots=how.pop("size", 40), weight=how.pop("weight", Weight.BOLD))  # type: ignore[arg-type]
    return PlacedText(text=words, x=20, baseline_y=60, style=style, **how)  # type: ignore[arg-type]


def test_a_box_covers_exactly_its_dots(fonts: FontBook):
    picture = draw(fonts, PlacedBox(x=10, y=5, width=20, height=8))

    assert black_box(picture) == (10, 5, 29, 12)


def test_a_frame_is_white_inside(fonts: FontBook):
    picture = draw(fonts, PlacedBox(x=10, y=10, width=40, height=40, stroke_dots=2))

    assert picture.is_black(10, 30)
    assert not picture.is_black(30, 30)


def test_a_rule_is_two_dots_high(fonts: FontBook):
    picture = draw(fonts, PlacedStroke(points=((10, 50), (189, 50)), width=2))

    left, top, right, bottom = black_box(picture)
    assert (left, right, bottom - top) == (10, 189, 1)


def test_letters_stand_on_their_baseline(fonts: FontBook):
    left, _, _, bottom = black_box(draw(fonts, text("A12")))

    assert abs(bottom - 59) <= 1
    assert left >= 20


def test_small_text_is_as_dark_as_it_was_drawn(fonts: FontBook):
    style = TextStyle(size_dots=26, weight=Weight.MEDIUM)
    ((words, font),) = fonts.split("社会保险登记", style)
    grey = sum(font.getmask(words, mode="L")) / 255

    picture = draw(fonts, PlacedText(text=words, x=10, baseline_y=60, style=style))

    assert sum(byte.bit_count() for byte in picture.data) == pytest.approx(grey, rel=0.15)


def test_white_text_leaves_letters_in_black_ground(fonts: FontBook):
    ground = PlacedBox(x=0, y=0, width=200, height=100)
    black = draw(fonts, text("号", size=48))
    white = draw(fonts, ground, text("号", size=48, is_white=True))

    assert sum(byte.bit_count() for byte in white.data) < 200 * 100
    assert white.is_black(1, 1)
    assert sum(byte.bit_count() for byte in black.data) > 200


def test_coarse_things_consist_of_double_dots(fonts: FontBook):
    picture = draw(
        fonts,
        text("A0", size=50, is_coarse=True),
        PlacedDisc(x=150, y=50, radius=10, is_coarse=True),
        PlacedDisc(x=150, y=50, radius=4, is_white=True, is_coarse=True),
    )

    for y in range(0, 100, 2):
        for x in range(0, 200, 2):
            assert len({picture.is_black(x + i, y + j) for i in (0, 1) for j in (0, 1)}) == 1
    assert picture.is_black(143, 50)
    assert not picture.is_black(150, 50)


def test_modules_of_a_code_are_squares(fonts: FontBook):
    picture = draw(fonts, PlacedQr(x=8, y=8, module_dots=6, modules=((True, False), (False, True))))

    assert black_box(picture) == (8, 8, 19, 19)
    assert not picture.is_black(14, 8)
    assert picture.is_black(14, 14)


def test_a_character_that_a_weight_lacks_is_taken_from_regular(fonts: FontBook):
    style = TextStyle(size_dots=40, weight=Weight.BLACK)

    pieces = fonts.split("A堃B", style)

    assert [piece for piece, _ in pieces] == ["A", "堃", "B"]
    assert pieces[1][1].getname()[1] != pieces[0][1].getname()[1] or pieces[1][1].path != pieces[0][1].path


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_never_as_nothing(fonts: FontBook):
    picture = draw(fonts, text("\U0001f600"))

    assert any(picture.data)


def test_an_image_of_a_picture_is_black_on_white():
    image = to_image(Bitmap(width_dots=10, height_dots=1, data=b"\x80\x40"))

    assert list(image.tobytes()) == [0, 255, 255, 255, 255, 255, 255, 255, 255, 0]
