"""Finder: searching and typing in today's hall, made ready on a thread of its own whenever the directory comes."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from hall.directory import words_of_department, words_of_matter
from hall.language import Language
from hall.places import Directory
from kiosk.pinyin_input import Candidate, Lexicon, PinyinInput, read_common
from kiosk.pinyin_vocabulary import Read, list_pieces, list_vocabulary
from kiosk.search import SearchIndex
from kiosk.search_entries import Found, OwnPage
from kiosk.search_pages import Reader, list_own_pages
from kiosk.search_query import StopWords
from kiosk.search_sense import EqualWords, Sense
from kiosk.search_slots import is_han
from kiosk.work_thread import start_thread

COMMON_WORDS = Path("pinyin") / "common.txt"
"""Below the assets."""

LEAST_HAN_HEARD = 3
"""Two characters sound like too many others (养狗, 样狗)."""

LONGEST_OWN = 3
"""Longer pieces of the hall's words are several words (房产证丢了)."""

LEAST_SYLLABLES, LEAST_SHARE = 2, 2
"""What fits fewer syllables, or less than half of what was typed, is not near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What is common everywhere: the same every day."""

    read_words: Sequence[Read]
    lexicon: Lexicon
    words: frozenset[str]
    reader: Reader
    pages: list[OwnPage]

    @staticmethod
    def read(assets: Path, languages: dict[str, Language]) -> "_Common":
        """Read the file below the assets; takes some tenths of a second."""
        read = read_common((assets / COMMON_WORDS).read_text(encoding="utf-8").splitlines())
        reader = Reader(read)
        return _Common(
            read_words=read,
            lexicon=Lexicon(read),
            words=frozenset(text for text, _ in read),
            reader=reader,
            pages=list_own_pages(languages, reader),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What is made of one directory."""

    index: SearchIndex
    pinyin: PinyinInput
    reader: Reader


class Finder:
    """Asks are answered at once, but for the first moments of a day: then they wait for what is being made."""

    def __init__(self, languages: dict[str, Language], *, assets: Path) -> None:
        """Take the languages, whose stop words are passed over, and where the words are that are common everywhere."""
        chinese, english = (languages[code].text("search.stop_words").split() for code in ("zh", "en"))
        common = (word for each in languages.values() for word in each.text("search.common_words").split())
        fillers, fillers_en = (languages[code].text("search.fillers").split() for code in ("zh", "en"))
        self._stop_words = StopWords(chinese, [*english, *fillers_en], common=common, fillers=fillers)
        self._equals, self._equals_en = (
            EqualWords(languages[code].text("search.equal_words")) for code in ("zh", "en")
        )
        self._assets, self._languages = assets, languages
        self._common: _Common | None = None
        self._making = start_thread("finder")
        self._directory: Directory | None = None
        self._ready: Future[_Ready] | None = None

    def learn(self, directory: Directory) -> None:
        """Begin to make ready for a directory, unless that is done: it comes again with every line to the server."""
        if directory != self._directory:
            self._directory = directory
            self._ready = self._making.submit(self._make, directory)

    def stop(self) -> None:
        """End the thread."""
        self._making.shutdown(cancel_futures=True)

    def find(self, typed: str, *, limit: int, prefers_english: bool) -> tuple[Found, ...]:
        """Return what fits, as `kiosk.search.SearchIndex.find` does.

        Characters also count as what they sound like; where nothing fits, English without spaces is read as its words.
        """
        ready = self._get()
        asked = self._stop_words.read(ready.index.phrases.join_split(self._equals_en.rewrite(typed)))
        is_chinese = len(asked.rest) >= LEAST_HAN_HEARD and all(map(is_han, asked.rest))
        heard = ready.reader.spell(asked.rest) if is_chinese else ""
        found = ready.index.find(asked, limit=limit, prefers_english=prefers_english, heard=heard)
        run = asked.run if not found and asked.parts == (asked.run,) else ""
        if words := ready.index.phrases.split(run, stop_words=self._stop_words.english):
            return ready.index.find(self._stop_words.read(" ".join(words)), limit=limit, prefers_english=True)
        return found

    def find_nearest(self, typed: str, *, limit: int) -> tuple[Found, ...]:
        """Return what has the longest beginning of what fits nothing as a whole: two whole syllables at least."""
        index, rest = self._get().index, self._stop_words.read(typed).rest
        for length in range(len(rest) - 1, -(-len(rest) // LEAST_SHARE) - 1, -1):
            begun = self._stop_words.read(rest[:length])
            is_enough = index.count_syllables(begun.run) >= LEAST_SYLLABLES and index.is_sure(begun.run)
            if is_enough and (found := index.find_heard(begun, limit=limit)):
                return found
        return ()

    def list_candidates(self, letters: str, *, before: str = "", limit: int) -> tuple[Candidate, ...]:
        """Return the Chinese that letters may stand for after some Chinese."""
        return self._get().pinyin.list_candidates(letters, before=before, limit=limit)

    def list_completions(self, beginning: str, *, limit: int) -> tuple[Candidate, ...]:
        """Return the English words of the hall that begin so, the most frequent first."""
        words = self._get().index.phrases.list_completions(beginning)
        return tuple(Candidate(text=word, letters=len(beginning)) for word in words[:limit])

    def _get(self) -> _Ready:
        if self._ready is None:
            raise RuntimeError("the directory has not come yet")
        return self._ready.result()

    def _make(self, directory: Directory) -> _Ready:
        if self._common is None:
            self._common = _Common.read(self._assets, self._languages)
        words = [*_list_words(directory), *(word for page in self._common.pages for word in page.chinese)]
        pieces = list_pieces(words, known=self._common.words)
        vocabulary = list_vocabulary(words, pieces)
        pinyin = PinyinInput(of_hall=vocabulary, common=self._common.lexicon)
        sense = Sense(
            common=self._common.read_words,
            stops=self._stop_words,
            equals=self._equals,
            equals_en=self._equals_en,
            of_hall=[piece for piece in pieces if len(piece) <= LONGEST_OWN],
            spell=self._common.reader.spell,
        )
        index = SearchIndex(directory, pages=self._common.pages, sense=sense)
        return _Ready(index=index, pinyin=pinyin, reader=self._common.reader)


def _list_words(directory: Directory) -> list[Read]:
    """Return the Chinese words of all departments and matters with their readings."""
    of_departments = (
        zip(words_of_department(each), directory.department_keys[each.department_id].readings, strict=True)
        for each in directory.departments
        if each.department_id in directory.department_keys
    )
    of_matters = (zip(words_of_matter(each.matter), each.keys.readings, strict=False) for each in directory.matters)
    return [pair for pairs in (*of_departments, *of_matters) for pair in pairs]
