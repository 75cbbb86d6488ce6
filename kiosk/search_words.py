"""Phrases of a language with spaces, found by their words: whole, begun, in another form, or with one slip. Pure.

A set of phrases is one whole number with a bit for each phrase, so that "phrases with all these words" is one step.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from kiosk.search_slip import is_one_slip, is_two_slips, sound_of

LEAST_STEM = 4
"""Shorter stems have nothing to do with one another ("art" and "article")."""

LONGEST_ENDING = 3
"""A stem goes on to another of its family by no more letters ("regist", "registr"; not "pass", "passport")."""

LEAST_TO_SLIP = 4
LEAST_TO_SLIP_TWICE = 7
LEAST_OF_SOUND = 3
"""From how many letters a word may be typed with one slip or with two, and how much of its sound must be there."""

LEAST_OF_RUN, LEAST_OF_SPLIT = 6, 3
"""From how many letters a run may be several words without spaces, and how long each of them is at least."""

WORDS_KEPT = 512

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasesOf:
    """The phrases with a word: itself, another form of it or an equal one, and what it begins.

    Each set holds the one before it.
    """

    whole: int
    kin: int
    loose: int


class Phrases:
    """Phrases, each named by its place in the list."""

    def __init__(self, phrases: Sequence[str], *, equals: Iterable[Sequence[str]] = ()) -> None:
        """Index the phrases' words; takes some tens of milliseconds for ten thousand phrases.

        Args:
            phrases: with capitals or without.
            equals: groups of words that say the same.
        """
        self._equals = {word: group for group in equals for word in group}
        self.words = [words_of(phrase) for phrase in phrases]
        self._run_together = {word for phrase in phrases for word in _list_run_together(phrase)}
        sets: dict[str, int] = defaultdict(int)
        places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self.words):
            for word in words:
                places[word].append(place)
        for word, where in places.items():
            sets[word] = sum(1 << place for place in set(where))
        self._sets = dict(sets)
        self.vocabulary = sorted(places)
        from snowballstemmer import stemmer  # noqa: PLC0415  # every language's: 0.2 s, not before the first screen

        self._stem = lru_cache(maxsize=WORDS_KEPT)(stemmer("english").stemWord)
        self._sounding: dict[str, list[str]] = defaultdict(list)
        for word in self.vocabulary:
            self._sounding[sound_of(word)].append(word)
        self._stems = sorted((self._stem(word), word) for word in self.vocabulary)
        self.find = lru_cache(maxsize=WORDS_KEPT)(self._find)
        self.find_slipped = lru_cache(maxsize=WORDS_KEPT)(self._find_slipped)

    def list_completions(self, beginning: str) -> list[str]:
        """Return the words that begin so, those of most phrases first; none that has lost its apostrophe."""
        begun = (word for word in self._list_begun(beginning) if word not in self._run_together)
        return sorted(begun, key=lambda word: (-self._sets[word].bit_count(), len(word)))

    def join_split(self, typed: str) -> str:
        """Return what was typed with those neighbours joined that are no words alone but one together (wheel chair)."""
        words: list[str] = []
        for word in typed.split():
            joined = words[-1] + word if words else ""
            if joined in self._sets and not {words[-1], word} <= self._sets.keys():
                words[-1] = joined
            else:
                words.append(word)
        return " ".join(words) if len(words) < len(typed.split()) else typed

    def split(self, run: str, *, stop_words: Set[str]) -> tuple[str, ...]:
        """Return the fewest words of which letters without spaces are made; empty when they are no several words.

        The last may only be begun. One may have a slip, which is mended, unless no other word tells anything.
        """
        if len(run) < LEAST_OF_RUN or not run.isalpha():
            return ()

        def is_word(part: str) -> bool:
            return part in stop_words or (len(part) >= LEAST_OF_SPLIT and part in self._sets)

        def is_begun(part: str) -> bool:
            return is_word(part) or (len(part) >= LEAST_OF_SPLIT and any(self._list_begun(part)))

        before: dict[int, tuple[str, ...]] = {0: ()}
        for end in range(1, len(run)):
            ways = [(*words, run[start:end]) for start, words in before.items() if is_word(run[start:end])]
            if ways:
                before[end] = min(ways, key=len)
        after: dict[int, tuple[str, ...]] = {len(run): ()}
        for start in range(len(run) - 1, -1, -1):
            ends = [end for end in after if (is_begun if end == len(run) else is_word)(run[start:end])]
            if ends:
                after[start] = min(((run[start:end], *after[end]) for end in ends), key=len)
        mended = [
            (*before[start], word, *after[end])
            for start in before
            for end in after
            if end - start > LEAST_TO_SLIP
            for word in self._list_whole_slips(run[start:end])
        ]
        telling = [words for words in mended if len(set(words) - stop_words) > 1]
        words = after[0] if 0 in after else min(telling, key=len, default=())
        return words if len(words) > 1 else ()

    def _find(self, word: str) -> PhrasesOf:
        whole = self._sets.get(word, 0)
        begun = whole | self._join(self._list_begun(word))
        is_slip = not begun and self._list_clear_slips(word)
        kin = whole if is_slip else whole | self._join(self._list_kin(word))
        for equal in self._equals.get(word, ()):
            kin |= self._sets.get(equal, 0) | self._join(self._list_kin(equal))
        return PhrasesOf(whole=whole, kin=kin, loose=kin | begun)

    def _find_slipped(self, word: str) -> int:
        return self._join(self._list_slips(word)) if len(word) >= LEAST_TO_SLIP else 0

    def _join(self, words: Iterable[str]) -> int:
        joined = 0
        for word in words:
            joined |= self._sets[word]
        return joined

    def _list_begun(self, beginning: str) -> Iterator[str]:
        for word in self.vocabulary[bisect_left(self.vocabulary, beginning) :]:
            if not word.startswith(beginning):
                return
            yield word

    def _list_kin(self, word: str) -> Iterator[str]:
        """Yield the words of the same stem, or of one that is the beginning of the other (register, registration)."""
        stem = self._stem(word)
        for length in range(max(LEAST_STEM, len(stem) - LONGEST_ENDING), len(stem)):
            yield from self._list_of_stem(stem[:length], is_whole=True)
        for other in self._list_of_stem(stem, is_whole=len(stem) < LEAST_STEM):
            if abs(len(word) - len(other)) <= LONGEST_ENDING or self._stem(other) == stem:
                yield other

    def _list_of_stem(self, stem: str, *, is_whole: bool) -> Iterator[str]:
        for other, word in self._stems[bisect_left(self._stems, (stem, "")) :]:
            if not other.startswith(stem) or (is_whole and other != stem):
                return
            yield word

    def _list_slips(self, word: str) -> list[str]:
        """Return the words nearest to this: one slip from it, sounding so, two slips; or else one from its beginning.

        One slip leaves one of two first letters, two leave the first.
        """
        return (
            self._list_clear_slips(word)
            or self._list_two_slips(word)
            or [other for other in self._list_near(word) if is_one_slip(word, other[: len(word)])]
        )

    def _list_clear_slips(self, word: str) -> list[str]:
        return (self._list_whole_slips(word) if len(word) >= LEAST_TO_SLIP else []) or self._list_sounding(word)

    def _list_sounding(self, word: str) -> list[str]:
        sound = sound_of(word)
        others = self._sounding.get(sound, ()) if len(sound) >= LEAST_OF_SOUND else ()
        return [other for other in others if abs(len(other) - len(word)) <= LONGEST_ENDING]

    def _list_two_slips(self, word: str) -> list[str]:
        if len(word) < LEAST_TO_SLIP_TWICE:
            return []
        near = self.vocabulary[
            bisect_left(self.vocabulary, word[0]) : bisect_left(self.vocabulary, chr(ord(word[0]) + 1))
        ]
        return [other for other in near if len(other) >= LEAST_TO_SLIP_TWICE - 1 and is_two_slips(word, other)]

    def _list_whole_slips(self, word: str) -> list[str]:
        return [other for other in self._list_near(word) if is_one_slip(word, other)]

    def _list_near(self, word: str) -> list[str]:
        head = (word[0], word[1])
        return [other for other in self.vocabulary if other[0] in head or other[1:2] in head]


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in small letters, without what stands between them."""
    return tuple(_WORD.findall(phrase.lower().translate(_APOSTROPHES)))


def _list_run_together(phrase: str) -> list[str]:
    """Return the words of a phrase that have an apostrophe, without it (company's, companys)."""
    return [word for piece in phrase.split() if set(piece) & {"'", "’"} for word in words_of(piece)]


def list_places(phrases: int) -> Iterator[int]:
    """Yield the places of a set of phrases, in order."""
    digits = bin(phrases)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
