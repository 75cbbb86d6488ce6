"""The Mandarin pack: which sentences are spoken, so that every call of a hall can be said from their parts.

Trials with this model settled the form of the sentences. A syllable or a short phrase on its own loses its tones (五
rises, all four ma sound alike), so each clip is cut from a longer sentence. Of nine kinds of punctuation the double
colon left a clean pause most often; a comma does before a window, and 八 behind a floor leaves the closure of its b.
"""

from collections.abc import Iterator
from itertools import cycle, product

from kokoro import Word
from phonemes import LETTERS, mandarin
from voice_plan import Group, Pack, Take

# y stands for 幺, the other reading of 1.
DIGITS = {
    "0": ("零", "ling2"), "1": ("一", "yi1"), "2": ("二", "er4"), "3": ("三", "san1"), "4": ("四", "si4"),
    "5": ("五", "wu3"), "6": ("六", "liu4"), "7": ("七", "qi1"), "8": ("八", "ba1"), "9": ("九", "jiu3"),
    "y": ("幺", "yao1"),
}  # fmt: skip
TEN = ("十", "shi2")
PAUSE = ":: "
FLOORS = range(1, 6)
WINDOWS = range(1, 100)


def takes() -> Iterator[Take]:
    """Yield every sentence to speak: first what covers all calls, then the whole three-digit numbers."""
    yield from floor_takes()
    yield from window_takes()
    yield from notice_takes()
    yield from letter_takes()
    yield from pair_takes()
    yield from number_takes()


def floor_takes() -> Iterator[Take]:
    """Yield 到一楼 … 到五楼, followed by a window whose first consonant leaves a pause."""
    for floor in FLOORS:
        to_floor = Group(words=(said("到", "dao4"), floor_word(floor, after=" ")), key=f"floor/{floor}")
        yield Take(groups=(LETTER_A, NUMBER_EIGHT, to_floor, Group(words=window_words(8))))


def window_takes() -> Iterator[Take]:
    """Yield each window after a floor (五号窗口) and without one (到五号窗口); each again in case no pause comes."""
    for window, floor in zip(WINDOWS, cycle(FLOORS), strict=False):
        named = Group(words=window_words(window), key=f"window/{window}")
        for pause in (", ", PAUSE):
            to_floor = Group(words=(said("到", "dao4"), floor_word(floor, after=pause)))
            yield Take(groups=(LETTER_A, NUMBER_EIGHT, to_floor, named))
        direct = Group(words=(said("到", "dao4"), *window_words(window)), key=f"to_window/{window}")
        yield Take(groups=(LETTER_A, NUMBER_EIGHT, direct))
        yield Take(groups=(LETTER_A, number("8", after=PAUSE), direct))


def notice_takes() -> Iterator[Take]:
    """Yield what is said of windows beyond 99, and the notices."""
    shown = (said("屏幕", "ping2 mu4"), said("所示", "suo3 shi4"), said("窗口", "chuang1 kou3", after="."))
    to_floor = Group(words=(said("到", "dao4"), floor_word(2, after=", ")))
    yield Take(groups=(LETTER_A, NUMBER_EIGHT, to_floor, Group(words=shown, key="window/shown")))
    to_shown = Group(words=(said("到", "dao4"), *shown), key="to_window/shown")
    yield Take(groups=(LETTER_A, NUMBER_EIGHT, to_shown))
    paused = Group(words=(said("暂停", "zan4 ting2"), said("服务", "fu2 wu4", after=".")), key="notice/paused")
    yield Take(groups=(Group(words=window_words(5, after=PAUSE)), paused))


def letter_takes() -> Iterator[Take]:
    """Yield 请A … 请Z and 请 alone, each before 八, whose b leaves a pause; again with less if none came.

    As a sentence's first syllable 请 was spoken high and level (heard as 星, 青, 行); behind 现在办理 it is low.
    """
    for pause in (PAUSE, ": ", ", "):
        for name in LETTERS:
            yield in_a_sentence(letter(name, after=pause))
        yield in_a_sentence(Group(words=(said("请", "qing3", after=pause),), key="letter/none"))


def in_a_sentence(please: Group) -> Take:
    """Return 现在办理, then 请 with or without a letter, then a number."""
    return Take(groups=(OPENING, please, number("837"), GO))


def number_takes() -> Iterator[Take]:
    """Yield 000号 … 999号 whole, four in a sentence; a second time in other company, for where no pause came."""
    for company, sentences in ((250, 250), (125, 1000)):
        for first in range(sentences):
            values = [f"{(first + step * company) % 1000:03}" for step in range(4)]
            yield in_a_row(*(number(value, after=PAUSE, key=f"number/{value}") for value in values))


def pair_takes() -> Iterator[Take]:
    """Yield all one-digit and two-digit numbers and, for those of four, the first two digits: 一零, 一二号."""
    yield from short_number_takes(list(DIGITS))
    for first, second in product(DIGITS, DIGITS):
        pair = Group(words=(digit_word(first), digit_word(second, after=PAUSE)), key=f"pair/{first}{second}")
        for following in (first + second, "88", "44", "11", "00", "22"):
            yield in_a_row(pair, number(following, after=PAUSE, key=f"number/{following}"))
        for neighbour in ("88", "11", "00", "95"):
            yield in_a_row(number(neighbour, after=PAUSE), pair, number(neighbour, after=PAUSE))
    yield from short_number_takes([first + second for first, second in product(DIGITS, DIGITS)])


def short_number_takes(values: list[str]) -> Iterator[Take]:
    """Yield numbers one by one; again between two others, for where no pause came."""
    for value in values:
        kept = number(value, after=PAUSE, key=f"number/{value}")
        yield in_a_row(kept)
        for neighbour in ("88", "11", "00", "95"):
            yield in_a_row(number(neighbour, after=PAUSE), kept, number(neighbour, after=PAUSE))


def in_a_row(*groups: Group) -> Take:
    """Return 现在办理, then the groups, then 到 (to go on to): numbers in the middle of a sentence."""
    return Take(groups=(OPENING, *groups, GO))


def letter(name: str, after: str = PAUSE, stretch: float = 1.0) -> Group:
    """Return 请A, spoken as in English; drawn out to 1.5, a second syllable was heard (请V一 for 请V)."""
    word = Word(text=name, phonemes=LETTERS[name], after=after, stretch=stretch)
    return Group(words=(said("请", "qing3"), word), key=f"letter/{name}")


def number(digits: str, *, after: str = ", ", key: str | None = None) -> Group:
    """Return digits read one by one, with 号."""
    return Group(words=(*(digit_word(digit) for digit in digits), said("号", "hao4", after=after)), key=key)


def window_words(window: int, after: str = ".") -> tuple[Word, ...]:
    """Return 十二号窗口, the number read as a number."""
    tens, ones = divmod(window, 10)
    digits = [DIGITS[str(tens)]] if tens > 1 else []
    digits += [TEN] if tens else []
    digits += [DIGITS[str(ones)]] if ones else []
    spoken = (said(text, pinyin, stretch=1.15) for text, pinyin in digits)
    return (*spoken, said("号", "hao4"), said("窗口", "chuang1 kou3", after=after))


def floor_word(floor: int, *, after: str) -> Word:
    """Return 二楼."""
    text, pinyin = DIGITS[str(floor)]
    return said(f"{text}楼", f"{pinyin} lou2", after=after)


def digit_word(digit: str, after: str = " ") -> Word:
    """Return one digit of a ticket's number."""
    return said(*DIGITS[digit], after=after, stretch=1.25)


def said(text: str, pinyin: str, *, after: str = " ", stretch: float = 1.0) -> Word:
    """Return a word from its characters and its pinyin with tone numbers."""
    return Word(text=text, phonemes=mandarin(pinyin), after=after, stretch=stretch)


LETTER_A = Group(words=letter("A", after=": ", stretch=1.5).words)  # only surroundings
NUMBER_EIGHT = Group(words=(said("八", "ba1"), said("号", "hao4", after=", ")))
OPENING = Group(words=(said("现在", "xian4 zai4"), said("办理", "ban4 li3", after=PAUSE)))
GO = Group(words=(said("到", "dao4", after="."),))

XIAOXIAO = Pack(
    folder="zh-xiaoxiao",
    name="Xiaoxiao",
    language="zh",
    voice="zf_xiaoxiao",
    speed=0.85,
    ogg_quality=1,  # 3.3 kB a second
    takes=takes,
    sentences={
        "call": ["letter", "number", "pause:180", "floor", "pause:150", "window"],
        "call_here": ["letter", "number", "pause:180", "to_window"],
        "window_paused": ["window", "paused"],
        "paused": ["paused"],
    },
    parts={
        "letter": [["letter/{letter}"]],
        "number/1": [["number/{a}"]],
        "number/2": [["number/{a}{b}"]],
        "number/3": [["number/{a}{b}{c}"], ["pair/{a}{b}", "number/{c}"]],
        "number/4": [["pair/{a}{b}", "number/{c}{d}"]],
        "number/5": [["pair/{a}{b}", "number/{c}{d}{e}"], ["pair/{a}{b}", "pair/{c}{d}", "number/{e}"]],
        "floor": [["floor/{floor}"]],
        "window": [["window/{window}"], ["window/shown"]],
        "to_window": [["to_window/{window}"], ["to_window/shown"]],
        "paused": [["notice/paused"]],
    },
    readings={"yao": {"1": "y"}},
)
