"""Finding a matter or a department by what people type; ranked. Pure.

What is typed is tried in steps, and a looser step only while few results have come: as it stands (Chinese characters,
pinyin, initials, English), as many speakers say it (z for zh, l for n), then part by part: whatever has the most of
the words that carry meaning, with a slip in each allowed. So "我的养老金停发了" and "my pension stopped" find
what has those words, and no query is left with nothing while a single telling word of it fits. Where something is
called just so, nothing looser is added; what shares only single characters or common words (登记, certificate) is not
found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from hall.directory import words_of_department, words_of_matter
from hall.places import Department, Directory, MatterToday
from kiosk.search_parts import Parts
from kiosk.search_query import Query
from kiosk.search_slots import Ear, Slots, is_han
from kiosk.search_words import Phrases, list_places


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
"""A single letter inside a word says nothing."""

FEW = 3
"""While so few fit, what fits less well is shown after them."""

LEAST_OF_BEST = 0.6
"""Of what only fits in part, what has less than this of the best one's words is left out."""

NOT_ASKED_FOR = 1000


class _Fit(IntEnum):
    """How well an entry fits what was typed; lower is better."""

    WHOLE = 0
    START = 1
    WORD = 2
    INSIDE = 3
    ALIKE = 4
    PARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What can be found, and how often people ask for it: its place among the most requested, or a high number."""

    found: Found
    requested: int


class _Rank(NamedTuple):
    """Lower is better, compared from the left; `missing` is the share of the query's words that the entry lacks."""

    fit: _Fit
    missing: float
    is_by_synonym: bool
    is_in_other_language: bool
    is_loose: bool
    requested: int
    is_department: bool
    length: int


class _Phrase(NamedTuple):
    """Where a word of the index belongs: to which entry, and as its own name or as another word for it."""

    entry: int
    is_synonym: bool
    length: int


class SearchIndex:
    """The searchable part of one directory; making it takes some tenths of a second for thousands of matters."""

    def __init__(self, directory: Directory) -> None:
        """Index the names and everyday words of every matter and department, in both languages."""
        self._entries: list[_Entry] = []
        self._chinese: list[_Phrase] = []
        self._english: list[_Phrase] = []
        chinese: list[tuple[str, str]] = []
        english: list[str] = []
        for entry, words, phrases in _list_entries(directory):
            place = len(self._entries)
            self._entries.append(entry)
            self._chinese += [_Phrase(place, number > 0, len(word)) for number, (word, _) in enumerate(words)]
            self._english += [_Phrase(place, number > 0, len(phrase)) for number, phrase in enumerate(phrases)]
            chinese += words
            english += phrases
        self._slots, self.phrases = Slots(chinese), Phrases(english)
        self._parts = Parts(self._slots, self.phrases, owners=self._owners, count=len(self._entries))

    def find(self, asked: Query, *, limit: int, prefers_english: bool = False) -> tuple[Found, ...]:
        """Return what fits, best first; among equals what people ask for most, then what comes first in the hall.

        Args:
            asked: what was typed; an empty one finds nothing.
            limit: how many results at most.
            prefers_english: put what fits by its English words before what fits as well by pinyin.
        """
        best: dict[int, _Rank] = {}
        is_called_so = False
        for step, enough in (
            (self._list_begun(asked, prefers_english=prefers_english), limit),
            (self._list_heard(asked, Ear.EXACT, _Fit.INSIDE, is_other=prefers_english), FEW),
            (self._list_heard(asked, Ear.ALIKE, _Fit.ALIKE, is_other=prefers_english), FEW),
            (self._list_in_part(asked, prefers_english=prefers_english), 0),
        ):
            for entry, rank in step:
                if entry not in best or rank < best[entry]:
                    best[entry] = rank
            if len(best) >= enough or is_called_so:
                break
            is_called_so = any(rank.fit is _Fit.WHOLE and not rank.is_loose for rank in best.values())
        ranked = sorted(best, key=lambda entry: (best[entry], entry))
        return tuple(self._entries[entry].found for entry in ranked[:limit])

    def _owners(self, *, chinese: Iterable[int] = (), english: Iterable[int] = ()) -> set[int]:
        """Return the entries to which some words belong."""
        return {self._chinese[place].entry for place in chinese} | {self._english[place].entry for place in english}

    def _list_begun(self, asked: Query, *, prefers_english: bool) -> Iterator[tuple[int, _Rank]]:
        for run in dict.fromkeys((asked.run, asked.rest)):
            whole_syllables = self._slots.find(run, Ear.FULL) if run else 0
            initials = self._slots.find(run, Ear.EXACT) & ~whole_syllables if run else 0
            for slots, is_loose in ((whole_syllables, False), (initials, True)):
                ends = self._slots.only_ends(slots)
                for fit, those in ((_Fit.WHOLE, ends), (_Fit.START, slots & ~ends)):
                    yield from self._list_by_sound(those, fit, is_other=prefers_english, is_loose=is_loose)
        if asked.words and len(asked.words) == len(asked.parts):
            yield from self._list_by_words(asked, prefers_english=prefers_english)

    def _list_heard(self, asked: Query, ear: Ear, fit: _Fit, *, is_other: bool) -> Iterator[tuple[int, _Rank]]:
        for run in dict.fromkeys((asked.run, asked.rest)):
            if len(run) >= LEAST_INSIDE or (run and is_han(run)):
                slots = self._slots.find(run, ear, inside=True)
                yield from self._list_by_sound(slots, fit, is_other=is_other, is_loose=False)

    def _list_by_sound(self, slots: int, fit: _Fit, *, is_other: bool, is_loose: bool) -> Iterator[tuple[int, _Rank]]:
        for word in set(self._slots.list_words(slots)):
            phrase = self._chinese[word]
            yield phrase.entry, self._rank(phrase, fit, is_other=is_other, is_loose=is_loose)

    def _list_by_words(self, asked: Query, *, prefers_english: bool) -> Iterator[tuple[int, _Rank]]:
        sets = [self.phrases.find(word) for word in asked.words]
        every = (1 << len(self._english)) - 1
        whole = loose = every
        for each in sets:
            whole, loose = whole & each.whole, loose & each.loose
        for is_loose, places in ((False, whole), (True, loose & ~whole)):
            for place in list_places(places):
                phrase = self._english[place]
                fit = _fit_of(self.phrases.words[place], asked.words)
                yield phrase.entry, self._rank(phrase, fit, is_other=not prefers_english, is_loose=is_loose)

    def _list_in_part(self, asked: Query, *, prefers_english: bool) -> Iterator[tuple[int, _Rank]]:
        shares = self._parts.weigh(asked.parts, is_english=prefers_english)
        if asked.telling != asked.parts:
            telling = self._parts.weigh(asked.telling, is_english=prefers_english)
            shares = {entry: share for entry, share in shares.items() if entry in telling}
        best = max(shares.values(), default=0.0)
        for entry, share in shares.items():
            if share >= best * LEAST_OF_BEST:
                phrase = _Phrase(entry, is_synonym=False, length=0)
                yield entry, self._rank(phrase, _Fit.PARTS, missing=round(1 - share, 2))

    def _rank(
        self,
        phrase: _Phrase,
        fit: _Fit,
        *,
        missing: float = 0.0,
        is_other: bool = False,
        is_loose: bool = False,
    ) -> _Rank:
        entry = self._entries[phrase.entry]
        return _Rank(
            fit=fit,
            missing=missing,
            is_by_synonym=phrase.is_synonym,
            is_in_other_language=is_other,
            is_loose=is_loose,
            requested=entry.requested,
            is_department=entry.found.kind is Kind.DEPARTMENT,
            length=phrase.length,
        )


def _fit_of(words: tuple[str, ...], asked: tuple[str, ...]) -> _Fit:
    """Return how a phrase of some words fits words that are all in it; the last one asked for may only be begun."""
    if words == asked:
        return _Fit.WHOLE
    begun = words[: len(asked)]
    is_start = begun[:-1] == asked[:-1] and len(begun) == len(asked) and begun[-1].startswith(asked[-1])
    return _Fit.START if is_start else _Fit.WORD


_Words = list[tuple[str, str]]


def _list_entries(directory: Directory) -> Iterator[tuple[_Entry, _Words, list[str]]]:
    """Yield every entry with its Chinese words and their readings, and with its English ones; own names first."""
    most_first = dict.fromkeys((*directory.requested, *directory.hall.featured))
    requested = {each: place for place, each in enumerate(most_first)}
    for today in directory.matters:
        found = Found(kind=Kind.MATTER, found_id=today.matter.matter_id)
        entry = _Entry(found=found, requested=requested.get(found.found_id, NOT_ASKED_FOR))
        yield entry, _words_of_matter(today), [today.matter.name.en, *today.matter.also_en]
    for department in directory.departments:
        found = Found(kind=Kind.DEPARTMENT, found_id=department.department_id)
        keys = directory.department_keys.get(department.department_id)
        words = list(zip(words_of_department(department), keys.readings, strict=True)) if keys else []
        yield _Entry(found=found, requested=NOT_ASKED_FOR), words, _english_of(department)


def _words_of_matter(today: MatterToday) -> _Words:
    return list(zip(words_of_matter(today.matter), today.keys.readings, strict=True)) if today.keys.readings else []


def _english_of(department: Department) -> list[str]:
    full = [department.full_name.en] if department.full_name else []
    return [department.name.en, *full, *department.also_en]
