"""Finding a matter or a department by typed letters: pinyin initials, full pinyin, English words; ranked. Pure."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from hall.places import Directory


class Kind(StrEnum):
    """What was found."""

    MATTER = "matter"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result."""

    kind: Kind
    found_id: str


LEAST_INSIDE = 2
"""A single letter inside a key says nothing."""


class _Fit(IntEnum):
    """How well an entry fits what was typed; lower is better."""

    WHOLE = 0
    START = 1
    WORD = 2
    INSIDE = 3
    NONE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What is searched: keys of the own name first, then of everyday words; `name` is the English one in lower case."""

    found: Found
    initials: tuple[str, ...]
    pinyin: tuple[str, ...]
    name: str
    is_featured: bool = False


class SearchIndex:
    """The searchable part of one directory."""

    def __init__(self, directory: Directory) -> None:
        """Prepare the keys once; after that a search only compares strings."""
        names = {each.department_id: each.name.en.lower() for each in directory.departments}
        featured = frozenset(directory.hall.featured)
        matters = [
            _Entry(
                found=Found(kind=Kind.MATTER, found_id=today.matter.matter_id),
                initials=today.initials,
                pinyin=today.pinyin,
                name=today.matter.name.en.lower(),
                is_featured=today.matter.matter_id in featured,
            )
            for today in directory.matters
        ]
        departments = [
            _Entry(
                found=Found(kind=Kind.DEPARTMENT, found_id=department_id),
                initials=keys.initials,
                pinyin=keys.pinyin,
                name=names[department_id],
            )
            for department_id, keys in directory.department_keys.items()
        ]
        self._entries = (*matters, *departments)

    def find(self, query: str, *, limit: int, prefers_english: bool = False) -> tuple[Found, ...]:
        """Return what fits, best first; what the hall features and what comes first in it wins among equals.

        Args:
            query: letters, digits and spaces as typed, capitals or not; an empty one finds nothing.
            limit: how many results at most.
            prefers_english: put what fits by its English name before what fits as well by pinyin.
        """
        wanted = " ".join(query.lower().split())
        if not wanted:
            return ()
        ranks = [(_rank(entry, wanted, prefers_english=prefers_english), entry) for entry in self._entries]
        fitting = [(rank, entry) for rank, entry in ranks if rank.fit is not _Fit.NONE]
        fitting.sort(key=lambda pair: pair[0])
        return tuple(entry.found for _, entry in fitting[:limit])


class _Rank(NamedTuple):
    """Lower is better, compared from the left."""

    fit: _Fit
    is_by_synonym: bool
    is_in_other_language: bool
    is_not_featured: bool
    is_department: bool
    length: int


def _rank(entry: _Entry, wanted: str, *, prefers_english: bool) -> _Rank:
    english = _fit_words(entry.name, wanted)
    chinese, is_by_synonym, length = _fit_keys(entry, wanted.replace(" ", ""))
    is_by_english = english < chinese or (english == chinese and prefers_english)
    return _Rank(
        fit=min(english, chinese),
        is_by_synonym=is_by_synonym and not is_by_english,
        is_in_other_language=is_by_english != prefers_english,
        is_not_featured=not entry.is_featured,
        is_department=entry.found.kind is Kind.DEPARTMENT,
        length=len(entry.name) if is_by_english else length,
    )


def _fit_keys(entry: _Entry, wanted: str) -> tuple[_Fit, bool, int]:
    """Return the best fit among initials and pinyin, whether an everyday word gave it, and that key's length."""
    best = (_Fit.NONE, True, 0)
    for keys in (entry.initials, entry.pinyin):
        for place, key in enumerate(keys):
            best = min(best, (_fit_key(key, wanted), place > 0, len(key)))
    return best


def _fit_key(key: str, wanted: str) -> _Fit:
    if not key.startswith(wanted):
        return _Fit.INSIDE if len(wanted) >= LEAST_INSIDE and wanted in key else _Fit.NONE
    return _Fit.WHOLE if key == wanted else _Fit.START


def _fit_words(name: str, wanted: str) -> _Fit:
    if name.startswith(wanted):
        return _Fit.WHOLE if name == wanted else _Fit.START
    words = name.replace("-", " ").split()
    has_all = all(any(word.startswith(part) for word in words) for part in wanted.split(" "))
    return _Fit.WORD if has_all else _Fit.NONE
