"""Chinese phrases found by the words they consist of, in any order, and by others that say the same. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.search_parts import MOST_OF_ONE, PAIR
from kiosk.search_sense import Sense, Spelled, Spelling
from kiosk.search_slots import characters_of, is_han

LITTLE = 0.3
"""How much a word that many matters have (登记) tells beside another."""

SINGLE = 0.5
"""How much a word of one character tells beside a longer one."""

LEAST_SINGLE = 3
"""Fewer words of one character each may be anything."""

UNSURE = 0.5
"""How likely a word of the hall was meant where a much commoner one is spelled so (货车, 火车)."""

UNKNOWN = 0.6
"""How much a word of several tells that nothing here has: most such are of how it came about (爷爷, 媳妇)."""

OF_UNFINISHED = 0.1
"""How much of its share an entry loses that has nothing of what the unfinished last word may become."""

WEIGHTS_KEPT = 64
"""So many answers are kept: the finished words of a sentence are weighed again with each letter."""

IN_ONE = 0.7
"""How much counts what one phrase of an entry has of what was asked; the rest is what all its phrases have."""

_PIECES = re.compile("[a-z0-9]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One word of what was asked.

    Attributes:
        meanings: what it may mean, of which several only where it was spelled in letters.
        weight: how much it tells.
        certainty: how likely one of the meanings was meant.
        is_telling: it says more than that something is to be registered.
    """

    meanings: frozenset[str]
    weight: float
    certainty: float
    is_telling: bool


class Meanings:
    """Phrases, each named by its place in the list."""

    def __init__(self, sense: Sense, phrases: Sequence[tuple[str, str]], *, owners: Sequence[int]) -> None:
        """Cut some phrases, each with its reading and the entry that it belongs to, into their words."""
        self._sense, self._owners, self._count = sense, owners, len(set(owners))
        self._fine, self._cutter = sense.make_cutters()
        self._bags: list[frozenset[str]] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        spelled: dict[str, str] = {}
        for place, (phrase, reading) in enumerate(phrases):
            words = self._cutter.cut(characters_of(phrase))
            spelled |= dict(zip(words, _spell(words, reading), strict=True))
            self._bags.append(frozenset(map(sense.equals.first_of, self._without_stops(words))))
            for meaning in self._bags[-1]:
                self._places[meaning].add(place)
        self._weigh = lru_cache(maxsize=WEIGHTS_KEPT)(self._make_weights)
        self._spelling = Spelling(sense, self._cutter, of_hall=spelled)

    def find_borders(self, phrase: str) -> list[int]:
        """Return after how many characters of a phrase a word ends."""
        borders, length = [], 0
        for word in self._fine.cut(characters_of(phrase)):
            length += len(word)
            borders.append(length)
        return borders

    def read(self, run: str) -> tuple[Asked, ...]:
        """Return the words of what was typed, nothing between them; none where letters spell nothing.

        Of several readings it is the likeliest that some phrase has all of, or else the one that an entry has most of.
        """
        readings = self._list_readings(run)
        if len(readings) < PAIR:
            return readings[0] if readings else ()
        whole = (reading for reading in readings if self._find_all(reading))
        return next(whole, None) or max(readings, key=self._best_share)

    def skip_stops(self, letters: str) -> str:
        """Return letters without the words that say nothing at their beginning."""
        return self._spelling.skip_stops(letters)

    def weigh_begun(self, run: str, *, is_found: bool) -> dict[int, tuple[float, int]]:
        """Return what share of the finished words each entry has where the last one is not over, and by what phrase.

        What the last one may become only orders them; but where it may be over the entry must have what else it begins
        (上户, 上户口), unless something was found and this only stands after it (老年人工…).
        """
        *before, last = _PIECES.findall(run) or [""]
        if not last or is_han(last):
            return {}
        said = [self._list_spelled(piece) for piece in before]
        best: dict[int, tuple[float, int]] = {}
        unfinished = self._spelling.list_begun(last)
        for words, begun in unfinished.readings if all(said) else ():
            finished = [*(word for readings in said for word in readings[0]), *words]
            if not any(map(self._is_firm, finished)):
                continue
            asked, going_on = self._ask_all(finished), self._ask(Spelled(words=begun))
            having = {self._owners[place] for place in self._places_of(going_on)}
            for entry, (share, place) in self.weigh(asked).items():
                if entry in having or is_found or not unfinished.is_over:
                    less = 0.0 if entry in having else OF_UNFINISHED
                    best[entry] = max(best.get(entry, (0.0, 0)), (share - less, place))
        return best

    def is_over(self, run: str) -> bool:
        """Return whether what was typed ends with a word of more than a character."""
        pieces = _PIECES.findall(run)
        return bool(pieces) and (is_han(pieces[-1]) or self._spelling.is_over(pieces[-1]))

    def _is_firm(self, word: Spelled) -> bool:
        """Whether a word tells what was meant, however it was spelled: none of a single character."""
        is_long = all(len(each) > 1 for each in word.words)
        return is_long and word.is_sure and not word.words <= self._sense.stops.chinese and self._ask(word).is_telling

    def _list_readings(self, run: str) -> list[tuple[Asked, ...]]:
        """Return the readings of what was typed: of its last letters several, of what is before them the likeliest."""
        *before, last = [self._list_spelled(piece) for piece in _PIECES.findall(run)] or [[]]
        if not all(before):
            return []
        said = [word for readings in before for word in readings[0]]
        return list(dict.fromkeys(self._ask_all([*said, *words]) for words in last))

    def _list_spelled(self, piece: str) -> list[list[Spelled]]:
        return [self._cut(piece)] if is_han(piece) else self._spelling.list_readings(piece)

    def _ask_all(self, read: list[Spelled]) -> tuple[Asked, ...]:
        telling = [each for each in read if not each.words <= self._sense.stops.chinese]
        return tuple(map(self._ask, telling or read))

    def _best_share(self, asked: tuple[Asked, ...]) -> float:
        return max((share for share, _ in self.weigh(asked).values()), default=0.0)

    def is_word(self, letters: str) -> bool:
        """Return whether letters spell a word, of the hall's or a common one."""
        return self._spelling.is_word(letters)

    def find_same(self, asked: Sequence[Asked]) -> Mapping[int, float]:
        """Return the phrases that say just this in whatever order, and how much of each was left unsaid."""
        telling = [word for word in asked if word.is_telling] or asked
        found = self._find_all(asked)
        if len(asked) == 1:
            return {place: 0.0 for place in found if len(self._bags[place]) == 1}
        said = {place: [each for each in self._bags[place] if not self._is_little(each)] for place in found}
        return {
            place: round((len(self._bags[place]) - len(asked)) / 100, 2)
            for place, words in said.items()
            if len(words) <= len(telling)
        }

    def find_all(self, asked: Sequence[Asked]) -> set[int]:
        """Return the phrases that have all of several words."""
        return self._find_all(asked) if len(asked) > 1 else set()

    def weigh(self, asked: tuple[Asked, ...]) -> dict[int, tuple[float, int]]:
        """Return for each entry what share of the words it has, and the phrase that has the most of them."""
        return self._weigh(asked)

    def _make_weights(self, asked: tuple[Asked, ...]) -> dict[int, tuple[float, int]]:
        if len(asked) < LEAST_SINGLE and all(word.weight <= SINGLE for word in asked):
            return {}
        telling = [word for word in asked if word.is_telling] or asked
        unknown = UNKNOWN if len(telling) > PAIR else 1.0
        total, sums, unions, having = (
            0.0,
            defaultdict[int, float](float),
            defaultdict[int, float](float),
            Counter[int](),
        )
        for word in asked:
            places = self._places_of(word)
            owners = {self._owners[place] for place in places}
            rarity = math.log(1 + (self._count + 1) / max(1, len(owners)))
            weight = word.weight * rarity * (1.0 if owners else unknown)
            total += weight
            having.update(owners if word in telling else ())
            for place in places:
                sums[place] += weight * word.certainty
            for owner in owners:
                unions[owner] += weight * word.certainty
        best: dict[int, tuple[float, int, int]] = {}
        for place, one in sums.items():
            owner = self._owners[place]
            best[owner] = max(best.get(owner, (0.0, 0, 0)), (one, -len(self._bags[place]), -place))
        most = MOST_OF_ONE if len(telling) >= PAIR else 1.0
        return {
            owner: (
                (IN_ONE * best[owner][0] + (1 - IN_ONE) * union) / total * (1.0 if having[owner] >= PAIR else most),
                -best[owner][2],
            )
            for owner, union in unions.items()
        }

    def _cut(self, piece: str) -> list[Spelled]:
        """Cut once more without what says nothing: it may have stood within a word (找个工作)."""
        words = self._cutter.cut("".join(self._without_stops(self._cutter.cut(piece))))
        return [Spelled(words=frozenset({word})) for word in words]

    def _ask(self, word: Spelled) -> Asked:
        meanings = frozenset(map(self._sense.equals.first_of, word.words))
        weight = SINGLE if all(len(each) == 1 for each in meanings) else 1.0
        return Asked(
            meanings=meanings,
            weight=weight * (LITTLE if all(map(self._is_little, meanings)) else 1.0),
            certainty=1.0 if word.is_sure else UNSURE,
            is_telling=not all(map(self._is_little, meanings)),
        )

    def _is_little(self, word: str) -> bool:
        return word in self._sense.stops.common_chinese

    def _find_all(self, asked: Sequence[Asked]) -> set[int]:
        if any(word.certainty < 1.0 for word in asked):
            return set()
        sets = sorted((self._places_of(word) for word in asked), key=len)
        return set[int].intersection(*sets) if sets else set()

    def _places_of(self, word: Asked) -> set[int]:
        return set[int]().union(*(self._places.get(each, ()) for each in word.meanings))

    def _without_stops(self, words: Sequence[str]) -> Sequence[str]:
        return [word for word in words if word not in self._sense.stops.chinese] or words


def _spell(words: Iterable[str], reading: str) -> list[str]:
    """Return the letters of each of some words, from the reading of all of them."""
    sounds = iter([each.split("/")[0] for each in reading.split()])
    return ["".join(next(sounds) for _ in word) for word in words]
