"""Whether two words differ by one slip of a finger or of the ear. Pure."""

ALIKE_SOUNDS = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("n", "l"),
    ("hui", "hei"),
    ("hun", "hen"),
    ("hu", "h"),
    ("fu", "h"),
    ("f", "h"),
)
"""Beginnings that many speakers do not tell apart, in the order in which they are tried; the latter stands for both."""


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too much, or two neighbours are swapped; not whether both are equal."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) != len(other):
        return one[1:] == other or other[1:] == one
    return one[1:] == other[1:] or (one[2:] == other[2:] and one[:2] == other[1::-1])


def blur(syllable: str) -> str:
    """Return a syllable (or its beginning) without what many do not tell apart: zh/z, n/l, f/h, ing/in, ü/u."""
    for spoken, plain in ALIKE_SOUNDS:
        if syllable.startswith(spoken):
            syllable = plain + syllable[len(spoken) :]
            break
    if syllable.endswith(("ang", "eng", "ing")):
        syllable = syllable[:-1]
    return syllable.replace("v", "u")
