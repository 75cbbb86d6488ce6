"""Chinese typed in pinyin: for some letters the words and characters that they may stand for. Pure.

What leads somewhere in this hall comes first: words of its own vocabulary, then common words, then single characters
(the hall's own before others), so that everything can be typed and what can be found is typed soonest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.pinyin_vocabulary import Read
from kiosk.search_slots import LONGEST_SYLLABLE, Ear, Slots

LONGER_WORDS = 12
"""So many words are offered that go on beyond what was typed; whoever wants another types on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may be put in the place of the first `letters` typed."""

    text: str
    letters: int


class PinyinInput:
    """Knows the hall's vocabulary and what is common everywhere."""

    def __init__(self, *, of_hall: Sequence[Read], common: "Lexicon") -> None:
        """Take two lists of words and characters with their readings, each with the most wanted first."""
        self._hall, self._common = Lexicon(of_hall), common

    def list_candidates(self, letters: str, *, before: str = "", limit: int) -> tuple[Candidate, ...]:
        """Return what letters may stand for, the most likely first, each text once.

        Args:
            letters: small letters, whole syllables or initials or both; the last may be only begun.
            before: the Chinese before them: how words of the hall go on after it comes first.
            limit: how many at most.
        """
        found: dict[str, Candidate] = {}
        for texts, used in ((self._hall.list_rests(before, letters), len(letters)), *self._list_all(letters)):
            for text in texts:
                found.setdefault(text, Candidate(text=text, letters=used))
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def _list_all(self, letters: str) -> Iterator[tuple[Iterable[str], int]]:
        length = len(letters)
        for ear in (Ear.FULL, Ear.EXACT):
            yield self._hall.list_words(letters, ear), length
            yield self._hall.list_longer(letters, ear)[:LONGER_WORDS], length
        yield self._common.list_words(letters, Ear.FULL), length
        if not self._common.slots.knows_syllable(letters):
            yield self._common.list_words(letters, Ear.EXACT), length
        yield self._list_longest_beginning(letters)
        yield self._list_characters(letters, is_over=False), length
        for end in range(min(length - 1, LONGEST_SYLLABLE), 0, -1):
            yield self._list_characters(letters[:end], is_over=end > 1), end

    def _list_longest_beginning(self, letters: str) -> tuple[Iterable[str], int]:
        """Return the words for as many letters from the first one on as make any, and how many these are."""
        for end in range(len(letters) - 1, 1, -1):
            for lexicon in (self._hall, self._common):
                if words := lexicon.list_words(letters[:end], Ear.FULL, is_over=True):
                    return words, end
        return (), 0

    def _list_characters(self, letters: str, *, is_over: bool) -> list[str]:
        return [
            text
            for lexicon in (self._hall, self._common)
            for text in lexicon.list_whole(letters, Ear.FULL, is_over=is_over)
            if len(text) == 1
        ]


class Lexicon:
    """A list of words and characters, looked up by letters; answers keep the list's order."""

    def __init__(self, words: Sequence[Read]) -> None:
        """Index the words."""
        self.slots, self._texts = Slots(words), [text for text, _ in words]

    def list_whole(self, letters: str, ear: Ear, *, is_over: bool = False) -> list[str]:
        """Return what does not go on beyond the letters."""
        ends = self.slots.only_ends(self.slots.find(letters, ear, is_over=is_over))
        return [self._texts[place] for place in self.slots.list_words(ends)]

    def list_words(self, letters: str, ear: Ear, *, is_over: bool = False) -> list[str]:
        """Return the same without single characters."""
        return [text for text in self.list_whole(letters, ear, is_over=is_over) if len(text) > 1]

    def list_rests(self, before: str, letters: str) -> list[str]:
        """Return how the words go on that have some Chinese before some letters."""
        if not before:
            return []
        places = self.slots.list_words(self.slots.find(before + letters, Ear.EXACT, inside=True))
        return [self._texts[place].partition(before)[2] for place in places]

    def list_longer(self, letters: str, ear: Ear) -> list[str]:
        """Return the words that begin so."""
        places = self.slots.list_words(self.slots.find(letters, ear))
        return [self._texts[place] for place in places if len(self._texts[place]) > 1]


def read_common(lines: Sequence[str]) -> list[Read]:
    """Return the words and characters of `assets/pinyin/common.txt`; each reading of one stands by itself."""
    return [
        (text, reading)
        for line in lines
        if not line.startswith("#")
        for text, _, readings in [line.partition("\t")]
        for reading in (readings.split("/") if len(text) == 1 else [readings])
    ]
