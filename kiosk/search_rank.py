"""How well what was found fits what was typed, and when that is no more than a guess. Pure."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

SURE_MISSING = 0.3
"""What lacks as much of the one word that was typed, or has it with a slip only, is a guess."""

SURE_MISSING_OF_SEVERAL = 0.45
"""Of several words what was meant must have the better part (lost my wallet is no lost marriage certificate)."""

MISSING_BESIDE = 0.2
"""What lacks more is not shown beside what lacks nothing."""


class Fit(IntEnum):
    """How well an entry fits what was typed; lower is better.

    SAME: in its words, in another order or others that say the same; ACROSS: in what its words only have together, from
    the middle of one into the next (打工 in 打工商档案), which is chance.
    """

    WHOLE = 0
    SAME = 1
    START = 2
    WORD = 3
    INSIDE = 4
    ALIKE = 5
    PARTS = 6
    ACROSS = 7


class Rank(NamedTuple):
    """Lower is better, compared from the left.

    `is_unlikely`: mere initials of what this hall never does; `missing`: the share of the words that is lacking.
    """

    is_unlikely: bool
    fit: Fit
    missing: float
    is_by_synonym: bool
    is_in_other_language: bool
    is_loose: bool
    requested: int
    is_department: bool
    length: int


class Phrase(NamedTuple):
    """Where some words of the index belong: to which entry, and as its own name or as other words for it."""

    entry: int
    is_synonym: bool
    words: str


class Hit(NamedTuple):
    """An entry that fits, and by what."""

    rank: Rank
    entry: int
    phrase: Phrase


def is_guess(hit: Hit, *, is_single: bool) -> bool:
    """Whether something has no more than a likeness of the one word that was typed, or too little of several."""
    most = SURE_MISSING if is_single else SURE_MISSING_OF_SEVERAL
    return hit.rank.fit >= Fit.ALIKE and hit.rank.missing >= most


def fit_of(words: tuple[str, ...], asked: tuple[str, ...]) -> Fit:
    """Return how a phrase of some words fits words that are all in it; the last one asked for may only be begun."""
    if words == asked:
        return Fit.WHOLE
    if sorted(words) == sorted(asked):
        return Fit.SAME
    begun = words[: len(asked)]
    is_start = begun[:-1] == asked[:-1] and len(begun) == len(asked) and begun[-1].startswith(asked[-1])
    return Fit.START if is_start else Fit.WORD


def drop_far(hits: list[Hit]) -> list[Hit]:
    """Return hits, in order, without those that have only some of the words where others have all of them."""
    is_there = any(hit.rank.fit < Fit.ALIKE and not hit.rank.is_loose for hit in hits)
    return [hit for hit in hits if not (is_there and hit.rank.fit >= Fit.ALIKE and hit.rank.missing > MISSING_BESIDE)]


def has_all(hits: Iterable[Hit]) -> bool:
    """Whether something has all of the words, or the better part of several."""
    return any(
        (hit.rank.fit <= Fit.WORD and not hit.rank.is_loose)
        or (hit.rank.fit is Fit.PARTS and hit.rank.missing < SURE_MISSING_OF_SEVERAL)
        for hit in hits
    )


def is_called_just_so(hits: Iterable[Hit]) -> bool:
    """Whether something is called just what was typed."""
    return any(hit.rank.fit <= Fit.SAME and not hit.rank.is_loose for hit in hits)


def put_together(found: Sequence[Hit], unfinished: Sequence[Hit]) -> list[Hit]:
    """Return what was found and what has the finished words of a sentence.

    What is only found by initials or by what has just been begun comes last, unless it has those words, too.
    """
    is_firm = any(hit.rank.fit < Fit.ALIKE and not hit.rank.is_loose for hit in found)
    having = {hit.entry for hit in unfinished}
    first = found if is_firm else [hit for hit in found if hit.entry in having]
    return put_behind(put_behind(first, unfinished), found)


def put_behind(first: Sequence[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Return hits with those of some others that are not among them."""
    entries = {hit.entry for hit in first}
    return [*first, *(hit for hit in others if hit.entry not in entries)]
