"""Make assets/pinyin/common.txt: common Chinese characters and words with their pinyin, the most common first.

    uv pip install --target /tmp/jieba --no-deps jieba==0.42.1
    .venv/bin/python tools/make_pinyin.py /tmp/jieba/jieba/dict.txt

How often words are used is jieba's dictionary (MIT licence); which characters are common is level 1 of GB 2312, the
3,755 that everybody is taught; how they are read is pypinyin (MIT licence).
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, lazy_pinyin

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "assets" / "pinyin" / "common.txt"

WORDS = 30_000
LONGEST_WORD = 4
NAMES = ("nr", "ns", "nt", "nz")
"""Tags of people, places and organisations: what people of the whole country are called is not what they came for."""

LEAST_SHARE = 0.02
"""A reading that a character has more rarely is for scholars."""

HEAD = """\
# Common Chinese characters and words with their pinyin, the most common first: character or word, then its
# reading; a character with several readings has the usual one first.
# Made by tools/make_pinyin.py from jieba's dictionary (MIT licence, Sun Junyi) and pypinyin (MIT licence, mozillazg).
"""


def main(dictionary: Path) -> None:
    """Write the file."""
    used = _read_dictionary(dictionary)
    readings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, (times, _tag) in used.items():
        for character, syllable in zip(word, lazy_pinyin(word, style=Style.NORMAL), strict=True):
            readings[character][syllable] += times
    counted = {character: sum(readings[character].values()) for character in _list_level_1()}
    entries = [(times, character, _join(readings[character])) for character, times in counted.items()]
    entries += [(times, word, " ".join(lazy_pinyin(word, style=Style.NORMAL))) for times, word in _list_words(used)]
    entries.sort(key=lambda entry: (-entry[0], entry[1]))
    TARGET.write_text(HEAD + "".join(f"{text}\t{reading}\n" for _, text, reading in entries), encoding="utf-8")
    print(f"{TARGET}: {len(counted)} characters and {len(entries) - len(counted)} words")


def _read_dictionary(dictionary: Path) -> dict[str, tuple[int, str]]:
    used = {}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, times, tag = line.split(" ")
        if all("\u4e00" <= character <= "\u9fff" for character in word):
            used[word] = (int(times), tag)
    return used


def _list_level_1() -> Iterator[str]:
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def _list_words(used: dict[str, tuple[int, str]]) -> list[tuple[int, str]]:
    words = [(times, word) for word, (times, tag) in used.items() if 1 < len(word) <= LONGEST_WORD and tag not in NAMES]
    return sorted(words, reverse=True)[:WORDS]


def _join(syllables: Counter[str]) -> str:
    least = LEAST_SHARE * sum(syllables.values())
    return "/".join(syllable for syllable, times in syllables.most_common() if times >= least)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
