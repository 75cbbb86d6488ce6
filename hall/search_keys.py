"""Search keys of Chinese words: their pinyin, with the other readings of characters that have several.

The only module that knows pypinyin; it runs on the server, kiosks get the keys in the directory. pypinyin's tables
take 55 MB and 0.2 s, so they are read when the first key is made. `python -m hall.search_keys` makes keys for a program
that does not want them in its own memory: a JSON list of lists of words comes in, a list of their keys goes out.
"""

import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from hall.places import SearchKeys
from hall.wire import from_json, to_json

MakeKeys = Callable[[Iterable[str]], SearchKeys]
"""Returns the readings of some words, in their order."""

LEAST_WORDS = 2
"""In fewer words of the dictionary a reading is an old one or a slip of the dictionary's."""

_RUNS = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")


def make_search_keys(words: Iterable[str]) -> SearchKeys:
    """Return the readings of some words, in their order."""
    return SearchKeys(readings=tuple(_read(word) for word in words))


@cache
def _read(word: str) -> str:
    """Return how a word is read: each character as in this word (银行 yin hang), then as it may be read elsewhere."""
    characters = "".join(character for character in word if character.isalnum())
    usual = (syllable for run in _RUNS.findall(characters) for syllable in _usual_syllables(run))
    return " ".join(
        "/".join(dict.fromkeys((syllable, *_list_syllables(character))))
        for character, syllable in zip(characters, usual, strict=True)
    )


def _usual_syllables(run: str) -> list[str]:
    if not _is_han(run[0]):
        return list(run.lower())
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- see above

    return lazy_pinyin(run, style=Style.NORMAL)


@cache
def _list_syllables(character: str) -> tuple[str, ...]:
    """Return the readings of a character that people know: of 拆 not also chi and ca, which no word has any more."""
    if not _is_han(character):
        return ()
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- see above
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 -- see above

    told = tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
    if len(told) == 1:
        return told
    words = Counter[str]()
    for reading, count in _count_words().get(character, {}).items():
        words[to_normal(reading)] += count
    return tuple(each for each in told if words[each] >= LEAST_WORDS)


@cache
def _count_words() -> Mapping[str, Mapping[str, int]]:
    """Return for each character how many words of the dictionary have it in each reading; takes a tenth of a second."""
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 -- see above

    counts: dict[str, dict[str, int]] = {}
    for word, readings in phrases_dict.items():
        for character, (reading, *_) in zip(word, readings, strict=False):
            of_one = counts.setdefault(character, {})
            of_one[reading] = of_one.get(reading, 0) + 1
    return counts


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # ends in silence when whoever asked has gone
    _asked = from_json(list[list[str]], sys.stdin.buffer.read())
    sys.stdout.buffer.write(to_json(tuple(make_search_keys(words) for words in _asked)))
