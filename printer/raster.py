"""A laid-out page drawn in dots with Pillow: black or white, no grey, no dithering."""

from PIL import Image, ImageChops, ImageDraw

from printer.bitmap import Bitmap
from printer.fonts import FontBook
from printer.placed import Page, Placed, PlacedBox, PlacedDisc, PlacedQr, PlacedStroke, PlacedText, TextStyle

THRESHOLD = 150
"""Of 255: darker is burnt. Chosen by eye on 22-150 dot text; dithering would fray the letters."""

_BLACK, _WHITE = 0, 255


def draw_page(page: Page, fonts: FontBook) -> Bitmap:
    """Return the page in dots."""
    fine = Image.new("L", (page.width_dots, page.height_dots), _WHITE)
    coarse = Image.new("L", ((page.width_dots + 1) // 2, (page.height_dots + 1) // 2), _WHITE)
    on_fine, on_coarse = ImageDraw.Draw(fine), ImageDraw.Draw(coarse)
    for item in page.items:
        if not isinstance(item, PlacedQr) and item.is_coarse:
            _draw(on_coarse, item, fonts, 2)
        else:
            _draw(on_fine, item, fonts, 1)
    doubled = coarse.resize((coarse.width * 2, coarse.height * 2), Image.Resampling.NEAREST).crop((0, 0, *fine.size))
    dots = ImageChops.darker(fine, doubled).point([0xFF if grey < THRESHOLD else 0 for grey in range(256)], "1")
    return Bitmap(width_dots=page.width_dots, height_dots=page.height_dots, data=dots.tobytes())


def to_image(picture: Bitmap) -> Image.Image:
    """Return dots as a black-on-white image, for previews and tests."""
    size = (picture.width_dots, picture.height_dots)
    return ImageChops.invert(Image.frombytes("1", size, picture.data).convert("L"))


def _draw(on: ImageDraw.ImageDraw, item: Placed, fonts: FontBook, unit: int) -> None:
    match item:
        case PlacedText():
            _draw_text(on, item, fonts, unit)
        case PlacedBox():
            _draw_box(on, item, unit)
        case PlacedStroke():
            points = [(x // unit, y // unit) for x, y in item.points]
            on.line(points, fill=_BLACK, width=item.width // unit, joint="curve")
        case PlacedDisc():
            x, y, radius = item.x // unit, item.y // unit, item.radius // unit
            on.ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), fill=_ink(is_white=item.is_white))
        case PlacedQr():
            _draw_qr(on, item)


def _draw_text(on: ImageDraw.ImageDraw, item: PlacedText, fonts: FontBook, unit: int) -> None:
    style = TextStyle(size_dots=item.style.size_dots // unit, weight=item.style.weight)
    x = float(item.x // unit)
    for text, font in fonts.split(item.text, style):
        on.text((x, item.baseline_y // unit), text, fill=_ink(is_white=item.is_white), font=font, anchor="ls")
        x += font.getlength(text)


def _draw_box(on: ImageDraw.ImageDraw, item: PlacedBox, unit: int) -> None:
    left, top = item.x // unit, item.y // unit
    corners = (left, top, left + item.width // unit - 1, top + item.height // unit - 1)
    if item.stroke_dots:
        on.rectangle(corners, outline=_BLACK, width=item.stroke_dots // unit)
    else:
        on.rectangle(corners, fill=_ink(is_white=item.is_white))


def _draw_qr(on: ImageDraw.ImageDraw, item: PlacedQr) -> None:
    for row_at, row in enumerate(item.modules):
        y = item.y + row_at * item.module_dots
        for column_at, is_black in enumerate(row):
            if is_black:
                x = item.x + column_at * item.module_dots
                on.rectangle((x, y, x + item.module_dots - 1, y + item.module_dots - 1), fill=_BLACK)


def _ink(*, is_white: bool) -> int:
    return _WHITE if is_white else _BLACK
