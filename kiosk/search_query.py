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
        telling: the parts without words that half the matters have (certificate, 登记); all if nothing is left then.
        words: the parts in letters, in the order in which they were typed.
    """

    run: str
    parts: tuple[str, ...]
    telling: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The parts in letters."""
        return tuple(part for part in self.parts if not _HAN.match(part))

    @property
    def rest(self) -> str:
        """The parts with nothing between them: the run without stop words."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to be taken out of what was typed."""

    chinese: re.Pattern[str]
    english: frozenset[str]
    listed: frozenset[str]

    @staticmethod
    def of(chinese: Iterable[str], english: Iterable[str]) -> "_Words":
        """Take the lists; longer Chinese words go before shorter ones."""
        ordered = sorted(chinese, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, ordered)) or "(?!)")
        return _Words(pattern, frozenset(word for phrase in english for word in words_of(phrase)), frozenset(ordered))

    def take_from(self, pieces: Iterable[str]) -> tuple[str, ...]:
        """Return what is left of some pieces, each Chinese or not."""
        return tuple(part for piece in pieces for part in self._take_from(piece))

    def _take_from(self, piece: str) -> list[str]:
        if not _HAN.match(piece):
            return [] if piece in self.english else [piece]
        return [part for part in self.chinese.split(piece) if part]


class StopWords:
    """Words that say nothing of what somebody came for (我要办, how do I), and those that say little (certificate)."""

    def __init__(
        self,
        chinese: Iterable[str],
        english: Iterable[str],
        *,
        common: Iterable[str] = (),
        fillers: Iterable[str] = (),
    ) -> None:
        """Take the lists; `common` says little, in both languages; `fillers` say nothing where they are whole words."""
        chinese, common = list(chinese), list(common)
        self.chinese = frozenset((*chinese, *fillers))
        self._stops = _Words.of(chinese, english)
        self._common = _Words.of(filter(_HAN.match, common), (word for word in common if not _HAN.match(word)))

    @property
    def english(self) -> frozenset[str]:
        """The English ones that say nothing."""
        return self._stops.english

    @property
    def common_chinese(self) -> frozenset[str]:
        """The Chinese ones that say little."""
        return self._common.listed

    def read(self, typed: str) -> Query:
        """Read what was typed."""
        words = words_of(unicodedata.normalize("NFKC", typed))
        cut = [piece for word in words for piece in _cut_at_han(word)]
        parts = self._stops.take_from(cut) or tuple(cut)
        if parts != tuple(cut) and _is_begun(cut[-1], typed):
            parts = (*parts, cut[-1])
        return Query(run="".join(cut), parts=parts, telling=self._common.take_from(parts) or parts)


def _is_begun(last: str, typed: str) -> bool:
    """Whether a stop word of one letter may be the first letter of a word that is being typed (lost i…)."""
    return len(last) == 1 and last.isascii() and not typed[-1].isspace()


def _cut_at_han(word: str) -> list[str]:
    """Return the runs of Chinese characters and of anything else in a word."""
    return [piece for piece in re.split("([\u4e00-\u9fff]+)", word) if piece]
