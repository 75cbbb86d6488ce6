"""QrCode: an address as a QR code, each module a whole number of pixels so that phones read it at once."""

import qrcode
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import StringProperty
from kivy.uix.widget import Widget

QUIET_MODULES = 2
"""Half the light margin that ISO/IEC 18004 asks for; the rest is the white around the code's square."""


class QrCode(Widget):
    """Always dark on white, whatever the theme: readers want it so."""

    words = StringProperty()

    def __init__(self, **kwargs: object) -> None:
        """Draw nothing until there are words."""
        super().__init__(**kwargs)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._ground = Rectangle(size=(0, 0))
            self._modules = Rectangle(size=(0, 0))
        for name in ("words", "pos", "size"):
            self.fbind(name, self._draw)
        self._drawn = ""

    def _draw(self, *_changed: object) -> None:
        if not self.words:
            self._ground.size = self._modules.size = (0, 0)
            return
        if self._drawn != self.words:
            self._modules.texture = _make_texture(self.words)
            self._drawn = self.words
        modules = self._modules.texture.width
        side = modules * max(1, int(min(self.size) // modules))
        self._modules.size = (side, side)
        self._modules.pos = (round(self.center_x - side / 2), round(self.center_y - side / 2))
        self._ground.pos, self._ground.size = self.pos, self.size


def _make_texture(words: str) -> Texture:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(words)
    rows = code.get_matrix()
    texture = Texture.create(size=(len(rows), len(rows)), colorfmt="luminance")
    texture.mag_filter = texture.min_filter = "nearest"
    light = bytes(0 if is_dark else 255 for row in reversed(rows) for is_dark in row)
    texture.blit_buffer(light, colorfmt="luminance", bufferfmt="ubyte")
    return texture
