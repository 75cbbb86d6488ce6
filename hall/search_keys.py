"""Search keys of Chinese words: pinyin and its initials, with the other readings of characters that have several.

The only module that knows pypinyin; it runs on the server, kiosks get the keys in the directory. pypinyin's tables
take 55 MB and 0.2 s, so they are read when the first key is made. `python -m hall.search_keys` makes keys for a program
that does not want them in its own memory: a JSON list of lists of words comes in, a list of their keys goes out.
"""

import re
import signal
import sys
from collections.abc import Callable, Iterable
from functools import cache

from hall.places import SearchKeys
from hall.wire import from_json, to_json

MakeKeys = Callable[[Iterable[str]], SearchKeys]
"""Returns the keys of all words together, those of the usual reading first, each once."""

_RUNS = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")


def make_search_keys(words: Iterable[str]) -> SearchKeys:
    """Return the keys of all words together, those of the usual reading first, each once."""
    readings = [reading for word in words for reading in _list_readings(word)]
    initials = dict.fromkeys("".join(syllable[0] for syllable in reading) for reading in readings)
    full = dict.fromkeys("".join(reading) for reading in readings)
    return SearchKeys(initials=tuple(initials), pinyin=tuple(full))


@cache
def _list_readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the readings of a word, one syllable (or Latin letter or digit) for each character.

    The first is how the word is read (银行 yin hang); each other one has a single character read
    in another way (yin xing), so that their number grows with the word and does not multiply.
    """
    characters = "".join(character for character in word if character.isalnum())
    if not characters:
        return ()
    usual = tuple(syllable for run in _RUNS.findall(characters) for syllable in _usual_syllables(run))
    others = (
        (*usual[:place], syllable, *usual[place + 1 :])
        for place, character in enumerate(characters)
        for syllable in _list_syllables(character)
        if syllable != usual[place]
    )
    return (usual, *others)


def _usual_syllables(run: str) -> list[str]:
    if not _is_han(run[0]):
        return list(run.lower())
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- see above

    return lazy_pinyin(run, style=Style.NORMAL)


@cache
def _list_syllables(character: str) -> tuple[str, ...]:
    if not _is_han(character):
        return ()
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- see above

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # ends in silence when whoever asked has gone
    _asked = from_json(list[list[str]], sys.stdin.buffer.read())
    sys.stdout.buffer.write(to_json(tuple(make_search_keys(words) for words in _asked)))
