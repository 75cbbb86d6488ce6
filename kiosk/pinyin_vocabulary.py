"""The hall's own vocabulary for typing: its words, and the pieces that several of them share. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kiosk.search_slots import characters_of, is_han

LONGEST_PIECE = 6
LONGEST_WORD = 10

Read = tuple[str, str]
"""A word and its reading: syllables with spaces between."""


def list_vocabulary(words: Sequence[Read], pieces: dict[str, str]) -> list[Read]:
    """Return what can be typed: pieces of some words, then those words that are short enough to be offered."""
    return list((pieces | {word: " ".join(syllables) for word, syllables in _list_whole(_read(words))}).items())


def list_pieces(words: Sequence[Read], *, known: frozenset[str]) -> dict[str, str]:
    """Return the pieces of some words with their readings, what occurs in most first, so that all leads somewhere.

    A piece counts that several words share, that is not always part of the same longer one (养老 and 养老金, but not
    会保 out of 社会保险), and that is a word: a known one, or what one of them begins with and another ends with.

    Args:
        words: the hall's, with their readings.
        known: words of a dictionary.
    """
    read = _read(words)
    counts: Counter[str] = Counter()
    readings: dict[str, str] = {}
    for word, syllables in dict(read).items():
        for piece, reading in _list_pieces(word, syllables).items():
            counts[piece] += 1
            readings.setdefault(piece, reading)
    whole = dict(_list_whole(read))
    is_word = known | (_list_ends(whole, at_start=True) & _list_ends(whole, at_start=False))
    shared = [piece for piece in _drop_parts_of_longer(counts) if len(piece) == 1 or piece in is_word]
    return {piece: readings[piece] for piece in sorted(shared, key=lambda piece: -counts[piece])}


def _read(words: Iterable[Read]) -> list[tuple[str, tuple[str, ...]]]:
    return [(characters_of(word), _usual(reading)) for word, reading in words]


def _list_whole(read: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(word, syllables) for word, syllables in read if 1 < len(word) <= LONGEST_WORD]


def _list_ends(words: Iterable[str], *, at_start: bool) -> set[str]:
    """Return everything with which some words begin, or end."""
    lengths = range(1, LONGEST_PIECE + 1)
    return {word[:length] if at_start else word[-length:] for word in words for length in lengths}


def _usual(reading: str) -> tuple[str, ...]:
    return tuple(sounds.split("/")[0] for sounds in reading.split())


def _list_pieces(word: str, syllables: Sequence[str]) -> dict[str, str]:
    """Return every piece of Chinese characters in a word, with its reading."""
    return {
        word[start:end]: " ".join(syllables[start:end])
        for start in range(len(word))
        for end in range(start + 1, min(start + LONGEST_PIECE, len(word)) + 1)
        if all(is_han(character) for character in word[start:end])
    }


def _drop_parts_of_longer(counts: Counter[str]) -> list[str]:
    """Return the pieces of several words (and single characters) that occur without the longer pieces around them."""
    inner = {part for piece in counts for part in (piece[1:], piece[:-1]) if counts[part] == counts[piece]}
    return [piece for piece, count in counts.items() if len(piece) == 1 or (count > 1 and piece not in inner)]
