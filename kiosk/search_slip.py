"""Whether two words differ by a slip of a finger or of the ear. Pure."""

import re

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

TWO = 2

ENGLISH_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("^wr", "r"),
        ("^kn", "n"),
        ("gn", "n"),
        ("gh", ""),
        ("(?:ss|t|s|c)i(?=[aoe]n)", "j"),
        ("ck", "k"),
        ("sc(?=[eiy])", "s"),
        ("c(?=[eiy])", "s"),
        ("dg|g(?=[eiy])", "j"),
        ("[cq]", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("^[aeiouy]", "A"),
        ("[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
]
"""What sounds alike in English, in the order in which it is put in place of one another."""


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


def is_two_slips(one: str, other: str) -> bool:
    """Whether two such slips make one word of the other."""
    if abs(len(one) - len(other)) > TWO:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one):
        before, above, row = row, before, [place + 1]
        for column, against in enumerate(other):
            cost = min(before[column] + (letter != against), before[column + 1] + 1, row[column] + 1)
            if place and column and letter == other[column - 1] and one[place - 1] == against:
                cost = min(cost, above[column - 1] + 1)
            row.append(cost)
    return row[-1] == TWO


def sound_of(word: str) -> str:
    """Return how an English word sounds to who spells by ear: no vowels, one letter for a sound (restorant, rstrnt)."""
    for pattern, sound in ENGLISH_SOUNDS:
        word = pattern.sub(sound, word)
    return word
