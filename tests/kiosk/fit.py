"""What must hold of everything on the glass: nothing cut, overlapping, small, pale, or out of a finger's reach.

All of it is read from the real widgets after their layout, none of it from a picture, so that every screen can be
looked at in every mode. Sizes are design px (`dp`).
"""

import re
from collections.abc import Iterator
from itertools import combinations

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.label import Label

from hall.ui.label import width_px
from hall.ui.panel import Panel
from kiosk.layout import REACH_PX, Shape
from kiosk.widgets.control import Control
from kiosk.widgets.figure_line import FigureLine
from kiosk.widgets.fit_label import FitLabel
from kiosk.widgets.plan import Plan
from kiosk.widgets.qr_code import QrCode
from tests.boxes_seen import Box, box_of, is_over, is_sign, list_above
from tests.contrast import contrast_of
from tests.kiosk.pane import Pane, Words

LEAST_TARGET_HIGH_PX, LEAST_TARGET_WIDE_PX = 120, 60
LEAST_WITHIN_HALF_PX = 96
"""Where a whole keyboard has to find room in half a glass or beside its list; 60 dp is the least of all."""

LEAST_TEXT_PX = 25
LEAST_CONTRAST = 7.0

LINE_BOX_EM = 1.448
"""How high a line of Noto Sans SC is."""

TOUCHING_PX = 3
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
Rgb = tuple[float, float, float]


def list_faults(glass: Pane) -> list[str]:
    """Return in words everything that does not fit."""
    words = [each for each in glass.words() if not is_sign(each.text)]
    controls = glass.controls()
    return [
        *_shortened_words(words),
        *_cut_words(words),
        *_overlapping_words(words),
        *_words_beyond_panels(words),
        *_bad_targets(controls, glass.app.shape),
        *_words_over_controls(words, controls),
        *_words_over_codes(words, glass),
        *_overlapping_panels(glass),
        *_overlapping_on_plans(glass),
        *_pale_words(glass, words),
    ]


def _shortened_words(every: list[Words]) -> Iterator[str]:
    for words in every:
        if _ends_early(words) or _is_shortened(words.label):
            yield f"shortened: {words.text!r}"
        if _is_cut_inside_a_word(words):
            yield f"cut inside a word: {words.text!r}"


def _cut_words(every: list[Words]) -> Iterator[str]:
    for words in every:
        label = words.label
        if label.font_size < dp(LEAST_TEXT_PX) - 0.5:
            yield f"small ({label.font_size / dp(1):.0f} px): {words.text!r}"
        if not _is_inside(_box_of_words(words)):
            yield f"outside the glass: {words.text!r}"
        lines = words.text.count("\n") + 1
        if not label.text_size[1] and label.texture_size[1] > (lines + 0.5) * LINE_BOX_EM * label.font_size:
            yield f"wrapped against its will: {words.text!r}"
        room = label.text_size[1] or label.texture_size[1]
        if len(label._label._cached_lines) < lines or room < 0.9 * LINE_BOX_EM * label.font_size:
            yield f"cut below: {words.text!r}"
        if lines > 1 and words.height > label.height + TOUCHING_PX:
            yield f"higher than its box ({words.height:.0f} > {label.height:.0f}): {words.text!r}"
        if lines == 1 and words.width > label.width + TOUCHING_PX:
            yield f"wider than its box ({words.width:.0f} > {label.width:.0f}): {words.text!r}"


def _ends_early(words: Words) -> bool:
    whole = getattr(words.label, "words", "")
    return words.text.endswith("…") and re.sub(r"\s", "", words.text) != re.sub(r"\s", "", whole)


def _is_cut_inside_a_word(words: Words) -> bool:
    whole = words.label.words if isinstance(words.label, FitLabel) else ""
    return not words.text.endswith("…") and any(run not in words.text for run in LATIN_WORD.findall(whole))


def _is_shortened(label: Label) -> bool:
    if not isinstance(label, FigureLine):
        return False
    if label.is_shortened:
        return True
    plain = re.sub(r"\[/?(n|b|color(=#\w+)?)\]", "", label.text)
    return bool(width_px(plain, label.font_name, label.font_size, is_bold=True) > label.width + 1)


def _overlapping_words(every: list[Words]) -> Iterator[str]:
    for a, b in combinations(every, 2):
        if is_over(_box_of_words(a), _box_of_words(b), allowed=TOUCHING_PX):
            yield f"{a.text!r} over {b.text!r}"


def _words_beyond_panels(every: list[Words]) -> Iterator[str]:
    """Words stand within the card that they are written on."""
    for words in every:
        panel = next((each for each in list_above(words.label) if isinstance(each, Panel)), None)
        if panel is None or panel.plate is None:
            continue
        (left, low, right, high), (x, y, end, top) = box_of(panel), _box_of_words(words)
        beyond = max(left - x, low - y, end - right, top - high)
        if beyond > TOUCHING_PX:
            yield f"{beyond:.0f} px beyond its card: {words.text!r}"


def _bad_targets(controls: list[Control], shape: str) -> Iterator[str]:
    boxes = {control.key: box_of(control) for control in controls}
    least = LEAST_TARGET_HIGH_PX if shape == Shape.TALL else LEAST_WITHIN_HALF_PX
    for key, (left, bottom, right, top) in boxes.items():
        if top - bottom < dp(least) - 0.5 or right - left < dp(LEAST_TARGET_WIDE_PX) - 0.5:
            yield f"target {key} is only {(right - left) / dp(1):.0f} × {(top - bottom) / dp(1):.0f} px"
        if not _is_inside((left, bottom, right, top)):
            yield f"target {key} is not on the glass"
        if shape == Shape.LOW and top > dp(REACH_PX) + 1:
            yield f"target {key} is out of reach ({top / dp(1):.0f} px high)"
    for (a, one), (b, other) in combinations(boxes.items(), 2):
        if is_over(one, other, allowed=0.5):
            yield f"target {a} over {b}"
    if len(boxes) != len(controls):
        yield f"a key twice among {sorted(control.key for control in controls)}"


def _words_over_controls(every: list[Words], controls: list[Control]) -> Iterator[str]:
    for control in controls:
        box = box_of(control)
        for words in every:
            if is_over(_box_of_words(words), box, allowed=TOUCHING_PX) and control not in list(list_above(words.label)):
                yield f"{words.text!r} over the target {control.key}"


def _words_over_codes(every: list[Words], glass: Pane) -> Iterator[str]:
    for code in glass.visible(QrCode):
        for words in every:
            if code.words and is_over(_box_of_words(words), box_of(code), allowed=TOUCHING_PX):
                yield f"{words.text!r} over a code"


def _overlapping_panels(glass: Pane) -> Iterator[str]:
    panels = [each for each in glass.visible(Panel) if each.plate is not None and min(each.size) > TOUCHING_PX]
    for a, b in combinations(panels, 2):
        if (
            is_over(box_of(a), box_of(b), allowed=TOUCHING_PX)
            and a not in list(list_above(b))
            and b not in list(list_above(a))
        ):
            yield f"{type(a).__name__} over {type(b).__name__} at {box_of(b)}"


def _overlapping_on_plans(glass: Pane) -> Iterator[str]:
    """What is written on a plan is in its picture, and no widget: the plan tells where."""
    for plan in glass.visible(Plan):
        boxes = [(x, y, x + width, y + height) for x, y, width, height in plan.written]
        for a, b in combinations(boxes, 2):
            if is_over(a, b, allowed=TOUCHING_PX):
                yield f"words over others on a plan at {a} and {b}"


def _pale_words(glass: Pane, every: list[Words]) -> Iterator[str]:
    """Compare the colours that a text and the panel it stands on are drawn with."""
    for words in every:
        ground = _ground_under(words.label, glass)
        colours = [words.label.color]
        if isinstance(words.label, FigureLine):
            colours.append(words.label.figure_colour)
        ratio = min(contrast_of(tuple(colour[:3]), ground) for colour in colours)
        if ratio < LEAST_CONTRAST:
            yield f"contrast {ratio:.1f}: {words.text!r}"


def _ground_under(label: Label, glass: Pane) -> Rgb:
    grounds = (each.ground for each in list_above(label) if isinstance(each, Panel) and each.ground[3] >= 1)
    red, green, blue = next(grounds, glass.root.ground)[:3]
    return red, green, blue


def _box_of_words(words: Words) -> Box:
    return words.left, words.bottom, words.left + words.width, words.bottom + words.height


def _is_inside(box: Box) -> bool:
    width, height = Window.size
    return box[0] >= -1 and box[1] >= -1 and box[2] <= width + 1 and box[3] <= height + 1
