"""Pictures inside ESC/POS commands, decoded to bitmaps: raster, columns, stored graphics, QR symbols."""

from dataclasses import dataclass

from printer.bitmap import Bitmap
from printer.qr import make_qr
from printer.virtual.glyphs import scale_up

_COLUMN_SCALE = {0: (2, 3), 1: (1, 3), 32: (2, 1), 33: (1, 1)}
_QR_LEVELS = "lmqh"
_DOUBLED_WIDTH, _DOUBLED_HEIGHT = 0x01, 0x02


def read_raster(parameters: bytes) -> Bitmap:
    """Return the picture of GS v 0: m xL xH yL yH d1 ... dk; m doubles width (bit 0) and height (bit 1)."""
    mode = parameters[0]
    width, height = int.from_bytes(parameters[1:3], "little"), int.from_bytes(parameters[3:5], "little")
    picture = Bitmap(width_dots=width * 8, height_dots=height, data=parameters[5:])
    return scale_up(picture, 2 if mode & _DOUBLED_WIDTH else 1, 2 if mode & _DOUBLED_HEIGHT else 1)


def read_columns(parameters: bytes) -> Bitmap:
    """Return the picture of ESC *: m nL nH and one or three bytes for each column, the highest bit uppermost."""
    mode, columns = parameters[0], int.from_bytes(parameters[1:3], "little")
    deep = 3 if mode >= 32 else 1
    rows = [0] * (8 * deep)
    for at in range(columns):
        column = int.from_bytes(parameters[3 + at * deep : 3 + (at + 1) * deep], "big")
        for y in range(8 * deep):
            rows[y] = rows[y] << 1 | (column >> (8 * deep - 1 - y) & 1)
    return scale_up(_packed(rows, columns), *_COLUMN_SCALE[mode])


@dataclass(slots=True)
class GraphicsStore:
    """The graphics buffer of GS ( L and GS 8 L: what fn 112 stored, fn 50 prints."""

    picture: Bitmap | None = None

    def store(self, block: bytes) -> bool:
        """Keep the picture of fn 112 (m fn a bx by c xL xH yL yH d1 ... dk) and return whether it was well formed."""
        if len(block) < 10:
            return False
        across, down, colour = block[3], block[4], block[5]
        width, height = int.from_bytes(block[6:8], "little"), int.from_bytes(block[8:10], "little")
        expected = (width + 7) // 8 * height
        if across not in (1, 2) or down not in (1, 2) or colour != 49 or not expected or len(block) != 10 + expected:
            return False
        self.picture = scale_up(Bitmap(width_dots=width, height_dots=height, data=block[10:]), across, down)
        return True

    def take(self) -> Bitmap | None:
        """Return what is stored and forget it, as printing does."""
        picture, self.picture = self.picture, None
        return picture


@dataclass(slots=True)
class QrStore:
    """The settings and data of GS ( k for cn = 49 (QR code)."""

    module_dots: int = 3
    level: str = "l"
    content: bytes = b""

    def accept(self, fn: int, block: bytes) -> bool:
        """Keep what functions 65, 67, 69 and 80 say and return whether it was in range.

        Args:
            fn: the function.
            block: the bytes after it.
        """
        if fn == 65:
            return len(block) == 2 and block[0] in (49, 50, 51)
        if fn == 67 and len(block) == 1 and 1 <= block[0] <= 16:
            self.module_dots = block[0]
            return True
        if fn == 69 and len(block) == 1 and 48 <= block[0] <= 51:
            self.level = _QR_LEVELS[block[0] - 48]
            return True
        if fn == 80 and len(block) > 1 and block[0] == 48:
            self.content = block[1:]
            return True
        return False

    def draw(self) -> Bitmap | None:
        """Return the symbol without quiet zone, or None if there is no data or too much."""
        if not self.content:
            return None
        try:
            modules = make_qr(self.content.decode("utf-8", "replace"), self.level)
        except ValueError:
            return None
        rows = [int("".join("1" if module else "0" for module in row), 2) for row in modules]
        return scale_up(_packed(rows, len(modules)), self.module_dots, self.module_dots)


def _packed(rows: list[int], width_dots: int) -> Bitmap:
    """Return rows given as numbers of `width_dots` bits as a bitmap."""
    stride = (width_dots + 7) // 8
    data = b"".join((row << (stride * 8 - width_dots)).to_bytes(stride, "big") for row in rows)
    return Bitmap(width_dots=width_dots, height_dots=len(rows), data=data)
