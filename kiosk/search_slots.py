"""Words found by their characters and by their sounds, wherever in a word a query begins. Pure.

All words stand in one long row of slots: one for each character, and an empty one after each word. A set of slots is
one whole number with a bit for each, and a query is followed through all words at once by shifting such sets
(the shift-and way of Baeza-Yates and Gonnet, with its row for one error by Wu and Manber). A query may mix Chinese
characters, whole syllables, and initials: 社保, shebao, sb, sheb, 社b.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from kiosk.search_slip import blur, is_one_slip

LONGEST_SYLLABLE = 6
INITIALS_OF_TWO = frozenset({"zh", "ch", "sh"})
LEAST_TO_SLIP = 4
"""So few letters typed wrongly could be anything."""

LEAST_TO_SLIP_FIRST = 9
"""In fewer letters a syllable keeps its first one: with another it would be another word (dianfei, mianfei)."""

SETS_KEPT, SPANS_KEPT = 2048, 64

ListBorders = Callable[[str], Iterable[int]]


class Ear(IntEnum):
    """How closely a query must sound like a word.

    FULL: whole syllables, the last perhaps only begun; EXACT: initials may stand for syllables; ALIKE: as many
    speakers say it, and by the rarer readings of its characters; SLIP: with one slip of the finger, LATER_SLIP: but
    not in the first letter of a syllable.
    """

    FULL = 0
    EXACT = 1
    ALIKE = 2
    SLIP = 3
    LATER_SLIP = 4


class Slots:
    """The row of slots of some words; each word is named by its place in the list."""

    def __init__(self, words: Iterable[tuple[str, str]], *, list_borders: ListBorders | None = None) -> None:
        """Lay out words, each with its reading as in `hall.places.SearchKeys`.

        Args:
            words: each may consist of several words in the dictionary's sense (社保卡丢了).
            list_borders: returns after how many characters of one each of those ends; every character, by default.
        """
        self._word_at = array("I")
        self._characters: dict[str, array[int]] = {}
        usual: dict[str, array[int]] = {}
        other: dict[str, array[int]] = {}
        starts, ends, borders = array("I"), array("I"), array("I")
        for place, (word, reading) in enumerate(words):
            starts.append(len(self._word_at))
            if list_borders:
                borders.extend(len(self._word_at) + length for length in list_borders(word))
            for character, sounds in zip(characters_of(word), reading.split(), strict=True):
                first, *others = sounds.split("/")
                self._add_slot(self._characters, character)
                self._add_slot(usual, first)
                for sound in others:
                    self._add_slot(other, sound)
                self._word_at.append(place)
            ends.append(len(self._word_at))
            self._word_at.append(place)
        self._starts, self._ends = _set_of(starts), _set_of(ends)
        self._everywhere = (1 << len(self._word_at)) - 1
        self._borders = self._starts | _set_of(borders) if list_borders else self._everywhere
        self._edges = self._borders | (self._borders >> 2)
        self._usual = {sound: _set_of(slots) for sound, slots in usual.items()}
        self._other = {sound: _set_of(slots) for sound, slots in other.items()}
        self._syllables = sorted(usual.keys() | other.keys())
        self._blurred = {syllable: blur(syllable) for syllable in self._syllables}
        self._spans_of = lru_cache(maxsize=SPANS_KEPT)(_list_spans)
        self._slots_of = lru_cache(maxsize=SETS_KEPT)(self._make_slots_of)

    def find(
        self, typed: str, ear: Ear, *, inside: bool = False, is_over: bool = False, is_across: bool = False
    ) -> int:
        """Return the slots before which a match of everything typed ends.

        Args:
            typed: characters, letters and digits in small letters, nothing between them.
            ear: what counts as a match.
            inside: also find what begins where another word of the dictionary has ended.
            is_over: the last syllable is whole, too.
            is_across: also find what begins in the middle of such a word.
        """
        begins = (self._everywhere if is_across else self._borders) if inside else self._starts
        if ear is Ear.SLIP:
            return self._follow_slip(typed, begins)
        return self._follow(typed, begins, ear, is_over=is_over)[-1]

    def find_pair(self, first: str, second: str) -> int:
        """Return the slots with a character or syllable that is followed by another, not both amid words (会保)."""
        return self._whole(first, Ear.ALIKE) & (self._whole(second, Ear.ALIKE) >> 1) & self._edges

    def find_one(self, character: str) -> int:
        """Return the slots with a character or whole syllable."""
        return self._whole(character, Ear.EXACT)

    def list_words(self, slots: int) -> Iterator[int]:
        """Yield the places of the words that some slots belong to, in order; a word may come several times."""
        return (self._word_at[slot] for slot in _list_bits(slots))

    def only_words(self, slots: int) -> int:
        """Return those slots before which a word of the dictionary ends."""
        return slots & self._borders

    def only_ends(self, slots: int) -> int:
        """Return those slots that are the empty ones after a word."""
        return slots & self._ends

    def knows_syllable(self, syllable: str) -> bool:
        """Whether some character of the words is read so."""
        return syllable in self._blurred

    def begins_syllable(self, letters: str) -> bool:
        """Whether a longer syllable of the words begins so."""
        place = bisect_right(self._syllables, letters)
        return place < len(self._syllables) and self._syllables[place].startswith(letters)

    def _whole(self, part: str, ear: Ear) -> int:
        return self._slots_of(part, ear, is_last=False)

    def _add_slot(self, slots: "dict[str, array[int]]", of: str) -> None:
        slots.setdefault(of, array("I")).append(len(self._word_at))

    def _follow(
        self, typed: str, begins: int, ear: Ear, *, is_over: bool = False, before: Sequence[int] = ()
    ) -> list[int]:
        """Return for each number of letters the slots before which a match of so many of them ends.

        Args:
            typed: as in `find`.
            begins: the slots where a match may begin.
            ear: what counts as a match.
            is_over: the last syllable is whole, too.
            before: what is known already of the first letters.
        """
        known = before or (begins,)
        ends = [*known, *[0] * (len(typed) + 1 - len(known))]
        if not any(known[-LONGEST_SYLLABLE:]):
            return ends
        for start, end, is_last in self._spans_of(typed):
            if end >= len(known) and ends[start]:
                ends[end] |= (ends[start] & self._slots_of(typed[start:end], ear, is_last=is_last and not is_over)) << 1
        return ends

    def _follow_slip(self, typed: str, begins: int) -> int:
        if len(typed) < LEAST_TO_SLIP:
            return 0
        clean = self._follow(typed, begins, Ear.EXACT)
        slipped = [0] * (len(typed) + 1)
        ear = Ear.SLIP if len(typed) >= LEAST_TO_SLIP_FIRST else Ear.LATER_SLIP
        for start, end, is_last in self._spans_of(typed):
            part = typed[start:end]
            if clean[start]:
                slipped[end] |= (clean[start] & self._slots_of(part, ear, is_last=False)) << 1
            if slipped[start]:
                slipped[end] |= (slipped[start] & self._slots_of(part, Ear.EXACT, is_last=is_last)) << 1
        whole = self._follow(typed, begins, Ear.FULL)
        for place, swapped in enumerate(_list_swapped(typed)):
            slipped[-1] |= self._follow(swapped, begins, Ear.FULL, before=whole[: place + 1])[-1]
        return slipped[-1]

    def _make_slots_of(self, part: str, ear: Ear, *, is_last: bool) -> int:
        """Return the slots that one part of a query fits: a character, a syllable, an initial; at last a beginning."""
        if is_han(part):
            return _set_of(self._characters[part]) if part in self._characters else 0
        if ear in {Ear.FULL, Ear.EXACT}:
            is_begun = is_last or (ear is Ear.EXACT and _is_initial(part))
            return _join(self._usual.get(each, 0) for each in self._list_begun(part, is_begun=is_begun))
        wanted = self._list_alike(part, is_last=is_last) if ear is Ear.ALIKE else self._list_slips(part, ear)
        return _join(self._usual.get(each, 0) | self._other.get(each, 0) for each in wanted)

    def _list_begun(self, part: str, *, is_begun: bool) -> Iterable[str]:
        return (each for each in self._syllables if each.startswith(part)) if is_begun else (part,)

    def _list_alike(self, part: str, *, is_last: bool) -> Iterable[str]:
        if len(part) == 1:
            return self._list_begun(part, is_begun=True)
        blurred = blur(part)
        if is_last or _is_initial(part):
            return [each for each, other in self._blurred.items() if other.startswith(blurred)]
        return [each for each, other in self._blurred.items() if other == blurred]

    def _list_slips(self, part: str, ear: Ear) -> list[str]:
        if len(part) < 2 or _is_initial(part):
            return []
        head = "" if ear is Ear.SLIP else part[0]
        begun = (each for each in self._syllables if len(each) > 1 and each.startswith(head))
        return [each for each in begun if is_one_slip(part, each)]


def characters_of(word: str) -> str:
    """Return the characters of a word that can be typed, in small letters."""
    return "".join(character for character in word.lower() if character.isalnum())


def is_han(part: str) -> bool:
    """Whether a part of a query is a Chinese character."""
    return "\u4e00" <= part[0] <= "\u9fff"


def _is_initial(part: str) -> bool:
    return len(part) == 1 or part in INITIALS_OF_TWO


def _list_spans(typed: str) -> tuple[tuple[int, int, bool], ...]:
    """Return the parts into which a query may be cut, by their ends: each is one character, or letters in a row."""
    spans = []
    for start in range(len(typed)):
        for end in range(start + 1, min(start + LONGEST_SYLLABLE + 1, len(typed)) + 1):
            if end - start > 1 and (is_han(typed[start]) or is_han(typed[end - 1])):
                break
            spans.append((start, end, end == len(typed)))
    return tuple(spans)


def _list_swapped(typed: str) -> Iterator[str]:
    """Yield what was typed with two neighbours swapped: they may belong to different syllables (shefnen)."""
    for place in range(len(typed) - 1):
        yield typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]


def _join(sets: Iterable[int]) -> int:
    joined = 0
    for each in sets:
        joined |= each
    return joined


def _set_of(slots: "array[int]") -> int:
    """Return the set of some slots, which are in rising order."""
    bits = bytearray((slots[-1] >> 3) + 1 if slots else 0)
    for slot in slots:
        bits[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(bits, "little")


def _list_bits(bits: int) -> Iterator[int]:
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
