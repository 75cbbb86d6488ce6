"""Text commands of the virtual printer: characters in their look, put into the line and burnt with it.

Source: Epson ESC/POS Command Reference; FS commands from the manuals of mainland models.
"""

import codecs
from unicodedata import east_asian_width

from printer.bitmap import Bitmap
from printer.virtual.glyphs import LETTER_WIDTH, Glyphs, inverted, scale_up
from printer.virtual.line_buffer import LineBuffer
from printer.virtual.mode import DEFAULT_LINE_DOTS, Commands, Findings, Mode
from printer.virtual.paper import Paper

CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}
TAB_LETTERS = 8
_UNDERLINES = {1, 2, 49, 50}


class Writing:
    """Sets text and other pictures into lines."""

    def __init__(self, paper: Paper, glyphs: Glyphs, *, dpi: int, units_per_inch: int) -> None:
        """Start as after power-up; `units_per_inch` are the vertical motion units (twice `dpi` on a TM-T88)."""
        self.findings = Findings()
        self.mode = Mode()
        self.line = LineBuffer()
        self._paper = paper
        self._glyphs = glyphs
        self._dpi = dpi
        self._units_at_start = self._units_per_inch = units_per_inch
        self._decoder = self._new_decoder()
        self.commands: Commands = {
            "LF": self._feed_line,
            "HT": self._tab,
            "ESC @": self._initialize,
            "ESC !": self._choose_look,
            "ESC E": self._choose_bold,
            "ESC G": self._choose_bold,
            "ESC -": self._choose_underline,
            "ESC M": self._choose_font,
            "ESC a": self._justify,
            "ESC 2": self._choose_default_pitch,
            "ESC 3": self._choose_pitch,
            "ESC J": self._feed_units,
            "ESC d": self._feed_lines,
            "ESC t": self._choose_code_page,
            "ESC $": self._move_to,
            "FS &": self._begin_hanzi,
            "FS .": self._end_hanzi,
            "FS !": self._choose_hanzi_look,
            "FS W": self._choose_hanzi_size,
            "FS -": self._choose_underline,
            "GS !": self._choose_size,
            "GS B": self._choose_inverse,
            "GS L": self._choose_left,
            "GS W": self._choose_room,
            "GS P": self._choose_units,
        }

    @property
    def room(self) -> int:
        """Width of the print area in dots."""
        most = max(1, self._paper.width_dots - self.mode.left)
        return min(self.mode.room or most, most)

    def write(self, raw: bytes) -> None:
        """Put the characters of a run of text into the line; a character may be split between two runs."""
        self._put_text(self._decoder.decode(raw))

    def finish_text(self) -> None:
        """Count a character of which only the first byte came."""
        self._put_text(self._decoder.decode(b"", final=True))
        self._decoder.reset()

    def put(self, picture: Bitmap) -> None:
        """Put a picture into the line, burning the line first if it is full."""
        if self.line.pictures and self.line.width + picture.width_dots > self.room:
            self.end_line(self.mode.line_dots)
        self.line.pictures.append(picture)

    def place_at(self, width: int) -> int:
        """Return the column at which something of this width begins under ESC a."""
        return self.mode.left + max(0, self.room - width) * self.mode.justification // 2

    def end_line(self, feed_dots: int) -> None:
        """Burn the line and feed, at least past what was burnt."""
        height = self.line.height
        self.line.burn(self._paper, left=self.mode.left, room=self.room, justification=self.mode.justification)
        self._paper.feed(max(height, feed_dots))

    def dots(self, units: int) -> int:
        """Return vertical motion units in dots."""
        return units * self._dpi // self._units_per_inch

    def forget(self) -> None:
        """Drop the line that is not yet burnt."""
        self.line.pictures.clear()
        self._decoder.reset()

    def _put_text(self, text: str) -> None:
        for character in text:
            if character == "\N{REPLACEMENT CHARACTER}":
                self.findings.malformed["text"] += 1
            self.put(self._draw(character))

    def _draw(self, character: str) -> Bitmap:
        mode = self.mode
        # In Hanzi mode all that is two bytes comes from the font of Hanzi, also "·" and "–".
        is_wide = not character.isascii() if mode.is_hanzi else east_asian_width(character) in "WF"
        picture = self._glyphs.draw(character, is_wide=is_wide, is_bold=mode.is_bold, is_small=mode.is_small)
        if mode.is_underlined:
            picture = _underlined(picture)
        across = max(mode.across, mode.hanzi_across if is_wide else 1)
        down = max(mode.down, mode.hanzi_down if is_wide else 1)
        picture = scale_up(picture, across, down)
        return inverted(picture) if mode.is_inverse else picture

    def _new_decoder(self) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder("gb18030" if self.mode.is_hanzi else self.mode.code_page)("replace")

    def _initialize(self, _parameters: bytes) -> None:
        self.line.pictures.clear()
        self.mode = Mode()
        self._units_per_inch = self._units_at_start
        self._decoder = self._new_decoder()

    def _feed_line(self, _parameters: bytes) -> None:
        self.end_line(self.mode.line_dots)

    def _feed_units(self, parameters: bytes) -> None:
        self.end_line(self.dots(parameters[0]))

    def _feed_lines(self, parameters: bytes) -> None:
        self.end_line(self.mode.line_dots * parameters[0])

    def _tab(self, _parameters: bytes) -> None:
        stop = TAB_LETTERS * LETTER_WIDTH
        self.put(_blank(stop - self.line.width % stop))

    def _move_to(self, parameters: bytes) -> None:
        missing = int.from_bytes(parameters, "little") - self.line.width
        if 0 < missing <= self.room:
            self.line.pictures.append(_blank(missing))

    def _choose_look(self, parameters: bytes) -> None:
        bits = parameters[0]
        self.mode.is_small, self.mode.is_bold = bool(bits & 0x01), bool(bits & 0x08)
        self.mode.down, self.mode.across = 2 if bits & 0x10 else 1, 2 if bits & 0x20 else 1
        self.mode.is_underlined = bool(bits & 0x80)

    def _choose_bold(self, parameters: bytes) -> None:
        self.mode.is_bold = bool(parameters[0] & 1)

    def _choose_underline(self, parameters: bytes) -> None:
        self.mode.is_underlined = parameters[0] in _UNDERLINES

    def _choose_inverse(self, parameters: bytes) -> None:
        self.mode.is_inverse = bool(parameters[0] & 1)

    def _choose_font(self, parameters: bytes) -> None:
        self.mode.is_small = parameters[0] in (1, 49)

    def _choose_size(self, parameters: bytes) -> None:
        self.mode.across, self.mode.down = (parameters[0] >> 4 & 7) + 1, (parameters[0] & 7) + 1

    def _choose_hanzi_look(self, parameters: bytes) -> None:
        self.mode.hanzi_across = 2 if parameters[0] & 0x04 else 1
        self.mode.hanzi_down = 2 if parameters[0] & 0x08 else 1

    def _choose_hanzi_size(self, parameters: bytes) -> None:
        self.mode.hanzi_across = self.mode.hanzi_down = 1 + (parameters[0] & 1)

    def _justify(self, parameters: bytes) -> None:
        if parameters[0] not in (0, 1, 2, 48, 49, 50):
            self.findings.malformed["ESC a"] += 1
            return
        self.mode.justification = parameters[0] & 3

    def _choose_default_pitch(self, _parameters: bytes) -> None:
        self.mode.line_dots = DEFAULT_LINE_DOTS

    def _choose_pitch(self, parameters: bytes) -> None:
        self.mode.line_dots = self.dots(parameters[0])

    def _choose_left(self, parameters: bytes) -> None:
        self.mode.left = min(int.from_bytes(parameters, "little"), self._paper.width_dots - 1)

    def _choose_room(self, parameters: bytes) -> None:
        self.mode.room = int.from_bytes(parameters, "little")

    def _choose_units(self, parameters: bytes) -> None:
        self._units_per_inch = parameters[1] or self._units_at_start

    def _choose_code_page(self, parameters: bytes) -> None:
        if parameters[0] not in CODE_PAGES:
            self.findings.not_drawn[f"ESC t {parameters[0]}"] += 1
        self.mode.code_page = CODE_PAGES.get(parameters[0], "cp437")
        self._decoder = self._new_decoder()

    def _begin_hanzi(self, _parameters: bytes) -> None:
        self.mode.is_hanzi = True
        self._decoder = self._new_decoder()

    def _end_hanzi(self, _parameters: bytes) -> None:
        self.mode.is_hanzi = False
        self._decoder = self._new_decoder()


def _blank(width: int) -> Bitmap:
    return Bitmap(width_dots=width, height_dots=1, data=bytes((width + 7) // 8))


def _underlined(picture: Bitmap) -> Bitmap:
    """Return a picture with its two lowest rows black."""
    stride, pad = picture.stride_bytes, picture.stride_bytes * 8 - picture.width_dots
    line = (((1 << picture.width_dots) - 1) << pad).to_bytes(stride, "big")
    data = picture.data[: -2 * stride] + line * 2
    return Bitmap(width_dots=picture.width_dots, height_dots=picture.height_dots, data=data)
