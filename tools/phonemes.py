"""Phonemes of Mandarin syllables and of the English words that calls need, in Kokoro's alphabet (misaki's)."""

from misaki.zh import ZHG2P  # type: ignore[import-not-found]

# From misaki's American dictionary (us_gold.json, Apache-2.0), with a clear t in thirty, forty, eighty and ninety,
# which must not be taken for thirteen to nineteen. A is the diphthong of "day", I of "my", O of "go".
LETTERS = {
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "D": "dˈi", "E": "ˈi", "F": "ˈɛf", "G": "ʤˈi", "H": "ˈAʧ", "I": "ˈI",
    "J": "ʤˈA", "K": "kˈA", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn", "O": "ˈO", "P": "pˈi", "Q": "kjˈu", "R": "ˈɑɹ",
    "S": "ˈɛs", "T": "tˈi", "U": "jˈu", "V": "vˈi", "W": "dˈʌbᵊlju", "X": "ˈɛks", "Y": "wˈI", "Z": "zˈi",
}  # fmt: skip
ENGLISH = {
    "zero": "zˈɪɹO", "one": "wˈʌn", "two": "tˈu", "three": "θɹˈi", "four": "fˈɔɹ", "five": "fˈIv", "six": "sˈɪks",
    "seven": "sˈɛvən", "eight": "ˈAt", "nine": "nˈIn", "ten": "tˈɛn", "eleven": "əlˈɛvᵊn", "twelve": "twˈɛlv",
    "thirteen": "θˌɜɹtˈin", "fourteen": "fˌɔɹtˈin", "fifteen": "fˌɪftˈin", "sixteen": "sˌɪkstˈin",
    "seventeen": "sˌɛvəntˈin", "eighteen": "ˌAtˈin", "nineteen": "nˌIntˈin", "twenty": "twˈɛnti", "thirty": "θˈɜɹti",
    "forty": "fˈɔɹti", "fifty": "fˈɪfti", "sixty": "sˈɪksti", "seventy": "sˈɛvənti", "eighty": "ˈAti",
    "ninety": "nˈInti", "number": "nˈʌmbəɹ", "please": "plˈiz", "go": "ɡˌO", "to": "tu", "the": "ðə",
    "window": "wˈɪndO", "floor": "flˈɔɹ", "shown": "ʃˈOn", "on": "ˌɔn", "screen": "skɹˈin", "is": "ɪz",
    "paused": "pˈɔzd", "service": "sˈɜɹvəs",
}  # fmt: skip


def mandarin(pinyin: str) -> str:
    """Return the phonemes of syllables written with tone numbers and spaces, as in "chuang1 kou3"."""
    syllables = (str(ZHG2P.py2ipa(syllable)) for syllable in pinyin.split())
    return "".join(syllables).replace("\N{COMBINING INVERTED BREVE BELOW}", "")


def english(words: str) -> str:
    """Return the phonemes of English words separated by spaces; KeyError names a word that is not in the table."""
    return " ".join(ENGLISH[word] for word in words.split())
