"""The English pack: a compact one, digits by their place in the number, windows whole.

English words keep their shape alone, so a pause before and behind each digit gives clips that fit together.
"""

from collections.abc import Iterator
from itertools import product

from kokoro import Word
from phonemes import LETTERS, english
from voice_plan import Group, Pack, Take

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
PAUSE = ":: "  # of nine kinds of punctuation, the one that never failed to part two digits


def takes() -> Iterator[Take]:
    """Yield every sentence to speak; each again in other company, for where no pause came."""
    for pause, shift in product((": ", PAUSE), range(3)):
        for position, letter in enumerate(LETTERS):
            name = named(letter, after=pause)
            yield call(name, first_digit=(position + 3 * shift) % 10, floor=1 + position % 5)
    for window in range(1, 100):
        yield call(named("A"), first_digit=8, floor=2, window=spoken_number(window), key=f"window/{window}")
        yield call(named("B"), first_digit=2, floor=3, window=spoken_number(window), key=f"window/{window}")
    yield call(named("A"), first_digit=8, floor=2, window="shown on the screen", key="window/shown")
    nameless = Group(words=(said("number", after=PAUSE),), key="letter/none")
    yield Take(groups=(nameless, digit("eight", None), please_go_to(None), *at_window("eight", None)))
    yield Take(groups=(Group(words=(said("window"), said("five", after=PAUSE))), paused()))


def call(name: Group, *, first_digit: int, floor: int, window: str = "eight", key: str | None = None) -> Take:
    """Return the sentence "Number A zero one two, please go to floor two, window five"."""
    first, middle, last = ((first_digit + step) % 10 for step in range(3))
    digits = (
        digit(SMALL[first], f"first/{first}"),
        digit(SMALL[middle], f"middle/{middle}"),
        digit(SMALL[last], f"last/{last}"),
    )
    return Take(groups=(name, *digits, please_go_to(floor), *at_window(window, key)))


def digit(word: str, key: str | None, after: str = PAUSE) -> Group:
    """Return a digit between two pauses."""
    return Group(words=(said(word, after=after),), key=key)


def please_go_to(floor: int | None) -> Group:
    """Return the words "please go to floor two", or without a floor."""
    words = (said("please"), said("go"))
    if floor is None:
        return Group(words=(*words, said("to", after=PAUSE)), key="please_go_to")
    return Group(words=(*words, said("to"), said("floor"), said(SMALL[floor], after=PAUSE)), key=f"floor/{floor}")


def at_window(window: str, key: str | None) -> tuple[Group, ...]:
    """Return the words "window five"."""
    return (Group(words=(said("window"), said(window, after=".")), key=key),)


def paused() -> Group:
    """Return the words "service is paused"."""
    return Group(words=(said("service"), said("is"), said("paused", after=".")), key="notice/paused")


def spoken_number(number: int) -> str:
    """Return 1-99 in words."""
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]} {SMALL[ones]}" if ones else TENS[tens]


def named(letter: str, after: str = PAUSE) -> Group:
    """Return the words "number A", the letter drawn out, for it decides who gets up."""
    word = Word(text=letter, phonemes=LETTERS[letter], after=after, stretch=1.2)
    return Group(words=(said("number"), word), key=f"letter/{letter}")


def said(words: str, *, after: str = " ") -> Word:
    """Return English words as one."""
    return Word(text=words, phonemes=english(words), after=after)


HEART = Pack(
    folder="en-heart",
    name="Heart",
    language="en",
    voice="af_heart",
    speed=0.9,
    ogg_quality=6,  # 7 kB a second
    takes=takes,
    sentences={
        "call": ["letter", "number", "pause:200", "floor", "window"],
        "call_here": ["letter", "number", "pause:200", "to_window"],
        "window_paused": ["window", "paused"],
        "paused": ["paused"],
    },
    parts={
        "letter": [["letter/{letter}"]],
        "number/1": [["last/{a}"]],
        "number/2": [["first/{a}", "last/{b}"]],
        "number/3": [["first/{a}", "middle/{b}", "last/{c}"]],
        "number/4": [["first/{a}", "middle/{b}", "middle/{c}", "last/{d}"]],
        "number/5": [["first/{a}", "middle/{b}", "middle/{c}", "middle/{d}", "last/{e}"]],
        "floor": [["floor/{floor}"]],
        "window": [["window/{window}"], ["window/shown"]],
        "to_window": [["please_go_to", "window/{window}"], ["please_go_to", "window/shown"]],
        "paused": [["notice/paused"]],
    },
)
