"""What words are to the search: where each ends, which are as good as one another, what letters may spell. Pure.

Words are cut as the commonest ones allow (打/工商/档案, not 打工/商/档案), so that a word is not found where it only
stands across the border of two others, and several are found in whatever order they are said. What is typed in letters
is read as the words that the hall has, then as common ones: so the letters of a whole sentence have words, too.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.pinyin_vocabulary import Read
from kiosk.search_query import StopWords
from kiosk.search_slots import LONGEST_SYLLABLE

LONGEST_WORD = 6
BETWEEN_GROUPS = ";"

FLAT_BELOW = 100
"""The commonest words are not told apart by how common they are."""

RARE = 60_000
"""The place among the common words of a character that is none of them."""

COST_OF_RARE = math.log(RARE + FLAT_BELOW)

COST_OF_MEANT = math.log(7_000 + FLAT_BELOW)
"""A word that is not of the hall and rarer than this may be the beginning of another (小贩, 小饭馆)."""

KNOWN = 50
"""The place of a word of the search's own lists: it is one wherever it can be."""

MUCH_COMMONER = 1.0
"""By how much the logarithm of a place must be lower: some three times as common."""

READINGS, LIKELY = 3, 2
"""So many ways to read letters as words are looked at, the likeliest first (户口签到, 户口迁到)."""

LEAST_STOP = 2
"""A shorter word that says nothing sounds like too many others."""

MOST_BEGUN = 4
"""So many readings of an unfinished sentence are weighed."""

OF_HALL = 4.0
"""How much likelier letters spell a word of this hall than another: its share of the logarithm of a place."""


class Cutter:
    """Cuts Chinese into words."""

    def __init__(self, ranked: Iterable[str], *, own: Iterable[str] = ()) -> None:
        """Take common words, the commonest first, and words of one's own."""
        self._costs: dict[str, float] = {}
        for place, word in enumerate(ranked):
            self._costs.setdefault(word, _cost_of(place))
        self._costs.update((word, _cost_of(KNOWN)) for word in own)

    def cut(self, text: str) -> tuple[str, ...]:
        """Return the words of a text without anything between them; letters and digits in a row are one."""
        costs, starts = [0.0], [0]
        for end in range(1, len(text) + 1):
            best, came_from = math.inf, end - 1
            for start in range(max(0, end - LONGEST_WORD), end):
                cost = self._cost(text[start:end])
                if cost is not None and costs[start] + cost < best:
                    best, came_from = costs[start] + cost, start
            costs.append(best)
            starts.append(came_from)
        words, end = list[str](), len(text)
        while end:
            words.append(text[starts[end] : end])
            end = starts[end]
        return tuple(reversed(words))

    def cost_of(self, word: str) -> float:
        """Return how unlikely a word is."""
        return self._costs.get(word, COST_OF_RARE)

    def _cost(self, piece: str) -> float | None:
        known = self._costs.get(piece)
        return COST_OF_RARE if known is None and (len(piece) == 1 or piece.isascii()) else known


def _cost_of(place: int) -> float:
    return math.log(place + FLAT_BELOW)


class EqualWords:
    """Words that say the same (公司, 企业), each group by its first one."""

    def __init__(self, groups: str) -> None:
        """Take groups with semicolons between them, the words of each with commas."""
        listed = [[word.strip() for word in group.split(",")] for group in groups.split(BETWEEN_GROUPS)]
        self.groups = [group for group in listed if all(group)]
        self._first = {word: group[0] for group in self.groups for word in group}
        several = (re.escape(word) for word in self._first if " " in word)
        self._several = re.compile(rf"\b(?:{'|'.join(several) or '(?!)'})\b")

    def __iter__(self) -> Iterator[str]:
        """Go through all words."""
        return iter(self._first)

    def rewrite(self, text: str) -> str:
        """Return a text in small letters with one word for several (died for passed away)."""
        return self._several.sub(lambda found: self._first[found[0]], text.lower())

    def first_of(self, word: str) -> str:
        """Return the word that stands for a word's group, or the word itself."""
        return self._first.get(word, word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What is known of Chinese before the hall is.

    Attributes:
        common: common words and characters with their readings, the commonest first.
        stops: words that say nothing or little.
        equals: Chinese words that say the same.
        equals_en: English ones.
        spell: returns the letters of some Chinese.
        of_hall: words that several of the hall's names and everyday words share (养老), which no dictionary may have.
    """

    common: Sequence[Read]
    stops: StopWords
    equals: EqualWords
    equals_en: EqualWords
    spell: Callable[[str], str]
    of_hall: Sequence[str] = ()

    def make_cutters(self) -> tuple[Cutter, Cutter]:
        """Return who cuts as finely as common words do, and who leaves the search's own words whole."""
        ranked = list(dict.fromkeys(text for text, _ in self.common))
        return Cutter(ranked), Cutter([*ranked, *self.of_hall], own=(*self.equals, *self.stops.chinese))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """One word in letters.

    Attributes:
        words: what it may be: those of the hall, if there are any.
        is_sure: no much commoner word is spelled so.
    """

    words: frozenset[str]
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Letters whose last word may go on.

    Attributes:
        readings: the words before the last one, and the hall's that the last one begins.
        is_over: the last one is a word of more than a character, so that nothing need be missing.
    """

    readings: list[tuple[list[Spelled], frozenset[str]]]
    is_over: bool


class Spelling:
    """Reads letters as words."""

    def __init__(self, sense: Sense, cutter: Cutter, *, of_hall: Mapping[str, str]) -> None:
        """Take the words of the hall with their letters."""
        self._cutter = cutter
        self._best: dict[str, tuple[float, str]] = {}
        self._of_hall: dict[str, set[str]] = defaultdict(set)
        own = {word: sense.spell(word) for word in (*sense.equals, *sense.stops.chinese)}
        for text, reading in sense.common:
            self._add(text, reading.replace(" ", ""), cutter.cost_of(text))
        self._common = {letters: text for letters, (_, text) in self._best.items()}
        self._stops = {own[word] for word in sense.stops.chinese if len(word) >= LEAST_STOP}
        for text, letters in (own | dict(of_hall)).items():
            self._add(text, letters, cutter.cost_of(text) / OF_HALL + (len(text) == 1) * OF_HALL)
            self._of_hall[letters].add(text)
        self._sorted, self._sorted_of_hall = sorted(self._best), sorted(self._of_hall)

    def list_readings(self, letters: str) -> list[list[Spelled]]:
        """Return what each word may be that letters spell, likeliest first; none that is all single characters."""
        readings = [[self._read(word) for word in words] for _, words in self._follow(letters)[-1]]
        return [words for words in readings if _has_several(words)]

    def list_begun(self, letters: str) -> "Begun":
        """Return the readings of letters whose last word may go on."""
        ways = self._follow(letters)
        last = ways[-1][0][1][-1] if ways[-1] else ""
        over = len(last) if len(self._text_of(last)) > 1 else 0
        readings = []
        for start in range(len(letters) - max(1, over), 0, -1):
            if not any(_list_beginning(self._sorted, letters[start:])):
                continue
            going_on = _list_beginning(self._sorted_of_hall, letters[start:])
            begun = frozenset(text for each in going_on if each != letters[start:] for text in self._of_hall[each])
            several = ([self._read(word) for word in words] for _, words in ways[start][:LIKELY])
            readings += [(words, begun) for words in several if _has_several(words)]
        return Begun(readings=readings[:MOST_BEGUN], is_over=over > 0)

    def is_over(self, letters: str) -> bool:
        """Return whether the last word that letters spell is one of more than a character that was likely meant."""
        best = self._follow(letters)[-1]
        *before, last = best[0][1] if best else ("",)
        text = self._text_of(last)
        is_meant = not before or last in self._of_hall or self._cutter.cost_of(text) < COST_OF_MEANT
        return len(text) > 1 and is_meant

    def skip_stops(self, letters: str) -> str:
        """Return letters without the words that say nothing at their beginning (woyao); all, if nothing is left."""
        for end in range(len(letters) - 1, 1, -1):
            if letters[:end] in self._stops:
                return self.skip_stops(letters[end:])
        return letters

    def _text_of(self, letters: str) -> str:
        return self._best[letters][1] if letters in self._best else ""

    def _follow(self, letters: str) -> list[list[tuple[float, tuple[str, ...]]]]:
        """Return for each length how the letters up to there are spelled, cheapest first."""
        ways: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())]]
        for end in range(1, len(letters) + 1):
            found = []
            for start in range(max(0, end - LONGEST_SYLLABLE * LONGEST_WORD), end):
                cost = self._find(letters[start:end]) if ways[start] else None
                if cost is not None:
                    found += [(before + cost, (*words, letters[start:end])) for before, words in ways[start]]
            ways.append(sorted(found)[:READINGS])
        return ways

    def is_word(self, letters: str) -> bool:
        """Return whether letters spell a single word."""
        return letters in self._best

    def _read(self, letters: str) -> Spelled:
        of_hall, common = self._of_hall.get(letters), self._common.get(letters, letters)
        if not of_hall or common in of_hall or len(common) == 1:
            return Spelled(words=frozenset(of_hall or {common}))
        cost = min(map(self._cutter.cost_of, of_hall))
        return Spelled(words=frozenset(of_hall), is_sure=self._cutter.cost_of(common) > cost - MUCH_COMMONER)

    def _add(self, text: str, letters: str, cost: float) -> None:
        if letters not in self._best or cost < self._best[letters][0]:
            self._best[letters] = (cost, text)

    def _find(self, letters: str) -> float | None:
        if letters in self._best:
            return self._best[letters][0]
        return 0.0 if letters.isdigit() else None


def _has_several(words: Iterable[Spelled]) -> bool:
    return any(len(text) > 1 for word in words for text in word.words)


def _list_beginning(ordered: Sequence[str], beginning: str) -> Iterator[str]:
    """Yield those of some letters in order that begin so."""
    for place in range(bisect_left(ordered, beginning), len(ordered)):
        if not ordered[place].startswith(beginning):
            return
        yield ordered[place]
