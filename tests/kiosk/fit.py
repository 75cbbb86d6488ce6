"""What must hold of everything on the glass: nothing cut, overlapping, small, pale, or too low for a finger."""

from collections.abc import Iterator
from itertools import combinations

from tests.kiosk.glass import HEIGHT, WIDTH, Glass, Words

LEAST_TARGET_PX = 120
LEAST_TEXT_PX = 22
LEAST_CONTRAST = 7.0
ANTIALIASING = 0.15
"""Thin letters never quite reach their own colour."""

LINE_BOX_EM = 1.448
"""How high a line of Noto Sans SC is."""

TOUCHING_PX = 3
DRAWN_SIGNS = frozenset("“")
"""The mark of Yinhao; icons are signs too."""


def list_faults(glass: Glass) -> list[str]:
    """Return in words everything that does not fit."""
    words = [each for each in glass.words() if not _is_sign(each.text)]
    return [*_cut_words(words), *_overlapping_words(words), *_bad_targets(glass), *_pale_words(glass, words)]


def _is_sign(text: str) -> bool:
    return text in DRAWN_SIGNS or all(0xE000 <= ord(character) <= 0xF8FF for character in text)


def _cut_words(every: list[Words]) -> Iterator[str]:
    for words in every:
        label = words.label
        if words.text.endswith("…"):
            yield f"shortened: {words.text!r}"
        if label.font_size < LEAST_TEXT_PX:
            yield f"small ({label.font_size:.0f} px): {words.text!r}"
        is_inside = words.left >= -1 and words.left + words.width <= WIDTH + 1 and words.bottom >= -1
        if not is_inside or words.bottom + words.height > HEIGHT + 1:
            yield f"outside the glass: {words.text!r}"
        lines = words.text.count("\n") + 1
        if not label.text_size[1] and label.texture_size[1] > (lines + 0.5) * LINE_BOX_EM * label.font_size:
            yield f"wrapped against its will: {words.text!r}"
        if lines > 1 and words.height > label.height + TOUCHING_PX:
            yield f"higher than its box ({words.height:.0f} > {label.height:.0f}): {words.text!r}"


def _overlapping_words(every: list[Words]) -> Iterator[str]:
    for a, b in combinations(every, 2):
        across = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
        up = min(a.bottom + a.height, b.bottom + b.height) - max(a.bottom, b.bottom)
        if across > TOUCHING_PX and up > TOUCHING_PX:
            yield f"{a.text!r} over {b.text!r}"


def _bad_targets(glass: Glass) -> Iterator[str]:
    boxes = {}
    for control in glass.controls():
        x, y = control.to_window(*control.pos)
        boxes[control.key] = (x, y, control.width, control.height)
        if control.height < LEAST_TARGET_PX - 0.5:
            yield f"target {control.key} is only {control.height:.0f} px high"
        if x < 0 or y < 0 or x + control.width > WIDTH or y + control.height > HEIGHT:
            yield f"target {control.key} is not on the glass"
    for (a, one), (b, other) in combinations(boxes.items(), 2):
        across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
        up = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
        if across > 0.5 and up > 0.5:
            yield f"target {a} over {b}"
    if len(boxes) != len(glass.controls()):
        yield f"a key twice among {sorted(control.key for control in glass.controls())}"


def _pale_words(glass: Glass, every: list[Words]) -> Iterator[str]:
    """Compare a text's own colour with the ground around it, both as drawn."""
    picture = glass.picture()
    for words in every:
        left, top = max(0, int(words.left)), max(0, int(HEIGHT - words.bottom - words.height))
        box = (left, top, min(WIDTH, int(words.left + words.width)), min(HEIGHT, int(top + words.height)))
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        lights = [_luminance(colour) for _, colour in picture.crop(box).getcolors(1 << 22) or []]
        ratio = (max(lights) + 0.05) / (min(lights) + 0.05)
        if ratio < LEAST_CONTRAST - ANTIALIASING:
            yield f"contrast {ratio:.1f}: {words.text!r}"


def _luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (each / 255 for each in colour)
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
