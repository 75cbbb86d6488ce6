"""Which entries have most of the parts of a query, rare words weighing more than common ones. Pure."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kiosk.search_slots import LONGEST_SYLLABLE, Ear, Slots, is_han
from kiosk.search_words import Phrases, list_places

WHOLE_WORD, OTHER_FORM, SLIPPED_WORD, OTHER_WORD = 1.0, 0.9, 0.7, 0.5
SOUND_AT_START, SOUND_INSIDE, SOUND_ALIKE, SLIPPED_SOUND, SLIPPED_INSIDE = 0.95, 0.85, 0.75, 0.65, 0.6
"""How much of a word an entry has that fits it so; OTHER_WORD goes on from what was typed (house, household)."""

UNKNOWN, LITTLE = 0.8, 0.5
"""How much a word in letters tells that nothing here has, and one that half the matters have (papers)."""

PAIR, MOST_OF_ONE = 2, 0.54
"""Of several words one is not enough to be sure: 修手机, "buy a phone" does not mean what else there is of 手机."""

LEAST_SOUND = 2
SINGLE_CHARACTER = 0.3
"""What a character tells that stands by itself; one of a word says nothing where no two of them fit (狗证)."""

LEAST_OF_SYLLABLES = 0.5
"""Sounds mean so many things that what fits no more of a word's syllables than this has little to do with it."""

SCORES_KEPT = 64
"""So many words' scores are kept: the finished words of a sentence are weighed again with each letter."""

Scores = dict[int, float]
Owners = Callable[..., set[int]]


class Parts:
    """Weighs entries by the parts of a query."""

    def __init__(self, slots: Slots, phrases: Phrases, *, owners: Owners, count: int) -> None:
        """Take the words of all entries.

        Args:
            slots: the Chinese words.
            phrases: the English ones.
            owners: returns the entries of the places of `chinese` words and `english` phrases.
            count: how many entries there are.
        """
        self._slots = slots
        self._phrases = phrases
        self._owners = owners
        self._count = count
        self._score_letters = lru_cache(maxsize=SCORES_KEPT)(self._make_score_of_letters)

    def weigh(
        self, parts: Sequence[str], *, telling: Sequence[str] = (), is_english: bool = False, is_spelled: bool = False
    ) -> Scores:
        """Return the share of the parts, by weight, that each entry has; those that have none are left out.

        Args:
            parts: as in a query.
            telling: those in letters that say more than that a paper is wanted; all, if there are none.
            is_english: a slip is in an English word, not in pinyin (geren is not "green", muying not "buying").
            is_spelled: the letters are those of Chinese words, without a slip (xiushouji is not xishoujian).
        """
        total, sums, having = 0.0, Scores(), Counter[int]()
        telling = [part for part in parts if part in telling] or parts
        for part in parts:
            scores = (
                self._score_han(part)
                if is_han(part)
                else self._score_letters(part, is_english=is_english, is_spelled=is_spelled)
            )
            weight = self._weight(len(scores)) * (max(1, len(part) - 1) if is_han(part) else 1)
            if not is_han(part):
                weight *= (1.0 if scores else UNKNOWN) * (1.0 if part in telling else LITTLE)
            total += weight
            having.update(scores.keys() if part in telling else ())
            for entry, score in scores.items():
                sums[entry] = sums.get(entry, 0.0) + weight * score
        most = MOST_OF_ONE if len(telling) >= PAIR else 1.0
        return {entry: one / total * (1.0 if having[entry] >= PAIR else most) for entry, one in sums.items()}

    def _weight(self, entries: int) -> float:
        return math.log(1 + (self._count + 1) / max(1, entries))

    def _make_score_of_letters(self, part: str, *, is_english: bool, is_spelled: bool) -> Mapping[int, float]:
        """Score a word in letters: English, pinyin in one word, or a whole sentence in pinyin."""
        scores = Scores()
        for score, entries in (
            *self._list_by_word(part, has_slips=is_english),
            *self._list_by_sound(part, has_slips=not is_english and not is_spelled),
        ):
            for entry in entries:
                scores[entry] = max(scores.get(entry, 0.0), score)
        if scores:
            return scores
        shares = self._score_pairs(cut_into_syllables(part, self._slots.knows_syllable))
        return {entry: share for entry, share in shares.items() if share > LEAST_OF_SYLLABLES}

    def _list_by_word(self, part: str, *, has_slips: bool) -> Iterator[tuple[float, set[int]]]:
        found = self._phrases.find(part)
        yield WHOLE_WORD, self._owners(english=list_places(found.whole))
        if found.kin:
            yield OTHER_FORM, self._owners(english=list_places(found.kin & ~found.whole))
            yield OTHER_WORD, self._owners(english=list_places(found.loose & ~found.kin))
        elif found.loose:
            yield OTHER_FORM, self._owners(english=list_places(found.loose))
        elif has_slips:
            yield SLIPPED_WORD, self._owners(english=list_places(self._phrases.find_slipped(part)))

    def _list_by_sound(self, part: str, *, has_slips: bool) -> Iterator[tuple[float, set[int]]]:
        if len(part) < LEAST_SOUND:
            return
        yield SOUND_AT_START, self._heard(part, Ear.EXACT, inside=False)
        inside = self._heard(part, Ear.EXACT, inside=True)
        yield SOUND_INSIDE, inside
        if not inside:
            alike = self._heard(part, Ear.ALIKE, inside=True)
            yield SOUND_ALIKE, alike
            if has_slips and not alike:
                begun = self._heard(part, Ear.SLIP, inside=False)
                yield SLIPPED_SOUND, begun
                yield SLIPPED_INSIDE, set() if begun else self._heard(part, Ear.SLIP, inside=True)

    def _heard(self, part: str, ear: Ear, *, inside: bool) -> set[int]:
        return self._owners(chinese=self._slots.list_words(self._slots.find(part, ear, inside=inside)))

    def _score_han(self, part: str) -> Scores:
        if len(part) > 1:
            return self._score_pairs(tuple(part))
        slots = self._slots.find_one(part)
        return dict.fromkeys(self._owners(chinese=self._slots.list_words(slots)), SINGLE_CHARACTER)

    def _score_pairs(self, characters: Sequence[str]) -> Scores:
        """Score by the pairs of neighbours that an entry has, which needs no dictionary of words."""
        pairs = [self._slots.find_pair(one, other) for one, other in pairwise(characters)]
        return self._share(self._owners(chinese=self._slots.list_words(pair)) for pair in pairs)

    def _share(self, sets: Iterable[set[int]]) -> Scores:
        total, sums = 0.0, Scores()
        for entries in sets:
            weight = self._weight(len(entries))
            total += weight
            for entry in entries:
                sums[entry] = sums.get(entry, 0.0) + weight
        return {entry: one / total for entry, one in sums.items()}


def cut_into_syllables(letters: str, is_syllable: Callable[[str], bool]) -> tuple[str, ...]:
    """Return letters as whole syllables, as few as can be; empty when they are none."""
    ways: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            way = ways[start]
            if way is None or not is_syllable(letters[start:end]):
                continue
            best = ways[end]
            if best is None or len(way) + 1 < len(best):
                ways[end] = (*way, letters[start:end])
    return ways[-1] or ()
