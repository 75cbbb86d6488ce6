"""The faces' fonts: Noto Sans SC in four weights and the icon font, registered by name with Kivy."""

import tomllib
from pathlib import Path

from kivy.core.text import DEFAULT_FONT, LabelBase

MEDIUM, BLACK, ICONS, ICONS_FILL = "medium", "black", "icons", "icons-fill"


def register_fonts(folder: Path) -> dict[str, str]:
    """Register the fonts and return the icons' characters by name.

    Noto replaces Kivy's default (Roboto has no Chinese); `bold: True` gives weight 700, and
    `font_name: "medium"` or `"black"` weights 500 and 900.
    """
    LabelBase.register(
        DEFAULT_FONT, str(folder / "NotoSansSC-Regular.ttf"), fn_bold=str(folder / "NotoSansSC-Bold.ttf")
    )
    LabelBase.register(MEDIUM, str(folder / "NotoSansSC-Medium.ttf"))
    LabelBase.register(BLACK, str(folder / "NotoSansSC-Black.ttf"))
    LabelBase.register(ICONS, str(folder / "YinhaoIcons-Regular.ttf"))
    LabelBase.register(ICONS_FILL, str(folder / "YinhaoIcons-Fill.ttf"))
    codes = tomllib.loads((folder / "icons.toml").read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
