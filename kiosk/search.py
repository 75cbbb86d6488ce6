"""Finding a matter or a department by what people type; ranked. Pure.

What is typed is tried in steps, and a looser step only while few results have come: as it stands (Chinese characters,
pinyin, initials, English), by its words in any order or by others that say the same (公司注销, 注销企业), as many
speakers say it (z for zh, l for n), then part by part: whatever has the most of the words that carry meaning, with a
slip in each allowed. So "我的养老金停发了" and "my pension stopped" find what has those words, and no query is left
with nothing while a single telling word of it fits. Where something is called just so, nothing looser is added; what
shares only single characters or common words (登记, certificate) is not found. What merely comes near a single word,
or only stands across the border of two others, is marked as a guess, and left out where anything fits better.
While a whole sentence is typed in pinyin, what has its finished words stays whatever the last syllable may become.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from hall.places import Directory
from kiosk.search_entries import Entry, Found, Kind, OwnPage, list_entries
from kiosk.search_meaning import Asked, Meanings
from kiosk.search_parts import SLIPPED_INSIDE, Parts, cut_into_syllables
from kiosk.search_query import Query
from kiosk.search_rank import (
    SURE_MISSING,
    SURE_MISSING_OF_SEVERAL,
    Fit,
    Hit,
    Phrase,
    Rank,
    drop_far,
    fit_of,
    has_all,
    is_called_just_so,
    is_guess,
    put_behind,
    put_together,
)
from kiosk.search_sense import Sense
from kiosk.search_slots import Ear, Slots, is_han
from kiosk.search_unfinished import cut_unfinished
from kiosk.search_words import Phrases, list_places

LEAST_INSIDE = 2
"""A single letter inside a word says nothing."""

FEW = 3
"""While so few fit, what fits less well is shown after them."""

LEAST_ALIKE = 3
"""Fewer whole syllables sound like too many words."""

LEAST_OF_BEST, LEAST_OF_GUESS = 0.6, 0.8
"""Of what only fits in part, what has less than this of the best one's words is left out; more in a guess."""

LEAST_MEANT = 0.5
"""What has as much of the words that were said needs no comparing character by character."""

IN_ONE = 0.35
"""How much counts what one English phrase of an entry has of what was asked; the rest is what all its phrases have."""

MOST_UNFINISHED = 8
"""So many are shown of what only has the finished words of a sentence."""

MOST_BACK = 3
"""So many syllables are taken back to where something was found."""

HITS_KEPT = 16
"""So many answers are kept: the one before is asked for again with each letter."""

MISSING_ACROSS = 0.9
"""A guess."""


class SearchIndex:
    """The searchable part of one directory; making it takes some tenths of a second for thousands of matters."""

    def __init__(self, directory: Directory, *, pages: Iterable[OwnPage] = (), sense: Sense | None = None) -> None:
        """Index the names and everyday words of every matter and department, and of the kiosk's own pages.

        Args:
            directory: of a day.
            pages: the kiosk's own.
            sense: what is known of words; without it every character is one, and nothing says the same as another.
        """
        self._entries: list[Entry] = list(list_entries(directory, pages))
        self._chinese: list[Phrase] = []
        self._english: list[Phrase] = []
        for place, entry in enumerate(self._entries):
            self._chinese += [Phrase(place, number > 0, word) for number, (word, _) in enumerate(entry.chinese)]
            self._english += [Phrase(place, number > 0, phrase) for number, phrase in enumerate(entry.english)]
        words = [word for entry in self._entries for word in entry.chinese]
        owners = [phrase.entry for phrase in self._chinese]
        self._meanings = Meanings(sense, words, owners=owners) if sense else None
        self._slots = Slots(words, list_borders=self._meanings.find_borders if self._meanings else None)
        self.phrases = Phrases(
            [phrase.words for phrase in self._english], equals=sense.equals_en.groups if sense else ()
        )
        self._stops = sense.stops.english if sense else frozenset[str]()
        self._first_of = sense.equals_en.first_of if sense else str
        self._simple = [self._simplify(words) for words in self.phrases.words]
        self._parts = Parts(self._slots, self.phrases, owners=self._owners, count=len(self._entries))
        self._list_hits = lru_cache(maxsize=HITS_KEPT)(self._make_hits)
        count = len(self._chinese) + len(self._english)
        self._parts_of_phrases = Parts(self._slots, self.phrases, owners=self._places, count=count)

    def find(self, asked: Query, *, limit: int, prefers_english: bool = False, heard: str = "") -> tuple[Found, ...]:
        """Return what fits, best first; among equals what people ask for most, then what comes first in the hall.

        Args:
            asked: what was typed; an empty one finds nothing.
            limit: how many results at most.
            prefers_english: put what fits by its English words before what fits as well by pinyin.
            heard: the letters of Chinese characters, of which some may be wrong.
        """
        hits, sure = self._list_hits(asked, limit=limit, prefers_english=prefers_english, heard=heard)
        if not prefers_english and not self._is_said(asked, hits):
            sure = put_behind(sure, self._list_finished(asked, limit=limit, is_over=has_all(hits))[:MOST_UNFINISHED])
        told = tuple(self._tell(hit, is_chinese=not prefers_english) for hit in (sure or hits)[:limit])
        return told if sure else tuple(replace(found, is_guess=True) for found in told)

    def count_syllables(self, typed: str) -> int:
        """Return into how few characters and whole syllables what was typed may be cut; 0 if into none."""
        return len(cut_into_syllables(typed, self._is_syllable))

    def is_sure(self, run: str) -> bool:
        """Whether no word of the hall was heard where a much commoner one is spelled so (货车, 火车)."""
        words = self._meanings.read(run) if self._meanings else ()
        return all(word.certainty >= 1.0 for word in words)

    def _is_spaced_pinyin(self, asked: Query) -> bool:
        """Whether syllables were typed with spaces between them (wo bu zhidao), not words (shebao dengji)."""
        if len(asked.parts) < 2 or len(asked.words) < len(asked.parts):
            return False
        counts = [self.count_syllables(word) for word in asked.words]
        return min(counts) > 0 and 1 in counts and not all(self.phrases.find(word).whole for word in asked.words)

    def _make_hits(
        self, asked: Query, *, limit: int, prefers_english: bool, heard: str
    ) -> tuple[Sequence[Hit], Sequence[Hit]]:
        """Return what fits, and what of it is more than a guess."""
        if not prefers_english and self._is_spaced_pinyin(asked):
            asked = replace(asked, parts=(asked.run,), telling=(asked.run,))
        if self._meanings and not prefers_english and asked.parts == (asked.run,) and asked.run.isascii():
            rest = self._meanings.skip_stops(asked.run)
            asked = replace(asked, parts=(rest,), telling=(rest,))
        best: dict[int, Hit] = {}
        is_called_so = False
        words = self._meanings.read(asked.run) if self._meanings and not prefers_english else ()
        for step, enough in (
            (chain(self._list_begun(asked, prefers_english=prefers_english), self._list_by_meaning(words)), limit),
            (self._list_inside(asked, is_other=prefers_english), FEW),
            (self._list_alike(asked, is_other=prefers_english), FEW),
            (self._list_heard(heard), FEW),
            (self._list_in_part(asked, words, prefers_english=prefers_english), FEW),
            (self._list_across(asked, is_other=prefers_english), 0),
        ):
            for hit in step:
                if is_called_so and hit.rank.is_loose:
                    continue
                if hit.entry not in best or hit < best[hit.entry]:
                    best[hit.entry] = hit
            if len(best) >= enough or is_called_so:
                break
            is_called_so = is_called_just_so(best.values())
        hits = drop_far(sorted(best.values()))
        sure = [hit for hit in hits if not is_guess(hit, is_single=max(len(asked.telling), len(words)) == 1)]
        if not prefers_english and not self._is_said(asked, best.values()):
            sure = put_together(sure, self._list_unfinished(asked, is_found=bool(sure) and not has_all(hits)))
        return hits, sure

    def _is_syllable(self, part: str) -> bool:
        return self._slots.knows_syllable(part) or (len(part) == 1 and is_han(part))

    def find_heard(self, asked: Query, *, limit: int) -> tuple[Found, ...]:
        """Return what has somewhere what was typed in whole syllables; nothing less."""
        hits: dict[int, Hit] = {}
        for hit in sorted(self._list_heard(asked.run)):
            hits.setdefault(hit.entry, hit)
        return tuple(self._tell(hit, is_chinese=True) for hit in list(hits.values())[:limit])

    def _tell(self, hit: Hit, *, is_chinese: bool) -> Found:
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

    def _list_begun(self, asked: Query, *, prefers_english: bool) -> Iterator[Hit]:
        for run in dict.fromkeys((asked.run, asked.rest)):
            if not run:
                continue
            said = self._slots.find(run, Ear.FULL, is_over=True)
            begun = self._slots.find(run, Ear.FULL) & ~said
            initials = self._slots.find(run, Ear.EXACT) & ~said & ~begun
            is_word = bool(self._slots.only_ends(said))
            for slots, is_loose in ((said, False), (begun, is_word), (initials, True)):
                ends = self._slots.only_ends(slots)
                for fit, those in ((Fit.WHOLE, ends), (Fit.START, slots & ~ends)):
                    yield from self._list_by_sound(those, fit, is_other=prefers_english, is_loose=is_loose)
        if asked.words and len(asked.words) == len(asked.parts):
            yield from self._list_by_words(asked, prefers_english=prefers_english)

    def _list_by_meaning(self, words: Sequence[Asked]) -> Iterator[Hit]:
        if self._meanings is None or not words:
            return
        same = self._meanings.find_same(words)
        for place, unsaid in same.items():
            yield self._hit(self._chinese[place], Fit.SAME, missing=unsaid)
        for place in self._meanings.find_all(words) - same.keys():
            yield self._hit(self._chinese[place], Fit.WORD)

    def _list_inside(self, asked: Query, *, is_other: bool) -> Iterator[Hit]:
        """Yield what has it within; where letters stand for syllables, what sounds like whole ones comes before."""
        for run in _list_runs(asked):
            said = self._slots.find(run, Ear.FULL, inside=True, is_over=True, is_across=len(run) == 1)
            whole = said if len(run) == 1 else self._slots.only_words(said)
            begun = self._slots.find(run, Ear.FULL, inside=True) & ~said
            initials = self._slots.find(run, Ear.EXACT, inside=True) & ~said & ~begun
            for fit, slots, is_loose in (
                (Fit.INSIDE, whole, False),
                (Fit.INSIDE, begun, True),
                (Fit.ALIKE, initials, True),
            ):
                yield from self._list_by_sound(slots, fit, is_other=is_other, is_loose=is_loose)

    def _list_across(self, asked: Query, *, is_other: bool) -> Iterator[Hit]:
        for run in _list_runs(asked):
            slots = self._slots.find(run, Ear.FULL, inside=True, is_over=True, is_across=True)
            for hit in self._list_by_sound(slots, Fit.ACROSS, is_other=is_other, is_loose=True):
                yield hit._replace(rank=hit.rank._replace(missing=MISSING_ACROSS))

    def _list_alike(self, asked: Query, *, is_other: bool) -> Iterator[Hit]:
        """Yield what sounds alike; what sounds like a word of two syllables (banjia, 办件) only as a guess."""
        for run in _list_runs(asked):
            syllables = self.count_syllables(run)
            is_word = self._meanings is None or self._meanings.is_word(run)
            missing = SURE_MISSING if 0 < syllables < LEAST_ALIKE and is_word else 0.0
            for is_inside in (False, True):
                slots = self._slots.find(run, Ear.ALIKE, inside=is_inside, is_over=syllables > 0)
                slots = self._slots.only_words(slots) if syllables and is_inside else slots
                for hit in self._list_by_sound(slots, Fit.ALIKE, is_other=is_other, is_loose=False):
                    yield hit._replace(rank=hit.rank._replace(missing=missing))

    def _list_heard(self, heard: str) -> Iterator[Hit]:
        if heard:
            slots = self._slots.only_words(self._slots.find(heard, Ear.FULL, inside=True, is_over=True))
            yield from self._list_by_sound(slots, Fit.ALIKE, is_other=False, is_loose=False)

    def _list_by_sound(self, slots: int, fit: Fit, *, is_other: bool, is_loose: bool) -> Iterator[Hit]:
        for word in set(self._slots.list_words(slots)):
            phrase = self._chinese[word]
            yield self._hit(phrase, fit, is_other=is_other, is_loose=is_loose)

    def _list_by_words(self, asked: Query, *, prefers_english: bool) -> Iterator[Hit]:
        """Yield what has all of the words; what one of them only begins comes later where others are called so.

        Only the last may be begun, and others that are no words: house registration is not that of a household.
        """
        sets, simple = [self.phrases.find(word) for word in asked.words], self._simplify(asked.words)
        whole = kin = loose = (1 << len(self._english)) - 1
        for number, each in enumerate(sets, start=1):
            is_over = number < len(sets) and each.whole
            whole, kin, loose = whole & each.whole, kin & each.kin, loose & (each.kin if is_over else each.loose)
        for is_loose, places in ((False, whole), (True, kin & ~whole), (True, loose & ~kin)):
            is_begun = places == loose & ~kin and whole != 0
            for place in list_places(places):
                phrase = self._english[place]
                fit = fit_of(self._simple[place], simple)
                late = max(fit, Fit.INSIDE) if is_begun else fit
                yield self._hit(phrase, late, is_other=not prefers_english, is_loose=is_loose)

    def _simplify(self, words: tuple[str, ...]) -> tuple[str, ...]:
        telling = tuple(self._first_of(word) for word in words if word not in self._stops)
        return telling or words

    def _list_in_part(self, asked: Query, words: tuple[Asked, ...], *, prefers_english: bool) -> Iterator[Hit]:
        meant = self._meanings.weigh(words) if self._meanings and words else {}
        if max((share for share, _ in meant.values()), default=0.0) > LEAST_MEANT:
            yield from self._list_meant(meant)
            return
        least = SURE_MISSING_OF_SEVERAL if words else 0.0
        shares = self._parts.weigh(
            asked.parts, telling=asked.telling, is_english=prefers_english, is_spelled=bool(words)
        )
        if asked.telling != asked.parts:
            telling = self._parts.weigh(asked.telling, is_english=prefers_english)
            shares = {entry: share for entry, share in shares.items() if entry in telling}
        closest = self._find_closest(asked, prefers_english=prefers_english) if shares else {}
        shares = {
            entry: share * (1 - IN_ONE) + min(share, closest[entry][1]) * IN_ONE if entry in closest else share
            for entry, share in shares.items()
        }
        best = max(shares.values(), default=0.0)
        is_all_letters = len(asked.words) == len(asked.parts)
        for entry, share in shares.items():
            if share >= _least_beside(best) and not (is_all_letters and self._is_far_from_page(entry, share)):
                phrase = closest[entry][0] if entry in closest else Phrase(entry, is_synonym=False, words="")
                hit = self._hit(
                    Phrase(entry, is_synonym=False, words=""), Fit.PARTS, missing=max(least, round(1 - share, 2))
                )
                yield hit._replace(phrase=phrase, rank=hit.rank._replace(length=len(phrase.words)))

    def _list_meant(self, meant: dict[int, tuple[float, int]]) -> Iterator[Hit]:
        least = _least_beside(max(share for share, _ in meant.values()))
        for share, place in meant.values():
            if share >= least:
                yield self._hit(self._chinese[place], Fit.PARTS, missing=round(1 - share, 2))

    def _is_said(self, asked: Query, hits: Iterable[Hit]) -> bool:
        """Whether something is called just so, its last syllable over."""
        said = (self._slots.find(run, Ear.FULL, is_over=True) for run in (asked.run, asked.rest))
        return any(map(self._slots.only_ends, said)) or any(hit.rank.fit == Fit.SAME for hit in hits)

    def _list_finished(self, asked: Query, *, limit: int, is_over: bool) -> Sequence[Hit]:
        """Return what was found before the syllable that is being typed, or some syllables before that."""
        is_over = is_over or (self._meanings is not None and self._meanings.is_over(asked.run))
        finished = asked
        for _ in range(MOST_BACK):
            shorter = cut_unfinished(
                finished, knows=self._is_syllable, begins=self._slots.begins_syllable, is_over=is_over
            )
            if shorter is None:
                break
            if earlier := self._list_hits(shorter, limit=limit, prefers_english=False, heard="")[1]:
                return earlier
            finished, is_over = shorter, False
        return ()

    def _list_unfinished(self, asked: Query, *, is_found: bool) -> list[Hit]:
        """Return what has the words that are finished, best first, while the last one is being typed in letters."""
        meant = self._meanings.weigh_begun(asked.run, is_found=is_found) if self._meanings else {}
        least = max(
            1 - SURE_MISSING_OF_SEVERAL, _least_beside(max((share for share, _ in meant.values()), default=0.0))
        )
        hits = (
            self._hit(self._chinese[place], Fit.PARTS, missing=round(1 - share, 2))
            for share, place in meant.values()
            if share > least
        )
        return sorted(hits)[:MOST_UNFINISHED]

    def _is_far_from_page(self, entry: int, share: float) -> bool:
        """Whether a page of the kiosk's own merely sounds a little like it somewhere (jiazhao, jiaohao): not meant."""
        return self._entries[entry].found.kind is Kind.PAGE and share <= SLIPPED_INSIDE

    def _find_closest(self, asked: Query, *, prefers_english: bool) -> dict[int, tuple[Phrase, float]]:
        """Return for each entry which of its words has the most of what was typed, and how much that is."""
        shares = self._parts_of_phrases.weigh(asked.telling, is_english=prefers_english)
        every = (*self._chinese, *self._english)
        in_order = sorted(shares, key=lambda place: (shares[place], -len(every[place].words)))
        return {every[place].entry: (every[place], shares[place]) for place in in_order}

    def _hit(
        self,
        phrase: Phrase,
        fit: Fit,
        *,
        missing: float = 0.0,
        is_other: bool = False,
        is_loose: bool = False,
    ) -> Hit:
        entry = self._entries[phrase.entry]
        rank = Rank(
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
        return Hit(rank, phrase.entry, phrase)


def _least_beside(best: float) -> float:
    """Return how much of the words is enough beside what has the most."""
    return best * (LEAST_OF_GUESS if 1 - best >= SURE_MISSING_OF_SEVERAL else LEAST_OF_BEST)


def _list_runs(asked: Query) -> list[str]:
    """Return what was typed with and without stop words, where it is long enough to be inside a word."""
    runs = dict.fromkeys((asked.run, asked.rest))
    return [run for run in runs if len(run) >= LEAST_INSIDE or (run and is_han(run))]
