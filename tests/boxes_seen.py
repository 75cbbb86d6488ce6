"""Where things are on a glass of Kivy's, as boxes; import it only once the window's settings have been made."""

from collections.abc import Iterator

from kivy.uix.widget import Widget

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in window pixels."""

DRAWN_SIGNS = frozenset("“")
"""The mark of Yinhao; icons are signs too."""


def box_of(widget: Widget) -> Box:
    """Return the box of a widget."""
    left, bottom = widget.to_window(*widget.pos)
    return left, bottom, left + widget.width, bottom + widget.height


def list_above(widget: Widget) -> Iterator[Widget]:
    """Yield what a widget stands in, the nearest first."""
    parent = widget.parent
    while isinstance(parent, Widget):
        yield parent
        parent = parent.parent


def is_over(one: Box, other: Box, *, allowed: float) -> bool:
    """Whether two boxes have more in common than is allowed, both across and up."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > allowed and up > allowed


def is_sign(text: str) -> bool:
    """Whether a text is a sign, and no words."""
    return text in DRAWN_SIGNS or all(0xE000 <= ord(character) <= 0xF8FF for character in text)
