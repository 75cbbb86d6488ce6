"""What must hold of everything on a board: nothing cut, shortened, overlapping, small or pale.

All of it is read from the real widgets after their layout, none of it from a picture. Sizes are design px (`dp`).
"""

import re
from collections.abc import Iterator
from itertools import combinations

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from display.widgets.one_line import OneLine
from hall.ui.panel import Panel
from tests.boxes_seen import Box, box_of, is_over, is_sign, list_above
from tests.contrast import contrast_of
from tests.display.glass import Glass

LEAST_TEXT_PX = 21
LEAST_CONTRAST = 7.0
CAPITAL, BASELINE = 0.733, 0.288
"""The height of a digit, and of a line's baseline above its lower edge, as parts of the font size (Noto Sans SC)."""

LINE_EM = 1.448
"""How high a line is."""

TOUCHING_PX = 1.5


def list_faults(glass: Glass) -> list[str]:
    """Return in words everything that does not fit."""
    labels = [label for label in _visible(glass.root) if isinstance(label, Label) and label.text.strip()]
    words = [label for label in labels if not is_sign(label.text)]
    panels = [each for each in _visible(glass.root) if isinstance(each, Panel) and min(each.size) > TOUCHING_PX]
    return [
        *_bad_words(words),
        *_overlapping(labels),
        *_outside_panels(words),
        *_panels_over(panels),
        *_pale(words, panels, glass),
    ]


def ink_of(label: Label) -> Box:
    """The box of the letters alone: capitals and digits stand on the baseline, all else reaches a little below it."""
    x, y = label.to_window(label.center_x, label.center_y)
    width, height = label.texture_size
    left, bottom, em = x - width / 2, y - height / 2, label.font_size
    is_tall = bool(re.fullmatch(r"[A-Z0-9\- ]+", label.text))
    low, high = (BASELINE, BASELINE + CAPITAL) if is_tall else (BASELINE - 0.12, BASELINE + 0.88)
    high += label.text.count("\n") * LINE_EM
    return left, bottom + low * em, left + width, bottom + high * em


def _visible(widget: Widget) -> Iterator[Widget]:
    if widget.opacity == 0:
        return
    yield widget
    for child in reversed(widget.children):
        yield from _visible(child)


def _bad_words(every: list[Label]) -> Iterator[str]:
    width, height = Window.size
    for label in every:
        left, bottom, right, top = ink_of(label)
        if isinstance(label, OneLine) and re.sub(r"\s", "", label.text) != re.sub(r"\s", "", label.words):
            yield f"shortened: {label.text!r}"
        if label.font_size < dp(LEAST_TEXT_PX) - 0.5:
            yield f"small ({label.font_size / dp(1):.0f} px): {label.text!r}"
        if left < 0 or bottom < 0 or right > width or top > height:
            yield f"outside the glass: {label.text!r}"


def _overlapping(every: list[Label]) -> Iterator[str]:
    for a, b in combinations([each for each in every if each.text != "“"], 2):
        if is_over(ink_of(a), ink_of(b), allowed=TOUCHING_PX):
            yield f"{a.text!r} over {b.text!r}"


def _outside_panels(every: list[Label]) -> Iterator[str]:
    for label in every:
        panel = next((each for each in list_above(label) if isinstance(each, Panel)), None)
        left, bottom, right, top = ink_of(label)
        if panel is not None and panel.ground[3] > 0:
            x, y = panel.to_window(*panel.pos)
            if left < x or bottom < y or right > x + panel.width + 1 or top > y + panel.height + 1:
                yield f"outside its plate: {label.text!r}"


def _panels_over(panels: list[Panel]) -> Iterator[str]:
    for a, b in combinations(panels, 2):
        one, other = box_of(a), box_of(b)
        if is_over(one, other, allowed=TOUCHING_PX) and not _is_within(one, other) and not _is_within(other, one):
            yield f"{type(a).__name__} over {type(b).__name__}"


def _pale(every: list[Label], panels: list[Panel], glass: Glass) -> Iterator[str]:
    for label in every:
        ground = _ground_under(label, panels, glass)
        ratio = contrast_of(tuple(label.color), tuple(ground))
        if ratio < LEAST_CONTRAST:
            yield f"contrast {ratio:.1f}: {label.text!r}"


def _ground_under(label: Label, panels: list[Panel], glass: Glass) -> tuple[float, ...]:
    """Return the colour of the smallest plate that the words stand on, or the night between the plates."""
    under = [each for each in panels if each.ground[3] >= 1 and _is_within(ink_of(label), box_of(each))]
    smallest = min(under, key=lambda each: each.width * each.height, default=None)
    return tuple(glass.app.theme.night if smallest is None else smallest.ground)


def _is_within(one: Box, other: Box) -> bool:
    return all((one[0] >= other[0] - 1, one[1] >= other[1] - 1, one[2] <= other[2] + 1, one[3] <= other[3] + 1))
