"""What was typed, cut into the parts that carry meaning. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.search_words import words_of

_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One wish in the visitor's words.

    Attributes:
        run: everything that can be typed, nothing between it.
        parts: runs of Chinese characters, and words in letters, without stop words; all if nothing is left then.
        words: the parts in letters, in the order in which they were typed.
    """

    run: str
    parts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The parts in letters."""
        return tuple(part for part in self.parts if not _HAN.match(part))

    @property
    def rest(self) -> str:
        """The parts with nothing between them: the run without stop words."""
        return "".join(self.parts)


class StopWords:
    """Words that say nothing of what somebody came for (我要办, how do I)."""

    def __init__(self, chinese: Iterable[str], english: Iterable[str]) -> None:
        """Take the lists; longer Chinese words go before shorter ones."""
        ordered = sorted(chinese, key=len, reverse=True)
        self._chinese = re.compile("|".join(map(re.escape, ordered)) or "(?!)")
        self._english = frozenset(word for phrase in english for word in words_of(phrase))

    def read(self, typed: str) -> Query:
        """Read what was typed."""
        words = words_of(unicodedata.normalize("NFKC", typed))
        cut = [piece for word in words for piece in _cut_at_han(word)]
        telling = tuple(part for piece in cut for part in self._without_stops(piece))
        return Query(run="".join(cut), parts=telling or tuple(cut))

    def _without_stops(self, piece: str) -> list[str]:
        if not _HAN.match(piece):
            return [] if piece in self._english else [piece]
        return [part for part in self._chinese.split(piece) if part]


def _cut_at_han(word: str) -> list[str]:
    """Return the runs of Chinese characters and of anything else in a word."""
    return [piece for piece in re.split("([\u4e00-\u9fff]+)", word) if piece]
