"""The faces' fonts: Noto Sans SC in four weights and the icon font, registered by name with Kivy.

A file that is missing or broken ends no face: another weight stands in for it, and icons without a font are left out.
"""

import logging
import struct
import tomllib
from pathlib import Path

from kivy.core.text import DEFAULT_FONT, LabelBase
from PIL import ImageFont

from hall.errors import HallError

MEDIUM, BLACK, ICONS, ICONS_FILL = "medium", "black", "icons", "icons-fill"

_WEIGHTS = ("Regular", "Bold", "Medium", "Black")
"""Those that have the most characters first."""

_CHINESE, _NOWHERE = "您", "\U0010fffd"
_PROOF_PX = 20

_log = logging.getLogger(__name__)


class NoFonts(HallError):
    """None of the fonts with Chinese can be read; restore assets/fonts."""

    code = "no_fonts"


def register_fonts(folder: Path) -> dict[str, str]:
    """Register the fonts and return the icons' characters by name; empty where there are no icons.

    Noto replaces Kivy's default (Roboto has no Chinese); `bold: True` gives weight 700, and
    `font_name: "medium"` or `"black"` weights 500 and 900.

    Raises:
        NoFonts: nothing can be written with.
    """
    files = _list_weights(folder)
    LabelBase.register(DEFAULT_FONT, files["Regular"], fn_bold=files["Bold"])
    LabelBase.register(MEDIUM, files["Medium"])
    LabelBase.register(BLACK, files["Black"])
    icons = {ICONS: folder / "YinhaoIcons-Regular.ttf", ICONS_FILL: folder / "YinhaoIcons-Fill.ttf"}
    has_icons = all(_can_draw(file, "\ue2c2") for file in icons.values())
    for name, file in icons.items():
        LabelBase.register(name, str(file) if has_icons else files["Regular"])
    return _read_icons(folder / "icons.toml") if has_icons else {}


def _list_weights(folder: Path) -> dict[str, str]:
    own = {weight: folder / f"NotoSansSC-{weight}.ttf" for weight in _WEIGHTS}
    sound = {weight: file for weight, file in own.items() if _can_draw(file, _CHINESE)}
    if not sound:
        raise NoFonts(f"{folder}: none of the fonts can be read; restore it from the repository")
    stand_in = next(iter(sound.values()))
    for weight in own.keys() - sound.keys():
        _log.error("%s stands in for %s: restore assets/fonts", stand_in.name, own[weight].name)
    return {weight: str(sound.get(weight, stand_in)) for weight in own}


def _can_draw(file: Path, character: str) -> bool:
    """Whether a font file can be read and has a character, and not the box that stands for those it lacks."""
    try:
        if not _is_whole(file):
            raise ValueError("the file is cut off")
        font = ImageFont.truetype(str(file), _PROOF_PX)
        drawn = bytes(font.getmask(character))
        return bool(drawn) and drawn != bytes(font.getmask(_NOWHERE))
    except (OSError, ValueError, struct.error) as error:
        _log.error("%s cannot be used: %s", file, error)
        return False


def _is_whole(file: Path) -> bool:
    """Whether all of a font's tables are in its file: one that was cut off draws some characters and not others.

    OpenType 1.9, "Table directory": version, number of tables, three more words; then tag, checksum, offset and length
    of each.
    """
    with file.open("rb") as data:
        (tables,) = struct.unpack(">4xH6x", data.read(12))
        entries = struct.iter_unpack(">8xLL", data.read(16 * tables))
        return max((offset + length for offset, length in entries), default=0) <= file.stat().st_size


def _read_icons(file: Path) -> dict[str, str]:
    try:
        codes = tomllib.loads(file.read_text(encoding="utf-8"))
        return {name: chr(int(code, 16)) for name, code in codes.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        _log.error("%s cannot be read, icons are left out: %s", file, error)
        return {}
