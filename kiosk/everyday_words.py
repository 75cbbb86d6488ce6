"""The everyday words that stand below a matter's name in a list: what people call it who do not know its name. Pure."""

from collections.abc import Iterable

from hall.places import Matter
from kiosk.search_words import words_of

MOST = 2

MOST_SHARED = 0.5
"""What shares more than this with the name, or with words before it, tells nothing new (养老金停了, 养老金停发)."""

LEAST_OF_WORD = 4
"""Words in letters that begin with as many are one (register, registration)."""


def list_everyday_words(matter: Matter, *, language: str) -> tuple[str, ...]:
    """Return the first of the hall's other words for a matter, in its order, that tell what its name does not."""
    is_chinese = language == "zh"
    parts_of = _characters if is_chinese else _beginnings
    told = [parts_of(matter.name.zh if is_chinese else matter.name.en)]
    chosen: list[str] = []
    for words in matter.also if is_chinese else matter.also_en:
        parts = parts_of(words)
        if all(len(parts & each) <= MOST_SHARED * len(parts) for each in told):
            told.append(parts)
            chosen.append(words)
    return tuple(chosen[:MOST])


def _characters(words: str) -> frozenset[str]:
    return frozenset(words)


def _beginnings(words: str) -> frozenset[str]:
    return frozenset(_begin(words_of(words)))


def _begin(words: Iterable[str]) -> Iterable[str]:
    return (word[:LEAST_OF_WORD] for word in words)
