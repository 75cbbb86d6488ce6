"""In larger text (大字版) no words are smaller than in usual text, and what is small there has grown."""

from collections.abc import Iterator

from kivy.metrics import dp

from tests.boxes_seen import is_sign
from tests.kiosk.pane import Pane

GROWS_BELOW_PX = 34
"""Words of this size and above are large enough as they are where there is no room for more."""

SAME_PX = 0.5

Sizes = dict[str, float]


def list_sizes_seen(glass: Pane) -> Sizes:
    """Return how large each text on the glass is, in design px; of one that stands there twice the smaller."""
    sizes: Sizes = {}
    for seen in glass.words():
        if not is_sign(seen.text):
            words = " ".join((getattr(seen.label, "words", "") or seen.text).split())
            size_px = seen.label.font_size / dp(1)
            sizes[words] = min(size_px, sizes.get(words, size_px))
    return sizes


def _is_one_word(words: str) -> bool:
    """Whether there is nowhere to break a line: how large it is then, its button's width alone decides."""
    return words.isascii() and " " not in words


def list_not_larger(usual: Sizes, large: Sizes) -> Iterator[str]:
    """Return in words what has shrunk, or stayed small."""
    for words, size_px in large.items():
        before_px = usual.get(words)
        if before_px is None:
            continue
        if size_px < before_px - SAME_PX:
            yield f"smaller in larger text ({before_px:.0f} → {size_px:.0f} px): {words!r}"
        elif before_px < GROWS_BELOW_PX and size_px < before_px + SAME_PX and not _is_one_word(words):
            yield f"no larger in larger text ({size_px:.0f} px): {words!r}"
