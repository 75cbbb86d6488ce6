"""Finding a matter or a department by what people type; ranked. Pure.

What is typed is tried in steps, and a looser step only while few results have come: as it stands (Chinese characters,
pinyin, initials, English), as many speakers say it (z for zh, l for n), then part by part: whatever has the most of
the words that carry meaning, with a slip in each allowed. So "我的养老金停发了" and "my pension stopped" find
what has those words, and no query is left with nothing while a single telling word of it fits. Where something is
called just so, nothing looser is added; what shares only single characters or common words (登记, certificate) is not
found. What merely comes near a single word is marked as a guess, and left out where anything fits better.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from hall.places import Directory
from kiosk.search_entries import Entry, Found, Kind, OwnPage, list_entries
from kiosk.search_parts import SLIPPED_INSIDE, Parts, cut_into_syllables
from kiosk.search_query import Query
from kiosk.search_slots import Ear, Slots, is_han
from kiosk.search_words import Phrases, list_places

LEAST_INSIDE = 2
"""A single letter inside a word says nothing."""

FEW = 3
"""While so few fit, what fits less well is shown after them."""

SURE_MISSING = 0.3
"""What lacks as much of the one word that was typed, or has it with a slip only, is a guess."""

SURE_MISSING_OF_SEVERAL = 0.45
"""Of several words what was meant must have the better part (lost my wallet is no lost marriage certificate)."""

LEAST_ALIKE = 3
"""Fewer whole syllables sound like too many words."""

LEAST_OF_BEST = 0.6
"""Of what only fits in part, what has less than this of the best one's words is left out."""


class _Fit(IntEnum):
    """How well an entry fits what was typed; lower is better."""

    WHOLE = 0
    START = 1
    WORD = 2
    INSIDE = 3
    ALIKE = 4
    PARTS = 5


class _Rank(NamedTuple):
    """Lower is better, compared from the left.

    `is_unlikely`: mere initials of what this hall never does; `missing`: the share of the words that is lacking.
    """

    is_unlikely: bool
    fit: _Fit
    missing: float
    is_by_synonym: bool
    is_in_other_language: bool
    is_loose: bool
    requested: int
    is_department: bool
    length: int


class _Phrase(NamedTuple):
    """Where some words of the index belong: to which entry, and as its own name or as other words for it."""

    entry: int
    is_synonym: bool
    words: str


class _Hit(NamedTuple):
    """An entry that fits, and by what."""

    rank: _Rank
    entry: int
    phrase: _Phrase


class SearchIndex:
    """The searchable part of one directory; making it takes some tenths of a second for thousands of matters."""

    def __init__(self, directory: Directory, *, pages: Iterable[OwnPage] = ()) -> None:
        """Index the names and everyday words of every matter and department, and of the kiosk's own pages."""
        self._entries: list[Entry] = list(list_entries(directory, pages))
        self._chinese: list[_Phrase] = []
        self._english: list[_Phrase] = []
        for place, entry in enumerate(self._entries):
            self._chinese += [_Phrase(place, number > 0, word) for number, (word, _) in enumerate(entry.chinese)]
            self._english += [_Phrase(place, number > 0, phrase) for number, phrase in enumerate(entry.english)]
        self._slots = Slots([word for entry in self._entries for word in entry.chinese])
        self.phrases = Phrases([phrase.words for phrase in self._english])
        self._parts = Parts(self._slots, self.phrases, owners=self._owners, count=len(self._entries))
        count = len(self._chinese) + len(self._english)
        self._parts_of_phrases = Parts(self._slots, self.phrases, owners=self._places, count=count)

    def find(self, asked: Query, *, limit: int, prefers_english: bool = False) -> tuple[Found, ...]:
        """Return what fits, best first; among equals what people ask for most, then what comes first in the hall.

        Args:
            asked: what was typed; an empty one finds nothing.
            limit: how many results at most.
            prefers_english: put what fits by its English words before what fits as well by pinyin.
        """
        if not prefers_english and self._is_spaced_pinyin(asked):
            asked = replace(asked, parts=(asked.run,), telling=(asked.run,))
        best: dict[int, _Hit] = {}
        is_called_so = False
        for step, enough in (
            (self._list_begun(asked, prefers_english=prefers_english), limit),
            (self._list_inside(asked, is_other=prefers_english), FEW),
            (self._list_alike(asked, is_other=prefers_english), FEW),
            (self._list_in_part(asked, prefers_english=prefers_english), 0),
        ):
            for hit in step:
                if is_called_so and hit.rank.is_loose:
                    continue
                if hit.entry not in best or hit < best[hit.entry]:
                    best[hit.entry] = hit
            if len(best) >= enough or is_called_so:
                break
            is_called_so = any(hit.rank.fit is _Fit.WHOLE and not hit.rank.is_loose for hit in best.values())
        hits = sorted(best.values())
        sure = [hit for hit in hits if not _is_guess(hit, asked)]
        told = tuple(self._tell(hit, is_chinese=not prefers_english) for hit in (sure or hits)[:limit])
        return told if sure else tuple(replace(found, is_guess=True) for found in told)

    def count_syllables(self, typed: str) -> int:
        """Return into how few characters and whole syllables what was typed may be cut; 0 if into none."""
        return len(cut_into_syllables(typed, self._is_syllable))

    def _is_spaced_pinyin(self, asked: Query) -> bool:
        """Whether syllables were typed with spaces between them (wo bu zhidao), not words (shebao dengji)."""
        if len(asked.parts) < 2 or len(asked.words) < len(asked.parts):
            return False
        counts = [self.count_syllables(word) for word in asked.words]
        return min(counts) > 0 and 1 in counts and not all(self.phrases.find(word).whole for word in asked.words)

    def _is_syllable(self, part: str) -> bool:
        return self._slots.knows_syllable(part) or (len(part) == 1 and is_han(part))

    def find_heard(self, asked: Query, *, limit: int) -> tuple[Found, ...]:
        """Return what has somewhere what was typed in whole syllables; nothing less."""
        slots = self._slots.find(asked.run, Ear.FULL, inside=True, is_over=True)
        hits: dict[int, _Hit] = {}
        for hit in sorted(self._list_by_sound(slots, _Fit.INSIDE, is_other=False, is_loose=False)):
            hits.setdefault(hit.entry, hit)
        return tuple(self._tell(hit, is_chinese=True) for hit in list(hits.values())[:limit])

    def _tell(self, hit: _Hit, *, is_chinese: bool) -> Found:
        """Return what was found, with the words it was found by, but in Chinese not pinyin of an English phrase."""
        entry, why = self._entries[hit.entry], hit.phrase.words
        if is_chinese and why.isascii() and self.count_syllables(why.lower().replace(" ", "")):
            return entry.found
        names = (entry.english[0], *(name for name, _ in entry.chinese[:1]))
        is_in_name = any(why.lower() in name.lower() for name in names)
        return replace(entry.found, why=why) if hit.phrase.is_synonym and not is_in_name else entry.found

    def _owners(self, *, chinese: Iterable[int] = (), english: Iterable[int] = ()) -> set[int]:
        """Return the entries to which some words belong."""
        return {self._chinese[place].entry for place in chinese} | {self._english[place].entry for place in english}

    def _places(self, *, chinese: Iterable[int] = (), english: Iterable[int] = ()) -> set[int]:
        """Return the places of some words themselves, the English ones behind the Chinese."""
        return {*chinese} | {len(self._chinese) + place for place in english}

    def _list_begun(self, asked: Query, *, prefers_english: bool) -> Iterator[_Hit]:
        for run in dict.fromkeys((asked.run, asked.rest)):
            if not run:
                continue
            said = self._slots.find(run, Ear.FULL, is_over=True)
            begun = self._slots.find(run, Ear.FULL) & ~said
            initials = self._slots.find(run, Ear.EXACT) & ~said & ~begun
            is_word = bool(self._slots.only_ends(said))
            for slots, is_loose in ((said, False), (begun, is_word), (initials, True)):
                ends = self._slots.only_ends(slots)
                for fit, those in ((_Fit.WHOLE, ends), (_Fit.START, slots & ~ends)):
                    yield from self._list_by_sound(those, fit, is_other=prefers_english, is_loose=is_loose)
        if asked.words and len(asked.words) == len(asked.parts):
            yield from self._list_by_words(asked, prefers_english=prefers_english)

    def _list_inside(self, asked: Query, *, is_other: bool) -> Iterator[_Hit]:
        for run in _list_runs(asked):
            said = self._slots.find(run, Ear.FULL, inside=True, is_over=True)
            begun = self._slots.find(run, Ear.EXACT, inside=True) & ~said
            for slots, is_loose in ((said, False), (begun, True)):
                yield from self._list_by_sound(slots, _Fit.INSIDE, is_other=is_other, is_loose=is_loose)

    def _list_alike(self, asked: Query, *, is_other: bool) -> Iterator[_Hit]:
        """Yield what sounds alike; what sounds like two whole syllables (banjia, 办件) only as a guess."""
        for run in _list_runs(asked):
            syllables = self.count_syllables(run)
            missing = SURE_MISSING if 0 < syllables < LEAST_ALIKE else 0.0
            for is_inside in (False, True):
                slots = self._slots.find(run, Ear.ALIKE, inside=is_inside, is_over=syllables > 0)
                for hit in self._list_by_sound(slots, _Fit.ALIKE, is_other=is_other, is_loose=False):
                    yield hit._replace(rank=hit.rank._replace(missing=missing))

    def _list_by_sound(self, slots: int, fit: _Fit, *, is_other: bool, is_loose: bool) -> Iterator[_Hit]:
        for word in set(self._slots.list_words(slots)):
            phrase = self._chinese[word]
            yield self._hit(phrase, fit, is_other=is_other, is_loose=is_loose)

    def _list_by_words(self, asked: Query, *, prefers_english: bool) -> Iterator[_Hit]:
        sets = [self.phrases.find(word) for word in asked.words]
        every = (1 << len(self._english)) - 1
        whole = loose = every
        for each in sets:
            whole, loose = whole & each.whole, loose & each.loose
        for is_loose, places in ((False, whole), (True, loose & ~whole)):
            for place in list_places(places):
                phrase = self._english[place]
                fit = _fit_of(self.phrases.words[place], asked.words)
                yield self._hit(phrase, fit, is_other=not prefers_english, is_loose=is_loose)

    def _list_in_part(self, asked: Query, *, prefers_english: bool) -> Iterator[_Hit]:
        shares = self._parts.weigh(asked.parts, is_english=prefers_english)
        if asked.telling != asked.parts:
            telling = self._parts.weigh(asked.telling, is_english=prefers_english)
            shares = {entry: share for entry, share in shares.items() if entry in telling}
        best = max(shares.values(), default=0.0)
        closest = self._find_closest(asked, prefers_english=prefers_english) if shares else {}
        is_all_letters = len(asked.words) == len(asked.parts)
        for entry, share in shares.items():
            if share >= best * LEAST_OF_BEST and not (is_all_letters and self._is_far_from_page(entry, share)):
                unnamed = _Phrase(entry, is_synonym=False, words="")
                hit = self._hit(unnamed, _Fit.PARTS, missing=round(1 - share, 2))
                phrase = closest.get(entry, unnamed)
                yield hit._replace(phrase=phrase, rank=hit.rank._replace(length=len(phrase.words)))

    def _is_far_from_page(self, entry: int, share: float) -> bool:
        """Whether a page of the kiosk's own merely sounds a little like it somewhere (jiazhao, jiaohao): not meant."""
        return self._entries[entry].found.kind is Kind.PAGE and share <= SLIPPED_INSIDE

    def _find_closest(self, asked: Query, *, prefers_english: bool) -> dict[int, _Phrase]:
        """Return for each entry which of its words has the most of what was typed."""
        shares = self._parts_of_phrases.weigh(asked.telling, is_english=prefers_english)
        every = (*self._chinese, *self._english)
        in_order = sorted(shares, key=lambda place: (shares[place], -len(every[place].words)))
        return {every[place].entry: every[place] for place in in_order}

    def _hit(
        self,
        phrase: _Phrase,
        fit: _Fit,
        *,
        missing: float = 0.0,
        is_other: bool = False,
        is_loose: bool = False,
    ) -> _Hit:
        entry = self._entries[phrase.entry]
        rank = _Rank(
            is_unlikely=is_loose and entry.is_never_here,
            fit=fit,
            missing=missing,
            is_by_synonym=phrase.is_synonym,
            is_in_other_language=is_other,
            is_loose=is_loose,
            requested=entry.requested,
            is_department=entry.found.kind is Kind.DEPARTMENT,
            length=len(phrase.words),
        )
        return _Hit(rank, phrase.entry, phrase)


def _list_runs(asked: Query) -> list[str]:
    """Return what was typed with and without stop words, where it is long enough to be inside a word."""
    runs = dict.fromkeys((asked.run, asked.rest))
    return [run for run in runs if len(run) >= LEAST_INSIDE or (run and is_han(run))]


def _is_guess(hit: _Hit, asked: Query) -> bool:
    """Whether something has no more than a likeness of the one word that was typed, or too little of several."""
    most = SURE_MISSING if len(asked.parts) == 1 else SURE_MISSING_OF_SEVERAL
    return hit.rank.fit >= _Fit.ALIKE and hit.rank.missing >= most


def _fit_of(words: tuple[str, ...], asked: tuple[str, ...]) -> _Fit:
    """Return how a phrase of some words fits words that are all in it; the last one asked for may only be begun."""
    if words == asked:
        return _Fit.WHOLE
    begun = words[: len(asked)]
    is_start = begun[:-1] == asked[:-1] and len(begun) == len(asked) and begun[-1].startswith(asked[-1])
    return _Fit.START if is_start else _Fit.WORD
