"""A sentence whose last syllable is still being typed: what of it is finished. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from kiosk.search_parts import cut_into_syllables
from kiosk.search_query import Query
from kiosk.search_slots import LONGEST_SYLLABLE

LEAST_OF_SENTENCE = 3
"""Whose last syllable is one already and may become another (fa, fang) is unfinished, where there are so many."""

_LETTERS_AT_END = re.compile("[a-z]+$")


def cut_unfinished(
    asked: Query, *, knows: Callable[[str], bool], begins: Callable[[str], bool], is_over: bool
) -> Query | None:
    """Return what was asked without the syllable that is being typed; None where none is, or nothing else was typed.

    Args:
        asked: what was typed.
        knows: whether letters are a syllable.
        begins: whether letters are the beginning of a longer one.
        is_over: what may be whole syllables is nothing else.
    """
    found = _LETTERS_AT_END.search(asked.run)
    whole = cut_into_syllables(found[0], knows) if found else ()
    is_sentence = len(whole) >= LEAST_OF_SENTENCE and not is_over
    if is_sentence and whole and begins(whole[-1]):
        length = len(whole[-1])
    else:
        length = _length_unfinished(found[0], knows, begins) if found and (is_sentence or not whole) else 0
    run = asked.run[: len(asked.run) - length]
    if not length or not run:
        return None
    return replace(asked, run=run, parts=_shorten(asked.parts, length), telling=_shorten(asked.telling, length))


def _length_unfinished(letters: str, knows: Callable[[str], bool], begins: Callable[[str], bool]) -> int:
    for length in range(1, min(LONGEST_SYLLABLE, len(letters))):
        if begins(letters[-length:]) and cut_into_syllables(letters[:-length], knows):
            return length
    return 0


def _shorten(parts: tuple[str, ...], length: int) -> tuple[str, ...]:
    return tuple(part for part in (*parts[:-1], parts[-1][:-length]) if part)
