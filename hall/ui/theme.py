"""Themes: colours and text sizes as data (`assets/themes/*.toml`)."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from hall.errors import BadSettings

Rgba = tuple[float, float, float, float]

_LARGER = {
    "caption": 1.25,
    **dict.fromkeys(("small", "body"), 1.3),
    "strong": 1.25,
    **dict.fromkeys(("heading", "title", "display"), 1.15),
}
"""How much larger each size is for weak eyes: sentences need it, headings are large as they are and leave the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every colour and text size of a face; KV reads them as `app.theme.ink`, sizes in design px (`dp`).

    Floors have a colour by name (`teal`, `brown`, `ink`) and always a written name beside it.
    """

    name: str
    moves: bool
    paper: Rgba
    card: Rgba
    card_edge: Rgba
    ink: Rgba
    ink_second: Rgba
    on_action: Rgba
    action: Rgba
    action_pressed: Rgba
    action_soft: Rgba
    teal: Rgba
    teal_soft: Rgba
    brown: Rgba
    brown_soft: Rgba
    ink_soft: Rgba
    call: Rgba
    on_call: Rgba
    warning: Rgba
    warning_soft: Rgba
    plan_ground: Rgba
    plan_wall: Rgba
    plan_room: Rgba
    plan_window: Rgba
    night: Rgba
    night_card: Rgba
    night_card_new: Rgba
    night_card_new_edge: Rgba
    night_ink: Rgba
    night_ink_second: Rgba
    caption: float
    small: float
    body: float
    strong: float
    heading: float
    title: float
    display: float

    def floor(self, colour: str) -> Rgba:
        """Return the strong colour of a floor's colour word."""
        return {"teal": self.teal, "brown": self.brown}.get(colour, self.ink)

    def floor_soft(self, colour: str) -> Rgba:
        """Return the ground that text in the floor's colour stands on."""
        return {"teal": self.teal_soft, "brown": self.brown_soft}.get(colour, self.ink_soft)


def load_theme(file: Path) -> Theme:
    """Read a theme.

    Raises:
        BadSettings: a key is missing, unknown, or not a colour like `#0B5D66`; the detail names it.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{file}: {error}") from error
    known = {field.name: field.type for field in fields(Theme)}
    if wrong := set(values) ^ set(known):
        raise BadSettings(f"{file}: missing or unknown keys: {', '.join(sorted(wrong))}")
    read: dict[str, Any] = {
        key: _colour(file, key, value) if known[key] is Rgba else value for key, value in values.items()
    }
    return Theme(**read)


def enlarged(theme: Theme) -> Theme:
    """Return the theme with larger text, for 大字版."""
    return replace(theme, **{name: round(getattr(theme, name) * factor) for name, factor in _LARGER.items()})


def _colour(file: Path, key: str, value: object) -> Rgba:
    text = str(value)
    try:
        red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    except ValueError as error:
        raise BadSettings(f"{file}: {key}: {text!r} is not a colour like #0B5D66") from error
    return (red, green, blue, 1.0)
