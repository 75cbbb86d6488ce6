"""The resident font of the virtual printer: 12 x 24 dots for a letter, 24 x 24 for a Hanzi, drawn from a real font."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from printer.bitmap import Bitmap
from printer.fonts import FontBook
from printer.placed import TextStyle, Weight

CELL_HEIGHT = 24
LETTER_WIDTH = 12
HANZI_WIDTH = 24
SMALL_WIDTH = 9
SMALL_HEIGHT = 17


class Glyphs:
    """Pictures of single characters at 1 x 1 size."""

    def __init__(self, fonts_folder: Path) -> None:
        """Read the fonts; a missing one is `BadSettings`."""
        self._fonts = FontBook(fonts_folder)
        self.draw = lru_cache(maxsize=2048)(self._draw)

    def _draw(self, character: str, *, is_wide: bool, is_bold: bool, is_small: bool) -> Bitmap:
        """Return a character in its cell.

        Args:
            character: one character.
            is_wide: from the font of Hanzi.
            is_bold: emphasised.
            is_small: font B for what is not wide.
        """
        width = HANZI_WIDTH if is_wide else SMALL_WIDTH if is_small else LETTER_WIDTH
        height = SMALL_HEIGHT if is_small and not is_wide else CELL_HEIGHT
        style = TextStyle(size_dots=height, weight=Weight.BOLD if is_bold else Weight.REGULAR)
        ((text, font),) = self._fonts.split(character, style)
        length = max(1, round(font.getlength(text)))
        cell = Image.new("L", (max(width, length), height), 0)
        left = max(0, width - length) / 2
        ImageDraw.Draw(cell).text((left, round(height * 0.86)), text, fill=255, font=font, anchor="ls")
        if cell.width > width:  # "m" and "W": a resident font draws them narrow, it does not cut them
            cell = cell.resize((width, height), Image.Resampling.BOX)
        dots = cell.point([0xFF if grey > 105 else 0 for grey in range(256)], "1")
        return Bitmap(width_dots=width, height_dots=height, data=dots.tobytes())


def scale_up(picture: Bitmap, across: int, down: int) -> Bitmap:
    """Return a picture with every dot `across` x `down` dots large."""
    if across == down == 1:
        return picture
    image = Image.frombytes("1", (picture.width_dots, picture.height_dots), picture.data)
    image = image.resize((image.width * across, image.height * down), Image.Resampling.NEAREST)
    return Bitmap(width_dots=image.width, height_dots=image.height, data=image.tobytes())


def inverted(picture: Bitmap) -> Bitmap:
    """Return a picture white on black."""
    image = Image.frombytes("1", (picture.width_dots, picture.height_dots), picture.data)
    return Bitmap(width_dots=image.width, height_dots=image.height, data=ImageChops.invert(image).tobytes())
