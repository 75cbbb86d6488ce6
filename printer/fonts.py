"""The font files, opened once per size, and which of them has a character."""

import logging
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

from hall.errors import BadSettings
from printer.font_coverage import read_characters
from printer.placed import TextStyle, Weight

_log = logging.getLogger(__name__)


class FontBook:
    """The weights of one family; a character that a weight lacks is taken from Regular, which has every one we ship.

    A weight whose file is missing or broken is drawn with another: a ticket looks odd rather than not being printed.
    Not safe for several threads at once: FreeType faces are not.
    """

    def __init__(self, folder: Path) -> None:
        """Read which characters each file has.

        Args:
            folder: holds `NotoSansSC-<Weight>.ttf`.

        Raises:
            BadSettings: no file is there that is a TrueType font.
        """
        self._files, self._characters = _read_weights(folder)
        self._open = lru_cache(maxsize=64)(self._open_file)
        self.measure = lru_cache(maxsize=4096)(self._measure)

    def split(self, text: str, style: TextStyle) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        """Return the text in pieces, each with the font that has its characters."""
        has = self._characters[style.weight]

        def weight_for(character: str) -> Weight:
            return style.weight if ord(character) in has else Weight.REGULAR

        runs = groupby(text, key=weight_for)
        return [("".join(run), self._open(weight, style.size_dots)) for weight, run in runs]

    def _measure(self, text: str, style: TextStyle) -> int:
        """Return how many dots wide a text is drawn."""
        return round(sum(font.getlength(piece) for piece, font in self.split(text, style)))

    def _open_file(self, weight: Weight, size_dots: int) -> ImageFont.FreeTypeFont:
        # BASIC: no shaping. The family has no layout features that Chinese or English needs, and Kivy applies none.
        return ImageFont.truetype(self._files[weight], size_dots, layout_engine=ImageFont.Layout.BASIC)


def _read_weights(folder: Path) -> tuple[dict[Weight, Path], dict[Weight, frozenset[int]]]:
    """Return the file and the characters of each weight, those of another where its own cannot be used."""
    files = {weight: folder / f"NotoSansSC-{weight}.ttf" for weight in Weight}
    characters: dict[Weight, frozenset[int]] = {}
    faults: list[BadSettings] = []
    for weight, file in files.items():
        try:
            characters[weight] = read_characters(file)
        except BadSettings as error:
            faults.append(error)
            _log.error("another weight stands in: %s", error)
    if not characters:
        raise faults[0]
    most = max(characters, key=lambda weight: len(characters[weight]))
    for weight in files.keys() - characters.keys():
        files[weight], characters[weight] = files[most], characters[most]
    return files, characters
